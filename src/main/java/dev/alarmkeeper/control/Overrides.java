package dev.alarmkeeper.control;

import dev.alarmkeeper.pattern.FilterPattern;
import dev.alarmkeeper.pattern.PatternException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The overrides document: what an owner wants otherwise than the catalogue has it, and controls of
 * the owner's own. {@code docs/schemas/overrides.json} describes it, {@code docs/overrides.md} has
 * an example.
 */
public final class Overrides {
  private static final int MOST_USES = 1_000_000;
  private static final String PATTERN = "pattern";
  private static final String THRESHOLD = "threshold";
  private static final String FILTER = "filter";
  private static final String METRIC = "metric";
  private static final String ALARM = "alarm";
  private static final List<String> CHANGES = List.of(PATTERN, THRESHOLD, FILTER, METRIC, ALARM);

  private final List<String> faults = new ArrayList<>();

  private Overrides() {}

  /**
   * The catalogue as a document changes it, and after it the document's own controls.
   *
   * @param document as a JSON parser gives it
   * @throws OverridesException if anything is wrong, with all that is
   */
  public static List<Control> over(
      List<Control> catalogue, Map<String, ? extends @Nullable Object> document) {
    Overrides overrides = new Overrides();
    List<Control> controls = overrides.read(catalogue, document);
    if (!overrides.faults.isEmpty()) {
      throw new OverridesException(overrides.faults);
    }
    return controls;
  }

  private List<Control> read(
      List<Control> catalogue, Map<String, ? extends @Nullable Object> document) {
    Map<String, Control> controls = new LinkedHashMap<>();
    catalogue.forEach(control -> controls.put(control.id(), control));
    Map<String, Node> parts =
        Node.root(document, faults).members(List.of("$schema", "overrides", "custom"));
    ifThere(parts, "overrides").ifPresent(node -> change(node, controls));
    ifThere(parts, "custom")
        .ifPresent(
            node -> new CustomControls(faults).read(node).forEach(own -> add(own, controls)));
    return List.copyOf(controls.values());
  }

  private void change(Node overrides, Map<String, Control> controls) {
    overrides
        .entries()
        .forEach(
            (id, node) -> {
              Control control = controls.get(id);
              if (control == null) {
                node.fault("no override, or the id of a control: " + controls.keySet());
              } else {
                Map<String, Node> members = node.members(CHANGES);
                controls.put(id, changed(control, pattern(members), tuning(members)));
              }
            });
  }

  private static void add(CustomControls.Own own, Map<String, Control> controls) {
    if (controls.putIfAbsent(own.control().id(), own.control()) != null) {
      own.id().fault("an id that no other control has");
    }
  }

  private static Control changed(Control control, Optional<String> pattern, Tuning tuning) {
    return new Control(
        control.id(),
        control.title(),
        control.numbers(),
        pattern.map(Overrides::everywhere).orElse(control.patterns()),
        control.published(),
        control.samples(),
        tuning);
  }

  static Map<Profile, String> everywhere(String pattern) {
    Map<Profile, String> patterns = new EnumMap<>(Profile.class);
    for (Profile profile : Profile.values()) {
      patterns.put(profile, pattern);
    }
    return patterns;
  }

  /** The pattern, if there is one. */
  static Optional<String> pattern(Map<String, Node> members) {
    return ifThere(members, PATTERN).flatMap(Overrides::pattern);
  }

  private static Optional<String> pattern(Node node) {
    Optional<String> text = node.text("(?s).*", "a filter pattern");
    try {
      // A trail's events are JSON: only a pattern in braces can be compared by its meaning.
      if (text.isEmpty() || FilterPattern.parse(text.get()) instanceof FilterPattern.Json) {
        return text;
      }
      node.fault("a filter pattern in braces");
    } catch (PatternException wrong) {
      node.fault("a filter pattern: " + wrong.summary());
    }
    return Optional.empty();
  }

  /** Threshold and names, as far as they are there. */
  static Tuning tuning(Map<String, Node> members) {
    return new Tuning(
        ifThere(members, THRESHOLD)
            .flatMap(node -> node.count(MOST_USES))
            .orElse(Tuning.NONE.threshold()),
        ifThere(members, FILTER)
            .flatMap(
                node -> node.text("[^:*\\p{Cntrl}]{1,512}", "1 to 512 characters, not : or *")),
        ifThere(members, METRIC)
            .flatMap(
                node ->
                    node.text("[^:*$\\p{Cntrl}]{1,255}", "1 to 255 characters, not : or * or $")),
        ifThere(members, ALARM)
            .flatMap(node -> node.text("[^\\p{Cntrl}]{1,255}", "1 to 255 characters")));
  }

  static Optional<Node> ifThere(Map<String, Node> members, String name) {
    return Optional.ofNullable(members.get(name));
  }
}
