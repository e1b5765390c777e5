package dev.alarmkeeper.reconcile;

import dev.alarmkeeper.chain.Alarm;
import dev.alarmkeeper.chain.LogGroup;
import dev.alarmkeeper.chain.MetricFilter;
import dev.alarmkeeper.chain.Observed;
import dev.alarmkeeper.chain.Subscription;
import dev.alarmkeeper.chain.Topic;
import dev.alarmkeeper.chain.Trail;
import dev.alarmkeeper.chain.TrailStatus;
import java.time.Instant;
import java.util.List;

/**
 * The chain as AWS describes it at one time. Its cost does not grow with the number of controls.
 *
 * @param at when the look began
 * @param filters all metric filters of the log group
 * @param alarms the alarms that carry our names, of every type
 * @param subscriptions all subscriptions of the topic
 */
public record Snapshot(
    Instant at,
    Observed<Trail> trail,
    Observed<TrailStatus> status,
    Observed<LogGroup> logGroup,
    Observed<List<MetricFilter>> filters,
    Observed<List<Alarm>> alarms,
    Observed<Topic> topic,
    Observed<List<Subscription>> subscriptions) {}
