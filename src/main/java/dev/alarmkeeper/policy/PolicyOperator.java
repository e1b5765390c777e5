package dev.alarmkeeper.policy;

import dev.alarmkeeper.policy.Fact.Flag;
import dev.alarmkeeper.policy.Fact.Listed;
import dev.alarmkeeper.policy.Fact.Missing;
import dev.alarmkeeper.policy.Fact.Name;
import dev.alarmkeeper.policy.Fact.Text;
import dev.alarmkeeper.policy.Fact.Time;
import dev.alarmkeeper.policy.Fact.Unknown;
import dev.alarmkeeper.policy.PolicyValues.Comparison;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A condition operator. Sources: IAM User Guide, "IAM JSON policy elements: Condition operators",
 * and "Set operators for multivalued context keys".
 *
 * @param each how the values of a request are taken together
 * @param test what is compared, and how
 * @param ifExists whether it holds where the request does not carry the key
 */
record PolicyOperator(Each each, Test test, boolean ifExists) {
  private enum Each {
    ONE,
    ALL,
    ANY
  }

  private record Test(boolean negated, Comparison comparison) {}

  private static final Pattern FORM =
      Pattern.compile("(ForAllValues:|ForAnyValue:)?(\\w+?)(IfExists)?");

  private static final Comparison EXACTLY =
      PolicyValues.text((wanted, found) -> Wildcards.literal(wanted).equals(found));
  private static final Comparison IN_ANY_CASE =
      PolicyValues.text((wanted, found) -> Wildcards.literal(wanted).equalsIgnoreCase(found));
  private static final Comparison LIKE = PolicyValues.text(Wildcards::match);

  /** What is never known of a service's request: its address, numbers, bytes. */
  private static final Comparison UNKNOWABLE = (_, _) -> Answer.UNKNOWN;

  private static final Map<String, Test> TESTS =
      Map.ofEntries(
          Map.entry("StringEquals", new Test(false, EXACTLY)),
          Map.entry("StringNotEquals", new Test(true, EXACTLY)),
          Map.entry("StringEqualsIgnoreCase", new Test(false, IN_ANY_CASE)),
          Map.entry("StringNotEqualsIgnoreCase", new Test(true, IN_ANY_CASE)),
          Map.entry("StringLike", new Test(false, LIKE)),
          Map.entry("StringNotLike", new Test(true, LIKE)),
          Map.entry("ArnEquals", new Test(false, PolicyValues::arn)),
          Map.entry("ArnLike", new Test(false, PolicyValues::arn)),
          Map.entry("ArnNotEquals", new Test(true, PolicyValues::arn)),
          Map.entry("ArnNotLike", new Test(true, PolicyValues::arn)),
          Map.entry("Bool", new Test(false, PolicyValues::flag)),
          Map.entry("DateEquals", new Test(false, PolicyValues.time(order -> order == 0))),
          Map.entry("DateNotEquals", new Test(true, PolicyValues.time(order -> order == 0))),
          Map.entry("DateLessThan", new Test(false, PolicyValues.time(order -> order < 0))),
          Map.entry("DateLessThanEquals", new Test(false, PolicyValues.time(order -> order <= 0))),
          Map.entry("DateGreaterThan", new Test(false, PolicyValues.time(order -> order > 0))),
          Map.entry(
              "DateGreaterThanEquals", new Test(false, PolicyValues.time(order -> order >= 0))),
          Map.entry("NumericEquals", new Test(false, UNKNOWABLE)),
          Map.entry("NumericNotEquals", new Test(true, UNKNOWABLE)),
          Map.entry("NumericLessThan", new Test(false, UNKNOWABLE)),
          Map.entry("NumericLessThanEquals", new Test(false, UNKNOWABLE)),
          Map.entry("NumericGreaterThan", new Test(false, UNKNOWABLE)),
          Map.entry("NumericGreaterThanEquals", new Test(false, UNKNOWABLE)),
          Map.entry("IpAddress", new Test(false, UNKNOWABLE)),
          Map.entry("NotIpAddress", new Test(true, UNKNOWABLE)),
          Map.entry("BinaryEquals", new Test(false, UNKNOWABLE)));

  /** The operator of this name, spelt as IAM spells it; {@code Null} compares no values. */
  static Optional<PolicyOperator> parse(String name) {
    Matcher form = FORM.matcher(name);
    if (!form.matches() || !TESTS.containsKey(form.group(2))) {
      return Optional.empty();
    }
    Each each =
        switch (form.group(1)) {
          case null -> Each.ONE;
          case "ForAllValues:" -> Each.ALL;
          default -> Each.ANY;
        };
    return Optional.of(new PolicyOperator(each, TESTS.get(form.group(2)), form.group(3) != null));
  }

  /** Whether it holds between what the policy lists and what is known of the request. */
  Answer holds(List<String> wanted, Fact found) {
    return switch (found) {
      case Missing() -> withoutKey();
      case Unknown() -> Answer.UNKNOWN;
      // Another member may not be as wanted; but any one is enough for "any".
      case Listed(String member) ->
          each == Each.ANY && !test.negated() && compared(wanted, new Text(member)) == Answer.YES
              ? Answer.YES
              : Answer.UNKNOWN;
      // A single value is a list of one.
      case Text _, Name _, Flag _, Time _ -> compared(wanted, found);
    };
  }

  private Answer withoutKey() {
    return switch (each) {
      case ONE -> Answer.of(ifExists || test.negated());
      case ALL -> Answer.YES;
      // What IfExists or a negation make of "any of none" is not documented.
      case ANY -> ifExists || test.negated() ? Answer.UNKNOWN : Answer.NO;
    };
  }

  private Answer compared(List<String> wanted, Fact found) {
    Answer any = Answer.any(wanted.stream().map(it -> test.comparison().of(it, found)));
    return test.negated() ? any.not() : any;
  }
}
