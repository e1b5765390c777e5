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
import dev.alarmkeeper.reconcile.Findings.Subject;
import dev.alarmkeeper.reconcile.Remedy.Ask;
import dev.alarmkeeper.reconcile.Remedy.Fix;
import dev.alarmkeeper.reconcile.Repair.PutFilter;
import dev.alarmkeeper.text.Shell;
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
            new Fix(new PutFilter(wanted, serving)));
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
        ? Optional.empty()
        : Optional.of(
            new Ask(
                "no metric filter can be made in a log group of another class than STANDARD", ""));
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
    if (!comparisons.unreached().isEmpty()
        && seen.filters() instanceof Present<List<MetricFilter>>(var all)) {
      String names =
          all.stream()
              .filter(it -> comparisons.unreached().contains(it.pattern()))
              .map(it -> Shell.word(it.name()))
              .limit(MOST_NOTED)
              .collect(Collectors.joining(", "));
      findings
          .about(
              Link.METRIC_FILTER,
              "patterns",
              desired.watches().stream().map(it -> it.control().id()).toList())
          .noted(
              "whether "
                  + comparisons.unreached().size()
                  + " patterns of other metric filters mean the same as ours is not known, because"
                  + " comparing them costs more than a run spends on that: "
                  + names);
    }
  }

  private void remark(Watch watch, MetricFilter wanted) {
    Subject subject = about(watch, wanted);
    if (deployed(wanted) instanceof Present<MetricFilter>(MetricFilter filter)) {
      judge(watch.control(), wanted, filter)
          .note(wanted.pattern(), filter.pattern())
          .ifPresent(subject::noted);
    }
    twins(subject, watch.control(), wanted);
  }

  /**
   * Filters of other names that mean the same as any pattern of this control: somebody else's, or
   * what we made under an old name. Short patterns come first, so that none that was made to cost
   * much keeps another from being recognised.
   */
  private void twins(Subject subject, Control control, MetricFilter wanted) {
    if (!(seen.filters() instanceof Present<List<MetricFilter>>(List<MetricFilter> all))) {
      return;
    }
    Set<String> known = new LinkedHashSet<>();
    known.add(wanted.pattern());
    control.published().forEach(it -> known.add(it.text()));
    List<Example> examples = control.examples();
    List<String> notes =
        all.stream()
            .filter(it -> !isOurs(it))
            .sorted(Comparator.comparingInt(it -> it.pattern().length()))
            .flatMap(
                it -> {
                  Set<String> same = comparisons.same(known, it.pattern(), examples);
                  return same.isEmpty()
                      ? Stream.empty()
                      : Stream.of(twin(control, wanted, it, same));
                })
            .toList();
    if (notes.size() > MOST_NOTED) {
      subject.noted("%d more metric filters mean the same".formatted(notes.size() - MOST_NOTED));
    }
    notes.stream().limit(MOST_NOTED).forEach(subject::noted);
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
        + "; METRIC_NAMESPACE and METRIC_NAME_TEMPLATE would adopt its names";
  }

  private boolean isOurs(MetricFilter filter) {
    return desired.watches().stream()
        .flatMap(it -> it.filter().stream())
        .anyMatch(it -> it.name().equals(filter.name()));
  }
}
