package dev.alarmkeeper.localaws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Whether a trail records, what it records, and whether that arrives. */
final class TrailStatus {
  private static final String LATEST = "LatestCloudWatchLogsDeliveryTime";
  private static final String ERROR = "LatestCloudWatchLogsDeliveryError";

  private TrailStatus() {}

  static Map<String, Operation> operations() {
    return Map.of(
        "GetTrailStatus", Operation.read(TrailStatus::status),
        "GetEventSelectors", Operation.read(TrailStatus::selectors));
  }

  static void setDelivery(ObjectNode trail, Instant latest, String error) {
    ObjectNode status = trail.withObjectProperty("Status");
    status.set(LATEST, Tree.time(latest));
    if (error.isEmpty()) {
      status.remove(ERROR);
    } else {
      status.put(ERROR, error);
    }
  }

  /** Whether an ARN ending in {@code :log-group:NAME:*} names a group that exists. */
  static boolean deliverable(Store store, String logGroupArn) {
    String[] arn = logGroupArn.split(":", -1);
    return arn.length == 8
        && arn[7].equals("*")
        && LogGroups.exists(new Place(arn[4], arn[3]), store, arn[6]);
  }

  private static ObjectNode status(Call call) {
    ObjectNode trail = Trails.existing(call, call.input().required("Name"));
    ObjectNode status = trail.path("Status").deepCopy();
    String group = trail.path("CloudWatchLogsLogGroupArn").asText();
    if (!group.isEmpty() && !status.has(LATEST)) {
      if (deliverable(call.store(), group)) {
        status.set(LATEST, Tree.time(Instant.now()));
      } else {
        status.put(ERROR, "CloudWatch Logs cannot deliver: the log group does not exist.");
      }
    }
    return status;
  }

  private static ObjectNode selectors(Call call) {
    ObjectNode trail = Trails.existing(call, call.input().required("TrailName"));
    ObjectNode answer = Tree.object().put("TrailARN", trail.path("TrailARN").asText());
    JsonNode own = trail.path("Selectors");
    return own.isEmpty()
        ? answer.set("EventSelectors", Tree.array(List.of(allManagementEvents())))
        : answer.setAll((ObjectNode) own);
  }

  /** What a trail without selectors of its own records. */
  private static ObjectNode allManagementEvents() {
    ObjectNode selector =
        Tree.object().put("ReadWriteType", "All").put("IncludeManagementEvents", true);
    selector.putArray("DataResources");
    selector.putArray("ExcludeManagementEventSources");
    return selector;
  }
}
