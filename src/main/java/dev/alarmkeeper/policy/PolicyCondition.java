package dev.alarmkeeper.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The condition block of a policy statement, for one request. Source: IAM User Guide, "IAM JSON
 * policy elements: Condition".
 *
 * @param answer whether every condition holds
 * @param doubts the operators and keys of which nobody can tell; none where another surely fails
 */
record PolicyCondition(Answer answer, List<String> doubts) {
  static PolicyCondition of(
      Map<String, Map<String, List<String>>> conditions, ServiceRequest request) {
    Answer all = Answer.YES;
    List<String> doubts = new ArrayList<>();
    for (var operator : conditions.entrySet()) {
      for (var key : operator.getValue().entrySet()) {
        Answer one = one(operator.getKey(), key.getValue(), request.fact(key.getKey()));
        if (one == Answer.UNKNOWN) {
          doubts.add(operator.getKey() + " " + key.getKey());
        }
        all = all.and(one);
      }
    }
    return new PolicyCondition(all, all == Answer.UNKNOWN ? List.copyOf(doubts) : List.of());
  }

  private static Answer one(String operator, List<String> values, Fact found) {
    if (values.isEmpty()) {
      return Answer.UNKNOWN; // whether AWS takes it, and as what, is not documented
    }
    return operator.equals("Null")
        ? isNull(values, found)
        : PolicyOperator.parse(operator).map(it -> it.holds(values, found)).orElse(Answer.UNKNOWN);
  }

  private static Answer isNull(List<String> values, Fact found) {
    Answer missing =
        switch (found) {
          case Fact.Missing() -> Answer.YES;
          case Fact.Unknown() -> Answer.UNKNOWN;
          case Fact.Text _, Fact.Name _, Fact.Flag _, Fact.Time _, Fact.Listed _ -> Answer.NO;
        };
    return switch (String.join(",", values).toLowerCase(Locale.ROOT)) {
      case "true" -> missing;
      case "false" -> missing.not();
      default -> Answer.UNKNOWN;
    };
  }
}
