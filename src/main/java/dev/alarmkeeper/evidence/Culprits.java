package dev.alarmkeeper.evidence;

import dev.alarmkeeper.chain.Link;
import dev.alarmkeeper.chain.LogGroup;
import dev.alarmkeeper.chain.UntrustedText;
import dev.alarmkeeper.control.Desired;
import dev.alarmkeeper.reconcile.ApiCall;
import java.util.List;
import java.util.Optional;

/**
 * Tells whether a call is the one that broke a link: it is of a sort that can, it succeeded, and it
 * names the link or what the link stands on.
 */
final class Culprits {
  /** How findings name what mutes an alarm from outside. */
  private static final String MUTE_RULE = "mute rule ";

  private Culprits() {}

  /** The calls that can break a link, by the names that CloudTrail gives them. */
  static List<String> callsThatBreak(Link link) {
    return switch (link) {
      case TRAIL -> List.of("StopLogging", "DeleteTrail", "UpdateTrail", "PutEventSelectors");
      case LOG_GROUP ->
          List.of(
              "DeleteLogGroup",
              "PutRetentionPolicy",
              "DeleteRetentionPolicy",
              "DisassociateKmsKey",
              "PutLogGroupDeletionProtection");
      case METRIC_FILTER -> List.of("DeleteMetricFilter", "PutMetricFilter", "DeleteLogGroup");
      case ALARM ->
          List.of(
              "DeleteAlarms",
              "PutMetricAlarm",
              "DisableAlarmActions",
              "PutAlarmMuteRule",
              "PutCompositeAlarm",
              "PutLogAlarm");
      case TOPIC ->
          List.of("DeleteTopic", "SetTopicAttributes", "RemovePermission", "AddPermission");
      case SUBSCRIPTION -> List.of("Unsubscribe", "SetSubscriptionAttributes", "DeleteTopic");
    };
  }

  /**
   * Whether the call broke the link, as far as its record tells: which of a topic's subscriptions
   * an ARN means, it does not.
   */
  static boolean broke(Subject subject, ApiCall call, Desired desired) {
    String operation = call.name().map(UntrustedText::toString).orElse("");
    Optional<String> struck = struck(operation, subject, desired);
    return call.error().isEmpty()
        && callsThatBreak(subject.link()).contains(operation)
        && struck.isPresent()
        && call.named().stream().anyMatch(text -> names(text.toString(), struck.get()));
  }

  /** What the call has to name: the link, or what it stands on and falls with. */
  private static Optional<String> struck(String operation, Subject subject, Desired desired) {
    return switch (subject.link()) {
      case METRIC_FILTER ->
          operation.equals("DeleteLogGroup")
              ? desired.place().logGroup().map(LogGroup::nameOf)
              : Optional.of(subject.name());
      case SUBSCRIPTION -> desired.topic().map(it -> it.arn().toString());
      case ALARM -> Optional.of(subject.name().replaceFirst("^" + MUTE_RULE, ""));
      case TRAIL, LOG_GROUP, TOPIC -> Optional.of(subject.name());
    };
  }

  /** As a bare name, as the end of an ARN, or as what a subscription's ARN begins with. */
  private static boolean names(String text, String name) {
    return text.equals(name)
        || text.endsWith(":" + name)
        || text.endsWith("/" + name)
        || text.endsWith(":" + name + ":*")
        || text.startsWith(name + ":");
  }
}
