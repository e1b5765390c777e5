package dev.alarmkeeper.lambda;

import static dev.alarmkeeper.lambda.EventParser.required;

import dev.alarmkeeper.control.Catalogue;
import dev.alarmkeeper.control.Control;
import dev.alarmkeeper.control.Selection;
import dev.alarmkeeper.evidence.incident.Window;
import dev.alarmkeeper.evidence.statement.PeriodText;
import dev.alarmkeeper.reconcile.Cause;
import dev.alarmkeeper.reconcile.Mode;
import dev.alarmkeeper.settings.SettingReader;
import dev.alarmkeeper.text.JsonFields;
import dev.alarmkeeper.text.UntrustedText;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;

/** Reads what people and scripts ask for: a run, or a statement. */
final class RequestParser {
  private static final Set<String> RUN = Set.of("mode", "controls");
  private static final Set<String> STATEMENT = Set.of("statement");
  private static final Set<String> DRILL = Set.of("drill");
  private static final Set<String> DRILLED = Set.of("controls");
  private static final String WANTED_DRILL = "want {\"controls\":[\"root_usage\"]}";
  private static final Set<String> PERIOD = Set.of("from", "to");
  private static final String WANTED =
      "want an EventBridge event, an AWS Config rule invocation, or a request such as"
          + " {\"mode\":\"observe\",\"controls\":[\"root_usage\"]}";
  private static final String WANTED_PERIOD =
      "want {\"from\":\"2026-01-01\",\"to\":\"2027-01-01T00:00:00Z\"}";

  /** Most characters of a control's name: a longer one is none, and costs time to tell so. */
  private static final int LONGEST = UntrustedText.SHORT;

  private final List<Control> enabled;

  RequestParser(List<Control> enabled) {
    this.enabled = List.copyOf(enabled);
  }

  Trigger parse(JsonFields event) {
    if (event.has("statement")) {
      refuseOthers(event, STATEMENT, "a statement is asked for with no other field");
      return new Trigger.Statement(Cause.of("statement"), period(event.object("statement")));
    }
    if (event.has("drill")) {
      refuseOthers(event, DRILL, "a drill is asked for with no other field");
      JsonFields drill = event.object("drill");
      if (!drill.has("controls")) {
        throw new EventException("field drill: " + WANTED_DRILL);
      }
      refuseOthers(drill, DRILLED, "field drill: " + WANTED_DRILL);
      return new Trigger.Drill(Cause.of("drill"), controls(drill));
    }
    refuseOthers(event, RUN, WANTED);
    return new Trigger.Request(Cause.of("request"), mode(event), controls(event));
  }

  private static void refuseOthers(JsonFields json, Set<String> known, String wanted) {
    for (String name : json.json().keySet()) {
      if (!known.contains(name)) {
        throw new EventException("unknown field \"" + UntrustedText.of(name) + "\"; " + wanted);
      }
    }
  }

  private static Window period(JsonFields json) {
    refuseOthers(json, PERIOD, "field statement: " + WANTED_PERIOD);
    Instant from = at(json, "from");
    Instant to = at(json, "to");
    try {
      return PeriodText.period(from, to);
    } catch (IllegalArgumentException wrong) {
      throw new EventException("field statement: " + wrong.getMessage());
    }
  }

  private static Instant at(JsonFields json, String name) {
    String text =
        json.text(name)
            .orElseThrow(
                () ->
                    new EventException(
                        "no text in field statement." + name + "; " + WANTED_PERIOD));
    try {
      return PeriodText.instant(text);
    } catch (IllegalArgumentException wrong) {
      throw new EventException("field statement.%s: %s".formatted(name, wrong.getMessage()));
    }
  }

  private static Optional<Mode> mode(JsonFields event) {
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

  private List<Control> controls(JsonFields event) {
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
