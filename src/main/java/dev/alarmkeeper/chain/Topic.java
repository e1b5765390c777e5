package dev.alarmkeeper.chain;

import static dev.alarmkeeper.chain.Severity.CRITICAL;
import static dev.alarmkeeper.chain.Severity.HIGH;

import dev.alarmkeeper.policy.Answer;
import dev.alarmkeeper.policy.Grant;
import java.util.List;
import java.util.Optional;

/**
 * A topic as alarms need it. Source: SNS API, GetTopicAttributes.
 *
 * @param arn where it is
 * @param grant what its policy says to CloudWatch
 * @param kmsKey the key that encrypts it: an id, an ARN or an alias
 * @param deliveryPolicy how often it tries to reach an endpoint, and how fast it takes, where that
 *     is not as SNS has it
 * @param largestMessage bytes of the largest message that it takes; empty where SNS has no such
 *     setting
 * @param unknown names of its attributes that this version does not know, in alphabetical order
 */
public record Topic(
    Arn arn,
    Grant grant,
    Optional<String> kmsKey,
    Optional<String> deliveryPolicy,
    Optional<Integer> largestMessage,
    List<String> unknown) {
  private static final String UNUSABLE_KEY = "alias/aws/sns";

  /**
   * What an alarm's message may take: its description, reason and reason's data have up to 1,024,
   * 1,023 and 4,000 characters, of up to four bytes and written as JSON in JSON, and its settings
   * are named besides. Source: CloudWatch API, MetricAlarm.
   */
  public static final int ALARM_BYTES = 65_536;

  /** Source: SNS API, SetTopicAttributes. */
  private static final int USUAL_LARGEST = 262_144;

  /** Copies the list. */
  public Topic {
    unknown = List.copyOf(unknown);
  }

  /** One with this delivery policy, and else as SNS makes it. */
  public Topic(Arn arn, Grant grant, Optional<String> kmsKey, Optional<String> deliveryPolicy) {
    this(arn, grant, kmsKey, deliveryPolicy, Optional.empty(), List.of());
  }

  /** One that delivers as SNS does by itself. */
  public Topic(Arn arn, Grant grant, Optional<String> kmsKey) {
    this(arn, grant, kmsKey, Optional.empty());
  }

  /** The same topic, whose key has this name. */
  public Topic withKey(Optional<String> name) {
    return new Topic(arn, grant, name, deliveryPolicy, largestMessage, unknown);
  }

  /** Whether it is encrypted with the key that AWS manages, which never lets CloudWatch use it. */
  public boolean hasUnusableKey() {
    return kmsKey.orElse("").endsWith(UNUSABLE_KEY);
  }

  /** What our statement, merged into the policy, puts right. */
  public static final List<Rule<Topic, ?>> PERMISSION =
      List.of(
          new Rule<>(
              "lets CloudWatch alarms publish",
              topic -> topic.grant().allowed(),
              (_, observed) -> observed == Answer.YES,
              (_, observed) ->
                  Reason.of(
                      observed == Answer.NO
                          ? "the alarm fires and its message is refused"
                          : "no statement surely lets CloudWatch publish: an alarm's message may"
                              + " be refused"),
              CRITICAL,
              new Cure.Write<>()));

  /** What the key of the settings puts right. */
  public static final List<Rule<Topic, ?>> ENCRYPTION =
      List.of(
          Rule.written(
              CRITICAL,
              "KMS key",
              Topic::kmsKey,
              (desired, observed) -> desired.isEmpty() || desired.equals(observed),
              "messages are not encrypted with the key that the settings name"));

  /** What only a person puts right. */
  public static final List<Rule<Topic, ?>> OBSTACLES =
      List.of(
          Rule.asked(
              CRITICAL,
              "deny statements that hit CloudWatch",
              topic -> topic.grant().denied(),
              (_, observed) -> observed.isEmpty(),
              "an explicit Deny keeps CloudWatch from publishing; a Deny always wins",
              new Cure.Person<>(
                  "take CloudWatch out of the Deny; alarmkeeper changes nobody's statement",
                  (_, topic) -> "aws sns get-topic-attributes --topic-arn " + topic.arn())),
          Rule.asked(
              HIGH,
              "deny statements that may hit CloudWatch",
              topic -> topic.grant().mayDeny(),
              (_, observed) -> observed.isEmpty(),
              "a Deny may keep CloudWatch from publishing: it asks for what is not known here",
              new Cure.Person<>(
                  "look whether the Deny hits CloudWatch: set the alarm's state by hand and see"
                      + " whether a message comes; an exception for aws:PrincipalIsAWSService takes"
                      + " CloudWatch out of it",
                  (_, topic) -> "aws sns get-topic-attributes --topic-arn " + topic.arn())),
          Rule.asked(
              HIGH,
              "delivery policy of the topic",
              Topic::deliveryPolicy,
              (_, observed) -> observed.isEmpty(),
              "fewer tries or a limit on speed may discard an alarm for every endpoint over HTTPS",
              new Cure.Person<>(
                  "take the policy off the topic, or accept it",
                  (_, topic) ->
                      "aws sns set-topic-attributes --attribute-name DeliveryPolicy"
                          + " --attribute-value '' --topic-arn "
                          + topic.arn())),
          Rule.asked(
              CRITICAL,
              "largest message",
              Topic::largestMessage,
              (_, observed) -> observed.orElse(ALARM_BYTES) >= ALARM_BYTES,
              "the topic refuses messages that are larger, and an alarm's may be",
              new Cure.Person<>(
                  "let the topic take messages of %,d bytes, as SNS does by itself"
                      .formatted(USUAL_LARGEST),
                  (_, topic) ->
                      "aws sns set-topic-attributes --attribute-name MaximumMessageSize"
                          + " --attribute-value "
                          + USUAL_LARGEST
                          + " --topic-arn "
                          + topic.arn())),
          Rule.asked(
              CRITICAL,
              "usable KMS key",
              Topic::kmsKey,
              (desired, observed) ->
                  desired.isPresent() || !observed.orElse("").endsWith(UNUSABLE_KEY),
              "CloudWatch alarms cannot use the key " + UNUSABLE_KEY,
              new Cure.Person<>(
                  "encrypt the topic with a key of your own whose policy lets"
                      + " cloudwatch.amazonaws.com decrypt, and set TOPIC_KMS_KEY_ID",
                  (_, topic) ->
                      "aws sns set-topic-attributes --attribute-name KmsMasterKeyId"
                          + " --attribute-value KEY --topic-arn "
                          + topic.arn())));
}
