package dev.alarmkeeper.localaws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Whether a trail records, what it records, and whether that arrives. */
final class TrailStatus {
  private static final String LATEST = "LatestCloudWatchLogsDeliveryTime";

  /** A test that sets a time of delivery further back says that nothing arrives any more. */
  private static final Duration STILL_DELIVERING = Duration.ofHours(1);

  private static final String ERROR = "LatestCloudWatchLogsDeliveryError";

  /** Nothing was ever delivered, and CloudTrail says no reason: neither time nor error. */
  private static final String NEVER = "Never";

  /** The last delivery was too long ago when it was set. */
  private static final String STALE = "Stale";

  private TrailStatus() {}

  static Map<String, Operation> operations() {
    return Map.of(
        "GetTrailStatus", Operation.read(TrailStatus::status),
        "GetEventSelectors", Operation.read(TrailStatus::selectors));
  }

  static void setDelivery(ObjectNode trail, Instant latest, String error, Instant now) {
    ObjectNode status = trail.withObjectProperty("Status");
    status.set(LATEST, Tree.time(latest));
    status.remove(List.of(NEVER, STALE));
    if (latest.isBefore(now.minus(STILL_DELIVERING))) {
      status.put(STALE, true);
    }
    if (error.isEmpty()) {
      status.remove(ERROR);
    } else {
      status.put(ERROR, error);
    }
  }

  static void setNeverDelivered(ObjectNode trail) {
    trail.withObjectProperty("Status").put(NEVER, true).remove(List.of(LATEST, ERROR));
  }

  /** Whether what the trail records now arrives in its log group. */
  static boolean delivers(Store store, ObjectNode trail) {
    JsonNode status = trail.path("Status");
    return deliverable(store, trail.path("CloudWatchLogsLogGroupArn").asText())
        && !trail.path("CloudWatchLogsRoleArn").asText().isEmpty()
        && !status.has(NEVER)
        && !status.has(STALE)
        && !status.has(ERROR);
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
    status.remove(STALE);
    boolean never = status.remove(NEVER) != null;
    if (!group.isEmpty() && !status.has(LATEST) && !never) {
      if (deliverable(call.store(), group)) {
        status.set(LATEST, Tree.time(call.store().now()));
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
