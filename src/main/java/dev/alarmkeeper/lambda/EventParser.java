package dev.alarmkeeper.lambda;

import com.amazonaws.services.lambda.runtime.events.ConfigEvent;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import dev.alarmkeeper.chain.UntrustedText;
import dev.alarmkeeper.control.Catalogue;
import dev.alarmkeeper.control.Control;
import dev.alarmkeeper.control.Selection;
import dev.alarmkeeper.evidence.Fields;
import dev.alarmkeeper.evidence.Json;
import dev.alarmkeeper.evidence.JsonException;
import dev.alarmkeeper.lambda.Trigger.Notice;
import dev.alarmkeeper.lambda.Trigger.Request;
import dev.alarmkeeper.reconcile.Cause;
import dev.alarmkeeper.reconcile.Mode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Tells the shapes of events apart. */
final class EventParser {
  /** Shape of an EventBridge event, by its detail-type, to what it says about the cause. */
  private static final Map<String, Function<Fields, Cause>> NOTICES =
      Map.of(
          "AWS API Call via CloudTrail", Causes::apiCall,
          "Config Configuration Item Change", Causes::itemChange,
          "Config Rules Compliance Change", Causes::complianceChange,
          "CloudWatch Alarm Configuration Change", Causes::alarmChange,
          "Scheduled Event", _ -> Cause.of("schedule"));

  private static final Set<String> REQUEST_FIELDS = Set.of("mode", "controls");

  /** Most characters of a control's name: a longer one is none, and costs time to tell so. */
  private static final int LONGEST = UntrustedText.SHORT;

  private final List<Control> enabled;

  EventParser(List<Control> enabled) {
    this.enabled = List.copyOf(enabled);
  }

  /**
   * Reads an event.
   *
   * @throws EventException if it is of no shape we know, or a field of it is wrong
   */
  Trigger parse(String text) {
    Fields event;
    try {
      event = new Fields(Json.object(text));
    } catch (JsonException broken) {
      throw new EventException(broken.problem());
    }
    if (event.has("detail-type")) {
      return notice(event);
    }
    if (event.has("invokingEvent")) {
      return evaluation(event);
    }
    return request(event);
  }

  private static Trigger notice(Fields event) {
    ScheduledEvent envelope = new ScheduledEvent();
    envelope.setDetailType(required(event, "detail-type"));
    envelope.setSource(required(event, "source"));
    envelope.setDetail(event.object("detail").json());
    Function<Fields, Cause> cause = NOTICES.get(envelope.getDetailType());
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

  private static Trigger evaluation(Fields event) {
    ConfigEvent config = new ConfigEvent();
    config.setInvokingEvent(required(event, "invokingEvent"));
    config.setResultToken(required(event, "resultToken"));
    config.setConfigRuleName(event.text("configRuleName").orElse(""));
    config.setEventLeftScope(Boolean.TRUE.equals(event.json().get("eventLeftScope")));
    Fields invoking;
    try {
      invoking = new Fields(Json.object(config.getInvokingEvent()));
    } catch (JsonException broken) {
      throw new EventException("field invokingEvent: " + broken.problem());
    }
    return ConfigMessages.evaluation(config, invoking);
  }

  private Trigger request(Fields event) {
    for (String name : event.json().keySet()) {
      if (!REQUEST_FIELDS.contains(name)) {
        throw new EventException(
            "unknown field \""
                + UntrustedText.of(name)
                + "\"; want an EventBridge event, an AWS Config rule invocation, or a request such"
                + " as {\"mode\":\"observe\",\"controls\":[\"root_usage\"]}");
      }
    }
    return new Request(Cause.of("request"), mode(event), controls(event));
  }

  private static String required(Fields event, String name) {
    return event.text(name).orElseThrow(() -> new EventException("no text in field " + name));
  }

  private static Optional<Mode> mode(Fields event) {
    if (!event.has("mode")) {
      return Optional.empty();
    }
    try {
      return Optional.of(SettingReader.oneOf(Mode.class).apply(required(event, "mode")));
    } catch (IllegalArgumentException _) {
      throw new EventException(
          "field mode: got \"" + event.shown("mode").orElseThrow() + "\", want observe or repair");
    }
  }

  private List<Control> controls(Fields event) {
    if (!event.has("controls")) {
      return enabled;
    }
    if (!(event.json().get("controls") instanceof List<?> names)
        || names.isEmpty()
        || !names.stream().allMatch(it -> it instanceof String name && name.length() <= LONGEST)) {
      throw new EventException("field controls: want a list such as [\"root_usage\"]");
    }
    String joined = String.join(",", names.stream().map(String::valueOf).toList());
    SequencedSet<Control> asked;
    try {
      asked = Selection.parse(joined, Catalogue.including(enabled));
    } catch (IllegalArgumentException wrong) {
      throw new EventException("field controls: " + wrong.getMessage());
    }
    for (Control control : asked) {
      if (!enabled.contains(control)) {
        throw new EventException(
            "field controls: %s is not enabled; enabled are %s"
                .formatted(control.id(), enabled.stream().map(Control::id).toList()));
      }
    }
    return List.copyOf(asked);
  }
}
