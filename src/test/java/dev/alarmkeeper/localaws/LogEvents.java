package dev.alarmkeeper.localaws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.alarmkeeper.localaws.signal.EventPattern;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.BiPredicate;

/** Log events: stored by tests, searched by FilterLogEvents, tried out by TestMetricFilter. */
final class LogEvents {
  private static final int MOST_MESSAGES = 50;
  private static final int LARGEST_PAGE = 10_000;

  private volatile BiPredicate<String, String> matcher = LogEvents::matchesAsDocumented;
  private volatile int lookedAtPerPage = 100;

  void matcher(BiPredicate<String, String> matcher) {
    this.matcher = matcher;
  }

  void lookedAtPerPage(int count) {
    lookedAtPerPage = count;
  }

  Map<String, Operation> operations() {
    return Map.of(
        "FilterLogEvents", Operation.read(this::filter),
        "TestMetricFilter", Operation.read(this::test));
  }

  static String table(String group) {
    return "log events of " + group;
  }

  /** As the trail delivers it, in a stream of its own. */
  static void ingest(Place place, Store store, String group, Instant time, String message) {
    ingest(place, store, group, place.account() + "_CloudTrail_" + place.region(), time, message);
  }

  static void ingest(
      Place place, Store store, String group, String stream, Instant time, String message) {
    if (!LogGroups.exists(place, store, group)) {
      throw new IllegalArgumentException("no log group " + group);
    }
    NavigableMap<String, ObjectNode> events = place.table(store, table(group));
    // In the order of their times, then of their arrival.
    String id = "%019d-%09d".formatted(time.toEpochMilli(), events.size());
    events.put(
        id,
        Tree.object()
            .put("eventId", id)
            .put("logStreamName", stream)
            .put("timestamp", time.toEpochMilli())
            .put("ingestionTime", store.now().toEpochMilli())
            .put("message", message));
  }

  private ObjectNode filter(Call call) {
    Input input = call.input();
    ObjectNode group = LogGroups.identified(call, "logGroupIdentifier");
    String pattern = input.text("filterPattern", "");
    PatternCheck.check(input, pattern);
    int limit = input.number("limit", LARGEST_PAGE, 1, LARGEST_PAGE);
    long from = input.node("startTime").asLong(0);
    long until = input.node("endTime").asLong(Long.MAX_VALUE);
    Page looked =
        Page.of(
            call.table(table(group.path("logGroupName").asText())),
            input,
            "nextToken",
            Math.min(limit, lookedAtPerPage));
    NavigableMap<String, ObjectNode> hits = new TreeMap<>(looked.rows());
    hits.values()
        .removeIf(
            event -> {
              long time = event.path("timestamp").asLong();
              return time < from
                  || time > until
                  || !matches(pattern, event.path("message").asText());
            });
    return new Page(hits, looked.next()).answer("events", "nextToken");
  }

  private ObjectNode test(Call call) {
    String pattern = call.input().required("filterPattern");
    PatternCheck.check(call.input(), pattern);
    List<String> messages = call.input().texts("logEventMessages", 1, MOST_MESSAGES);
    List<ObjectNode> hits = new ArrayList<>();
    for (int i = 0; i < messages.size(); i++) {
      call.input().checkLength("logEventMessages", messages.get(i), 1, Integer.MAX_VALUE);
      if (matches(pattern, messages.get(i))) {
        hits.add(Tree.object().put("eventNumber", i + 1).put("eventMessage", messages.get(i)));
      }
    }
    ObjectNode answer = Tree.object();
    answer.set("matches", Tree.array(hits));
    return answer;
  }

  static boolean matchesAsDocumented(String pattern, String message) {
    return EventPattern.of(pattern).matches(message);
  }

  private boolean matches(String pattern, String message) {
    return pattern.isBlank() || matcher.test(pattern, message);
  }
}
