package dev.alarmkeeper.reconcile;

import static dev.alarmkeeper.chain.Severity.CRITICAL;

import dev.alarmkeeper.chain.Link;
import dev.alarmkeeper.chain.LogGroup;
import dev.alarmkeeper.chain.MetricFilter;
import dev.alarmkeeper.chain.MetricFilterRules;
import dev.alarmkeeper.chain.Observed;
import dev.alarmkeeper.chain.Observed.Absent;
import dev.alarmkeeper.chain.Observed.Present;
import dev.alarmkeeper.chain.Observed.Unreadable;
import dev.alarmkeeper.chain.PatternJudge;
import dev.alarmkeeper.control.Control;
import dev.alarmkeeper.control.Desired;
import dev.alarmkeeper.control.Desired.Watch;
import dev.alarmkeeper.control.OrdinaryEvents;
import dev.alarmkeeper.control.Published;
import dev.alarmkeeper.pattern.Comparisons;
import dev.alarmkeeper.pattern.Example;
import dev.alarmkeeper.pattern.FilterPattern;
import dev.alarmkeeper.reconcile.Findings.Subject;
import dev.alarmkeeper.reconcile.Remedy.Ask;
import dev.alarmkeeper.reconcile.Remedy.Fix;
import dev.alarmkeeper.reconcile.Repair.PutFilter;
import dev.alarmkeeper.text.Shell;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Plans the metric filters of the log group. */
record Filters(Desired desired, Snapshot seen, Findings findings, Comparisons comparisons) {
  /** Most metric filters of a log group. Source: CloudWatch Logs User Guide, "quotas". */
  private static final int MOST = 100;

  /**
   * Most patterns with a regular expression in a log group. Source: CloudWatch Logs User Guide,
   * "Supported regular expressions (regex) syntax".
   */
  private static final int MOST_WITH_REGEX = 5;

  /** Most filters of others to note one by one. */
  private static final int MOST_NOTED = 5;

  void plan() {
    desired.watches().forEach(watch -> watch.filter().ifPresent(wanted -> filter(watch, wanted)));
  }

  private Subject about(Watch watch, MetricFilter wanted) {
    return findings.about(Link.METRIC_FILTER, wanted.name(), List.of(watch.control().id()));
  }

  private void filter(Watch watch, MetricFilter wanted) {
    Subject subject = about(watch, wanted);
    switch (deployed(wanted)) {
      case Present<MetricFilter>(MetricFilter filter) -> {
        PatternJudge judge = judge(watch.control(), wanted, filter);
        Optional<String> serving =
            Optional.of(filter.pattern())
                .filter(it -> !it.equals(wanted.pattern()))
                .filter(it -> judge.serves(wanted.pattern(), it));
        subject.compare(
            MetricFilterRules.table(judge),
            wanted,
            filter,
            Optional.of(wanted)
                .filter(it -> serving.isEmpty() && !it.pattern().equals(filter.pattern()))
                .flatMap(this::regexObstacle)
                .orElseGet(() -> new Fix(new PutFilter(wanted, serving))));
      }
      case Absent<MetricFilter> _ ->
          subject.missing(
              CRITICAL,
              obstacle(wanted).orElseGet(() -> new Fix(new PutFilter(wanted, Optional.empty()))));
      case Unreadable<MetricFilter> unread -> subject.unreadable(unread);
    }
  }

  private Observed<MetricFilter> deployed(MetricFilter wanted) {
    return Observed.in(seen.filters(), it -> it.name().equals(wanted.name()));
  }

  private PatternJudge judge(Control control, MetricFilter wanted, MetricFilter filter) {
    if (filter.pattern().equals(wanted.pattern())) {
      return PatternJudge.of(desired.match()); // has nothing to judge, so it needs no events
    }
    return new PatternJudge(
        desired.match(),
        comparisons,
        control.examples(),
        Stream.concat(
                control.quiet().stream(), OrdinaryEvents.of(desired.place().account()).stream())
            .toList(),
        control.published().stream()
            .filter(
                it -> it.profiles().stream().allMatch(p -> control.pattern(p).equals(it.text())))
            .collect(
                Collectors.toMap(
                    Published::text, Published::advice, (one, _) -> one, LinkedHashMap::new)));
  }

  /** Why it cannot be made: a write that AWS is known to refuse is not made on every run. */
  private Optional<Remedy> obstacle(MetricFilter wanted) {
    if (isFull()) {
      return Optional.of(room(wanted));
    }
    return canHaveFilters()
        ? regexObstacle(wanted)
        : Optional.of(
            new Ask(
                "no metric filter can be made in a log group of another class than STANDARD", ""));
  }

  /** Whoever may make filters may use up what a log group takes of regular expressions. */
  private Optional<Remedy> regexObstacle(MetricFilter wanted) {
    if (!hasRegex(wanted)
        || !(seen.filters() instanceof Present<List<MetricFilter>>(List<MetricFilter> all))) {
      return Optional.empty();
    }
    List<String> names =
        all.stream()
            .filter(it -> !it.name().equals(wanted.name()) && hasRegex(it))
            .map(it -> Shell.word(it.name()))
            .toList();
    return names.size() < MOST_WITH_REGEX
        ? Optional.empty()
        : Optional.of(
            new Ask(
                "a log group takes %d filters with regular expressions, and these are as many: %s;"
                        .formatted(
                            MOST_WITH_REGEX, String.join(", ", names.subList(0, MOST_WITH_REGEX)))
                    + " delete one that is not needed, or choose a pattern without them in the"
                    + " overrides; alarmkeeper deletes nobody's",
                "aws logs describe-metric-filters --log-group-name "
                    + Shell.word(wanted.logGroup())));
  }

  /**
   * What cannot be read counts as none: the quota would otherwise keep a write from being tried.
   */
  private static boolean hasRegex(MetricFilter filter) {
    return FilterPattern.read(filter.pattern()).hasRegex();
  }

  private boolean canHaveFilters() {
    return !(seen.logGroup() instanceof Present<LogGroup>(LogGroup group))
        || group.storage().equals(LogGroup.STANDARD);
  }

  private boolean isFull() {
    return seen.filters() instanceof Present<List<MetricFilter>>(List<MetricFilter> all)
        && all.size() >= MOST;
  }

  private static Ask room(MetricFilter wanted) {
    return new Ask(
        "the log group has all the metric filters it can have, and that quota cannot be raised:"
            + " delete one that is not needed; alarmkeeper deletes nobody's",
        "aws logs describe-metric-filters --log-group-name " + Shell.word(wanted.logGroup()));
  }

  /** What a person should know: patterns that serve and are not the desired one, and twins. */
  void remark() {
    for (Watch watch : desired.watches()) {
      watch.filter().ifPresent(wanted -> remark(watch, wanted));
    }
    if (seen.filters() instanceof Present<List<MetricFilter>>(List<MetricFilter> all)) {
      twins(all.stream().filter(it -> !isOurs(it)).toList());
    }
  }

  private void remark(Watch watch, MetricFilter wanted) {
    watch
        .control()
        .tuning()
        .because()
        .ifPresent(
            why ->
                about(watch, wanted)
                    .noted("the pattern that the overrides want never fires, because " + why));
    if (deployed(wanted) instanceof Present<MetricFilter>(MetricFilter filter)) {
      judge(watch.control(), wanted, filter)
          .note(wanted.pattern(), filter.pattern())
          .ifPresent(about(watch, wanted)::noted);
    }
  }

  /**
   * Filters of other names that mean the same as any pattern of a control: somebody else's, or what
   * we made under an old name. Short patterns come first, so that none that was made to cost much
   * keeps another from being recognised.
   */
  private void twins(List<MetricFilter> others) {
    List<MetricFilter> shortest =
        others.stream().sorted(Comparator.comparingInt(it -> it.pattern().length())).toList();
    List<Known> known =
        shortest.isEmpty()
            ? List.of()
            : desired.watches().stream()
                .flatMap(watch -> watch.filter().map(it -> Known.of(watch, it)).stream())
                .toList();
    for (MetricFilter other : shortest) {
      for (Known ours : known) {
        Set<String> same = comparisons.same(ours.patterns(), other.pattern(), ours.examples());
        if (!same.isEmpty()) {
          ours.twins().add(twin(ours.watch().control(), ours.wanted(), other, same));
        }
      }
    }
    known.forEach(this::note);
    noteUnreached(others);
  }

  /** One of our filters, and by which patterns its twins are known. */
  private record Known(
      Watch watch,
      MetricFilter wanted,
      Set<String> patterns,
      List<Example> examples,
      List<String> twins) {
    static Known of(Watch watch, MetricFilter wanted) {
      Set<String> patterns = new LinkedHashSet<>();
      patterns.add(wanted.pattern());
      watch.control().published().forEach(it -> patterns.add(it.text()));
      return new Known(watch, wanted, patterns, watch.control().examples(), new ArrayList<>());
    }
  }

  private void note(Known ours) {
    Subject subject = about(ours.watch(), ours.wanted());
    int more = ours.twins().size() - MOST_NOTED;
    if (more > 0) {
      subject.noted("%d more metric filters mean the same".formatted(more));
    }
    ours.twins().stream().limit(MOST_NOTED).forEach(subject::noted);
  }

  private void noteUnreached(List<MetricFilter> others) {
    Set<String> unreached = comparisons.unreached();
    List<String> names =
        others.stream()
            .filter(it -> unreached.contains(it.pattern()))
            .map(it -> Shell.word(it.name()))
            .toList();
    if (!names.isEmpty()) {
      findings
          .about(
              Link.METRIC_FILTER,
              "patterns",
              desired.watches().stream().map(it -> it.control().id()).toList())
          .noted(
              "comparing the patterns of "
                  + names.size()
                  + " other metric filters costs more than a run spends on that, so whether they"
                  + " mean the same as one of ours is not known: "
                  + String.join(", ", names.subList(0, Math.min(MOST_NOTED, names.size()))));
    }
  }

  private static String twin(
      Control control, MetricFilter wanted, MetricFilter other, Set<String> same) {
    String meaning =
        same.contains(wanted.pattern())
            ? " means the same"
            : " has "
                + control.published().stream()
                    .filter(it -> same.contains(it.text()))
                    .map(Published::by)
                    .findFirst()
                    .orElse("another published")
                + "'s pattern of this control";
    return "metric filter "
        + Shell.word(other.name())
        + meaning
        + " and publishes "
        + other.transformation().namespace()
        + " "
        + other.transformation().metric()
        + "; ./alarmkeeper adopt prints the settings that adopt it";
  }

  private boolean isOurs(MetricFilter filter) {
    return desired.watches().stream()
        .flatMap(it -> it.filter().stream())
        .anyMatch(it -> it.name().equals(filter.name()));
  }
}
