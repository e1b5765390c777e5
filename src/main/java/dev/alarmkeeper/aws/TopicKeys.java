package dev.alarmkeeper.aws;

import static dev.alarmkeeper.aws.MalformedAnswerException.require;

import dev.alarmkeeper.chain.Account;
import dev.alarmkeeper.chain.Arn;
import dev.alarmkeeper.chain.LogGroup;
import dev.alarmkeeper.chain.Observed;
import dev.alarmkeeper.chain.Observed.Absent;
import dev.alarmkeeper.chain.Observed.Present;
import dev.alarmkeeper.chain.Observed.Unreadable;
import dev.alarmkeeper.chain.Publishing;
import dev.alarmkeeper.chain.Topic;
import dev.alarmkeeper.chain.TopicKey;
import dev.alarmkeeper.policy.Grant;
import dev.alarmkeeper.policy.ResourcePolicy;
import dev.alarmkeeper.policy.ServiceRequest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.NotFoundException;

/**
 * The keys of topics and of queues that they tell, as KMS says it. Source: KMS API, DescribeKey and
 * GetKeyPolicy.
 */
final class TopicKeys {
  /** Where an ARN names the account. */
  private static final int ACCOUNT = 4;

  private static final int ARN_PARTS = 6;

  private static final String ALIAS = ":alias/";

  private final Supplier<KmsClient> kms;
  private final SideBySide reads;

  /**
   * The keys of one look, each read once.
   *
   * @param kms gives the client, which a topic without a key needs not
   */
  TopicKeys(Supplier<KmsClient> kms, SideBySide reads) {
    this.kms = kms;
    this.reads = reads;
  }

  /** Begins to read a key that the topic most likely has, beside the topic. */
  void expect(Arn topic, String key, Account account) {
    String name = qualified(topic, key);
    if (account.holds(topic)) {
      reads.start(
          "expected key",
          name,
          () ->
              described(name)
                  .flatMap(
                      found ->
                          found
                              .filter(it -> stranger(it.arn(), account).isEmpty())
                              .map(it -> policy(it.arn()).get())
                              .orElseGet(Absent::new)));
    }
  }

  /** The topic's key, and what its policy says to these alarms; absent where it needs none. */
  Observed<TopicKey> read(Topic topic, Account account, List<Arn> alarms, Instant at) {
    if (topic.kmsKey().isEmpty() || topic.hasUnusableKey()) {
      return new Absent<>();
    }
    return read(
        qualified(topic.arn(), topic.kmsKey().get()),
        account,
        Optional.of(key -> Publishing.withKey(key, account, alarms, at)));
  }

  /**
   * The key of a log group of the account: its state alone, for CloudTrail says what it delivers.
   */
  Observed<TopicKey> ofLogGroup(LogGroup group, Account account) {
    return group.kmsKey().isEmpty()
        ? new Absent<>()
        : read(group.kmsKey().get(), account, Optional.empty());
  }

  /** The key of a queue of the account, and what its policy says to SNS for this topic. */
  Observed<TopicKey> ofQueue(String name, Arn queue, Arn topic, Account account, Instant at) {
    return read(
        qualified(queue, name),
        account,
        Optional.of(
            key ->
                TopicKey.ACTIONS.stream()
                    .map(action -> Publishing.fromTopic(topic, action, key, at))
                    .toList()));
  }

  /**
   * The key.
   *
   * @param asking what somebody asks of it; empty where its policy does not matter
   */
  private Observed<TopicKey> read(
      String key, Account account, Optional<Function<String, List<ServiceRequest>>> asking) {
    Optional<String> stranger = stranger(key, account);
    if (asking.isPresent() && stranger.isEmpty() && !key.contains(ALIAS)) {
      policy(key); // is most likely wanted next, and need not wait
    }
    Observed<Optional<KeyMetadata>> described = described(key);
    if (described instanceof Unreadable(_, boolean retryable)
        && !retryable
        && stranger.isPresent()) {
      // Its owner may let us describe it, and need not: that will not change by itself.
      return new Present<>(
          new TopicKey(key, TopicKey.ENABLED, TopicKey.SYMMETRIC, Grant.FULL, stranger));
    }
    return described.flatMap(
        found ->
            found.isPresent()
                ? of(found.get(), account, asking)
                : new Present<>(
                    new TopicKey(
                        key, "not there", TopicKey.SYMMETRIC, Grant.FULL, Optional.empty())));
  }

  /**
   * The topic with its key under the name that the settings have for it, where both names are one
   * key: an id, an ARN, and an alias as it points now.
   */
  Observed<Topic> named(Topic topic, Optional<String> wanted) {
    if (wanted.isEmpty()
        || topic.kmsKey().isEmpty()
        || topic.hasUnusableKey()
        || wanted.equals(topic.kmsKey())) {
      return new Present<>(topic);
    }
    return described(qualified(topic.arn(), topic.kmsKey().get()))
        .flatMap(
            is ->
                described(qualified(topic.arn(), wanted.get()))
                    .flatMap(
                        shouldBe ->
                            new Present<>(
                                is.isPresent()
                                        && is.map(KeyMetadata::arn)
                                            .equals(shouldBe.map(KeyMetadata::arn))
                                    ? topic.withKey(wanted)
                                    : topic)));
  }

  private Observed<TopicKey> of(
      KeyMetadata key, Account account, Optional<Function<String, List<ServiceRequest>>> asking) {
    // GetKeyPolicy: "Cross-account use: No. You cannot perform this operation on a KMS key in a
    // different AWS account." KMS API.
    Optional<String> stranger = stranger(key.arn(), account);
    TopicKey described =
        new TopicKey(
            key.arn(),
            require(key.keyStateAsString(), "KeyState"),
            require(key.keyUsageAsString(), "KeyUsage")
                + " with "
                + require(key.keySpecAsString(), "KeySpec"),
            Grant.FULL,
            stranger);
    return stranger.isPresent() || !described.state().equals(TopicKey.ENABLED) || asking.isEmpty()
        ? new Present<>(described)
        : policy(key.arn()).get().flatMap(it -> granted(described, it, asking.get()));
  }

  /** The account of a key, where it is not this one. */
  private static Optional<String> stranger(String key, Account account) {
    return Optional.of(key.split(":", ARN_PARTS))
        .filter(it -> it.length > ACCOUNT)
        .map(it -> it[ACCOUNT])
        .filter(it -> !it.equals(account.id()));
  }

  /** The key; empty where there is none. */
  private Observed<Optional<KeyMetadata>> described(String key) {
    return reads
        .start(
            "key",
            key,
            () ->
                Read.of(
                    "kms:DescribeKey",
                    key,
                    () -> {
                      try {
                        KeyMetadata metadata =
                            require(
                                kms.get().describeKey(it -> it.keyId(key)).keyMetadata(),
                                "KeyMetadata");
                        require(metadata.arn(), "Arn");
                        return new Present<>(Optional.of(metadata));
                      } catch (NotFoundException _) {
                        return new Present<>(Optional.<KeyMetadata>empty());
                      }
                    }))
        .get();
  }

  /** Begins to read the policy of a key of this account. */
  private Supplier<Observed<ResourcePolicy>> policy(String key) {
    return reads.start(
        "key's policy",
        key,
        () ->
            Read.of(
                "kms:GetKeyPolicy",
                key,
                () -> {
                  String document =
                      kms.get().getKeyPolicy(it -> it.keyId(key).policyName("default")).policy();
                  return new Present<>(PolicyDocument.parse(require(document, "Policy")).policy());
                }));
  }

  private static Observed<TopicKey> granted(
      TopicKey key, ResourcePolicy policy, Function<String, List<ServiceRequest>> asking) {
    return new Present<>(
        new TopicKey(
            key.arn(),
            key.state(),
            key.use(),
            policy.grant(asking.apply(key.arn())),
            Optional.empty()));
  }

  /** An id or alias is one of the account of what it encrypts, which may be another than ours. */
  private static String qualified(Arn encrypted, String key) {
    if (key.startsWith("arn:")) {
      return key;
    }
    String resource = key.startsWith("alias/") ? key : "key/" + key;
    return new Arn(encrypted.partition(), "kms", encrypted.region(), encrypted.account(), resource)
        .toString();
  }
}
