package dev.alarmkeeper.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.alarmkeeper.Fixtures;
import dev.alarmkeeper.control.Catalogue;
import dev.alarmkeeper.control.Control;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Names keep a busy account from waking the function for nothing. */
class EventNamesTest {
  private final Waking byDefault = new Waking(Map.of());

  static List<String> controls() {
    return Catalogue.controls().stream().map(Control::id).toList();
  }

  @ParameterizedTest
  @MethodSource("controls")
  void theTemplateNamesEveryControlOfTheCatalogue(String control) {
    String filter = control + "_metric";
    String alarm = control + "_alarm";

    assertThat(lacking(eventsOf(filter, alarm)))
        .as(
            "rules of template.yaml that lack a line for a new control; give each"
                + " \"- !Join [%s, ...]\", as the lines beside it have it",
            control)
        .isEmpty();
  }

  /**
   * They stand in where an alarm cannot be repaired, and whoever silences one must not stay unseen.
   */
  @ParameterizedTest
  @MethodSource("controls")
  void theTemplateKnowsTheSpareAlarmsOfEveryControl(String control) {
    Control one =
        Catalogue.controls().stream()
            .filter(it -> it.id().equals(control))
            .findFirst()
            .orElseThrow();
    for (String spare : Fixtures.settings().names().spares(one)) {
      assertThat(lacking(eventsOf(control + "_metric", spare))).as(spare).isEmpty();
    }
  }

  /** One character more or less is somebody else's. */
  @ParameterizedTest
  @MethodSource("controls")
  void aNameThatOnlyLooksLikeOneOfOursDoesNotWake(String control) {
    for (String stranger : List.of("my_" + control, control + "_2", control.substring(1))) {
      assertThat(wakened(eventsOf(stranger + "_metric", stranger + "_alarm"))).isEmpty();
    }
  }

  @Test
  void aPipelineThatPutsFiveHundredAlarmsAndTheirFiltersCostsNoRun() {
    for (int i = 0; i < 500; i++) {
      assertThat(wakened(eventsOf("service_" + i + "_metric", "service_" + i + "_alarm")))
          .isEmpty();
    }
  }

  @ParameterizedTest(name = "{2} with LogGroupName={0} on {1}")
  @CsvSource({
    "CloudTrail/logs, CloudTrail/logs, DeleteLogGroup,     true",
    "CloudTrail/logs, CloudTrail/logs, PutRetentionPolicy, true",
    "CloudTrail/logs, preview-17,      DeleteLogGroup,     false",
    "CloudTrail/logs, preview-17,      PutRetentionPolicy, false",
    "'',              preview-17,      DeleteLogGroup,     true",
    "'',              preview-17,      PutRetentionPolicy, true",
    "'',              /aws/lambda/app, PutRetentionPolicy, false"
  })
  void aConfiguredLogGroupNarrowsWhatWakes(
      String setting, String logGroup, String operation, boolean wakes) {
    Waking waking = new Waking(Map.of("LogGroupName", setting));

    assertThat(
            waking.by(
                Actor.ROOT.calls(
                    "logs", operation, "{\"logGroupName\":\"%s\"}".formatted(logGroup))))
        .isEqualTo(wakes ? Set.of("LogGroupRule") : Set.of());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "SilencedAlarmsRule | monitoring | DeleteAlarms |"
            + " {\"alarmNames\":[\"cis-root_usage-prod\"]}",
        "-          | monitoring | DeleteAlarms | {\"alarmNames\":[\"root_usage_alarm\"]}",
        "MetricFiltersRule | logs | PutMetricFilter | {\"filterName\":\"m/root_usage\"}",
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

  /** The rules that some event of theirs does not wake, or not alone. */
  private Set<String> lacking(Map<String, List<ObjectNode>> events) {
    Set<String> lacking = new TreeSet<>();
    events.forEach(
        (rule, ofRule) -> {
          if (!ofRule.stream().allMatch(event -> byDefault.by(event).equals(Set.of(rule)))) {
            lacking.add(rule);
          }
        });
    return lacking;
  }

  /** The events that wake the function. */
  private List<ObjectNode> wakened(Map<String, List<ObjectNode>> events) {
    return events.values().stream()
        .flatMap(List::stream)
        .filter(event -> !byDefault.by(event).isEmpty())
        .toList();
  }

  /** All that is told of a changed metric filter and alarm, by the rule that has to hear it. */
  private static Map<String, List<ObjectNode>> eventsOf(String filter, String alarm) {
    String ofFilter = "{\"logGroupName\":\"g\",\"filterName\":\"%s\"}".formatted(filter);
    String ofAlarm = "{\"alarmName\":\"%s\"}".formatted(alarm);
    String ofAlarms = "{\"alarmNames\":[\"another\",\"%s\"]}".formatted(alarm);
    ObjectNode change = Waking.sample("alarm-configuration-change");
    change.withObject("/detail").put("alarmName", alarm);
    ObjectNode item = Waking.sample("config-item-change");
    item.withObject("/detail/configurationItem")
        .put("ARN", "arn:aws:cloudwatch:us-east-1:111122223333:alarm:" + alarm);
    return Map.of(
        "MetricFiltersRule",
        List.of(
            Actor.ROOT.calls("logs", "PutMetricFilter", ofFilter),
            Actor.ROOT.calls("logs", "DeleteMetricFilter", ofFilter)),
        "AlarmsRule",
        List.of(
            Actor.ASSUMED_ROLE.calls("monitoring", "PutMetricAlarm", ofAlarm),
            Actor.ASSUMED_ROLE.calls("monitoring", "SetAlarmState", ofAlarm)),
        "SilencedAlarmsRule",
        List.of(
            Actor.IAM_USER.calls("monitoring", "DeleteAlarms", ofAlarms),
            Actor.IAM_USER.calls("monitoring", "DisableAlarmActions", ofAlarms)),
        "AlarmChangesRule",
        List.of(change),
        "ConfigAlarmsRule",
        List.of(item));
  }
}
