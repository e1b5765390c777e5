package dev.alarmkeeper.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alarmkeeper.aws.Parameters;
import dev.alarmkeeper.chain.Observed.Absent;
import dev.alarmkeeper.chain.Observed.Present;
import dev.alarmkeeper.chain.Observed.Unreadable;
import dev.alarmkeeper.localaws.Clients;
import dev.alarmkeeper.localaws.LocalAws;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A parameter that is not there, one that may not be read and one that is, are told apart. */
class ParametersIT {
  private static final String GET = "ssm:GetParameter";
  private static final String NAME = "/alarmkeeper/overrides";

  private LocalAws aws;
  private Parameters parameters;

  @BeforeEach
  void start() {
    aws = LocalAws.start();
    parameters = new Parameters(Clients.of(aws, Keeper.NAME).ssm());
  }

  @AfterEach
  void stop() {
    aws.close();
  }

  @Test
  void theNewestValueIsRead() {
    aws.ssm().put(NAME, "{}");
    aws.ssm().put(NAME, "{\"a\":\"ü\"}");
    assertThat(parameters.text(NAME)).isEqualTo(new Present<>("{\"a\":\"ü\"}"));
    assertThat(aws.journal().on(GET).entries().getFirst().parameters().get("WithDecryption"))
        .hasToString("true");
  }

  @Test
  void aParameterThatIsNotThereIsAbsent() {
    assertThat(parameters.text(NAME)).isEqualTo(new Absent<>());
  }

  @Test
  void aDeniedReadIsNotAnAbsence() {
    aws.faults().on(GET).deny();
    assertUnreadable(false);
  }

  @ParameterizedTest
  @ValueSource(strings = {"throttled", "broken", "malformed", "empty"})
  void whatMayPassIsTriedAgainLater(String fault) {
    aws.ssm().put(NAME, "{}");
    switch (fault) {
      case "throttled" -> aws.faults().on(GET).throttle();
      case "broken" -> aws.faults().on(GET).fail();
      case "malformed" -> aws.faults().on(GET).malformedAnswer();
      default -> aws.faults().on(GET).emptyAnswer();
    }
    assertUnreadable(true);
  }

  private void assertUnreadable(boolean retryable) {
    assertThat(parameters.text(NAME))
        .isInstanceOfSatisfying(
            Unreadable.class,
            it -> {
              assertThat(it.reason()).startsWith(GET + " " + NAME);
              assertThat(it.retryable()).isEqualTo(retryable);
            });
  }
}
