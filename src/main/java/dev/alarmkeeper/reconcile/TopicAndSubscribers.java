package dev.alarmkeeper.reconcile;

import static dev.alarmkeeper.chain.Severity.CRITICAL;

import dev.alarmkeeper.chain.Link;
import dev.alarmkeeper.chain.MessageProtection;
import dev.alarmkeeper.chain.Observed.Absent;
import dev.alarmkeeper.chain.Observed.Present;
import dev.alarmkeeper.chain.Observed.Unreadable;
import dev.alarmkeeper.chain.Publishing;
import dev.alarmkeeper.chain.Rule;
import dev.alarmkeeper.chain.Rule.Drift;
import dev.alarmkeeper.chain.Topic;
import dev.alarmkeeper.chain.TopicKey;
import dev.alarmkeeper.chain.TopicTraffic;
import dev.alarmkeeper.control.Desired;
import dev.alarmkeeper.reconcile.Findings.Subject;
import dev.alarmkeeper.reconcile.Remedy.Ask;
import dev.alarmkeeper.reconcile.Remedy.Fix;
import dev.alarmkeeper.reconcile.Repair.CreateTopic;
import dev.alarmkeeper.reconcile.Repair.PutTopicKey;
import dev.alarmkeeper.reconcile.Repair.PutTopicPolicy;
import java.util.List;

/** Plans what brings the alarm to people: the topic, and whom it tells. */
record TopicAndSubscribers(
    Desired desired, Snapshot seen, Findings findings, List<String> controls) {

  void plan() {
    desired
        .topic()
        .ifPresent(
            topic -> {
              topic(findings.about(Link.TOPIC, topic.arn().resource(), controls), topic);
              key(findings.about(Link.TOPIC, topic.arn().resource(), controls));
              protection(findings.about(Link.TOPIC, topic.arn().resource(), controls));
              traffic(findings.about(Link.TOPIC, topic.arn().resource(), controls));
              boolean canBeMade = desired.place().account().holds(topic.arn());
              if (canBeMade || !(seen.topic() instanceof Absent)) {
                new Subscribers(topic, desired.subscriptions(), findings, controls).plan(seen);
              }
            });
  }

  private void topic(Subject subject, Topic wanted) {
    switch (seen.topic()) {
      case Present<Topic>(Topic topic) -> {
        subject.compare(Topic.OBSTACLES, wanted, topic);
        subject.compare(
            Topic.PERMISSION, wanted, topic, ifOurs(wanted, new PutTopicPolicy(wanted)));
        subject.compare(Topic.ENCRYPTION, wanted, topic, ifOurs(wanted, new PutTopicKey(wanted)));
        if (!topic.unknown().isEmpty()) {
          subject.noted(
              "SNS has settings of the topic that this version of alarmkeeper does not know, and"
                  + " does not judge: "
                  + String.join(", ", topic.unknown()));
        }
      }
      case Absent<Topic> _ -> subject.missing(CRITICAL, ifOurs(wanted, new CreateTopic(wanted)));
      case Unreadable<Topic> unread -> subject.unreadable(unread);
    }
  }

  private void key(Subject subject) {
    switch (seen.topicKey()) {
      case Present<TopicKey>(TopicKey key) ->
          subject.with(List.of(key.arn())).compare(TopicKey.USE, TopicKey.of(key), key);
      case Absent<TopicKey> _ -> {} // no topic, no key, or one that is reported already
      // Where the topic was not read, that has been said.
      case Unreadable<TopicKey> _ when seen.topic() instanceof Unreadable -> {}
      case Unreadable<TopicKey> unread -> subject.unreadable(unread);
    }
  }

  private void protection(Subject subject) {
    switch (seen.protection()) {
      case Present<MessageProtection>(MessageProtection found) -> {
        subject.compare(MessageProtection.PASSING, MessageProtection.of(found), found);
        if (!found.besides().isEmpty()) {
          subject.noted(
              "the topic's data protection policy keeps no alarm from anybody: "
                  + String.join("; ", found.besides()));
        }
      }
      case Absent<MessageProtection> _ -> {} // no policy, and no topic has one
      // Where the topic was not read, that has been said.
      case Unreadable<MessageProtection> _ when seen.topic() instanceof Unreadable -> {}
      case Unreadable<MessageProtection> unread -> subject.unreadable(unread);
    }
  }

  private void traffic(Subject subject) {
    switch (seen.traffic()) {
      case Present<TopicTraffic>(TopicTraffic traffic) -> {
        TopicTraffic quiet = TopicTraffic.quiet(traffic.topic());
        List<Drift<TopicTraffic>> failures =
            Rule.differences(TopicTraffic.FAILURES, quiet, traffic);
        subject.compare(TopicTraffic.FAILURES, quiet, traffic);
        if (failures.isEmpty() && traffic.failed() > 0) {
          subject.noted("what SNS counted within the last day: " + traffic.numbers());
        }
      }
      case Absent<TopicTraffic> _ -> {} // SNS counts for the topic's own account
      // Every link was read all the same; these numbers are a second opinion.
      case Unreadable<TopicTraffic>(String why, boolean retryable) when retryable ->
          subject.noted("whether SNS failed to deliver was not read: " + why);
      case Unreadable<TopicTraffic> unread -> subject.unreadable(unread);
    }
  }

  private Remedy ifOurs(Topic topic, Repair repair) {
    return desired.place().account().holds(topic.arn())
        ? new Fix(repair)
        : new Ask(
            "the topic belongs to account "
                + topic.arn().account()
                + ": its owner has to let "
                + Publishing.CLOUDWATCH
                + " publish for account "
                + desired.place().account().id(),
            "aws sns get-topic-attributes --topic-arn " + topic.arn());
  }
}
