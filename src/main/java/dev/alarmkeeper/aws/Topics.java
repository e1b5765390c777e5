package dev.alarmkeeper.aws;

import static dev.alarmkeeper.aws.MalformedAnswerException.require;

import dev.alarmkeeper.chain.Account;
import dev.alarmkeeper.chain.Arn;
import dev.alarmkeeper.chain.Observed;
import dev.alarmkeeper.chain.Observed.Absent;
import dev.alarmkeeper.chain.Observed.Present;
import dev.alarmkeeper.chain.Topic;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.InvalidParameterException;
import software.amazon.awssdk.services.sns.model.NotFoundException;

/** Topics, as SNS says it. */
final class Topics {
  private static final String POLICY = "Policy";
  private static final String KEY = "KmsMasterKeyId";

  private final SnsClient sns;

  /** What the last look saw, of what nothing was written since. */
  private final Map<Arn, PolicyDocument> seen = new ConcurrentHashMap<>();

  Topics(SnsClient sns) {
    this.sns = sns;
  }

  /** The topic, and what its policy says to these alarms of the account. */
  Observed<Topic> find(Arn arn, Account account, List<Arn> alarms) {
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
                    policy.policy().grant(arn, account, alarms),
                    Optional.ofNullable(attributes.get(KEY)).filter(it -> !it.isEmpty())));
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
      set(topic.arn(), POLICY, merged.text());
    }
  }

  void putKey(Topic topic) {
    set(topic.arn(), KEY, topic.kmsKey().orElseThrow());
  }

  private static PolicyDocument policy(Map<String, String> attributes) {
    return PolicyDocument.parse(require(attributes.get(POLICY), POLICY));
  }

  private Map<String, String> attributes(Arn arn) {
    return sns.getTopicAttributes(it -> it.topicArn(arn.toString())).attributes();
  }

  private void set(Arn arn, String name, String value) {
    sns.setTopicAttributes(
        it -> it.topicArn(arn.toString()).attributeName(name).attributeValue(value));
  }
}
