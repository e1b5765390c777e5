package dev.alarmkeeper.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alarmkeeper.events.SampleEvent;
import dev.alarmkeeper.it.ExistingSetup;
import dev.alarmkeeper.localaws.LocalAws;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The function as it is deployed, beside a chain that somebody made before. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "the runtime interface client is for Linux alone")
class TwinFunctionIT {
  static Stream<ExistingSetup> setups() {
    return ExistingSetup.all().stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("setups")
  void besideAPublicSetupNothingIsDoubled(ExistingSetup setup) {
    try (Deployment deployed = deploy(setup, Map.of())) {
      setup.build(deployed.aws());
      Map<String, String> before = ExistingSetup.objects(deployed.aws());

      for (int run = 0; run < 2; run++) {
        JsonNode report = deployed.report(SampleEvent.of("schedule.json"));

        assertThat(report.path("verdict").asText()).as(report.toString()).isEqualTo("needs_person");
        assertThat(report.path("findings").toString())
            .contains("OnTwin=double", "alarmkeeper adopt");
      }

      assertThat(ExistingSetup.objects(deployed.aws())).isEqualTo(before);
      assertThat(writes(deployed.aws())).isEmpty();
    }
  }

  /** The setting arrives. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("first")
  void whoWantsItDoubledGetsIt(ExistingSetup setup) {
    try (Deployment deployed = deploy(setup, Map.of("ON_TWIN", "double"))) {
      setup.build(deployed.aws());
      int before = ExistingSetup.objects(deployed.aws()).size();

      deployed.report(SampleEvent.of("schedule.json"));

      assertThat(ExistingSetup.objects(deployed.aws())).hasSize(2 * before);
    }
  }

  static Stream<ExistingSetup> first() {
    return setups().limit(1);
  }

  private static Deployment deploy(ExistingSetup setup, Map<String, String> more) {
    Map<String, String> settings = new HashMap<>(more);
    settings.put("SUBSCRIPTIONS", "sqs:" + Deployment.QUEUE);
    settings.put("CONTROLS", String.join(",", setup.controls()));
    settings.put("EVIDENCE_TABLE", Deployment.TABLE);
    return Deployment.start(settings);
  }

  /** Evidence is kept and told; of the chain nothing is written. */
  private static List<String> writes(LocalAws aws) {
    return aws.journal().writes().stream()
        .filter(it -> !it.principal().equals(ExistingSetup.OWNER))
        .map(it -> it.operation())
        .filter(it -> !it.matches("dynamodb:.*|sns:Publish|events:PutEvents"))
        .toList();
  }
}
