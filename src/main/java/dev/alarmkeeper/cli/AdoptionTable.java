package dev.alarmkeeper.cli;

import dev.alarmkeeper.chain.Alarm;
import dev.alarmkeeper.chain.Difference;
import dev.alarmkeeper.chain.Link;
import dev.alarmkeeper.control.Control;
import dev.alarmkeeper.reconcile.Adoption;
import dev.alarmkeeper.reconcile.Finding;
import dev.alarmkeeper.reconcile.Kind;
import dev.alarmkeeper.reconcile.Remedy;
import dev.alarmkeeper.reconcile.Report;
import dev.alarmkeeper.reconcile.Twin;
import dev.alarmkeeper.reconcile.Verdict;
import dev.alarmkeeper.text.Json;
import dev.alarmkeeper.text.Phrases;
import dev.alarmkeeper.text.UntrustedText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tells an adoption: what becomes of each control, the document, the parameters, and what the first
 * repair would change.
 *
 * @param asked the controls that were looked for
 * @param report the plan that follows from the document
 * @param alarms all alarms of the account and Region
 * @param chains for how many controls other log groups have filters
 */
record AdoptionTable(
    Adoption adoption,
    List<Control> asked,
    Report report,
    AdoptionDocument document,
    List<Alarm> alarms,
    Map<String, Long> chains,
    Screen screen) {

  /** What becomes of a control. */
  private enum State {
    ADOPTED,
    DIFFERS,
    MISSING
  }

  /**
   * One row.
   *
   * @param how what differs, and what is to be known
   */
  private record Row(Control control, State state, Optional<Twin> twin, List<String> how) {}

  /** Whether nothing is left to change, and nothing to ask. */
  boolean isWhole() {
    return report.verdict() == Verdict.COMPLIANT
        && rows().stream().noneMatch(it -> it.state() == State.DIFFERS);
  }

  void show(boolean json, Optional<String> file) {
    if (json) {
      screen.line(Json.text(json()));
      return;
    }
    screen.title(
        "Account %s, %s"
            .formatted(report.place().account().id(), report.place().account().region()),
        Phrases.count(asked.size(), "control"));
    screen.labelled("place", document.place().because());
    screen.blank();
    rows().forEach(this::row);
    notes().forEach(it -> screen.labelled("note", it));
    document(file);
    repair();
    screen.blank();
    screen.line(summary());
  }

  private List<Row> rows() {
    return asked.stream().map(this::row).toList();
  }

  private Row row(Control control) {
    Optional<Twin> twin = Optional.ofNullable(adoption.twins().get(control.id()));
    List<String> how = twin.map(this::kept).orElseGet(ArrayList::new);
    boolean differs = !how.isEmpty();
    List<Finding> left =
        twin.isEmpty()
            ? List.of()
            : findings()
                .filter(it -> it.link() == Link.METRIC_FILTER || it.link() == Link.ALARM)
                .filter(it -> it.controls().contains(control.id()))
                .toList();
    left.forEach(it -> how.add(words(it)));
    twin.ifPresent(it -> how.addAll(besides(it)));
    State state =
        twin.isEmpty() ? State.MISSING : differs || !left.isEmpty() ? State.DIFFERS : State.ADOPTED;
    return new Row(control, state, twin, how);
  }

  /** What the owner has otherwise, and keeps. */
  private List<String> kept(Twin twin) {
    List<String> kept = new ArrayList<>();
    if (twin.meaning().isEmpty()) {
      kept.add(
          "the pattern is none that is published for this control and resembles it: the first repair"
              + " writes the published one; \"pattern\" in the overrides would keep yours");
    }
    if (twin.threshold() > 1) {
      kept.add(
          "fires at %d events and not at one; kept by \"threshold\"".formatted(twin.threshold()));
    }
    return kept;
  }

  /** What is no difference, and worth knowing. */
  private List<String> besides(Twin twin) {
    List<String> besides = new ArrayList<>();
    String pattern = twin.control().pattern(adoption.settings().profile());
    twin.meaning()
        .filter(it -> !it.equals(pattern))
        .filter(_ -> isOverridden(twin.control()))
        .flatMap(
            meaning ->
                twin.control().published().stream()
                    .filter(it -> it.text().equals(meaning))
                    .findFirst())
        .ifPresent(it -> besides.add("has the pattern of " + it.by() + "; kept by \"pattern\""));
    int feeders = twin.others().size();
    if (feeders > 0) {
      besides.add(
          "%s %s the same metric"
              .formatted(
                  Phrases.count(feeders, "other filter"), feeders == 1 ? "publishes" : "publish"));
    }
    if (!twin.further().isEmpty()) {
      besides.add("other alarms on the metric, left alone: " + names(twin.further()));
    }
    List<String> speaking =
        Adoption.speaking(twin, alarms).map(it -> it.name() + " (composite)").toList();
    if (!speaking.isEmpty()) {
      besides.add("also tells people through " + names(speaking));
    }
    List<Twin> spares = adoption.spares().getOrDefault(twin.control().id(), List.of());
    if (!spares.isEmpty()) {
      besides.add(
          "does the job too, so that people may be told twice; delete what is not needed: metric filter "
              + names(spares.stream().map(it -> it.filter().name()).toList()));
    }
    return besides;
  }

  private boolean isOverridden(Control control) {
    return adoption.settings().controls().stream()
        .filter(it -> it.id().equals(control.id()))
        .anyMatch(it -> !it.patterns().equals(control.patterns()));
  }

  private void row(Row row) {
    String sign =
        switch (row.state()) {
          case ADOPTED -> screen.paint(Mark.WHOLE);
          case DIFFERS -> screen.paint(Mark.WAITING);
          case MISSING -> "-";
        };
    String found =
        row.twin()
            .map(
                it ->
                    shown(it.filter().name())
                        + " ─ "
                        + it.alarm().map(Alarm::name).map(AdoptionTable::shown).orElse("no alarm"))
            .orElse("");
    screen.line(
        " %s %s %s  %s"
            .formatted(sign, pad(row.control().id(), 32), pad(word(row.state()), 7), found)
            .stripTrailing());
    row.how().forEach(it -> screen.labelled("", it));
  }

  private List<String> notes() {
    List<String> notes = new ArrayList<>();
    if (adoption.twins().isEmpty()) {
      notes.add(
          "nothing here does the job of a control, so there is nothing to adopt: a deployed stack"
              + " makes its own filters and alarms");
    }
    chains.forEach(
        (group, controls) ->
            notes.add(
                "log group %s has filters of its own for %s; where both groups get the events, people"
                        .formatted(shown(group), Phrases.count(controls, "control"))
                    + " are told twice. --log-group-name adopts that one instead"));
    return notes;
  }

  private void document(Optional<String> file) {
    if (!document.overrides().isEmpty()) {
      screen.title("Overrides document", document.bytes() + " bytes");
      screen.line(document.text());
      if (document.bytes() > AdoptionDocument.ADVANCED_BYTES) {
        screen.labelled(
            "too long",
            "an SSM parameter holds %d bytes: adopt fewer with --controls"
                .formatted(AdoptionDocument.ADVANCED_BYTES));
      }
    }
    file.ifPresent(it -> screen.labelled("written to", it));
    screen.title("Stack parameters", "");
    document
        .parameters()
        .forEach((name, value) -> screen.line("   " + pad(name, 20) + " " + shown(value)));
    screen.blank();
    document
        .putCommand(file.orElse("overrides.json"), report.place().account().region())
        .ifPresent(screen::line);
    screen.line(document.deployCommand());
    if (document.settings().subscriptions().isEmpty()
        && document.settings().topic().arn().isEmpty()) {
      screen.labelled("missing:", "whom the alarms should tell, as Subscriptions");
    }
  }

  private void repair() {
    List<Finding> left = findings().toList();
    screen.title("What a first repair would change", "");
    if (left.isEmpty()) {
      screen.labelled("nothing", "all that is adopted is as it should be");
    }
    Map<String, String> repairs = ReportPlan.repairs(report);
    for (Finding finding : left) {
      screen.labelled(
          sign(finding),
          words(finding)
              + Optional.ofNullable(repairs.get(key(finding)))
                  .map(it -> "; alarmkeeper would call " + it)
                  .orElse(""));
    }
    if (left.stream().anyMatch(it -> it.remedy() instanceof Remedy.Ask && it.kind() == Kind.DRIFTED)
        && document.accepted().isEmpty()) {
      screen.labelled(
          "on purpose?",
          "--accept-because REASON adds what a person is asked about to the document");
    }
  }

  private Stream<Finding> findings() {
    return report.after().findings().stream().filter(it -> !(it.remedy() instanceof Remedy.Note));
  }

  private static String key(Finding finding) {
    return Chain.words(finding.link().name()) + " " + finding.name();
  }

  private static String sign(Finding finding) {
    return switch (finding.remedy()) {
      case Remedy.Fix _ -> finding.kind() == Kind.MISSING ? "+" : "~";
      case Remedy.Ask _ -> "a person";
      case Remedy.Wait _ -> finding.kind() == Kind.UNREADABLE ? "not read" : "waits";
      case Remedy.Note _ -> "note";
    };
  }

  private static String words(Finding finding) {
    String what =
        finding.differences().isEmpty()
            ? Chain.words(finding.kind().name())
            : finding.differences().stream()
                .map(AdoptionTable::words)
                .collect(Collectors.joining("; "));
    String advice =
        switch (finding.remedy()) {
          case Remedy.Fix _, Remedy.Note _ -> "";
          case Remedy.Ask(String why, _) -> ": " + why;
          case Remedy.Wait(String why) -> ": " + why;
        };
    return key(finding) + " " + what + advice;
  }

  private static String words(Difference difference) {
    return difference.field().equals("pattern")
        ? "pattern: " + difference.why()
        : "%s %s, want %s"
            .formatted(difference.field(), difference.observed(), difference.desired());
  }

  private String summary() {
    Map<State, Long> states =
        rows().stream().collect(Collectors.groupingBy(Row::state, Collectors.counting()));
    return "%d adopted, %d differ, %d missing. Nothing was written to the account."
        .formatted(
            states.getOrDefault(State.ADOPTED, 0L),
            states.getOrDefault(State.DIFFERS, 0L),
            states.getOrDefault(State.MISSING, 0L));
  }

  private Map<String, @Nullable Object> json() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("account", report.place().account().id());
    json.put("region", report.place().account().region());
    json.put("overrides_document", document.overrides());
    json.put("parameters", document.parameters());
    json.put("controls", rows().stream().map(AdoptionTable::json).toList());
    json.put("first_repair", findings().map(AdoptionTable::words).toList());
    json.put("writes", report.after().repairs().size());
    json.put("notes", notes());
    json.put("verdict", report.verdict().name().toLowerCase(Locale.ROOT));
    return json;
  }

  private static Map<String, @Nullable Object> json(Row row) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("control", row.control().id());
    json.put("state", word(row.state()));
    row.twin().ifPresent(it -> json.put("filter", it.filter().name()));
    row.twin().flatMap(Twin::alarm).ifPresent(it -> json.put("alarm", it.name()));
    json.put("how", row.how());
    return json;
  }

  private static String word(State state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  private static String names(List<String> names) {
    return names.stream().map(AdoptionTable::shown).collect(Collectors.joining(", "));
  }

  private static String shown(String text) {
    return UntrustedText.safe(text, UntrustedText.LONG);
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }
}
