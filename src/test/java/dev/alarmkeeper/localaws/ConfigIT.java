package dev.alarmkeeper.localaws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.config.ConfigClient;
import software.amazon.awssdk.services.config.model.Evaluation;
import software.amazon.awssdk.services.config.model.InvalidParameterValueException;

/** What only the local AWS can show of AWS Config: tokens of real invocations. */
class ConfigIT {
  private static final Evaluation EVALUATION =
      Evaluation.builder()
          .complianceResourceType("AWS::::Account")
          .complianceResourceId("111122223333")
          .complianceType("NON_COMPLIANT")
          .annotation("x".repeat(256))
          .orderingTimestamp(Instant.parse("2026-11-23T12:00:00Z"))
          .build();

  private LocalAws aws;
  private ConfigClient config;

  @BeforeEach
  void start() {
    aws = LocalAws.start();
    config = Clients.of(aws, "tester").config();
  }

  @AfterEach
  void stop() {
    aws.close();
  }

  @Test
  void anEvaluationWithAnInvocationsTokenIsKept() {
    String token = aws.config().resultToken();

    config.putEvaluations(r -> r.resultToken(token).evaluations(EVALUATION));

    assertThat(aws.config().evaluations())
        .singleElement()
        .satisfies(
            kept -> {
              assertThat(kept.path("ComplianceType").asText()).isEqualTo("NON_COMPLIANT");
              assertThat(kept.path("Annotation").asText()).hasSize(256);
            });
  }

  @Test
  void aTrialLeavesNothingBehind() {
    config.putEvaluations(r -> r.resultToken("any").testMode(true).evaluations(EVALUATION));

    assertThat(aws.config().evaluations()).isEmpty();
  }

  @Test
  void oneBadEvaluationSpoilsAll() {
    String token = aws.config().resultToken();
    Evaluation bad = EVALUATION.toBuilder().annotation("x".repeat(257)).build();

    assertThatThrownBy(
            () -> config.putEvaluations(r -> r.resultToken(token).evaluations(EVALUATION, bad)))
        .isInstanceOf(InvalidParameterValueException.class);

    assertThat(aws.config().evaluations()).isEmpty();
  }
}
