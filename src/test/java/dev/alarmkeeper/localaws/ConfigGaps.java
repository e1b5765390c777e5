package dev.alarmkeeper.localaws;

import static dev.alarmkeeper.localaws.Gap.refused;
import static dev.alarmkeeper.localaws.Gap.row;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import software.amazon.awssdk.services.config.model.Evaluation;
import software.amazon.awssdk.services.config.model.InvalidParameterValueException;
import software.amazon.awssdk.services.config.model.InvalidResultTokenException;
import software.amazon.awssdk.services.config.model.NoSuchConfigRuleException;

/**
 * Where moto is laxer than AWS Config. <a
 * href="https://docs.aws.amazon.com/config/latest/APIReference/">API reference</a>.
 */
final class ConfigGaps {
  private static final Evaluation EVALUATION =
      Evaluation.builder()
          .complianceResourceType("AWS::::Account")
          .complianceResourceId("111122223333")
          .complianceType("COMPLIANT")
          .orderingTimestamp(Instant.parse("2026-01-01T00:00:00Z"))
          .build();

  static final List<Gap> ROWS =
      List.of(
          row(
              "A token that no invocation carried: InvalidResultTokenException",
              c ->
                  refused(
                      InvalidResultTokenException.class,
                      () -> c.config().putEvaluations(r -> r.resultToken("made up")))),
          trial("An annotation of 257 characters", annotated("x".repeat(257)), 1),
          trial("An empty annotation", annotated(""), 1),
          trial("101 evaluations", EVALUATION, 101),
          trial(
              "INSUFFICIENT_DATA",
              EVALUATION.toBuilder().complianceType("INSUFFICIENT_DATA").build(),
              1),
          row(
              "DescribeConfigRules of a missing rule: NoSuchConfigRuleException",
              c ->
                  refused(
                      NoSuchConfigRuleException.class,
                      () -> c.config().describeConfigRules(r -> r.configRuleNames("none")))),
          row(
              "StartConfigRulesEvaluation of a missing rule: NoSuchConfigRuleException",
              c ->
                  refused(
                      NoSuchConfigRuleException.class,
                      () ->
                          c.config().startConfigRulesEvaluation(r -> r.configRuleNames("none")))));

  private ConfigGaps() {}

  private static Evaluation annotated(String annotation) {
    return EVALUATION.toBuilder().annotation(annotation).build();
  }

  private static Gap trial(String what, Evaluation evaluation, int times) {
    return row(
        what + " in PutEvaluations: refused",
        c ->
            refused(
                InvalidParameterValueException.class,
                () ->
                    c.config()
                        .putEvaluations(
                            r ->
                                r.resultToken("any")
                                    .testMode(true)
                                    .evaluations(Collections.nCopies(times, evaluation)))));
  }
}
