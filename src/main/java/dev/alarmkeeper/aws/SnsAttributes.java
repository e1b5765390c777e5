package dev.alarmkeeper.aws;

import dev.alarmkeeper.text.UntrustedText;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The attributes that SNS documents. It answers them as a map of texts, so that no model of the SDK
 * says when there is a new one. Sources: SNS API, GetTopicAttributes, SetTopicAttributes,
 * GetSubscriptionAttributes and SetSubscriptionAttributes.
 */
final class SnsAttributes {
  /** Of a topic. */
  static final Set<String> TOPIC =
      Stream.concat(
              Stream.of(
                  "ArchivePolicy",
                  "BeginningArchiveTime",
                  "ContentBasedDeduplication",
                  "DataProtectionPolicy",
                  "DeliveryPolicy",
                  "DisplayName",
                  "EffectiveDeliveryPolicy",
                  "FifoThroughputScope",
                  "FifoTopic",
                  "KmsMasterKeyId",
                  "MaximumMessageSize",
                  "Owner",
                  "Policy",
                  "SignatureVersion",
                  "SubscriptionsConfirmed",
                  "SubscriptionsDeleted",
                  "SubscriptionsPending",
                  "TopicArn",
                  "TracingConfig"),
              Stream.of("Application", "Firehose", "HTTP", "Lambda", "SQS")
                  .flatMap(
                      protocol ->
                          Stream.of(
                                  "SuccessFeedbackRoleArn",
                                  "SuccessFeedbackSampleRate",
                                  "FailureFeedbackRoleArn")
                              .map(protocol::concat)))
          .collect(Collectors.toUnmodifiableSet());

  /** Of a subscription. */
  static final Set<String> SUBSCRIPTION =
      Set.of(
          "ConfirmationWasAuthenticated",
          "DeliveryPolicy",
          "EffectiveDeliveryPolicy",
          "Endpoint",
          "FilterPolicy",
          "FilterPolicyScope",
          "Owner",
          "PendingConfirmation",
          "Protocol",
          "RawMessageDelivery",
          "RedrivePolicy",
          "ReplayPolicy",
          "ReplayStatus",
          "SubscriptionArn",
          "SubscriptionPrincipal",
          "SubscriptionRoleArn",
          "TopicArn");

  private SnsAttributes() {}

  /** The names in an answer that are not among those known, safe to print. */
  static List<String> unknown(Map<String, String> answer, Set<String> known) {
    Set<String> names = new TreeSet<>(answer.keySet());
    names.removeAll(known);
    return names.stream().map(it -> UntrustedText.of(it).toString()).toList();
  }
}
