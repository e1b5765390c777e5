package dev.alarmkeeper.reconcile;

import dev.alarmkeeper.chain.ManagedIdentifier;
import dev.alarmkeeper.chain.Masking.Custom;
import dev.alarmkeeper.chain.Masking.Managed;
import dev.alarmkeeper.chain.Masking.Mask;
import dev.alarmkeeper.control.Control;
import dev.alarmkeeper.control.Sample;
import dev.alarmkeeper.pattern.FilterPattern;
import dev.alarmkeeper.pattern.PatternException;
import dev.alarmkeeper.pattern.Regex;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tries a mask on what a control's pattern looks at: the control's own samples that must match, and
 * the values that the pattern compares with.
 */
record MaskTrial(Control control, String pattern) {

  /** What a trial came to. */
  sealed interface Result {
    /** No event of the control can be hidden. */
    record Harmless() implements Result {}

    /** An event of the control is hidden. */
    record Hides(String what) implements Result {}

    /** Nobody can tell. */
    record MayHide(String why) implements Result {}
  }

  Result of(Mask mask) {
    if (!(FilterPattern.read(pattern) instanceof FilterPattern.Json json)) {
      return new Result.MayHide("the pattern is not read as JSON");
    }
    return switch (mask) {
      case Custom(_, String regex) -> custom(json, regex);
      case Managed(String name) -> managed(json, name);
    };
  }

  private Result custom(FilterPattern.Json json, String regex) {
    Regex expression;
    try {
      expression = Regex.parse(regex);
    } catch (PatternException wrong) {
      return new Result.MayHide("its expression is not understood: " + wrong.getMessage());
    }
    List<Sample> samples =
        control.samples().stream().filter(it -> json.matches(it.event())).toList();
    for (Sample sample : samples) {
      LoggedText text = LoggedText.of(sample.event(), json.tested(sample.event()));
      Optional<Boolean> touched = expression.touches(text.text(), text.looked());
      if (touched.isEmpty()) {
        return new Result.MayHide("its expression takes too long to try");
      }
      if (touched.get()) {
        return new Result.Hides("the event \"" + sample.name() + "\"");
      }
    }
    for (String literal : json.literals()) {
      BitSet whole = new BitSet();
      whole.set(0, literal.length());
      if (expression.touches(literal, whole).orElse(true)) {
        return new Result.Hides("events with \"" + literal + "\"");
      }
    }
    if (expression.mayCrossStrings()) {
      return new Result.MayHide("what it masks may go on to the end of an event");
    }
    return samples.isEmpty()
        ? new Result.MayHide("the control has no sample to try it on")
        : new Result.Harmless();
  }

  private static Result managed(FilterPattern.Json json, String name) {
    Optional<ManagedIdentifier> kind = ManagedIdentifier.of(name);
    if (kind.isEmpty()) {
      return new Result.MayHide("AWS does not say which texts it finds");
    }
    if (name.equals("IpAddress") && json.text().contains("sourceIPAddress")) {
      return new Result.MayHide("the pattern looks at an address");
    }
    return json.literals().stream()
        .filter(it -> !kind.get().spares(it))
        .findFirst()
        .<Result>map(it -> new Result.MayHide("the pattern looks for \"" + it + "\""))
        .orElseGet(Result.Harmless::new);
  }

  /**
   * An event as one line of JSON.
   *
   * @param looked where it must not be masked: what the pattern looks at, and whatever a JSON
   *     parser needs
   */
  private record LoggedText(String text, BitSet looked) {
    static LoggedText of(Map<String, ?> event, List<Object> tested) {
      StringBuilder text = new StringBuilder();
      BitSet looked = new BitSet();
      write(event, tested, text, looked);
      return new LoggedText(text.toString(), looked);
    }

    private static void write(
        Object value, List<Object> tested, StringBuilder text, BitSet looked) {
      switch (value) {
        case Map<?, ?> object -> {
          mark("{", text, looked);
          object.forEach(
              (name, member) -> {
                mark('"' + name.toString() + "\":", text, looked);
                write(String.valueOf(member).equals("null") ? "" : member, tested, text, looked);
                mark(",", text, looked);
              });
          mark("}", text, looked);
        }
        case List<?> list -> {
          mark("[", text, looked);
          list.forEach(
              item -> {
                write(item, tested, text, looked);
                mark(",", text, looked);
              });
          mark("]", text, looked);
        }
        case String string when !tested.contains(string) -> {
          mark("\"", text, looked);
          text.append(string);
          mark("\"", text, looked);
        }
        case String string -> mark('"' + string + '"', text, looked);
        default -> mark(value.toString(), text, looked);
      }
    }

    private static void mark(String part, StringBuilder text, BitSet looked) {
      looked.set(text.length(), text.length() + part.length());
      text.append(part);
    }
  }
}
