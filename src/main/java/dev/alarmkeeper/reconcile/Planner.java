package dev.alarmkeeper.reconcile;

import static dev.alarmkeeper.chain.Severity.CRITICAL;

import dev.alarmkeeper.chain.Alarm;
import dev.alarmkeeper.chain.AlarmRules;
import dev.alarmkeeper.chain.Link;
import dev.alarmkeeper.chain.Observed;
import dev.alarmkeeper.chain.Observed.Absent;
import dev.alarmkeeper.chain.Observed.Present;
import dev.alarmkeeper.chain.Observed.Unreadable;
import dev.alarmkeeper.chain.Rule;
import dev.alarmkeeper.chain.Rule.Drift;
import dev.alarmkeeper.control.Control;
import dev.alarmkeeper.control.Desired;
import dev.alarmkeeper.control.Desired.Watch;
import dev.alarmkeeper.pattern.Comparisons;
import dev.alarmkeeper.reconcile.Findings.Subject;
import dev.alarmkeeper.reconcile.Remedy.Fix;
import dev.alarmkeeper.reconcile.Repair.EnableActions;
import dev.alarmkeeper.reconcile.Repair.PutAlarm;
import java.util.List;
import java.util.stream.Stream;

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
  static Plan plan(
      Desired desired, Snapshot seen, List<Control> controls, Comparisons comparisons) {
    Findings findings = new Findings();
    List<String> all = controls.stream().map(Control::id).toList();
    new Trails(desired, seen, findings, all).plan();
    new LogGroups(desired, seen, findings, all).plan();
    new TopicAndSubscribers(desired, seen, findings, all).plan();
    new Doubting(desired, findings, all).plan();
    if (desired.areWatchesKnown()) {
      new Muting(desired, seen, findings).plan();
      new Filters(desired, seen, findings, comparisons).plan();
      desired.watches().forEach(watch -> alarm(watch, seen, findings));
    }
    return findings.plan();
  }

  /** What no repair waits for: what a person should know of patterns, and how AWS reads them. */
  static Plan remarks(Desired desired, Snapshot seen, Comparisons comparisons) {
    Findings findings = new Findings();
    if (desired.areWatchesKnown()) {
      new Filters(desired, seen, findings, comparisons).remark();
      new Divergences(desired, seen.divergences(), findings).plan();
    }
    return findings.plan();
  }

  private static void alarm(Watch watch, Snapshot seen, Findings findings) {
    String name = watch.alarm().name();
    alarm(
        findings.about(Link.ALARM, name, List.of(watch.control().id())),
        watch.alarm(),
        Observed.in(seen.alarms(), it -> it.name().equals(name)));
  }

  private static void alarm(Subject subject, Alarm wanted, Observed<Alarm> observed) {
    switch (observed) {
      case Present<Alarm>(Alarm alarm) when alarm.type() != wanted.type() ->
          subject.compare(AlarmRules.NAME, wanted, alarm);
      case Present<Alarm>(Alarm alarm) -> {
        List<Drift<Alarm>> muted = Rule.differences(AlarmRules.SWITCH, wanted, alarm);
        List<Drift<Alarm>> settings = Rule.differences(AlarmRules.SETTINGS, wanted, alarm);
        if (settings.isEmpty()) {
          subject.drifted(muted, new Fix(new EnableActions(wanted)));
        } else {
          List<Drift<Alarm>> all = Stream.concat(muted.stream(), settings.stream()).toList();
          subject.drifted(all, new Fix(new PutAlarm(wanted)));
        }
        subject.compare(AlarmRules.CIRCUMSTANCES, wanted, alarm);
      }
      case Absent<Alarm> _ -> subject.missing(CRITICAL, new Fix(new PutAlarm(wanted)));
      case Unreadable<Alarm> unread -> subject.unreadable(unread);
    }
  }
}
