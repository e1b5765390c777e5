package dev.alarmkeeper.it;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.alarmkeeper.chain.Link;
import dev.alarmkeeper.localaws.LocalAws;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What CloudTrail would record of what the catalogue does to keys and queues without a client.
 * Sources: KMS Developer Guide, "ScheduleKeyDeletion" and its siblings; SQS Developer Guide,
 * "Amazon SQS log file entries": the parameters of the records.
 */
final class Unrecorded {
  private static final String QUEUE = Keeper.QUEUE.substring(Keeper.QUEUE.lastIndexOf(':') + 1);

  private Unrecorded() {}

  static List<Map<String, @Nullable Object>> of(Tampering tampering, Scene scene) {
    Set<String> how = Set.of(tampering.how().split(", "));
    List<Map<String, @Nullable Object>> records = new ArrayList<>();
    if (tampering.link() == Link.TOPIC || tampering.link() == Link.LOG_GROUP) {
      String key = tampering.link() == Link.TOPIC ? scene.topicKey() : Scene.GROUP_KEY;
      String id = key.substring(key.lastIndexOf('/') + 1);
      for (String operation : List.of("PutKeyPolicy", "DisableKey", "ScheduleKeyDeletion")) {
        if (how.contains(operation)) {
          records.add(Trace.record("kms", operation, Map.of("keyId", id)));
        }
      }
    }
    if (how.contains("UpdateAlias")) {
      records.add(
          Trace.record(
              "kms",
              "UpdateAlias",
              Map.of("aliasName", Scene.KEY_ALIAS, "targetKeyId", target(scene.aws()))));
    }
    if (how.contains("DeleteQueue")) {
      records.add(Trace.record("sqs", "DeleteQueue", Map.of("queueUrl", url())));
    }
    if (how.contains("SetQueueAttributes")) {
      records.add(
          Trace.record(
              "sqs",
              "SetQueueAttributes",
              Map.of("queueUrl", url(), "attributes", attributes(scene.aws()))));
    }
    return records;
  }

  private static String url() {
    return "https://sqs.us-east-1.amazonaws.com/" + LocalAws.ACCOUNT + "/" + QUEUE;
  }

  /** The key that the alias points to now. */
  private static String target(LocalAws aws) {
    return document(aws, "alias/alarms").path("Key").asText();
  }

  private static Map<String, String> attributes(LocalAws aws) {
    Map<String, String> set = new LinkedHashMap<>();
    ObjectNode queue = document(aws, "queues");
    Stream.of(
            "Policy",
            "KmsMasterKeyId",
            "MaximumMessageSize",
            "DelaySeconds",
            "MessageRetentionPeriod")
        .filter(queue::has)
        .forEach(it -> set.put(it, queue.path(it).asText()));
    return set;
  }

  private static ObjectNode document(LocalAws aws, String key) {
    return aws.documents().entrySet().stream()
        .filter(it -> it.getKey().contains(key))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(key + ": " + aws.documents().keySet()));
  }
}
