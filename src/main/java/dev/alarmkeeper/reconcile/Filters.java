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
import dev.alarmkeeper.control.Desired;
import dev.alarmkeeper.pattern.Comparison;
import dev.alarmkeeper.pattern.Relation;
import dev.alarmkeeper.reconcile.Findings.Subject;
import dev.alarmkeeper.reconcile.Remedy.Ask;
import dev.alarmkeeper.reconcile.Remedy.Fix;
import dev.alarmkeeper.reconcile.Repair.PutFilter;
import dev.alarmkeeper.text.Shell;
import java.util.List;
import java.util.Optional;

/** Plans the metric filters of the log group. */
record Filters(Desired desired, Snapshot seen, Findings findings) {
  /** Most metric filters of a log group. Source: CloudWatch Logs User Guide, "quotas". */
  private static final int MOST = 100;

  /** Most filters of others to note one by one. */
  private static final int MOST_NOTED = 5;

  void plan() {
    desired
        .watches()
        .forEach(
            watch ->
                watch
                    .filter()
                    .ifPresent(
                        wanted -> {
                          Subject subject =
                              findings.about(
                                  Link.METRIC_FILTER, wanted.name(), List.of(watch.control().id()));
                          filter(subject, wanted);
                          twins(subject, wanted);
                        }));
  }

  private void filter(Subject subject, MetricFilter wanted) {
    Fix fix = new Fix(new PutFilter(wanted, desired.match()));
    switch (Observed.in(seen.filters(), it -> it.name().equals(wanted.name()))) {
      case Present<MetricFilter>(MetricFilter filter) ->
          subject.compare(MetricFilterRules.table(desired.match()), wanted, filter, fix);
      case Absent<MetricFilter> _ -> subject.missing(CRITICAL, obstacle(wanted).orElse(fix));
      case Unreadable<MetricFilter> unread -> subject.unreadable(unread);
    }
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

  /**
   * Filters of other names that mean the same: somebody else's, or what we made under an old name.
   */
  private void twins(Subject subject, MetricFilter wanted) {
    if (seen.filters() instanceof Present<List<MetricFilter>>(List<MetricFilter> all)) {
      List<MetricFilter> same =
          all.stream()
              .filter(it -> !isOurs(it))
              .filter(
                  it -> Comparison.of(wanted.pattern(), it.pattern()).relation() == Relation.EQUAL)
              .toList();
      if (same.size() > MOST_NOTED) {
        subject.noted("%d more metric filters mean the same".formatted(same.size() - MOST_NOTED));
      }
      same.stream()
          .limit(MOST_NOTED)
          .forEach(
              it ->
                  subject.noted(
                      "metric filter "
                          + Shell.word(it.name())
                          + " means the same and publishes "
                          + it.transformation().namespace()
                          + " "
                          + it.transformation().metric()
                          + "; METRIC_NAMESPACE and METRIC_NAME_TEMPLATE would adopt its names"));
    }
  }

  private boolean isOurs(MetricFilter filter) {
    return desired.watches().stream()
        .flatMap(it -> it.filter().stream())
        .anyMatch(it -> it.name().equals(filter.name()));
  }
}
