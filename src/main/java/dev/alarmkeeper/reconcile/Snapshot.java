package dev.alarmkeeper.reconcile;

import dev.alarmkeeper.chain.Alarm;
import dev.alarmkeeper.chain.Delivery;
import dev.alarmkeeper.chain.LogGroup;
import dev.alarmkeeper.chain.ManagementEvents;
import dev.alarmkeeper.chain.Masking;
import dev.alarmkeeper.chain.MessageProtection;
import dev.alarmkeeper.chain.MetricFilter;
import dev.alarmkeeper.chain.MuteRule;
import dev.alarmkeeper.chain.Observed;
import dev.alarmkeeper.chain.Subscription;
import dev.alarmkeeper.chain.Topic;
import dev.alarmkeeper.chain.TopicKey;
import dev.alarmkeeper.chain.TopicTraffic;
import dev.alarmkeeper.chain.Trail;
import dev.alarmkeeper.chain.TrailStatus;
import java.time.Instant;
import java.util.List;

/**
 * The chain as AWS describes it at one time. Its cost does not grow with the number of controls.
 *
 * @param at when the look began
 * @param logGroupKey the log group's key; absent where it has none
 * @param masking what is masked in the log group's events; absent where nothing is
 * @param filters all metric filters of the log group
 * @param alarms the alarms that carry our names, of every type
 * @param muteRules what mutes alarms from outside; absent where CloudWatch does not know it
 * @param topicKey the topic's key; absent where there is none to look at
 * @param protection the topic's data protection policy; absent where it has none
 * @param subscriptions all subscriptions of the topic
 * @param deliveries how those that the settings name pass on what they get; where they name none,
 *     how the others do, up to the first that surely gets alarms
 * @param traffic what became of the topic's messages; absent where SNS counts for another account
 * @param divergences the filters whose patterns the service reads otherwise than we do; absent
 *     until they are tried out
 * @param feeders the filters of all log groups that publish our metrics; absent until it is looked
 *     for, as it costs calls for each control
 */
public record Snapshot(
    Instant at,
    Observed<Trail> trail,
    Observed<TrailStatus> status,
    Observed<ManagementEvents> events,
    Observed<LogGroup> logGroup,
    Observed<TopicKey> logGroupKey,
    Observed<Masking> masking,
    Observed<List<MetricFilter>> filters,
    Observed<List<Alarm>> alarms,
    Observed<List<MuteRule>> muteRules,
    Observed<Topic> topic,
    Observed<TopicKey> topicKey,
    Observed<MessageProtection> protection,
    Observed<List<Subscription>> subscriptions,
    Observed<List<Delivery>> deliveries,
    Observed<TopicTraffic> traffic,
    Observed<List<Divergence>> divergences,
    Observed<Feeders> feeders) {

  /** The same look, with what is read last: how AWS reads our patterns, and who else publishes. */
  public Snapshot tried(
      Observed<List<Divergence>> foundDivergences, Observed<Feeders> foundFeeders) {
    return new Snapshot(
        at,
        trail,
        status,
        events,
        logGroup,
        logGroupKey,
        masking,
        filters,
        alarms,
        muteRules,
        topic,
        topicKey,
        protection,
        subscriptions,
        deliveries,
        traffic,
        foundDivergences,
        foundFeeders);
  }
}
