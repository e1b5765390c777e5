package dev.alarmkeeper.chain;

import static dev.alarmkeeper.chain.Severity.CRITICAL;
import static dev.alarmkeeper.chain.Severity.HIGH;

import dev.alarmkeeper.policy.Answer;
import dev.alarmkeeper.policy.Grant;
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
public record TopicKey(String arn, String state, Grant grant) {
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

  /** As it should be. */
  public static TopicKey of(TopicKey found) {
    return new TopicKey(found.arn(), ENABLED, Grant.FULL);
  }

  private String policyCommand() {
    return "aws kms get-key-policy --policy-name default --output text --key-id " + Shell.word(arn);
  }
}
