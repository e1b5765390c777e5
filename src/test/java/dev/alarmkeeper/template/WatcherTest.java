package dev.alarmkeeper.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alarmkeeper.evidence.Metric;
import dev.alarmkeeper.evidence.incident.OwnStack;
import dev.alarmkeeper.evidence.own.StackParts;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who watches the watcher. */
class WatcherTest {
  private final Stack stack = Template.main().deploy(Map.of());

  @Test
  void everyWayToFailHasAnAlarmThatTellsTheOperators() {
    Map<String, JsonNode> alarms = stack.ofType("AWS::CloudWatch::Alarm");

    assertThat(alarms.values())
        .extracting(alarm -> alarm.path("MetricName") + " " + alarm.at("/Dimensions/0/Value"))
        .containsExactlyInAnyOrder(
            "\"VerifiedRun\" \"alarmkeeper\"",
            "\"EvidenceMissing\" \"alarmkeeper\"",
            "\"OldestFindingSeconds\" \"alarmkeeper\"",
            "\"Errors\" \"alarmkeeper\"",
            "\"Throttles\" \"alarmkeeper\"",
            "\"AsyncEventsDropped\" \"alarmkeeper\"",
            "\"DestinationDeliveryFailures\" \"alarmkeeper\"",
            "\"ApproximateNumberOfMessagesVisible\" \"UndeliveredEvents.QueueName\"",
            "\"ApproximateNumberOfMessagesVisible\" \"FailedRuns.QueueName\"");
    alarms.forEach(
        (id, alarm) -> {
          assertThat(alarm.path("AlarmActions").toString())
              .as(id)
              .isEqualTo("[\"alarmkeeper-OperationsTopic-EXAMPLE\"]");
          assertThat(alarm.path("AlarmDescription").asText()).as(id).isNotBlank();
        });
  }

  /** A look at the stack knows its parts by these names, and a new one must be looked at too. */
  @Test
  void aLookKnowsEveryRuleThatWakesItAndEveryAlarmThatWatchesIt() {
    Stack further = Template.main().deploy(Map.of("OverridesParameter", "/alarmkeeper/overrides"));

    assertThat(StackParts.ALARMS)
        .containsExactlyInAnyOrderElementsOf(stack.ofType("AWS::CloudWatch::Alarm").keySet());
    assertThat(StackParts.rules(OwnStack.UNKNOWN))
        .containsExactlyInAnyOrderElementsOf(stack.patterns().keySet());
    assertThat(StackParts.rules(overridden()))
        .containsExactlyInAnyOrderElementsOf(further.patterns().keySet());
  }

  private static OwnStack overridden() {
    return new OwnStack(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of("/alarmkeeper/overrides"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "2", "3", "5", "10", "15", "30", "60"})
  void theHeartbeatBreachesAfterThreeSilentPeriods(String minutes) {
    Stack paced = Template.main().deploy(Map.of("ScheduleMinutes", minutes));
    JsonNode heartbeat = paced.properties("HeartbeatAlarm");

    assertThat(paced.properties("Schedule").path("ScheduleExpression").asText())
        .isEqualTo("rate(%s %s)", minutes, minutes.equals("1") ? "minute" : "minutes");
    assertThat(heartbeat.path("Period").asInt()).isEqualTo(60 * Integer.parseInt(minutes));
    assertThat(heartbeat.path("EvaluationPeriods").asInt()).isEqualTo(3);
    assertThat(heartbeat.path("DatapointsToAlarm").asInt()).isEqualTo(3);
    assertThat(heartbeat.path("TreatMissingData").asText()).isEqualTo("breaching");
    assertThat(heartbeat.path("ComparisonOperator").asText()).isEqualTo("LessThanThreshold");
    assertThat(heartbeat.path("Threshold").asInt()).isEqualTo(1);
    assertThat(heartbeat.path("Statistic").asText()).isEqualTo("Sum");
    assertThat(heartbeat.path("MetricName").asText()).isEqualTo(Metric.VERIFIED_RUN.metricName());
    assertThat(heartbeat.path("Namespace").asText()).isEqualTo(Metric.NAMESPACE);
    assertThat(heartbeat.path("Dimensions").findValuesAsText("Name"))
        .isEqualTo(Metric.VERIFIED_RUN.dimensions());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "email:sec@example.com                       | ''              | sec@example.com",
        "email:sec@example.com,sqs:arn:aws:sqs:r:1:q | ''              | sec@example.com",
        "sqs:arn:aws:sqs:r:1:q,email:sec@example.com | ''              | -",
        "sqs:arn:aws:sqs:r:1:q                       | ops@example.com | ops@example.com",
        "email:sec@example.com                       | ops@example.com | ops@example.com"
      })
  void operatorsAreTheFirstEmailUnlessNamed(String subscriptions, String email, String told) {
    Stack deployed =
        Template.main().deploy(Map.of("Subscriptions", subscriptions, "OperationsEmail", email));
    List<String> endpoints =
        deployed.ofType("AWS::SNS::Subscription").values().stream()
            .map(subscription -> subscription.path("Endpoint").asText())
            .toList();

    assertThat(endpoints).isEqualTo(told == null ? List.of() : List.of(told));
  }

  @Test
  void theDashboardShowsEveryMetricUnderItsName() {
    String body = stack.properties("Dashboard").path("DashboardBody").asText();
    JsonNode dashboard = Waking.json(body);

    assertThat(dashboard.path("widgets").findValues("alarms").getFirst())
        .hasSize(stack.ofType("AWS::CloudWatch::Alarm").size());
    for (Metric metric : Metric.values()) {
      String shown =
          metric.dimensions().equals(List.of(Metric.FUNCTION))
              ? "\"%s\", \"function\", \"alarmkeeper\"".formatted(metric.metricName())
              : "SEARCH('{%s,%s} MetricName=\\\"%s\\\" function=\\\"alarmkeeper\\\"'"
                  .formatted(
                      Metric.NAMESPACE, String.join(",", metric.dimensions()), metric.metricName());
      assertThat(body).contains(shown);
    }
  }

  /** Else the run of one stack would hide that the other is dead. */
  @Test
  void twoStacksInOneRegionDoNotShareAHeartbeat() {
    for (Metric metric : Metric.values()) {
      assertThat(metric.dimensions()).as(metric.name()).contains(Metric.FUNCTION);
    }
    stack.ofType("AWS::CloudWatch::Alarm").values().stream()
        .filter(it -> it.path("Namespace").asText().equals(Metric.NAMESPACE))
        .forEach(
            it -> {
              assertThat(it.at("/Dimensions/0/Name").asText()).isEqualTo(Metric.FUNCTION);
              assertThat(it.at("/Dimensions/0/Value").asText()).isEqualTo("alarmkeeper");
            });
  }

  @Test
  void theDashboardKnowsNoMetricThatTheCodeDoesNot() {
    List<String> names = Arrays.stream(Metric.values()).map(Metric::metricName).toList();
    JsonNode dashboard = Waking.json(stack.properties("Dashboard").path("DashboardBody").asText());

    dashboard.findValues("metrics").stream()
        .flatMap(JsonNode::valueStream)
        .filter(metric -> metric.path(0).isTextual())
        .filter(metric -> !metric.path(0).asText().equals("AWS/Lambda"))
        .filter(metric -> !metric.path(0).asText().equals("..."))
        .forEach(metric -> assertThat(names).contains(metric.path(1).asText()));
    Pattern.compile("MetricName=\"(\\w+)\"")
        .matcher(dashboard.findValuesAsText("expression").toString())
        .results()
        .forEach(found -> assertThat(names).contains(found.group(1)));
  }

  @Test
  void theOperationsTopicIsNotTheTopicOfTheChain() {
    assertThat(stack.ofType("AWS::SNS::Topic")).containsOnlyKeys("OperationsTopic");
    assertThat(stack.properties("OperationsTopic").has("TopicName")).isFalse();
  }
}
