package dev.alarmkeeper.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alarmkeeper.events.SampleEvent;
import dev.alarmkeeper.localaws.Clients;
import dev.alarmkeeper.localaws.LocalAws;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;

/** The function as it is deployed, with overrides: right ones, wrong ones, and none. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "the runtime interface client is for Linux alone")
class OverridesIT {
  private static final String PARAMETER = "/alarmkeeper/overrides";
  private static final String RIGHT =
      """
      {"overrides": {"root_usage": {"threshold": 3, "alarm": "security-root"}},
       "custom": [{"id": "own", "title": "Own", "pattern": "{ $.eventName = \\"DeleteSecret\\" }"}]}
      """;

  private Deployment deployed;
  private LocalAws aws;

  @BeforeEach
  void start() {
    deployed =
        Deployment.start(
            Map.of(
                "SUBSCRIPTIONS",
                "sqs:" + Deployment.QUEUE,
                "CONTROLS",
                "root_usage,own",
                "OVERRIDES_PARAMETER",
                PARAMETER));
    aws = deployed.aws();
  }

  @AfterEach
  void stop() {
    deployed.close();
  }

  @Test
  void theDocumentIsWhatIsKept() {
    assertThat(run().path("verdict").asText()).isEqualTo("unknown");
    assertThat(Clients.of(aws, "auditor").cloudWatch().describeAlarms().metricAlarms()).isEmpty();

    aws.ssm().put(PARAMETER, RIGHT);
    assertThat(run().path("verdict").asText()).isEqualTo("repaired");
    assertThat(Clients.of(aws, "auditor").cloudWatch().describeAlarms().metricAlarms())
        .extracting(MetricAlarm::alarmName, MetricAlarm::threshold)
        .containsExactlyInAnyOrder(tuple("security-root", 3.0), tuple("own_alarm", 1.0));

    aws.ssm().put(PARAMETER, RIGHT.replace("3", "0"));
    aws.journal().clear();
    JsonNode kept = run();
    assertThat(kept.path("verdict").asText()).isEqualTo("needs_person");
    assertThat(kept.path("findings").toString()).contains("threshold: got 0");
    assertThat(aws.journal().writes()).isEmpty();
    assertThat(aws.journal().count("ssm:GetParameter")).isEqualTo(1);
  }

  private JsonNode run() {
    return deployed.report(SampleEvent.of("schedule.json"));
  }
}
