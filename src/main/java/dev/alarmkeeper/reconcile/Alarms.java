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
import dev.alarmkeeper.control.Desired.Watch;
import dev.alarmkeeper.reconcile.Findings.Subject;
import dev.alarmkeeper.reconcile.Remedy.Ask;
import dev.alarmkeeper.reconcile.Remedy.Fix;
import dev.alarmkeeper.reconcile.Repair.EnableActions;
import dev.alarmkeeper.reconcile.Repair.PutAlarm;
import dev.alarmkeeper.text.Shell;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Plans the alarm of a control. Whoever adds an action that the role may not write, fills an alarm
 * with actions, or takes its name for another kind of alarm, makes it one that alarmkeeper cannot
 * repair: then a spare alarm of ours stands in for it until a person has settled it.
 */
record Alarms(Snapshot seen, Findings findings) {

  void plan(Watch watch) {
    Alarm wanted = watch.alarm();
    Observed<Alarm> observed = named(wanted.name());
    if (!(observed instanceof Present<Alarm>(Alarm alarm)) || !isBlocked(watch, wanted, alarm)) {
      alarm(about(watch, wanted), wanted, observed);
      leftovers(watch);
      return;
    }
    Optional<Alarm> spare = spare(watch);
    blocked(watch, wanted, alarm, spare);
    for (Alarm candidate : watch.spares().alarms()) {
      Observed<Alarm> found = named(candidate.name());
      if (spare.filter(candidate::equals).isPresent()) {
        alarm(about(watch, candidate), candidate, found);
        return;
      }
      if (found instanceof Present<Alarm>(Alarm taken)) {
        blocked(watch, candidate, taken, spare);
      }
    }
  }

  /** The alarm that is to tell people now: where the control's own cannot be repaired, a spare. */
  Alarm telling(Watch watch) {
    return named(watch.alarm().name()) instanceof Present<Alarm>(Alarm alarm)
            && isBlocked(watch, watch.alarm(), alarm)
        ? spare(watch).orElse(watch.alarm())
        : watch.alarm();
  }

  /** The first whose name is free, or held by an alarm that we may write. */
  private Optional<Alarm> spare(Watch watch) {
    return watch.spares().alarms().stream()
        .filter(
            it ->
                !(named(it.name()) instanceof Present<Alarm>(Alarm taken))
                    || !isBlocked(watch, it, taken))
        .findFirst();
  }

  /** Whether it needs a write that alarmkeeper cannot make, or that would take away an action. */
  private static boolean isBlocked(Watch watch, Alarm wanted, Alarm alarm) {
    return alarm.type() != wanted.type()
        || !Rule.differences(AlarmRules.ROOM, wanted, alarm).isEmpty()
        || isUnwritable(watch, wanted, alarm);
  }

  private static boolean isUnwritable(Watch watch, Alarm wanted, Alarm alarm) {
    return !Rule.differences(AlarmRules.SETTINGS, wanted, alarm).isEmpty()
        && !wanted.foreignActions(alarm, watch.spares().further()).isEmpty();
  }

  /** Tells of one that alarmkeeper cannot repair, and what watches in its place. */
  private void blocked(Watch watch, Alarm wanted, Alarm alarm, Optional<Alarm> spare) {
    Subject subject = about(watch, wanted);
    String meanwhile =
        spare
            .map(it -> "; until then alarm " + Shell.word(it.name()) + " watches in its place")
            .orElse("; nothing watches in its place: the names of all spare alarms are taken too");
    if (alarm.type() != wanted.type()) {
      subject.compare(AlarmRules.NAME, wanted, alarm, ask -> adding(ask, meanwhile));
      return;
    }
    subject.compare(AlarmRules.ROOM, wanted, alarm, ask -> adding(ask, meanwhile));
    if (isUnwritable(watch, wanted, alarm)) {
      subject.drifted(
          drifts(wanted, alarm),
          new Ask(
              "alarmkeeper's role may not write all of the alarm's actions, and takes none away:"
                  + " name those that belong there in AllowedAlarmActions, or remove them: "
                  + String.join(", ", wanted.foreignActions(alarm, watch.spares().further()))
                  + meanwhile,
              "aws cloudwatch describe-alarms --alarm-names " + Shell.word(alarm.name())));
    } else {
      settings(subject, wanted, alarm);
    }
    subject.compare(AlarmRules.CIRCUMSTANCES, wanted, alarm);
  }

  private static Ask adding(Ask ask, String more) {
    return new Ask(ask.why() + more, ask.command());
  }

  private void alarm(Subject subject, Alarm wanted, Observed<Alarm> observed) {
    switch (observed) {
      case Present<Alarm>(Alarm alarm) -> {
        settings(subject, wanted, alarm);
        subject.compare(AlarmRules.CIRCUMSTANCES, wanted, alarm);
      }
      case Absent<Alarm> _ -> subject.missing(CRITICAL, new Fix(new PutAlarm(wanted)));
      case Unreadable<Alarm> unread -> subject.unreadable(unread);
    }
  }

  private static void settings(Subject subject, Alarm wanted, Alarm alarm) {
    if (Rule.differences(AlarmRules.SETTINGS, wanted, alarm).isEmpty()) {
      subject.compare(AlarmRules.SWITCH, wanted, alarm, new Fix(new EnableActions(wanted)));
    } else {
      subject.drifted(drifts(wanted, alarm), new Fix(new PutAlarm(wanted)));
    }
  }

  private static List<Drift<Alarm>> drifts(Alarm wanted, Alarm alarm) {
    return Stream.concat(
            Rule.differences(AlarmRules.SWITCH, wanted, alarm).stream(),
            Rule.differences(AlarmRules.SETTINGS, wanted, alarm).stream())
        .toList();
  }

  /** A spare that is no longer needed tells people a second time, and is a person's to delete. */
  private void leftovers(Watch watch) {
    for (Alarm spare : watch.spares().alarms()) {
      if (named(spare.name()) instanceof Present<Alarm>(Alarm left)
          && left.type() == spare.type()
          && left.signal().metric().equals(spare.signal().metric())) {
        about(watch, spare)
            .noted(
                "it stood in for alarm "
                    + Shell.word(watch.alarm().name())
                    + ", which can be repaired again, so that people are told twice: delete it with",
                "aws cloudwatch delete-alarms --alarm-names " + Shell.word(spare.name()));
      }
    }
  }

  private Observed<Alarm> named(String name) {
    return Observed.in(seen.alarms(), it -> it.name().equals(name));
  }

  private Subject about(Watch watch, Alarm alarm) {
    return findings.about(Link.ALARM, alarm.name(), List.of(watch.control().id()));
  }
}
