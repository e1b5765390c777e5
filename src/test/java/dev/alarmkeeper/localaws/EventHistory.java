package dev.alarmkeeper.localaws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.UUID;

/** The last 90 days' management events of an account and region, the newest first. */
final class EventHistory {
  private static final String TABLE = "event history";
  private static final int LARGEST_PAGE = 50;
  private static final ObjectMapper JSON = new ObjectMapper();

  private EventHistory() {}

  static Map<String, Operation> operations() {
    return Map.of("LookupEvents", Operation.read(EventHistory::lookup));
  }

  static void add(
      Place place, Store store, Instant time, String source, String name, String event) {
    NavigableMap<String, ObjectNode> events = place.table(store, TABLE);
    ObjectNode row =
        Tree.object()
            .put("EventId", id(event))
            .put("EventName", name)
            .put("EventSource", source)
            .put("Username", username(event))
            .put("CloudTrailEvent", event);
    row.set("EventTime", Tree.time(time));
    events.put("%019d-%09d".formatted(Long.MAX_VALUE - time.toEpochMilli(), events.size()), row);
  }

  /** An event's id is the one that its record has. */
  private static String id(String event) {
    try {
      String id = JSON.readTree(event).path("eventID").asText();
      return id.isEmpty() ? UUID.randomUUID().toString() : id;
    } catch (JsonProcessingException _) {
      return UUID.randomUUID().toString();
    }
  }

  private static ObjectNode lookup(Call call) {
    Input input = call.input();
    List<JsonNode> attributes = input.list("LookupAttributes", 0, 1);
    Instant from = input.time("StartTime").orElse(Instant.MIN);
    Instant until = input.time("EndTime").orElse(Instant.MAX);
    if (from.isAfter(until)) {
      throw AwsError.refused("InvalidTimeRangeException", "StartTime is after EndTime");
    }
    NavigableMap<String, ObjectNode> found = new TreeMap<>(call.table(TABLE));
    found
        .values()
        .removeIf(
            row -> {
              Instant time = Tree.time(row.path("EventTime"), Instant.MIN);
              return time.isBefore(from)
                  || time.isAfter(until)
                  || attributes.stream().anyMatch(attribute -> !has(row, attribute));
            });
    int size = input.number("MaxResults", LARGEST_PAGE, 1, LARGEST_PAGE);
    return Page.of(found, input, "NextToken", size).answer("Events", "NextToken");
  }

  /** Root has no user name, and is found as {@code root}. */
  private static String username(String event) {
    try {
      JsonNode identity = JSON.readTree(event).path("userIdentity");
      return identity.path("type").asText().equals("Root")
          ? "root"
          : identity.path("userName").asText();
    } catch (JsonProcessingException _) {
      return "";
    }
  }

  private static boolean has(ObjectNode row, JsonNode attribute) {
    return row.path(attribute.path("AttributeKey").asText())
        .equals(attribute.path("AttributeValue"));
  }
}
