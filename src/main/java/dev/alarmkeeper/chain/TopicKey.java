package dev.alarmkeeper.chain;

import static dev.alarmkeeper.chain.Severity.CRITICAL;
import static dev.alarmkeeper.chain.Severity.HIGH;

import dev.alarmkeeper.policy.Answer;
import dev.alarmkeeper.policy.Grant;
import dev.alarmkeeper.text.Shell;
import java.util.List;
import java.util.Optional;

/**
 * The KMS key that encrypts a topic, as CloudWatch needs it. Source: KMS API, DescribeKey and
 * GetKeyPolicy; the two actions: AWS re:Post knowledge center, "cloudwatch-configure-alarm-sns".
 *
 * @param arn names the key; what the topic names it by, where there is no such key
 * @param state {@code Enabled}, or why it cannot be used
 * @param use what it is made for: its usage and its spec
 * @param grant what its policy says to CloudWatch
 * @param owner the other account that it belongs to, which alone is shown its policy
 */
public record TopicKey(String arn, String state, String use, Grant grant, Optional<String> owner) {
  /** The use of a key that GenerateDataKey takes. Source: KMS API, GenerateDataKey. */
  public static final String SYMMETRIC = "ENCRYPT_DECRYPT with SYMMETRIC_DEFAULT";

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
              "use of the KMS key",
              TopicKey::use,
              String::equals,
              "SNS encrypts with a symmetric encryption key alone, and refuses an alarm's message",
              new Cure.Person<>(
                  "encrypt the topic with a symmetric key; what a key is made for never changes",
                  (_, key) -> "aws kms describe-key --key-id " + Shell.word(key.arn()))),
          Rule.asked(
              HIGH,
              "KMS key of another account",
              key -> key.owner().isEmpty() ? "none" : key.owner().get() + ", " + key.arn(),
              String::equals,
              "KMS shows a key's policy to its own account alone: whether CloudWatch may encrypt an"
                  + " alarm's message is not known here",
              new Cure.Person<>(
                  "let the key's owner look whether its policy lets "
                      + Publishing.CLOUDWATCH
                      + " do kms:Decrypt and kms:GenerateDataKey* for alarms of this account, and"
                      + " accept the finding, or encrypt the topic with a key of this account",
                  (_, key) -> key.policyCommand())),
          new Rule<>(
              "key policy lets CloudWatch encrypt",
              key -> key.grant().allowed(),
              (_, observed) -> observed == Answer.YES,
              (_, observed) ->
                  Reason.of(
                      observed == Answer.NO
                          ? "the alarm fires and its message is refused"
                          : "no statement surely lets CloudWatch use the key: an alarm's message"
                              + " may be refused"),
              CRITICAL,
              new Cure.Person<>(
                  "let "
                      + Publishing.CLOUDWATCH
                      + " do kms:Decrypt and kms:GenerateDataKey* in the key's policy; alarmkeeper"
                      + " changes no key",
                  (_, key) -> key.policyCommand())),
          Rule.asked(
              CRITICAL,
              "deny statements of the key that hit CloudWatch",
              key -> key.grant().denied(),
              (_, observed) -> observed.isEmpty(),
              "an explicit Deny keeps CloudWatch from encrypting; a Deny always wins",
              new Cure.Person<>(
                  "take CloudWatch out of the Deny; alarmkeeper changes no key",
                  (_, key) -> key.policyCommand())),
          Rule.asked(
              HIGH,
              "deny statements of the key that may hit CloudWatch",
              key -> key.grant().mayDeny(),
              (_, observed) -> observed.isEmpty(),
              "a Deny may keep CloudWatch from encrypting: it asks for what is not known here",
              new Cure.Person<>(
                  "look whether the Deny hits CloudWatch: set the alarm's state by hand and see"
                      + " whether a message comes",
                  (_, key) -> key.policyCommand())));

  /**
   * What only a person puts right of a key that encrypts a log group. Source: CloudWatch Logs User
   * Guide, "Encrypt log data in CloudWatch Logs using AWS Key Management Service".
   */
  public static final List<Rule<TopicKey, ?>> OF_LOG_GROUP =
      List.of(
          Rule.asked(
              HIGH,
              "state of the log group's KMS key",
              TopicKey::state,
              String::equals,
              "CloudWatch Logs can encrypt no event and show none: what the trail delivers may be"
                  + " refused",
              new Cure.Person<>(
                  "enable the key, cancel its deletion, or associate another one with the log group",
                  (_, key) -> "aws kms describe-key --key-id " + Shell.word(key.arn()))));

  /** As it should be. */
  public static TopicKey of(TopicKey found) {
    return new TopicKey(found.arn(), ENABLED, SYMMETRIC, Grant.FULL, Optional.empty());
  }

  private String policyCommand() {
    return "aws kms get-key-policy --policy-name default --output text --key-id " + Shell.word(arn);
  }
}
