package dev.alarmkeeper.evidence.incident;

import dev.alarmkeeper.chain.Link;
import dev.alarmkeeper.chain.LogGroup;
import dev.alarmkeeper.control.Desired;
import dev.alarmkeeper.evidence.report.ReportJson;
import dev.alarmkeeper.reconcile.ApiCall;
import dev.alarmkeeper.reconcile.Kind;
import dev.alarmkeeper.text.UntrustedText;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tells whether a call is the one that broke a link: it is of a sort that can, it succeeded, and it
 * names the link or what the link stands on.
 */
public final class BreakingCalls {
  /** How findings name what mutes an alarm from outside. */
  private static final String MUTE_RULE = "mute rule ";

  private BreakingCalls() {}

  /** The calls that can have led to what is wrong with a link, by their names in CloudTrail. */
  public static List<String> callsThatBreak(Incident incident) {
    Link link = incident.subject().link();
    Set<String> kinds =
        incident.findings().stream()
            .map(it -> String.valueOf(it.get("kind")))
            .collect(Collectors.toSet());
    String missing = ReportJson.lower(Kind.MISSING);
    return Stream.concat(
            kinds.contains(missing) ? deletions(link).stream() : Stream.empty(),
            kinds.equals(Set.of(missing)) ? Stream.empty() : changes(link).stream())
        .toList();
  }

  private static List<String> deletions(Link link) {
    return switch (link) {
      case TRAIL -> List.of("DeleteTrail");
      case LOG_GROUP -> List.of("DeleteLogGroup");
      case METRIC_FILTER -> List.of("DeleteMetricFilter", "DeleteLogGroup");
      case ALARM -> List.of("DeleteAlarms");
      case TOPIC -> List.of("DeleteTopic");
      case SUBSCRIPTION -> List.of("Unsubscribe", "DeleteTopic");
    };
  }

  private static List<String> changes(Link link) {
    return switch (link) {
      case TRAIL -> List.of("StopLogging", "UpdateTrail", "PutEventSelectors");
      case LOG_GROUP ->
          List.of(
              "PutRetentionPolicy",
              "DeleteRetentionPolicy",
              "DisassociateKmsKey",
              "PutLogGroupDeletionProtection");
      case METRIC_FILTER -> List.of("PutMetricFilter");
      case ALARM ->
          List.of(
              "PutMetricAlarm",
              "DisableAlarmActions",
              "PutAlarmMuteRule",
              "PutCompositeAlarm",
              "PutLogAlarm");
      case TOPIC -> List.of("SetTopicAttributes", "RemovePermission", "AddPermission");
      case SUBSCRIPTION -> List.of("SetSubscriptionAttributes");
    };
  }

  /**
   * Whether the call broke the link, as far as its record tells: which of a topic's subscriptions
   * an ARN means, it does not.
   */
  public static boolean broke(LinkId subject, ApiCall call, Desired desired) {
    String operation = call.name().map(UntrustedText::toString).orElse("");
    Optional<String> struck = struck(operation, subject, desired);
    return call.error().isEmpty()
        && (deletions(subject.link()).contains(operation)
            || changes(subject.link()).contains(operation))
        && struck.isPresent()
        && call.named().stream().anyMatch(text -> names(text.toString(), struck.get()));
  }

  /** What the call has to name: the link, or what it stands on and falls with. */
  private static Optional<String> struck(String operation, LinkId subject, Desired desired) {
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
