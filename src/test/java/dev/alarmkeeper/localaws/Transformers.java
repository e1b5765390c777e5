package dev.alarmkeeper.localaws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * Transformers of log groups. <a
 * href="https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutTransformer.html">
 * PutTransformer</a>. What one makes of an event is not worked out.
 */
final class Transformers {
  private static final String TABLE = "transformers";
  private static final int MOST_PROCESSORS = 20;

  private Transformers() {}

  static Map<String, Operation> operations() {
    return Map.of(
        "PutTransformer", Operation.command(Transformers::put),
        "GetTransformer", Operation.read(Transformers::get),
        "DeleteTransformer",
            Operation.command(
                call ->
                    call.table(TABLE)
                        .remove(
                            LogGroups.identified(call, "logGroupIdentifier")
                                .path("logGroupName")
                                .asText())));
  }

  /** Whether one of its own or of the account changes the events of a group. */
  static boolean changes(Place place, Store store, String group) {
    return place.table(store, TABLE).containsKey(group)
        || AccountPolicies.of(place, store, AccountPolicies.TRANSFORMER)
            .anyMatch(policy -> AccountPolicies.selects(policy, group));
  }

  static void forget(Call call, String group) {
    call.table(TABLE).remove(group);
  }

  private static void put(Call call) {
    ObjectNode group = LogGroups.identified(call, "logGroupIdentifier");
    call.input().list("transformerConfig", 1, MOST_PROCESSORS);
    if (!group.path("logGroupClass").asText().equals("STANDARD")) {
      throw AwsError.refused(
          "InvalidOperationException", "Only groups of class STANDARD can have transformers");
    }
    ObjectNode row = call.input().only("transformerConfig");
    row.put("logGroupIdentifier", group.path("logGroupName").asText())
        .put("creationTime", call.store().now().toEpochMilli())
        .put("lastModifiedTime", call.store().now().toEpochMilli());
    call.table(TABLE).put(group.path("logGroupName").asText(), row);
  }

  private static ObjectNode get(Call call) {
    ObjectNode group = LogGroups.identified(call, "logGroupIdentifier");
    ObjectNode row = call.table(TABLE).get(group.path("logGroupName").asText());
    return row == null ? Tree.object() : row.deepCopy();
  }
}
