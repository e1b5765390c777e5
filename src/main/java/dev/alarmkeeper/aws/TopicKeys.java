package dev.alarmkeeper.aws;

import static dev.alarmkeeper.aws.MalformedAnswerException.require;

import dev.alarmkeeper.chain.Account;
import dev.alarmkeeper.chain.Arn;
import dev.alarmkeeper.chain.Observed;
import dev.alarmkeeper.chain.Observed.Absent;
import dev.alarmkeeper.chain.Observed.Present;
import dev.alarmkeeper.chain.Topic;
import dev.alarmkeeper.chain.TopicKey;
import dev.alarmkeeper.chain.TopicPolicy;
import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.NotFoundException;

/** The keys of topics, as KMS says it. Source: KMS API, DescribeKey and GetKeyPolicy. */
final class TopicKeys {
  private final Supplier<KmsClient> kms;

  /** Asks through this client, which a topic without a key needs not. */
  TopicKeys(Supplier<KmsClient> kms) {
    this.kms = kms;
  }

  /** The topic's key, and what its policy says to these alarms; absent where it needs none. */
  Observed<TopicKey> of(Topic topic, Account account, List<Arn> alarms) {
    if (topic.kmsKey().isEmpty() || topic.hasUnusableKey()) {
      return new Absent<>();
    }
    String key = qualified(topic.arn(), topic.kmsKey().get());
    return Read.of("kms:DescribeKey", key, () -> describe(key))
        .flatMap(
            found ->
                found.state().equals(TopicKey.ENABLED)
                    ? Read.of(
                        "kms:GetKeyPolicy", found.arn(), () -> granted(found, account, alarms))
                    : new Present<>(found));
  }

  private Observed<TopicKey> describe(String key) {
    try {
      KeyMetadata metadata =
          require(kms.get().describeKey(it -> it.keyId(key)).keyMetadata(), "KeyMetadata");
      return new Present<>(
          new TopicKey(
              require(metadata.arn(), "Arn"),
              require(metadata.keyStateAsString(), "KeyState"),
              Topic.Grant.FULL));
    } catch (NotFoundException _) {
      return new Present<>(new TopicKey(key, "not there", Topic.Grant.FULL));
    }
  }

  private Observed<TopicKey> granted(TopicKey key, Account account, List<Arn> alarms) {
    String document =
        kms.get().getKeyPolicy(it -> it.keyId(key.arn()).policyName("default")).policy();
    TopicPolicy policy = PolicyDocument.parse(require(document, "Policy")).policy();
    return new Present<>(
        new TopicKey(
            key.arn(), key.state(), policy.grant(TopicKey.ACTIONS, key.arn(), account, alarms)));
  }

  /** An id or alias is one of the topic's account, which may be another than ours. */
  private static String qualified(Arn topic, String key) {
    if (key.startsWith("arn:")) {
      return key;
    }
    String resource = key.startsWith("alias/") ? key : "key/" + key;
    return new Arn(topic.partition(), "kms", topic.region(), topic.account(), resource).toString();
  }
}
