package dev.alarmkeeper.control;

import static dev.alarmkeeper.control.Overrides.ifThere;

import dev.alarmkeeper.pattern.FilterPattern;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the controls of an owner's own. */
record CustomControls(List<String> faults) {
  /** A name has to hold the id, so it is shorter than a catalogue's could be. */
  private static final String ID = "(?!all$)[a-z][a-z0-9_]{0,39}";

  /** Source: CloudWatch Logs API, TestMetricFilter. */
  private static final int MOST_SAMPLES = 50;

  private static final List<String> FIELDS =
      List.of(
          "id",
          "title",
          "pattern",
          "threshold",
          "filter",
          "metric",
          "alarm",
          "namespace",
          "feeders",
          "sharesMetric",
          "samples",
          Overrides.BECAUSE);

  /** A control, and where its id stands. */
  record Own(Control control, Node id) {}

  List<Own> read(Node custom) {
    List<Own> controls = new ArrayList<>();
    custom.items().forEach(node -> control(node).ifPresent(controls::add));
    return controls;
  }

  private Optional<Own> control(Node node) {
    Map<String, Node> members = node.members(FIELDS);
    Optional<Node> id = required(node, members, "id");
    Optional<String> idText =
        id.flatMap(
            it -> it.text(ID, "1 to 40 small letters, digits or _, a letter first, not \"all\""));
    Optional<String> title =
        required(node, members, "title")
            .flatMap(it -> it.text("[^\\p{Cntrl}]{1,100}", "1 to 100 characters"));
    Optional<String> pattern =
        required(node, members, "pattern").flatMap(_ -> Overrides.pattern(members));
    Tuning tuning = Overrides.tuning(members);
    List<Sample> samples =
        ifThere(members, "samples").map(it -> samples(it, pattern)).orElse(List.of());
    if (id.isEmpty() || idText.isEmpty() || title.isEmpty() || pattern.isEmpty()) {
      return Optional.empty();
    }
    boolean silent = Overrides.isSilent(pattern.get(), List.of(), members);
    return Optional.of(
        new Own(
            new Control(
                idText.get(),
                title.get(),
                Map.of(),
                Overrides.everywhere(pattern.get()),
                List.of(),
                samples,
                silent ? tuning : tuning.firing()),
            id.get()));
  }

  private List<Sample> samples(Node node, Optional<String> pattern) {
    List<Sample> samples = new ArrayList<>();
    for (Node item : node.items()) {
      Map<String, Node> members = item.members(List.of("name", "matches", "event"));
      Optional<String> name =
          required(item, members, "name")
              .flatMap(it -> it.text("[^\\p{Cntrl}]{1,100}", "1 to 100 characters"));
      Optional<Boolean> matches = required(item, members, "matches").flatMap(Node::truth);
      Optional<Map<String, @Nullable Object>> event =
          required(item, members, "event").map(CustomControls::event);
      if (name.isPresent() && matches.isPresent() && event.isPresent()) {
        check(item, pattern, matches.get(), event.get());
        samples.add(
            new Sample(
                name.get(),
                matches.get() ? EnumSet.allOf(Profile.class) : Set.of(),
                () -> event.get()));
      }
    }
    if (samples.size() > MOST_SAMPLES) {
      node.fault("at most " + MOST_SAMPLES + " samples");
    }
    return samples;
  }

  private static Map<String, @Nullable Object> event(Node node) {
    Map<String, @Nullable Object> event = new LinkedHashMap<>();
    node.entries().forEach((name, field) -> event.put(name, field.value()));
    return event;
  }

  private static void check(
      Node sample, Optional<String> pattern, boolean matches, Map<String, @Nullable Object> event) {
    if (pattern.isPresent()
        && FilterPattern.parse(pattern.get()) instanceof FilterPattern.Json json
        && json.matches(event) != matches) {
      sample.fault(
          matches
              ? "an event that the pattern matches, or matches: false"
              : "an event that the pattern does not match, or matches: true");
    }
  }

  private Optional<Node> required(Node node, Map<String, Node> members, String name) {
    Optional<Node> member = ifThere(members, name);
    if (member.isEmpty()) {
      faults.add(node.path() + ": no " + name + ", want one");
    }
    return member;
  }
}
