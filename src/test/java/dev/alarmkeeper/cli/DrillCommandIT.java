package dev.alarmkeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alarmkeeper.localaws.LocalAws;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code drill} asks, and has the function begin a drill only where somebody says yes. */
class DrillCommandIT {
  private static final String RUNNING =
      """
      {"drills":{"running":{"drill":"alarmkeeper-drill-1","alarm":"root_usage_alarm"},
       "controls":[{"control":"root_usage"}]}}""";
  private final LocalAws aws = LocalAws.start();
  private final List<String> asked = new ArrayList<>();
  private final InputStream before = System.in;
  private String answer = RUNNING;

  @BeforeEach
  void deploy() {
    aws.functions().add("keeper", "");
    aws.functions()
        .answering(
            "keeper",
            it -> {
              asked.add(it);
              return answer;
            });
  }

  @AfterEach
  void stop() {
    System.setIn(before);
    aws.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"y\n", "YES\n", " yes \n"})
  void beginsWhereSomebodySaysYes(String said) {
    Command drill = drill(said, "keeper");

    assertThat(asked).containsExactly("{\"drill\":{\"controls\":[\"root_usage\"]}}");
    assertThat(drill.exitCode()).isEqualTo(Alarmkeeper.WHOLE);
    assertThat(drill.out())
        .contains("will go off", "Begin? [y/N]", "alarmkeeper-drill-1", "root_usage_alarm");
  }

  @ParameterizedTest
  @ValueSource(strings = {"n\n", "\n", "", "yesterday\n"})
  void beginsNothingOtherwise(String said) {
    Command drill = drill(said, "keeper");

    assertThat(asked).isEmpty();
    assertThat(drill.exitCode()).isEqualTo(Alarmkeeper.DRIFT);
    assertThat(drill.out()).contains("No drill has begun.");
  }

  @Test
  void asksNothingWithYes() {
    Command drill = drill("", "keeper", "--yes");

    assertThat(asked).hasSize(1);
    assertThat(drill.out()).doesNotContain("[y/N]");
  }

  @Test
  void tellsWhyNoneBegan() {
    answer =
        """
        {"drills":{"controls":[{"control":"root_usage","waits":"the control is not compliant"}]}}""";

    Command drill = drill("", "keeper", "--yes");

    assertThat(drill.exitCode()).isEqualTo(Alarmkeeper.DRIFT);
    assertThat(drill.out()).contains("root_usage waits: the control is not compliant");
  }

  @Test
  void tellsWhatTheFunctionRefused() {
    answer = "{\"errorMessage\":\"drills are off: set DRILL_SCHEDULE\"}";

    Command drill = drill("", "keeper", "--yes");

    assertThat(drill.exitCode()).isEqualTo(Alarmkeeper.ERROR);
    assertThat(drill.err()).contains("drills are off");
  }

  @Test
  void tellsOfAFunctionThatIsNotThereOrIsAnother() {
    assertThat(drill("", "nowhere", "--yes").err()).contains("nowhere", "LookCommand");
    answer = "{\"hello\":1}";
    assertThat(drill("", "keeper", "--yes").err()).contains("something else");
  }

  private Command drill(String said, String function, String... more) {
    System.setIn(new ByteArrayInputStream(said.getBytes(StandardCharsets.UTF_8)));
    List<String> all =
        new ArrayList<>(List.of("drill", "--function", function, "--controls", "root_usage"));
    all.addAll(List.of(more));
    return InProcess.run(aws, all.toArray(String[]::new));
  }
}
