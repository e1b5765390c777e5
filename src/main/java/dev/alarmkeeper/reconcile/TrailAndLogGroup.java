package dev.alarmkeeper.reconcile;

import static dev.alarmkeeper.chain.Severity.CRITICAL;
import static dev.alarmkeeper.chain.Severity.HIGH;

import dev.alarmkeeper.chain.Arn;
import dev.alarmkeeper.chain.Link;
import dev.alarmkeeper.chain.LogGroup;
import dev.alarmkeeper.chain.ManagementEvents;
import dev.alarmkeeper.chain.Observed.Absent;
import dev.alarmkeeper.chain.Observed.Present;
import dev.alarmkeeper.chain.Observed.Unreadable;
import dev.alarmkeeper.chain.Trail;
import dev.alarmkeeper.chain.TrailStatus;
import dev.alarmkeeper.control.Desired;
import dev.alarmkeeper.reconcile.Findings.Subject;
import dev.alarmkeeper.reconcile.Remedy.Ask;
import dev.alarmkeeper.reconcile.Remedy.Fix;
import dev.alarmkeeper.reconcile.Remedy.Wait;
import dev.alarmkeeper.reconcile.Repair.AssociateKey;
import dev.alarmkeeper.reconcile.Repair.CreateLogGroup;
import dev.alarmkeeper.reconcile.Repair.PutRetention;
import dev.alarmkeeper.reconcile.Repair.StartLogging;
import java.util.List;
import java.util.Optional;

/** Plans what brings the events: the trail, and the log group that it delivers to. */
record TrailAndLogGroup(Desired desired, Snapshot seen, Findings findings, List<String> controls) {

  void plan() {
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
    logGroup();
  }

  private void trail(Subject subject, Trail wanted) {
    switch (seen.trail()) {
      case Present<Trail>(Trail trail) -> {
        subject.compare(Trail.DELIVERY, wanted, trail);
        status(subject, trail);
        events(subject, trail);
      }
      case Absent<Trail> _ -> gone(subject);
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
          subject.compare(TrailStatus.DELIVERY, wanted, status);
        }
      }
      // It went between the two reads, or nobody knows whether it logs: not to be called whole.
      case Absent<TrailStatus> _ -> gone(subject);
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

  private static void gone(Subject subject) {
    subject.missing(
        CRITICAL,
        new Ask(
            "create the trail again, or set TRAIL_NAME to the one in use: a trail needs a"
                + " bucket and a role, which are yours to choose",
            "aws cloudtrail describe-trails --include-shadow-trails"));
  }

  private void logGroup() {
    desired.logGroup().ifPresent(group -> logGroup(about(Link.LOG_GROUP, group.name()), group));
    if (!desired.place().isHere() && !desired.place().isCoveredElsewhere()) {
      desired.place().logGroup().ifPresent(this::otherRegion);
    }
  }

  private void otherRegion(Arn group) {
    about(Link.LOG_GROUP, LogGroup.nameOf(group))
        .missing(
            CRITICAL,
            new Ask(
                "the trail delivers to Region "
                    + group.region()
                    + ", and a metric filter lives where its log group is",
                "sam deploy --region " + group.region()));
  }

  private void logGroup(Subject subject, LogGroup wanted) {
    switch (seen.logGroup()) {
      case Present<LogGroup>(LogGroup group) -> {
        subject.compare(LogGroup.STORAGE, wanted, group);
        subject.compare(LogGroup.ENCRYPTION, wanted, group, new Fix(new AssociateKey(wanted)));
        subject.compare(LogGroup.RETENTION, wanted, group, new Fix(new PutRetention(wanted)));
        if (isUnproven(group)) {
          subject.unsettled(
              HIGH, new Wait("the log group is new, and the trail has not delivered to it yet"));
        }
      }
      case Absent<LogGroup> _ -> subject.missing(CRITICAL, new Fix(new CreateLogGroup(wanted)));
      case Unreadable<LogGroup> unread -> subject.unreadable(unread);
    }
  }

  /** Whether the group is younger than the trail's last delivery, so that none has reached it. */
  private boolean isUnproven(LogGroup group) {
    return seen.status() instanceof Present<TrailStatus>(TrailStatus status)
        && status.logging()
        && group.created().isPresent()
        && status.silence().isPresent()
        && seen.at().minus(status.silence().get()).isBefore(group.created().get());
  }

  private Subject about(Link link, String name) {
    return findings.about(link, name, controls);
  }
}
