package dev.alarmkeeper.reconcile;

import dev.alarmkeeper.chain.Alarm;
import dev.alarmkeeper.chain.Delivery;
import dev.alarmkeeper.chain.Link;
import dev.alarmkeeper.chain.LogGroup;
import dev.alarmkeeper.chain.MetricFilter;
import dev.alarmkeeper.chain.Subscription;
import dev.alarmkeeper.chain.Topic;
import dev.alarmkeeper.chain.Trail;
import java.util.Optional;

/**
 * One idempotent write, with the values it should leave behind. No repair deletes. Where AWS
 * replaces the whole object, what the owner added is kept.
 */
public sealed interface Repair {
  /** Starts logging. */
  record StartLogging(Trail trail) implements Repair {}

  /** Makes the log group, with its retention, key and protection. */
  record CreateLogGroup(LogGroup group) implements Repair {}

  /** Sets the log group's retention. */
  record PutRetention(LogGroup group) implements Repair {}

  /** Encrypts the log group's new events with its key. */
  record AssociateKey(LogGroup group) implements Repair {}

  /** Protects the log group from deletion. */
  record ProtectLogGroup(LogGroup group) implements Repair {}

  /**
   * Makes or replaces the metric filter.
   *
   * @param serving the pattern that it has, if that was judged to serve as well
   */
  record PutFilter(MetricFilter filter, Optional<String> serving) implements Repair {}

  /** Makes or replaces the alarm. */
  record PutAlarm(Alarm alarm) implements Repair {}

  /** Lets the alarm act again. */
  record EnableActions(Alarm alarm) implements Repair {}

  /** Makes the topic, with its policy and key. */
  record CreateTopic(Topic topic) implements Repair {}

  /** Adds our statement to the topic's policy. */
  record PutTopicPolicy(Topic topic) implements Repair {}

  /** Encrypts the topic with its key. */
  record PutTopicKey(Topic topic) implements Repair {}

  /** Subscribes the endpoint. */
  record Subscribe(Topic topic, Subscription subscription) implements Repair {}

  /** Lets the subscription pass on every message. */
  record ClearFilterPolicy(Topic topic, Delivery delivery) implements Repair {}

  /** The link it mends. */
  default Link link() {
    return switch (this) {
      case StartLogging _ -> Link.TRAIL;
      case CreateLogGroup _, PutRetention _, AssociateKey _, ProtectLogGroup _ -> Link.LOG_GROUP;
      case PutFilter _ -> Link.METRIC_FILTER;
      case PutAlarm _, EnableActions _ -> Link.ALARM;
      case CreateTopic _, PutTopicPolicy _, PutTopicKey _ -> Link.TOPIC;
      case Subscribe _, ClearFilterPolicy _ -> Link.SUBSCRIPTION;
    };
  }

  /** Whether it waits for another one: of the same object, or of what it stands on. */
  default boolean standsOn(Repair earlier) {
    boolean ofTheSame = link() == earlier.link() && name().equals(earlier.name());
    return ofTheSame
        || switch (link()) {
          case METRIC_FILTER -> earlier.link() == Link.LOG_GROUP;
          case ALARM, SUBSCRIPTION -> earlier.link() == Link.TOPIC;
          case TRAIL, LOG_GROUP, TOPIC, ALARMKEEPER -> false;
        };
  }

  /** The name of the resource it writes; endpoints are masked. */
  default String name() {
    return switch (this) {
      case StartLogging(Trail trail) -> trail.name();
      case CreateLogGroup(LogGroup group) -> group.name();
      case PutRetention(LogGroup group) -> group.name();
      case AssociateKey(LogGroup group) -> group.name();
      case ProtectLogGroup(LogGroup group) -> group.name();
      case PutFilter(MetricFilter filter, _) -> filter.name();
      case PutAlarm(Alarm alarm) -> alarm.name();
      case EnableActions(Alarm alarm) -> alarm.name();
      case CreateTopic(Topic topic) -> topic.arn().resource();
      case PutTopicPolicy(Topic topic) -> topic.arn().resource();
      case PutTopicKey(Topic topic) -> topic.arn().resource();
      case Subscribe(_, Subscription subscription) -> subscription.masked();
      case ClearFilterPolicy(_, Delivery delivery) -> delivery.subscription().masked();
    };
  }

  /** The IAM action of its write, such as {@code logs:PutMetricFilter}. */
  default String action() {
    return switch (this) {
      case StartLogging _ -> "cloudtrail:StartLogging";
      case CreateLogGroup _ -> "logs:CreateLogGroup";
      case PutRetention _ -> "logs:PutRetentionPolicy";
      case AssociateKey _ -> "logs:AssociateKmsKey";
      case ProtectLogGroup _ -> "logs:PutLogGroupDeletionProtection";
      case PutFilter _ -> "logs:PutMetricFilter";
      case PutAlarm _ -> "cloudwatch:PutMetricAlarm";
      case EnableActions _ -> "cloudwatch:EnableAlarmActions";
      case CreateTopic _ -> "sns:CreateTopic";
      case PutTopicPolicy _, PutTopicKey _ -> "sns:SetTopicAttributes";
      case Subscribe _ -> "sns:Subscribe";
      case ClearFilterPolicy _ -> "sns:SetSubscriptionAttributes";
    };
  }
}
