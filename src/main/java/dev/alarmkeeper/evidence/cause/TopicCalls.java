package dev.alarmkeeper.evidence.cause;

import static dev.alarmkeeper.chain.Link.SUBSCRIPTION;
import static dev.alarmkeeper.chain.Link.TOPIC;
import static dev.alarmkeeper.evidence.cause.BreakingCall.MISSING;
import static dev.alarmkeeper.evidence.cause.BreakingCall.SNS;
import static dev.alarmkeeper.evidence.cause.BreakingCall.UNSETTLED;
import static dev.alarmkeeper.evidence.cause.BreakingCall.all;
import static dev.alarmkeeper.evidence.cause.BreakingCall.always;
import static dev.alarmkeeper.evidence.cause.BreakingCall.and;
import static dev.alarmkeeper.evidence.cause.BreakingCall.changing;
import static dev.alarmkeeper.evidence.cause.BreakingCall.maybe;
import static dev.alarmkeeper.evidence.cause.BreakingCall.takingAway;
import static dev.alarmkeeper.evidence.cause.Shows.same;

import dev.alarmkeeper.text.JsonFields;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;

/** What breaks a topic or a subscription. Source: SNS API. */
final class TopicCalls {
  private static final String SET_TOPIC = "SetTopicAttributes";
  private static final String SET_SUBSCRIPTION = "SetSubscriptionAttributes";
  private static final String LETS = "lets CloudWatch alarms publish";
  private static final String VALUE = "attributeValue";

  static final List<BreakingCall> ROWS =
      List.of(
          takingAway(SNS, "DeleteTopic", TOPIC, ChainObjects::namesTopic, always(MISSING)),
          takingAway(SNS, "DeleteTopic", SUBSCRIPTION, ChainObjects::namesTopic, always(MISSING)),
          changing(
              SNS,
              SET_TOPIC,
              TOPIC,
              attribute("Policy", ChainObjects::namesTopic),
              and(
                  // Whoever changed it before somebody deleted it may have broken it first.
                  maybe(MISSING),
                  always(
                      LETS,
                      "deny statements that hit CloudWatch",
                      "deny statements that may hit CloudWatch"))),
          changing(
              SNS,
              SET_TOPIC,
              TOPIC,
              attribute("KmsMasterKeyId", ChainObjects::namesTopic),
              and(
                  // Where the key changed meanwhile, the topic got a good one.
                  all((call, _, chain) -> isKey(call, chain), KeyCalls.OF_TOPIC),
                  all(
                      (call, observed, _) -> keyOrNone(call).equals(observed),
                      List.of("KMS key", "usable KMS key")))),
          changing(
              SNS,
              SET_TOPIC,
              TOPIC,
              attribute("DeliveryPolicy", ChainObjects::namesTopic),
              always("delivery policy of the topic")),
          changing(
              SNS,
              SET_TOPIC,
              TOPIC,
              attribute("MaximumMessageSize", ChainObjects::namesTopic),
              Map.of("largest message", same(VALUE))),
          changing(SNS, "RemovePermission", TOPIC, ChainObjects::namesTopic, always(LETS)),
          changing(
              SNS,
              "PutDataProtectionPolicy",
              TOPIC,
              ChainObjects::protectsTopic,
              // It replaces the whole policy.
              always(
                  "data protection that may stop messages",
                  "data protection that may empty messages")),
          // An ARN does not say whom a subscription told, so that it may have been another one.
          changing(
              SNS,
              "Unsubscribe",
              SUBSCRIPTION,
              ChainObjects::namesAnySubscription,
              maybe(MISSING, UNSETTLED)),
          changing(
              SNS,
              "Subscribe",
              SUBSCRIPTION,
              ChainObjects::subscribes,
              maybe(UNSETTLED, "filter policy", "delivery policy", "dead-letter queue")),
          changing(
              SNS,
              SET_SUBSCRIPTION,
              SUBSCRIPTION,
              attribute("FilterPolicy", ChainObjects::namesSubscription),
              Map.of("filter policy", same(VALUE))),
          changing(
              SNS,
              SET_SUBSCRIPTION,
              SUBSCRIPTION,
              attribute("DeliveryPolicy", ChainObjects::namesSubscription),
              Map.of("delivery policy", same(VALUE))),
          changing(
              SNS,
              SET_SUBSCRIPTION,
              SUBSCRIPTION,
              attribute("RedrivePolicy", ChainObjects::namesSubscription),
              always("dead-letter queue")));

  private TopicCalls() {}

  private static boolean isKey(JsonFields call, ChainObjects chain) {
    return chain.isKey(call.text(VALUE).orElse(""));
  }

  private static String keyOrNone(JsonFields call) {
    return call.text(VALUE).filter(it -> !it.isEmpty()).orElse("none");
  }

  private static BiPredicate<ChainObjects, JsonFields> attribute(
      String name, BiPredicate<ChainObjects, JsonFields> names) {
    return names.and((_, call) -> call.text("attributeName").filter(name::equals).isPresent());
  }
}
