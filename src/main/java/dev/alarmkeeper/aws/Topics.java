package dev.alarmkeeper.aws;

import static dev.alarmkeeper.aws.MalformedAnswerException.require;

import dev.alarmkeeper.chain.Account;
import dev.alarmkeeper.chain.Arn;
import dev.alarmkeeper.chain.Observed;
import dev.alarmkeeper.chain.Observed.Absent;
import dev.alarmkeeper.chain.Observed.Present;
import dev.alarmkeeper.chain.Publishing;
import dev.alarmkeeper.chain.Topic;
import dev.alarmkeeper.text.Json;
import dev.alarmkeeper.text.JsonException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.InvalidParameterException;
import software.amazon.awssdk.services.sns.model.NotFoundException;

/** Topics, as SNS says it. */
final class Topics {
  private static final String POLICY = "Policy";
  private static final String KEY = "KmsMasterKeyId";
  private static final String DELIVERY = "DeliveryPolicy";
  private static final String EFFECTIVE = "EffectiveDeliveryPolicy";
  private static final String LARGEST = "MaximumMessageSize";
  private static final int USUAL_RETRIES = 3;

  private final SnsClient sns;

  /** What the last look saw, of what nothing was written since. */
  private final Map<Arn, PolicyDocument> seen = new ConcurrentHashMap<>();

  Topics(SnsClient sns) {
    this.sns = sns;
  }

  /** The topic, and what its policy says at this time to these alarms, asked for after the call. */
  Observed<Topic> find(Arn arn, Account account, Supplier<List<Arn>> alarms, Instant at) {
    seen.remove(arn);
    return Read.of(
        "sns:GetTopicAttributes",
        arn.toString(),
        () -> {
          try {
            Map<String, String> attributes = attributes(arn);
            PolicyDocument policy = policy(attributes);
            seen.put(arn, policy);
            return new Present<>(
                new Topic(
                    arn,
                    policy.policy().grant(Publishing.toTopic(arn, account, alarms.get(), at)),
                    Optional.ofNullable(attributes.get(KEY)).filter(it -> !it.isEmpty()),
                    deliveryPolicy(attributes),
                    Optional.ofNullable(attributes.get(LARGEST)).map(Topics::bytes),
                    SnsAttributes.unknown(attributes, SnsAttributes.TOPIC)));
          } catch (NotFoundException _) {
            return new Absent<>();
          }
        });
  }

  /**
   * Makes the topic with its attributes, in one call. CreateTopic refuses a topic that exists with
   * other attributes: they are then set one by one.
   */
  void create(Topic topic) {
    String resource = topic.arn().resource();
    Map<String, String> attributes = new HashMap<>();
    attributes.put(POLICY, PolicyDocument.usual(topic.arn()).letAlarmsPublish(topic.arn()).text());
    topic.kmsKey().ifPresent(it -> attributes.put(KEY, it));
    try {
      sns.createTopic(it -> it.name(resource).attributes(attributes));
      return;
    } catch (InvalidParameterException _) {
      // It is there already, or an attribute is wrong: then setting it alone says which.
      sns.createTopic(it -> it.name(resource));
    }
    putPolicy(topic);
    if (topic.kmsKey().isPresent()) {
      putKey(topic);
    }
  }

  /** Adds our statement to the policy, in place of an older one of ours, and keeps all others. */
  void putPolicy(Topic topic) {
    PolicyDocument known = seen.remove(topic.arn());
    PolicyDocument document = known == null ? policy(attributes(topic.arn())) : known;
    PolicyDocument merged = document.letAlarmsPublish(topic.arn());
    if (!merged.equals(document)) {
      merged
          .excess()
          .ifPresent(
              excess -> {
                throw new NoRoomException(
                    "SetTopicAttributes %s: the topic's policy has no room for our statement: %s; take"
                            .formatted(topic.arn().resource(), excess)
                        + " out what is not needed, alarmkeeper removes nobody's: aws sns"
                        + " get-topic-attributes --topic-arn "
                        + topic.arn()
                        + " --region "
                        + topic.arn().region());
              });
      set(topic.arn(), POLICY, merged.text());
    }
  }

  void putKey(Topic topic) {
    set(topic.arn(), KEY, topic.kmsKey().orElseThrow());
  }

  private static PolicyDocument policy(Map<String, String> attributes) {
    return PolicyDocument.parse(require(attributes.get(POLICY), POLICY));
  }

  /**
   * The topic's own policy, or the one in force where it does less than SNS does by itself: three
   * tries more, and no limit. Source: SNS Developer Guide, "Amazon SNS message delivery retries".
   */
  private static Optional<String> deliveryPolicy(Map<String, String> attributes) {
    return Optional.ofNullable(attributes.get(DELIVERY))
        .filter(it -> !it.isEmpty())
        .or(() -> Optional.ofNullable(attributes.get(EFFECTIVE)).filter(Topics::doesLess));
  }

  private static int bytes(String size) {
    try {
      return Integer.parseInt(size);
    } catch (NumberFormatException _) {
      throw new MalformedAnswerException("the largest message is no number");
    }
  }

  private static boolean doesLess(String effective) {
    try {
      if (!(Json.object(effective).get("http") instanceof Map<?, ?> http)) {
        return false;
      }
      boolean isThrottled =
          http.get("defaultThrottlePolicy") instanceof Map<?, ?> limits && !limits.isEmpty();
      boolean triesLess =
          http.get("defaultHealthyRetryPolicy") instanceof Map<?, ?> retries
              && retries.get("numRetries") instanceof Number tries
              && tries.intValue() < USUAL_RETRIES;
      return isThrottled || triesLess;
    } catch (JsonException broken) {
      throw new MalformedAnswerException("the delivery policy is " + broken.problem());
    }
  }

  private Map<String, String> attributes(Arn arn) {
    return sns.getTopicAttributes(it -> it.topicArn(arn.toString())).attributes();
  }

  private void set(Arn arn, String name, String value) {
    sns.setTopicAttributes(
        it -> it.topicArn(arn.toString()).attributeName(name).attributeValue(value));
  }
}
