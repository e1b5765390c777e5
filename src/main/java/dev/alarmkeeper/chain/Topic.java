package dev.alarmkeeper.chain;

import static dev.alarmkeeper.chain.Severity.CRITICAL;

import java.util.List;
import java.util.Optional;

/**
 * A topic as alarms need it. Source: SNS API, GetTopicAttributes.
 *
 * @param arn where it is
 * @param grant what its policy says to CloudWatch
 * @param kmsKey the key that encrypts it: an id, an ARN or an alias
 */
public record Topic(Arn arn, Grant grant, Optional<String> kmsKey) {
  private static final String UNUSABLE_KEY = "alias/aws/sns";

  /**
   * What a policy says to the alarms of an account.
   *
   * @param allowed whether a statement lets every one of them publish
   * @param denied the statements that forbid it, by Sid; a Deny always wins
   */
  public record Grant(boolean allowed, List<String> denied) {
    /** As it should be. */
    public static final Grant FULL = new Grant(true, List.of());

    /** Copies the list. */
    public Grant {
      denied = List.copyOf(denied);
    }
  }

  /** Whether it is encrypted with the key that AWS manages, which never lets CloudWatch use it. */
  public boolean hasUnusableKey() {
    return kmsKey.orElse("").endsWith(UNUSABLE_KEY);
  }

  /** What our statement, merged into the policy, puts right. */
  public static final List<Rule<Topic, ?>> PERMISSION =
      List.of(
          Rule.written(
              CRITICAL,
              "lets CloudWatch alarms publish",
              topic -> topic.grant().allowed(),
              Boolean::equals,
              "the alarm fires and its message is refused"));

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
