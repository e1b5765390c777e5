package dev.alarmkeeper.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alarmkeeper.aws.ConfigRules;
import dev.alarmkeeper.evidence.report.ComplianceSink.Entry;
import dev.alarmkeeper.evidence.report.ConfigVerdict;
import dev.alarmkeeper.evidence.report.ConfigVerdict.Compliance;
import dev.alarmkeeper.localaws.Clients;
import dev.alarmkeeper.localaws.LocalAws;
import dev.alarmkeeper.reconcile.Outcome;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Verdicts reach AWS Config, and what it answers is told apart. */
class ConfigRulesIT {
  private static final Instant AS_OF = Instant.parse("2026-11-23T10:15:30Z");
  private static final Entry ENTRY =
      new Entry(
          "AWS::::Account",
          LocalAws.ACCOUNT,
          new ConfigVerdict(Compliance.NON_COMPLIANT, "root_usage: alarm \"x\" drifted"));

  private LocalAws aws;
  private ConfigRules rules;

  @BeforeEach
  void start() {
    aws = LocalAws.start();
    rules = new ConfigRules(Clients.of(aws, Keeper.NAME)::config);
  }

  @AfterEach
  void stop() {
    aws.close();
  }

  @Test
  void aVerdictArrivesAsItWasSaid() {
    assertThat(rules.put(aws.config().resultToken(), AS_OF, List.of(ENTRY)))
        .isEqualTo(new Outcome.Done());

    assertThat(aws.config().evaluations())
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.get("ComplianceResourceType").asText()).isEqualTo("AWS::::Account");
              assertThat(it.get("ComplianceResourceId").asText()).isEqualTo(LocalAws.ACCOUNT);
              assertThat(it.get("ComplianceType").asText()).isEqualTo("NON_COMPLIANT");
              assertThat(it.get("Annotation").asText()).contains("alarm \"x\" drifted");
              assertThat(it.get("OrderingTimestamp").asLong()).isEqualTo(AS_OF.getEpochSecond());
            });
  }

  @Test
  void aStaleTokenIsNotTriedAgainAndAsksForNothing() {
    assertThat(rules.put("stale", AS_OF, List.of(ENTRY)))
        .isEqualTo(
            new Outcome.Failed(
                "config:PutEvaluations for AWS::::Account 111122223333:"
                    + " InvalidResultTokenException: The result token is invalid.; the question was"
                    + " asked too long ago, or not by AWS Config: nothing to do, AWS Config asks"
                    + " again at the rule's next period",
                false));
    assertThat(aws.config().evaluations()).isEmpty();
  }

  @Test
  void aRefusalNamesWhatWasToBeTold() {
    aws.faults().on("config:*").deny();
    assertThat(rules.put(aws.config().resultToken(), AS_OF, List.of(ENTRY)))
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            it ->
                assertThat(it.advice())
                    .startsWith("config:PutEvaluations for AWS::::Account 111122223333: "));
    assertThat(rules.reevaluate("chain"))
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            it -> assertThat(it.advice()).startsWith("config:StartConfigRulesEvaluation chain: "));
  }

  @Test
  void throttlingIsTriedAgainLater() {
    aws.faults().on("config:PutEvaluations").throttle();
    assertThat(rules.put(aws.config().resultToken(), AS_OF, List.of(ENTRY)))
        .isInstanceOfSatisfying(Outcome.Failed.class, it -> assertThat(it.retryable()).isTrue());
  }

  @Test
  void aLostConnectionIsTriedAgainLater() {
    aws.close();
    assertThat(rules.put("token", AS_OF, List.of(ENTRY)))
        .isInstanceOfSatisfying(Outcome.Failed.class, it -> assertThat(it.retryable()).isTrue());
  }
}
