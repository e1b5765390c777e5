package dev.alarmkeeper.localaws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.alarmkeeper.localaws.signal.Permissions;
import dev.alarmkeeper.localaws.signal.SubscriptionFilter;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * An alarm's message on its way: CloudWatch publishes it to the topic, SNS delivers it to each
 * confirmed subscription whose filter policy lets it through. SNS counts what became of it, as <a
 * href="https://docs.aws.amazon.com/sns/latest/dg/sns-monitoring-using-cloudwatch.html">Monitoring
 * Amazon SNS topics using CloudWatch</a> lists it.
 */
final class Notification {
  static final String DELIVERIES = "deliveries";
  private static final String CLOUDWATCH = "cloudwatch.amazonaws.com";
  private static final String SNS = "sns.amazonaws.com";
  private static final String IN_ALARM = "\"NewStateValue\":\"ALARM\"";
  private static final int USUAL_LARGEST = 262_144;

  /** What AWS's message tells besides: description, reason, actions and the alarm's settings. */
  private static final int TOLD_BESIDES = 1_200;

  /** What SNS wraps a message in: its ids, a signature and where to unsubscribe. */
  private static final int ENVELOPE = 900;

  private static final String ORGANIZATION = "o-exampleorgid";

  private Notification() {}

  /** Runs an action of an alarm; why it failed, if it did. */
  static Optional<String> of(Place place, Store store, String action, String alarm, String state) {
    if (!action.split(":", -1)[2].equals("sns")) {
      // What is no topic tells nobody here.
      return Optional.empty();
    }
    ObjectNode topic = store.table(Topics.TABLE).get(action);
    if (topic == null) {
      return Optional.of("Topic does not exist");
    }
    String alarmArn = place.arn("cloudwatch", "alarm:" + alarm);
    if (!TopicPolicy.allows(topic, asked(place, store, "sns:Publish", action, alarmArn))) {
      return Optional.of(
          "%s is not authorized to perform: SNS:Publish on resource: %s"
              .formatted(CLOUDWATCH, action));
    }
    String key = topic.path("Attributes").path("KmsMasterKeyId").asText();
    if (!key.isEmpty()) {
      Optional<String> refused = Kms.refusal(place, store, key, action, alarmArn);
      if (refused.isPresent()) {
        return refused;
      }
    }
    String told =
        Tree.object()
            .put("AlarmName", alarm)
            .put("AWSAccountId", place.account())
            .put("NewStateValue", state)
            .put("Region", place.region())
            .put("AlarmArn", alarmArn)
            .toString();
    int largest = topic.path("Attributes").path("MaximumMessageSize").asInt(USUAL_LARGEST);
    if (told.length() + TOLD_BESIDES > largest) {
      return Optional.of("Invalid parameter: Message too long");
    }
    Optional<String> message = MessageProtection.published(topic, told);
    if (message.isEmpty()) {
      return Optional.of("the topic's data protection policy prohibits this message");
    }
    Topics.record(store, action, state + ": \"" + alarm + "\"", message.get());
    deliver(place, store, action, topic, message.get());
    return Optional.empty();
  }

  /** What CloudWatch's call to SNS, or SNS's call to KMS for it, looks like to a policy. */
  static Permissions.Asked asked(
      Place place, Store store, String action, String resource, String alarmArn) {
    return asked(CLOUDWATCH, place, store, action, resource, alarmArn);
  }

  /** What SNS's call to a queue, a function, or to KMS looks like to a policy. */
  static Permissions.Asked passedOn(
      Place place, Store store, String action, String resource, String topic) {
    return asked(SNS, place, store, action, resource, topic);
  }

  private static Permissions.Asked asked(
      String service, Place place, Store store, String action, String resource, String source) {
    return new Permissions.Asked(
        "Service",
        service,
        action,
        resource,
        Map.ofEntries(
            Map.entry("aws:sourceowner", List.of(place.account())),
            Map.entry("aws:sourceaccount", List.of(place.account())),
            Map.entry("aws:sourcearn", List.of(source)),
            Map.entry("aws:sourceorgid", List.of(ORGANIZATION)),
            Map.entry("aws:principalisawsservice", List.of("true")),
            Map.entry("aws:principalservicename", List.of(service)),
            Map.entry("aws:viaawsservice", List.of("false")),
            Map.entry("aws:securetransport", List.of("true")),
            Map.entry("aws:requestedregion", List.of(place.region())),
            Map.entry("aws:currenttime", List.of(store.now().toString())),
            Map.entry("aws:epochtime", List.of("" + store.now().getEpochSecond()))));
  }

  /** The endpoints that got an alarm in the one course of events and not in the other one. */
  static Set<String> toldByAlarm(Store one, Store other) {
    Set<ObjectNode> others = new HashSet<>(other.table(DELIVERIES).values());
    return one.table(DELIVERIES).values().stream()
        .filter(delivery -> !others.contains(delivery))
        .filter(delivery -> delivery.path("Message").asText().contains(IN_ALARM))
        .map(delivery -> delivery.path("Endpoint").asText())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static void deliver(
      Place place, Store store, String topic, ObjectNode settings, String message) {
    count(place, store, topic, "NumberOfMessagesPublished");
    for (ObjectNode subscription : Subscriptions.of(store, topic).values()) {
      if (!subscription.path(Subscriptions.STATE).asText().equals(Subscriptions.CONFIRMED)) {
        continue;
      }
      var attributes = subscription.path("Attributes");
      boolean passes =
          SubscriptionFilter.passes(
              attributes.path("FilterPolicy").asText(),
              attributes.path("FilterPolicyScope").asText(),
              message);
      boolean taken =
          passes
              && !MessageProtection.withholds(settings, message, place.account())
              && isTaken(place, store, topic, subscription, message);
      count(
          place,
          store,
          topic,
          taken
              ? "NumberOfNotificationsDelivered"
              : passes ? "NumberOfNotificationsFailed" : "NumberOfNotificationsFilteredOut");
      if (taken) {
        var deliveries = store.table(DELIVERIES);
        ObjectNode delivery =
            Tree.object()
                .put("TopicArn", topic)
                .put("Endpoint", subscription.path("Endpoint").asText())
                .put("Message", message);
        delivery.set("Time", Tree.time(store.now()));
        deliveries.put("%09d".formatted(deliveries.size()), delivery);
      }
    }
  }

  /** Queues and functions of other accounts and Regions, and people, take everything here. */
  private static boolean isTaken(
      Place place, Store store, String topic, ObjectNode subscription, String message) {
    String endpoint = subscription.path("Endpoint").asText();
    return switch (subscription.path("Protocol").asText()) {
      case "sqs" ->
          Sqs.takes(place, store, endpoint, topic, message.length() + TOLD_BESIDES + ENVELOPE);
      case "lambda" -> Functions.takes(place, store, endpoint, topic);
      default -> true;
    };
  }

  private static void count(Place place, Store store, String topic, String metric) {
    Metrics.add(place, store, series(topic, metric), store.now(), List.of(1.0));
  }

  /** What SNS counts for a topic. */
  static Series series(String topic, String metric) {
    return new Series(
        "AWS/SNS",
        metric,
        Map.of("TopicName", topic.substring(topic.lastIndexOf(':') + 1)),
        "Count");
  }
}
