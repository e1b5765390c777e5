package dev.alarmkeeper.reconcile;

import dev.alarmkeeper.control.Control;
import dev.alarmkeeper.control.Desired;
import dev.alarmkeeper.pattern.Comparisons;
import java.util.List;

/** What follows from desired and observed. A pure function: no I/O, no SDK, no clock. */
public final class Planner {
  private Planner() {}

  /** All that follows, remarks included. */
  public static Plan plan(Desired desired, Snapshot seen, List<Control> controls) {
    Comparisons comparisons = new Comparisons();
    return plan(desired, seen, controls, comparisons).and(remarks(desired, seen, comparisons));
  }

  /**
   * Compares the chain link by link.
   *
   * @param controls the controls that were asked for: a shared link concerns them all
   */
  static Plan plan(Desired asked, Snapshot seen, List<Control> controls, Comparisons comparisons) {
    Desired desired = asked.adopting(seen.filters(), seen.alarms());
    Findings findings = new Findings(desired);
    List<String> all = controls.stream().map(Control::id).toList();
    new Trails(desired, seen, findings, all).plan();
    new LogGroups(desired, seen, findings, all).plan();
    new TopicAndSubscribers(desired, seen, findings, telling(desired, all)).plan();
    new Doubting(desired, findings, all).plan();
    if (desired.areWatchesKnown()) {
      Alarms alarms = new Alarms(seen, findings);
      new Muting(desired, seen, alarms, findings).plan();
      new Filters(desired, seen, findings, comparisons).plan();
      desired.watches().forEach(alarms::plan);
      new WholeControls(desired, seen, findings).plan();
      new MaskedEvents(desired, seen, findings).plan();
    }
    return findings.plan();
  }

  /** Those whose alarms tell the topic: not those that a person is asked about. */
  private static List<String> telling(Desired desired, List<String> controls) {
    List<String> telling =
        desired.watches().stream()
            .map(it -> it.control().id())
            .filter(controls::contains)
            .distinct()
            .toList();
    return telling.isEmpty() ? controls : telling;
  }

  /** What keeps a topic from telling those whom it should; of the chain, nothing else. */
  public static Plan hearing(Desired desired, Snapshot seen) {
    Findings findings = new Findings(desired);
    new TopicAndSubscribers(desired, seen, findings, List.of()).plan();
    return findings.plan();
  }

  /** What no repair waits for: what a person should know of patterns, and how AWS reads them. */
  static Plan remarks(Desired asked, Snapshot seen, Comparisons comparisons) {
    Desired desired = asked.adopting(seen.filters(), seen.alarms());
    Findings findings = new Findings(desired);
    if (desired.areWatchesKnown()) {
      new Filters(desired, seen, findings, comparisons).remark();
      new Divergences(desired, seen.divergences(), findings).plan();
      new WholeControls(desired, seen, findings).remark();
    }
    return findings.plan();
  }
}
