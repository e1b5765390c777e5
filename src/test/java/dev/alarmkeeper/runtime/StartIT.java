package dev.alarmkeeper.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alarmkeeper.events.SampleEvent;
import dev.alarmkeeper.localaws.LocalAws;
import dev.alarmkeeper.runtime.Answer.Returned;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What the settings of the deployed function make of it when it starts. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "the runtime interface client is for Linux alone")
class StartIT {
  private LocalAws aws;

  @BeforeEach
  void start() {
    aws = LocalAws.start();
    aws.seedTrailAndLogGroup();
  }

  @AfterEach
  void stop() {
    aws.close();
  }

  @Test
  void allFaultsOfAllSettingsAreInTheInitError() {
    Map<String, String> wrong =
        Map.of("MODE", "repiar", "CONTROLS", "root", "SUBSCRIPTIONS", "pigeon:coop");

    assertThatThrownBy(() -> FunctionProcess.start(aws, wrong))
        .isInstanceOf(EndedException.class)
        .hasMessageContaining("settings: 3 faults")
        .hasMessageContaining("MODE: got \"repiar\", want repair or observe")
        .hasMessageContaining("CONTROLS: got \"root\"")
        .hasMessageContaining("SUBSCRIPTIONS: got \"pigeon:coop\"");
    assertThat(aws.journal().entries()).isEmpty();
  }

  @Test
  void requestCannotRaiseTheModeOfTheFunction() {
    try (var function = FunctionProcess.start(aws, Map.of("MODE", "observe"))) {
      Answer answer = function.invoke(SampleEvent.of("direct-repair.json").text());

      assertThat(answer)
          .isInstanceOfSatisfying(
              Returned.class,
              it -> assertThat(it.text()).contains("\"mode\":\"observe\"", "\"drifted\""));
      assertThat(aws.journal().entries()).isNotEmpty();
      assertThat(aws.journal().writes()).isEmpty();
    }
  }
}
