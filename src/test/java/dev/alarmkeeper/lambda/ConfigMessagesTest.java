package dev.alarmkeeper.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.amazonaws.services.lambda.runtime.events.ConfigEvent;
import dev.alarmkeeper.lambda.Trigger.Evaluation;
import dev.alarmkeeper.lambda.Trigger.Evaluation.Resource;
import dev.alarmkeeper.text.JsonFields;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The messages with which AWS Config invokes a custom rule. */
class ConfigMessagesTest {
  private static final Resource ALARM = new Resource("AWS::CloudWatch::Alarm", "root_usage_alarm");

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "ConfigurationItemChangeNotification, configurationItem, config rule change",
    "OversizedConfigurationItemChangeNotification, configurationItemSummary,"
        + " config rule oversized change",
  })
  void aChangeIsJudgedAsOfItsCapture(String type, String field, String trigger) {
    Evaluation evaluation = evaluation(false, message(type, field, "OK"));
    assertThat(evaluation.cause().trigger()).isEqualTo(trigger);
    assertThat(evaluation.asOf()).isEqualTo(Instant.parse("2026-11-23T10:16:02Z"));
    assertThat(evaluation.left()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ResourceDeleted", "ResourceDeletedNotRecorded"})
  void aDeletedResourceHasLeft(String status) {
    JsonFields message =
        message("ConfigurationItemChangeNotification", "configurationItem", status);
    assertThat(evaluation(false, message).left()).contains(ALARM);
  }

  @Test
  void aResourceOutOfScopeHasLeft() {
    JsonFields message = message("ConfigurationItemChangeNotification", "configurationItem", "OK");
    assertThat(evaluation(true, message).left()).contains(ALARM);
  }

  @Test
  void aResourceThatIsNotNamedCannotLeave() {
    JsonFields message =
        new JsonFields(
            Map.of(
                "messageType",
                "ConfigurationItemChangeNotification",
                "configurationItem",
                Map.of("configurationItemCaptureTime", "2026-11-23T10:16:02Z")));
    assertThat(evaluation(true, message).left()).isEqualTo(Optional.empty());
  }

  /** Config orders verdicts by this time: now would not do. */
  @ParameterizedTest
  @ValueSource(strings = {"ScheduledNotification", "ConfigurationItemChangeNotification"})
  void aMessageWithoutItsTimeIsRefused(String type) {
    assertThatExceptionOfType(EventException.class)
        .isThrownBy(() -> evaluation(false, new JsonFields(Map.of("messageType", type))))
        .withMessageContaining("field invokingEvent: no time in ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "SnapshotDelivery", "scheduledNotification"})
  void anotherMessageIsRefused(String type) {
    assertThatExceptionOfType(EventException.class)
        .isThrownBy(() -> evaluation(false, new JsonFields(Map.of("messageType", type))))
        .withMessageStartingWith(
            "event: field invokingEvent: unknown messageType \"" + type + "\"; known are");
  }

  private static Evaluation evaluation(boolean leftScope, JsonFields message) {
    ConfigEvent event = new ConfigEvent();
    event.setEventLeftScope(leftScope);
    return ConfigMessages.evaluation(event, message);
  }

  private static JsonFields message(String type, String field, String status) {
    return new JsonFields(
        Map.of(
            "messageType",
            type,
            field,
            Map.of(
                "configurationItemCaptureTime",
                "2026-11-23T10:16:02Z",
                "configurationItemStatus",
                status,
                "resourceType",
                ALARM.type(),
                "resourceId",
                ALARM.id())));
  }
}
