package dev.alarmkeeper.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names keep a busy account from waking the function for nothing. */
class EventNamesTest {
  /** The controls that the template must know by name. */
  // Becomes the ids of the catalogue.
  private static final List<String> CONTROLS = List.of("root_usage");

  private final Waking byDefault = new Waking(Map.of());

  @Test
  void everyControlsAlarmAndFilterWake() {
    for (String control : CONTROLS) {
      assertThat(eventsOfAlarm(control + "_alarm"))
          .allSatisfy(event -> assertThat(byDefault.by(event)).hasSize(1));
      assertThat(
              byDefault.by(
                  Actor.ROOT.calls(
                      "logs",
                      "DeleteMetricFilter",
                      "{\"filterName\":\"%s_metric\"}".formatted(control))))
          .containsExactly("LogsRule");
      assertThat(
              byDefault.by(
                  Actor.ROOT.calls(
                      "monitoring",
                      "DeleteAlarms",
                      "{\"alarmNames\":[\"%s_alarm\"]}".formatted(control))))
          .containsExactly("AlarmsRule");
    }
  }

  @Test
  void aPipelineThatPutsFiveHundredAlarmsCostsNoRun() {
    List<String> wakened = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      String name = "service_" + i + "_alarm";
      for (ObjectNode event : eventsOfAlarm(name)) {
        if (!byDefault.by(event).isEmpty()) {
          wakened.add(name);
        }
      }
    }
    assertThat(wakened).isEmpty();
  }

  @ParameterizedTest(name = "{2} with LogGroupName={0} on {1}")
  @CsvSource({
    "CloudTrail/logs, CloudTrail/logs, DeleteLogGroup,     true",
    "CloudTrail/logs, CloudTrail/logs, PutRetentionPolicy, true",
    "CloudTrail/logs, preview-17,      DeleteLogGroup,     false",
    "CloudTrail/logs, preview-17,      PutRetentionPolicy, false",
    "'',              preview-17,      DeleteLogGroup,     true",
    "'',              preview-17,      PutRetentionPolicy, false"
  })
  void aConfiguredLogGroupNarrowsWhatWakes(
      String setting, String logGroup, String operation, boolean wakes) {
    Waking waking = new Waking(Map.of("LogGroupName", setting));

    assertThat(
            waking.by(
                Actor.ROOT.calls(
                    "logs", operation, "{\"logGroupName\":\"%s\"}".formatted(logGroup))))
        .isEqualTo(wakes ? Set.of("LogsRule") : Set.of());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "AlarmsRule | monitoring | DeleteAlarms | {\"alarmNames\":[\"cis-root_usage-prod\"]}",
        "-          | monitoring | DeleteAlarms | {\"alarmNames\":[\"root_usage_alarm\"]}",
        "LogsRule | logs | PutMetricFilter | {\"filterName\":\"m/root_usage\"}",
        "-        | logs | PutMetricFilter | {\"filterName\":\"root_usage_metric\"}",
        "TopicRule | sns | DeleteTopic |"
            + " {\"topicArn\":\"arn:aws:sns:us-east-1:444455556666:security\"}",
        "-         | sns | DeleteTopic |"
            + " {\"topicArn\":\"arn:aws:sns:us-east-1:111122223333:alarmkeeper-alarms\"}"
      })
  void namesFollowTheSettings(String rule, String service, String operation, String parameters) {
    Waking waking =
        new Waking(
            Map.of(
                "AlarmNameTemplate", "cis-{control}-prod",
                "MetricNameTemplate", "m/{control}",
                "TopicArn", "arn:aws:sns:us-east-1:444455556666:security"));

    assertThat(waking.by(Actor.ROOT.calls(service, operation, parameters)))
        .isEqualTo(rule.equals("-") ? Set.of() : Set.of(rule));
  }

  private static List<ObjectNode> eventsOfAlarm(String name) {
    ObjectNode change = Waking.sample("alarm-configuration-change");
    change.withObject("/detail").put("alarmName", name);
    ObjectNode item = Waking.sample("config-item-change");
    item.withObject("/detail/configurationItem")
        .put("ARN", "arn:aws:cloudwatch:us-east-1:111122223333:alarm:" + name);
    String parameters = "{\"alarmName\":\"%s\"}".formatted(name);
    return List.of(
        Actor.ASSUMED_ROLE.calls("monitoring", "PutMetricAlarm", parameters), change, item);
  }
}
