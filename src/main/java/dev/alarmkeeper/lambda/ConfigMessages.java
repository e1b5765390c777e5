package dev.alarmkeeper.lambda;

import com.amazonaws.services.lambda.runtime.events.ConfigEvent;
import dev.alarmkeeper.lambda.Trigger.Evaluation;
import dev.alarmkeeper.lambda.Trigger.Evaluation.Resource;
import dev.alarmkeeper.reconcile.Cause;
import dev.alarmkeeper.text.JsonFields;
import dev.alarmkeeper.text.UntrustedText;
import java.time.Instant;
import java.util.Optional;

/**
 * The messages with which AWS Config invokes a custom rule. Source: AWS Config Developer Guide,
 * "Example events for AWS Config custom Lambda rules".
 */
final class ConfigMessages {
  private ConfigMessages() {}

  static Evaluation evaluation(ConfigEvent event, JsonFields message) {
    String type = message.text("messageType").orElse("");
    return switch (type) {
      case "ConfigurationItemChangeNotification" ->
          change("config rule change", event, message.object("configurationItem"));
      case "OversizedConfigurationItemChangeNotification" ->
          change("config rule oversized change", event, message.object("configurationItemSummary"));
      case "ScheduledNotification" ->
          new Evaluation(
              Cause.of("config rule schedule"),
              event,
              time(message, "notificationCreationTime"),
              Optional.empty());
      default ->
          throw new EventException(
              "field invokingEvent: unknown messageType \""
                  + UntrustedText.of(type)
                  + "\"; known are ConfigurationItemChangeNotification,"
                  + " OversizedConfigurationItemChangeNotification and ScheduledNotification");
    };
  }

  private static Evaluation change(String trigger, ConfigEvent event, JsonFields item) {
    return new Evaluation(
        Cause.of(trigger),
        event,
        time(item, "configurationItemCaptureTime"),
        event.getEventLeftScope() || isGone(item) ? resource(item) : Optional.empty());
  }

  private static boolean isGone(JsonFields item) {
    return item.text("configurationItemStatus").orElse("").startsWith("ResourceDeleted");
  }

  private static Optional<Resource> resource(JsonFields item) {
    return item.text("resourceType")
        .flatMap(type -> item.text("resourceId").map(id -> new Resource(type, id)));
  }

  private static Instant time(JsonFields fields, String name) {
    return fields
        .instant(name)
        .orElseThrow(() -> new EventException("field invokingEvent: no time in " + name));
  }
}
