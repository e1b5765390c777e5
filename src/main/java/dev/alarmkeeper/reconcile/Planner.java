package dev.alarmkeeper.reconcile;

import dev.alarmkeeper.control.Control;
import dev.alarmkeeper.control.Desired;
import java.util.List;

/** What follows from desired and observed. A pure function: no I/O, no SDK, no clock. */
public final class Planner {
  private Planner() {}

  /**
   * Compares the chain link by link.
   *
   * @param controls the controls that were asked for: a shared link concerns them all
   */
  public static Plan plan(Desired desired, Snapshot seen, List<Control> controls) {
    Findings findings = new Findings();
    List<String> all = controls.stream().map(Control::id).toList();
    new Trails(desired, seen, findings, all).plan();
    new LogGroups(desired, seen, findings, all).plan();
    new TopicAndSubscribers(desired, seen, findings, all).plan();
    new Doubting(desired, findings, all).plan();
    if (desired.areWatchesKnown()) {
      Alarms alarms = new Alarms(seen, findings);
      new Muting(desired, seen, alarms, findings).plan();
      new Filters(desired, seen, findings).plan();
      new Divergences(desired, seen.divergences(), findings).plan();
      desired.watches().forEach(alarms::plan);
    }
    return new Accepting(desired.accepted(), seen.at(), all).over(findings.plan());
  }
}
