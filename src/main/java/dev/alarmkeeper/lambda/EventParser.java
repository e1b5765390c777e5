package dev.alarmkeeper.lambda;

import com.amazonaws.services.lambda.runtime.events.ConfigEvent;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import dev.alarmkeeper.control.Control;
import dev.alarmkeeper.lambda.Trigger.Notice;
import dev.alarmkeeper.reconcile.Cause;
import dev.alarmkeeper.text.Json;
import dev.alarmkeeper.text.JsonException;
import dev.alarmkeeper.text.JsonFields;
import dev.alarmkeeper.text.UntrustedText;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;

/** Tells the shapes of events apart. */
final class EventParser {
  /** Time passed. */
  static final Cause SCHEDULE = Cause.of("schedule");

  /** Shape of an EventBridge event, by its detail-type, to what it says about the cause. */
  private static final Map<String, Function<JsonFields, Cause>> NOTICES =
      Map.of(
          "AWS API Call via CloudTrail", Causes::apiCall,
          "Config Configuration Item Change", Causes::itemChange,
          "Config Rules Compliance Change", Causes::complianceChange,
          "CloudWatch Alarm Configuration Change", Causes::alarmChange,
          "Scheduled Event", _ -> SCHEDULE);

  private final RequestParser requests;

  EventParser(List<Control> enabled) {
    this.requests = new RequestParser(enabled);
  }

  /**
   * Reads an event.
   *
   * @throws EventException if it is of no shape we know, or a field of it is wrong
   */
  Trigger parse(String text) {
    JsonFields event;
    try {
      event = new JsonFields(Json.object(text));
    } catch (JsonException broken) {
      throw new EventException(broken.problem());
    }
    if (event.has("detail-type")) {
      return notice(event);
    }
    if (event.has("invokingEvent")) {
      return evaluation(event);
    }
    return requests.parse(event);
  }

  private static Trigger notice(JsonFields event) {
    ScheduledEvent envelope = new ScheduledEvent();
    envelope.setDetailType(required(event, "detail-type"));
    envelope.setSource(required(event, "source"));
    envelope.setDetail(event.object("detail").json());
    Function<JsonFields, Cause> cause = NOTICES.get(envelope.getDetailType());
    if (cause == null) {
      throw new EventException(
          "unknown detail-type \""
              + UntrustedText.of(envelope.getDetailType())
              + "\" of source \""
              + UntrustedText.of(envelope.getSource())
              + "\"; known are "
              + new TreeSet<>(NOTICES.keySet()));
    }
    return new Notice(cause.apply(event));
  }

  private static Trigger evaluation(JsonFields event) {
    ConfigEvent config = new ConfigEvent();
    config.setInvokingEvent(required(event, "invokingEvent"));
    config.setResultToken(required(event, "resultToken"));
    config.setAccountId(event.text("accountId").orElse(""));
    config.setConfigRuleName(event.text("configRuleName").orElse(""));
    config.setEventLeftScope(Boolean.TRUE.equals(event.json().get("eventLeftScope")));
    JsonFields invoking;
    try {
      invoking = new JsonFields(Json.object(config.getInvokingEvent()));
    } catch (JsonException broken) {
      throw new EventException("field invokingEvent: " + broken.problem());
    }
    return ConfigMessages.evaluation(config, invoking);
  }

  static String required(JsonFields event, String name) {
    return event.text(name).orElseThrow(() -> new EventException("no text in field " + name));
  }
}
