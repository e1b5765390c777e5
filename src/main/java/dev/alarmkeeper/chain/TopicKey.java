package dev.alarmkeeper.chain;

import static dev.alarmkeeper.chain.Severity.CRITICAL;

import dev.alarmkeeper.text.Shell;
import java.util.List;

/**
 * The KMS key that encrypts a topic, as CloudWatch needs it. Source: KMS API, DescribeKey and
 * GetKeyPolicy; the two actions: AWS re:Post knowledge center, "cloudwatch-configure-alarm-sns".
 *
 * @param arn names the key; what the topic names it by, where there is no such key
 * @param state {@code Enabled}, or why it cannot be used
 * @param grant what its policy says to CloudWatch
 */
public record TopicKey(String arn, String state, Topic.Grant grant) {
  /** The state of a key that works. */
  public static final String ENABLED = "Enabled";

  /** What a message costs: both must be allowed. */
  public static final List<String> ACTIONS = List.of("kms:Decrypt", "kms:GenerateDataKey");

  /** What only a person puts right: alarmkeeper changes no key. */
  public static final List<Rule<TopicKey, ?>> USE =
      List.of(
          Rule.asked(
              CRITICAL,
              "state of the KMS key",
              TopicKey::state,
              String::equals,
              "the topic cannot encrypt an alarm's message, and SNS refuses it",
              new Cure.Person<>(
                  "enable the key, cancel its deletion, or encrypt the topic with another one",
                  (_, key) -> "aws kms describe-key --key-id " + Shell.word(key.arn()))),
          Rule.asked(
              CRITICAL,
              "key policy lets CloudWatch encrypt",
              TopicKey::grant,
              Topic.Grant::equals,
              "the alarm fires and its message is refused",
              new Cure.Person<>(
                  "let "
                      + TopicPolicy.CLOUDWATCH
                      + " do kms:Decrypt and kms:GenerateDataKey* in the key's policy; alarmkeeper"
                      + " changes no key",
                  (_, key) ->
                      "aws kms get-key-policy --policy-name default --output text --key-id "
                          + Shell.word(key.arn()))));

  /** As it should be. */
  public static TopicKey of(TopicKey found) {
    return new TopicKey(found.arn(), ENABLED, Topic.Grant.FULL);
  }
}
