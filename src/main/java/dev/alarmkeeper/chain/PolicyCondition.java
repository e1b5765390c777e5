package dev.alarmkeeper.chain;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * The condition block of a policy statement, for a message that CloudWatch publishes for an alarm.
 * Source: IAM User Guide, "IAM JSON policy elements: Condition operators" and "AWS global condition
 * context keys".
 */
final class PolicyCondition {
  /** Whether a condition holds. */
  enum Answer {
    YES,
    NO,
    UNKNOWN;

    Answer and(Answer other) {
      if (this == NO || other == NO) {
        return NO;
      }
      return this == YES ? other : this;
    }
  }

  private static final String IF_EXISTS = "IfExists";

  private static final Map<String, BiPredicate<String, String>> COMPARISONS =
      Map.of(
          "StringEquals", String::equals,
          "StringEqualsIgnoreCase", String::equalsIgnoreCase,
          "Bool", String::equalsIgnoreCase,
          "StringLike", Wildcards::match,
          "ArnLike", Wildcards::match,
          "ArnEquals", Wildcards::match);

  /** Keys of a human or network caller: a request of an AWS service does not carry them. */
  private static final Set<String> ABSENT =
      Set.of(
          "aws:principalorgid",
          "aws:principalaccount",
          "aws:principalarn",
          "aws:sourceip",
          "aws:sourcevpc",
          "aws:sourcevpce",
          "aws:userid",
          "aws:username");

  private PolicyCondition() {}

  static Answer all(Map<String, Map<String, List<String>>> conditions, Account account, Arn alarm) {
    Map<String, String> context =
        Map.of(
            "aws:sourceaccount",
            account.id(),
            "aws:sourcearn",
            alarm.toString(),
            "aws:securetransport",
            "true",
            "aws:principalisawsservice",
            "true",
            "aws:principalservicename",
            TopicPolicy.CLOUDWATCH);
    Answer answer = Answer.YES;
    for (var operator : conditions.entrySet()) {
      for (var key : operator.getValue().entrySet()) {
        answer = answer.and(one(operator.getKey(), key.getKey(), key.getValue(), context));
      }
    }
    return answer;
  }

  private static Answer one(
      String operator, String key, List<String> values, Map<String, String> context) {
    boolean ifExists = operator.endsWith(IF_EXISTS);
    String plain =
        ifExists ? operator.substring(0, operator.length() - IF_EXISTS.length()) : operator;
    boolean negated = plain.contains("Not");
    BiPredicate<String, String> compare = COMPARISONS.get(plain.replace("Not", ""));
    String name = key.toLowerCase(Locale.ROOT);
    String value = context.get(name);
    if (compare == null || (value == null && !ABSENT.contains(name))) {
      return Answer.UNKNOWN;
    }
    boolean holds =
        value == null
            ? ifExists || negated
            : negated != values.stream().anyMatch(wanted -> compare.test(wanted, value));
    return holds ? Answer.YES : Answer.NO;
  }
}
