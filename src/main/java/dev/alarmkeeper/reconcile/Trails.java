package dev.alarmkeeper.reconcile;

import static dev.alarmkeeper.chain.Severity.CRITICAL;
import static dev.alarmkeeper.chain.Severity.HIGH;

import dev.alarmkeeper.chain.Link;
import dev.alarmkeeper.chain.LogGroup;
import dev.alarmkeeper.chain.ManagementEvents;
import dev.alarmkeeper.chain.Observed.Absent;
import dev.alarmkeeper.chain.Observed.Present;
import dev.alarmkeeper.chain.Observed.Unreadable;
import dev.alarmkeeper.chain.Trail;
import dev.alarmkeeper.chain.TrailStatus;
import dev.alarmkeeper.control.Desired;
import dev.alarmkeeper.control.Pin;
import dev.alarmkeeper.reconcile.Findings.Subject;
import dev.alarmkeeper.reconcile.Remedy.Ask;
import dev.alarmkeeper.reconcile.Remedy.Fix;
import dev.alarmkeeper.reconcile.Remedy.Wait;
import dev.alarmkeeper.reconcile.Repair.StartLogging;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Plans the trail: whether it records every management event and delivers it to the log group. */
record Trails(Desired desired, Snapshot seen, Findings findings, List<String> controls) {

  void plan() {
    if (desired.place().pin() instanceof Pin.Unknown(var why)) {
      about(Link.TRAIL, "pinned place").unreadable(why);
    }
    switch (desired.trail()) {
      case Present<Trail>(Trail wanted) -> trail(about(Link.TRAIL, wanted.name()), wanted);
      case Absent<Trail> _ ->
          about(Link.TRAIL, "none")
              .missing(
                  CRITICAL,
                  new Ask(
                      desired.place().because(),
                      "aws cloudtrail describe-trails --include-shadow-trails"));
      case Unreadable<Trail> unread -> about(Link.TRAIL, "unknown").unreadable(unread);
    }
  }

  private void trail(Subject subject, Trail wanted) {
    switch (seen.trail()) {
      case Present<Trail>(Trail trail) -> {
        boolean moved = !trail.logGroup().equals(wanted.logGroup());
        subject.compare(
            Trail.DELIVERY,
            wanted,
            trail,
            moved ? ask -> meanwhile(orForget(ask)) : UnaryOperator.identity());
        status(subject, trail);
        events(subject, trail);
      }
      case Absent<Trail> _ -> gone(subject, wanted);
      case Unreadable<Trail> unread -> subject.unreadable(unread);
    }
  }

  private void status(Subject subject, Trail trail) {
    TrailStatus wanted =
        new TrailStatus(trail, true, Optional.empty(), Optional.of(TrailStatus.LONGEST_SILENCE));
    switch (seen.status()) {
      case Present<TrailStatus>(TrailStatus status) -> {
        Remedy remedy =
            desired.place().account().holds(trail.arn())
                ? new Fix(new StartLogging(trail))
                : new Ask(
                    "start it where it lives: only its owner, in its home Region, can",
                    "aws cloudtrail start-logging" + trail.named());
        subject.compare(TrailStatus.LOGGING, wanted, status, remedy);
        // What the trail delivers to another account is that account's to watch.
        if (status.logging() && !desired.place().isCoveredElsewhere()) {
          subject.compare(
              TrailStatus.DELIVERY, wanted, status.isYetToDeliver() ? status.delivering() : status);
          if (status.isYetToDeliver()) {
            subject.unsettled(
                HIGH,
                new Wait(
                    "the trail was started %d min ago and has delivered nothing since; within an hour"
                            .formatted(status.running().orElseThrow().toMinutes())
                        + " it does, or a person is asked"));
          }
        }
      }
      // It went between the two reads, or nobody knows whether it logs: not to be called whole.
      case Absent<TrailStatus> _ -> gone(subject, trail);
      case Unreadable<TrailStatus> unread -> subject.unreadable(unread);
    }
  }

  private void events(Subject subject, Trail trail) {
    switch (seen.events()) {
      case Present<ManagementEvents>(ManagementEvents events) ->
          subject.compare(ManagementEvents.SELECTION, ManagementEvents.all(trail), events);
      // Where it went between two reads the status says so; elsewhere it is not ours to watch.
      case Absent<ManagementEvents> _ -> {}
      case Unreadable<ManagementEvents> unread -> subject.unreadable(unread);
    }
  }

  private void gone(Subject subject, Trail trail) {
    String owner = trail.arn().account();
    String advice =
        owner.equals(desired.place().account().id())
            ? "create the trail again, or set TRAIL_NAME to the one in use: a trail needs a bucket"
                + " and a role, which are yours to choose"
            : "the trail belongs to account "
                + owner
                + " and is shown here no more: its owner knows whether it was deleted, or whether"
                + " this account left the organization; TRAIL_NAME names another one";
    subject.missing(
        CRITICAL,
        orForget(new Ask(advice, "aws cloudtrail describe-trails --include-shadow-trails")));
  }

  /** Where the trail delivers now, the chain is kept too; the place is a person's to confirm. */
  private Ask meanwhile(Ask ask) {
    return desired
        .place()
        .moved()
        .map(
            now ->
                new Ask(
                    ask.why()
                        + "; until then filters and alarms are kept where it delivers now, in log"
                        + " group "
                        + LogGroup.nameOf(now)
                        + ", and not in "
                        + desired.place().logGroup().map(LogGroup::nameOf).orElse("any other"),
                    ask.command()))
        .orElse(ask);
  }

  /** A place that was remembered holds until a person says that another one is right. */
  private Ask orForget(Ask ask) {
    return switch (desired.place().pin()) {
      case Pin.None _, Pin.Unknown _ -> ask;
      case Pin.Kept(String forget) ->
          new Ask(
              ask.why()
                  + "; or, if another place is right now, let alarmkeeper look for it anew after "
                  + forget,
              ask.command());
    };
  }

  private Subject about(Link link, String name) {
    return findings.about(link, name, controls);
  }
}
