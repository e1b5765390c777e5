package dev.alarmkeeper.control;

import dev.alarmkeeper.pattern.FilterPattern;
import dev.alarmkeeper.pattern.PatternException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
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
  private static final String NAMESPACE = "namespace";
  private static final String FEEDERS = "feeders";
  private static final String SHARES_METRIC = "sharesMetric";
  private static final int MOST_FEEDERS = 100;
  static final String BECAUSE = "because";
  private static final List<String> CHANGES =
      List.of(
          PATTERN, THRESHOLD, FILTER, METRIC, ALARM, NAMESPACE, FEEDERS, SHARES_METRIC, BECAUSE);

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
    return of(catalogue, document).controls();
  }

  /**
   * What a document says.
   *
   * @param controls the catalogue as it changes it, and after it the document's own controls
   * @param accepted the risks that the owner takes
   */
  public record Document(List<Control> controls, List<Acceptance> accepted) {
    /** Copies the lists. */
    public Document {
      controls = List.copyOf(controls);
      accepted = List.copyOf(accepted);
    }
  }

  /**
   * All that a document says.
   *
   * @param document as a JSON parser gives it
   * @throws OverridesException if anything is wrong, with all that is
   */
  public static Document of(
      List<Control> catalogue, Map<String, ? extends @Nullable Object> document) {
    Overrides overrides = new Overrides();
    Document read = overrides.read(catalogue, document);
    if (!overrides.faults.isEmpty()) {
      throw new OverridesException(overrides.faults);
    }
    return read;
  }

  private Document read(List<Control> catalogue, Map<String, ? extends @Nullable Object> document) {
    Map<String, Control> controls = new LinkedHashMap<>();
    catalogue.forEach(control -> controls.put(control.id(), control));
    Map<String, Node> parts =
        Node.root(document, faults).members(List.of("$schema", "overrides", "custom", "accept"));
    ifThere(parts, "overrides").ifPresent(node -> change(node, controls));
    ifThere(parts, "custom")
        .ifPresent(
            node -> new CustomControls(faults).read(node).forEach(own -> add(own, controls)));
    return new Document(
        List.copyOf(controls.values()),
        ifThere(parts, "accept").map(Acceptance::read).orElse(List.of()));
  }

  private void change(Node overrides, Map<String, Control> controls) {
    Map<String, String> names = new HashMap<>();
    overrides
        .entries()
        .forEach(
            (name, node) -> {
              Optional<Control> control =
                  controls.values().stream().filter(it -> Selection.isCalled(name, it)).findFirst();
              if (control.isEmpty()) {
                node.fault("no override, or the id or a number of a control: " + controls.keySet());
              } else {
                String before = names.putIfAbsent(control.get().id(), name);
                if (before != null) {
                  node.fault("one override of " + control.get().id() + ", which is " + before);
                }
                Map<String, Node> members = node.members(CHANGES);
                controls.put(
                    control.get().id(),
                    changed(control.get(), pattern(members), tuning(members), members));
              }
            });
  }

  private static void add(CustomControls.Own own, Map<String, Control> controls) {
    if (controls.putIfAbsent(own.control().id(), own.control()) != null) {
      own.id().fault("an id that no other control has");
    }
  }

  private static Control changed(
      Control control, Optional<String> pattern, Tuning tuning, Map<String, Node> members) {
    boolean silent = pattern.map(it -> isSilent(it, control.samples(), members)).orElse(false);
    return new Control(
        control.id(),
        control.title(),
        control.numbers(),
        pattern.map(Overrides::everywhere).orElse(control.patterns()),
        control.published(),
        control.samples(),
        silent ? tuning : tuning.firing());
  }

  /**
   * Whether a pattern can never fire, as far as its clauses and the control's events tell. That
   * wants a reason, because a control that never fires is one that nobody hears of.
   */
  static boolean isSilent(String pattern, List<Sample> samples, Map<String, Node> members) {
    if (!(FilterPattern.parse(pattern) instanceof FilterPattern.Json json)) {
      return false;
    }
    List<Sample> firing = samples.stream().filter(it -> !it.isQuiet()).toList();
    boolean silent =
        json.isNever()
            || (!firing.isEmpty() && firing.stream().noneMatch(it -> json.mayMatch(it.event())));
    if (silent && !members.containsKey(BECAUSE)) {
      ifThere(members, PATTERN)
          .ifPresent(
              node ->
                  node.fault(
                      (json.isNever()
                              ? "a pattern whose clauses do not contradict each other"
                              : "a pattern that matches some event of the control, such as \""
                                  + firing.getFirst().name()
                                  + "\"")
                          + ", or a \"because\" beside it that says why it never fires"));
    }
    return silent;
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
      node.fault("a filter pattern: " + wrong.getMessage());
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
            .flatMap(node -> node.text("[^\\p{Cntrl}]{1,255}", "1 to 255 characters")),
        ifThere(members, NAMESPACE)
            .flatMap(
                node ->
                    node.text(
                        "(?!AWS/)[^:*$\\p{Cntrl}]{1,255}",
                        "1 to 255 characters, not : or * or $, not AWS/ at its start")),
        ifThere(members, FEEDERS).map(Overrides::feeders).orElse(List.of()),
        ifThere(members, SHARES_METRIC).flatMap(Node::truth).orElse(false),
        ifThere(members, BECAUSE)
            .flatMap(node -> node.text("[^\\p{Cntrl}]{1,255}", "1 to 255 characters")));
  }

  private static List<String> feeders(Node node) {
    List<Node> items = node.items();
    if (items.size() > MOST_FEEDERS) {
      node.fault("at most " + MOST_FEEDERS + " filters");
    }
    return items.stream()
        .flatMap(
            it ->
                it
                    .text(
                        "([-._/#A-Za-z0-9]{1,512}:)?[^:*\\p{Cntrl}]{1,512}",
                        "the name of a metric filter, or GROUP:NAME")
                    .stream())
        .toList();
  }

  static Optional<Node> ifThere(Map<String, Node> members, String name) {
    return Optional.ofNullable(members.get(name));
  }
}
