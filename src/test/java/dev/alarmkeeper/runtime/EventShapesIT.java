package dev.alarmkeeper.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alarmkeeper.events.Replay;
import dev.alarmkeeper.events.SampleEvent;
import dev.alarmkeeper.localaws.LocalAws;
import dev.alarmkeeper.runtime.Answer.Threw;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every shape of event that can reach the function, and those that cannot. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "the runtime interface client is for Linux alone")
class EventShapesIT {
  private static Deployment deployed;
  private static LocalAws aws;

  @BeforeAll
  static void start() {
    deployed = Deployment.start();
    aws = deployed.aws();
  }

  @AfterAll
  static void stop() {
    deployed.close();
  }

  @BeforeEach
  void chainIsWhole() {
    deployed.makeChainWhole();
  }

  static List<SampleEvent> events() {
    return SampleEvent.all();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("events")
  void everyEventIsAnsweredByAReportAndTheNextRunHasNothingToWrite(SampleEvent event) {
    new Replay(aws).of(event);

    JsonNode report = deployed.report(event);
    aws.journal().clear();
    deployed.report(SampleEvent.of("schedule.json"));

    // The statement's schema has a version of its own.
    assertThat(report.path("schema").asInt())
        .isEqualTo(event.name().equals("statement.json") ? 2 : 1);
    assertThat(report.path("controls").path(0).path("control").asText()).isEqualTo("root_usage");
    assertThat(aws.journal().of(FunctionProcess.PRINCIPAL).writes()).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "{\"mode\":",
        "",
        "[]",
        "\"observe\"",
        "{\"mode\":\"destroy\"}",
        "{\"modus\":\"observe\"}",
        "{\"controls\":[\"no_such_control\"]}",
        "{\"detail-type\":\"EC2 Instance State-change Notification\",\"source\":\"aws.ec2\"}",
        "{\"invokingEvent\":\"{}\",\"resultToken\":\"token\"}"
      })
  void unknownOrMalformedEventIsOneClearErrorAndNoCall(String event) {
    Answer answer = deployed.function().invoke(event);

    assertThat(answer).isInstanceOf(Threw.class);
    Threw threw = (Threw) answer;
    assertThat(threw.type()).isEqualTo("dev.alarmkeeper.lambda.EventException");
    assertThat(threw.message()).startsWith("event: ").hasSizeLessThan(400);
    assertThat(aws.journal().entries()).isEmpty();
  }

  @Test
  void configRuleIsAnsweredForTheAccountAndWritesNothingElse() {
    new Replay(aws).of(SampleEvent.of("delete-metric-filter.json"));
    aws.journal().clear();

    deployed.report(SampleEvent.of("config-rule-scheduled.json"));

    assertThat(aws.config().evaluations())
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.path("ComplianceResourceType").asText()).isEqualTo("AWS::::Account");
              assertThat(it.path("ComplianceResourceId").asText()).isEqualTo(LocalAws.ACCOUNT);
              assertThat(it.path("ComplianceType").asText()).isEqualTo("NON_COMPLIANT");
            });
    assertThat(aws.journal().writes())
        .extracting(it -> it.operation())
        .containsExactly("config:PutEvaluations");
  }
}
