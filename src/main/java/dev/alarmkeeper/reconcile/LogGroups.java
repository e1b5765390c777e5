package dev.alarmkeeper.reconcile;

import static dev.alarmkeeper.chain.Severity.CRITICAL;
import static dev.alarmkeeper.chain.Severity.HIGH;

import dev.alarmkeeper.chain.Arn;
import dev.alarmkeeper.chain.Link;
import dev.alarmkeeper.chain.LogGroup;
import dev.alarmkeeper.chain.Observed.Absent;
import dev.alarmkeeper.chain.Observed.Present;
import dev.alarmkeeper.chain.Observed.Unreadable;
import dev.alarmkeeper.chain.TopicKey;
import dev.alarmkeeper.chain.TrailStatus;
import dev.alarmkeeper.control.Desired;
import dev.alarmkeeper.reconcile.Findings.Subject;
import dev.alarmkeeper.reconcile.Remedy.Ask;
import dev.alarmkeeper.reconcile.Remedy.Fix;
import dev.alarmkeeper.reconcile.Remedy.Wait;
import dev.alarmkeeper.reconcile.Repair.AssociateKey;
import dev.alarmkeeper.reconcile.Repair.CreateLogGroup;
import dev.alarmkeeper.reconcile.Repair.ProtectLogGroup;
import dev.alarmkeeper.reconcile.Repair.PutRetention;
import dev.alarmkeeper.text.UntrustedText;
import java.util.List;

/** Plans the log group that the trail delivers to. */
record LogGroups(Desired desired, Snapshot seen, Findings findings, List<String> controls) {

  void plan() {
    desired.logGroup().ifPresent(group -> plan(about(group.name()), group));
    if (!desired.place().isHere() && !desired.place().isCoveredElsewhere()) {
      desired.place().logGroup().ifPresent(this::otherRegion);
    }
  }

  private void otherRegion(Arn group) {
    about(LogGroup.nameOf(group))
        .missing(
            CRITICAL,
            new Ask(
                "the trail delivers to Region "
                    + group.region()
                    + ", and a metric filter lives where its log group is",
                "sam deploy --region " + group.region()));
  }

  private void plan(Subject subject, LogGroup wanted) {
    switch (seen.logGroup()) {
      case Present<LogGroup>(LogGroup group) -> {
        subject.compare(LogGroup.STORAGE, wanted, group);
        subject.compare(LogGroup.ENCRYPTION, wanted, group, new Fix(new AssociateKey(wanted)));
        subject.compare(LogGroup.RETENTION, wanted, group, retention(wanted, group));
        subject.compare(LogGroup.PROTECTION, wanted, group, new Fix(new ProtectLogGroup(wanted)));
        key(subject);
        if (isUnproven(group)) {
          subject.unsettled(
              HIGH, new Wait("the log group is new, and the trail has not delivered to it yet"));
        }
      }
      case Absent<LogGroup> _ -> subject.missing(CRITICAL, new Fix(new CreateLogGroup(wanted)));
      case Unreadable<LogGroup> unread -> subject.unreadable(unread);
    }
  }

  private void key(Subject subject) {
    switch (seen.logGroupKey()) {
      case Present<TopicKey>(TopicKey key) ->
          subject.with(List.of(key.arn())).compare(TopicKey.OF_LOG_GROUP, TopicKey.of(key), key);
      case Absent<TopicKey> _ -> {} // CloudWatch Logs encrypts with its own
      case Unreadable<TopicKey> unread -> subject.unreadable(unread);
    }
  }

  /**
   * CloudWatch Logs takes a group's own setting under an account's policy, and the policy goes on
   * to win. Source: CloudWatch Logs API, PutAccountPolicy, "Conflict resolution".
   */
  private static Remedy retention(LogGroup wanted, LogGroup group) {
    return group
        .retentionPolicy()
        .<Remedy>map(
            policy ->
                new Ask(
                    "the account's retention policy "
                        + UntrustedText.of(policy)
                        + " decides, and the group's own setting does nothing: leave the group out"
                        + " of the policy, let the policy keep events longer, or set"
                        + " LOG_RETENTION_DAYS to what it says",
                    "aws logs describe-account-policies --policy-type RETENTION_POLICY"))
        .orElseGet(() -> new Fix(new PutRetention(wanted)));
  }

  /** Whether the group is younger than the trail's last delivery, so that none has reached it. */
  private boolean isUnproven(LogGroup group) {
    return seen.status() instanceof Present<TrailStatus>(TrailStatus status)
        && status.logging()
        && group.created().isPresent()
        && status.silence().isPresent()
        && seen.at().minus(status.silence().get()).isBefore(group.created().get());
  }

  private Subject about(String name) {
    return findings.about(Link.LOG_GROUP, name, controls);
  }
}
