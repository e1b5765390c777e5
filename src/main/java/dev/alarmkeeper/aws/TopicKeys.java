package dev.alarmkeeper.aws;

import dev.alarmkeeper.chain.Account;
import dev.alarmkeeper.chain.Arn;
import dev.alarmkeeper.chain.Observed;
import dev.alarmkeeper.chain.Observed.Absent;
import dev.alarmkeeper.chain.Observed.Present;
import dev.alarmkeeper.chain.Publishing;
import dev.alarmkeeper.chain.Topic;
import dev.alarmkeeper.chain.TopicKey;
import dev.alarmkeeper.policy.Grant;
import dev.alarmkeeper.policy.ResourcePolicy;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.http.SdkHttpClient;

/** The keys of topics, as KMS says it. Source: KMS API, DescribeKey and GetKeyPolicy. */
public final class TopicKeys {
  private final JsonService kms;

  /** Asks the KMS of a Region. */
  public TopicKeys(
      SdkHttpClient http, AwsCredentialsProvider credentials, String region, URI endpoint) {
    kms = new JsonService(http, credentials, region, endpoint, JsonApi.KMS);
  }

  /** The topic's key, and what its policy says to these alarms; absent where it needs none. */
  Observed<TopicKey> of(Topic topic, Account account, List<Arn> alarms, Instant at) {
    if (topic.kmsKey().isEmpty() || topic.hasUnusableKey()) {
      return new Absent<>();
    }
    String key = qualified(topic.arn(), topic.kmsKey().get());
    return Read.of("kms:DescribeKey", key, () -> describe(key))
        .flatMap(
            found ->
                found.state().equals(TopicKey.ENABLED)
                    ? Read.of(
                        "kms:GetKeyPolicy", found.arn(), () -> granted(found, account, alarms, at))
                    : new Present<>(found));
  }

  private Observed<TopicKey> describe(String key) {
    try {
      Map<?, ?> metadata = object(kms.call("DescribeKey", Map.of("KeyId", key)), "KeyMetadata");
      return new Present<>(
          new TopicKey(text(metadata, "Arn"), text(metadata, "KeyState"), Grant.FULL));
    } catch (AwsServiceException refused) {
      if (refused.awsErrorDetails().errorCode().equals("NotFoundException")) {
        return new Present<>(new TopicKey(key, "not there", Grant.FULL));
      }
      throw refused;
    }
  }

  private Observed<TopicKey> granted(TopicKey key, Account account, List<Arn> alarms, Instant at) {
    Map<String, ?> answer =
        kms.call("GetKeyPolicy", Map.of("KeyId", key.arn(), "PolicyName", "default"));
    ResourcePolicy policy = PolicyDocument.parse(text(answer, "Policy")).policy();
    return new Present<>(
        new TopicKey(
            key.arn(),
            key.state(),
            policy.grant(Publishing.withKey(key.arn(), account, alarms, at))));
  }

  /** An id or alias is one of the topic's account, which may be another than ours. */
  private static String qualified(Arn topic, String key) {
    if (key.startsWith("arn:")) {
      return key;
    }
    String resource = key.startsWith("alias/") ? key : "key/" + key;
    return new Arn(topic.partition(), "kms", topic.region(), topic.account(), resource).toString();
  }

  private static Map<?, ?> object(Map<String, @Nullable Object> answer, String field) {
    if (answer.get(field) instanceof Map<?, ?> map) {
      return map;
    }
    throw new MalformedAnswerException("the answer has no " + field);
  }

  private static String text(Map<?, ?> answer, String field) {
    return String.valueOf(MalformedAnswerException.require(answer.get(field), field));
  }
}
