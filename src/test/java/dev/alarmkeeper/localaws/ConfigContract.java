package dev.alarmkeeper.localaws;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.config.model.ConfigRule;
import software.amazon.awssdk.services.config.model.Evaluation;

/** What AWS Config answers, wherever it is asked. */
interface ConfigContract {
  Clients clients();

  @Test
  default void aRuleIsDescribedAsItWasPut() {
    clients()
        .config()
        .putConfigRule(
            r ->
                r.configRule(
                    c ->
                        c.configRuleName("rule")
                            .source(s -> s.owner("AWS").sourceIdentifier("CLOUD_TRAIL_ENABLED"))));

    assertThat(clients().config().describeConfigRules(r -> r.configRuleNames("rule")).configRules())
        .singleElement()
        .extracting(ConfigRule::configRuleStateAsString)
        .isEqualTo("ACTIVE");
  }

  @Test
  default void aTrialNeedsNoValidToken() {
    Evaluation evaluation =
        Evaluation.builder()
            .complianceResourceType("AWS::::Account")
            .complianceResourceId("111122223333")
            .complianceType("NON_COMPLIANT")
            .annotation("drifted")
            .orderingTimestamp(Instant.now())
            .build();

    var answer =
        clients()
            .config()
            .putEvaluations(r -> r.resultToken("any").testMode(true).evaluations(evaluation));

    assertThat(answer.failedEvaluations()).isEmpty();
  }
}
