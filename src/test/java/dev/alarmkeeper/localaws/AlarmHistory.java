package dev.alarmkeeper.localaws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * What happened to alarms, the newest first unless the call asks otherwise. <a
 * href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarmHistory.html">
 * DescribeAlarmHistory</a>.
 */
final class AlarmHistory {
  private static final String TABLE = "alarm history";
  private static final int LARGEST_PAGE = 100;

  private AlarmHistory() {}

  static void add(Call call, AlarmKind kind, String alarm, String type, String what) {
    add(call.place(), call.store(), kind, alarm, type, what, Tree.object());
  }

  static void add(
      Place place,
      Store store,
      AlarmKind kind,
      String alarm,
      String type,
      String what,
      ObjectNode data) {
    NavigableMap<String, ObjectNode> history = place.table(store, TABLE);
    ObjectNode item =
        Tree.object()
            .put("AlarmName", alarm)
            .put("AlarmType", kind.type())
            .put("HistoryItemType", type)
            .put("HistorySummary", "Alarm \"%s\" %s".formatted(alarm, what))
            .put("HistoryData", data.toString());
    item.set("Timestamp", Tree.time(store.now()));
    history.put("%09d".formatted(Integer.MAX_VALUE - history.size()), item);
  }

  static ObjectNode describe(Call call) {
    Input input = call.input();
    input.checkOneOf("HistoryItemType", List.of("ConfigurationUpdate", "StateUpdate", "Action"));
    input.checkOneOf("ScanBy", List.of("TimestampDescending", "TimestampAscending"));
    Instant from = input.time("StartDate").orElse(Instant.MIN);
    Instant until = input.time("EndDate").orElse(Instant.MAX);
    // "If you omit this parameter, only metric alarms are returned."
    List<String> types =
        input.has("AlarmTypes") ? input.texts("AlarmTypes", 1, 3) : List.of("MetricAlarm");
    NavigableMap<String, ObjectNode> found = new TreeMap<>();
    boolean ascending = input.text("ScanBy", "").equals("TimestampAscending");
    (ascending ? call.table(TABLE).descendingMap() : call.table(TABLE))
        .forEach((_, item) -> found.put("%09d".formatted(found.size()), item));
    found
        .values()
        .removeIf(
            item -> {
              Instant at = Tree.time(item.path("Timestamp"), Instant.MIN);
              return differs(input, item, "AlarmName")
                  || differs(input, item, "HistoryItemType")
                  || !types.contains(item.path("AlarmType").asText())
                  || at.isBefore(from)
                  || at.isAfter(until);
            });
    int size = input.number("MaxRecords", LARGEST_PAGE, 1, LARGEST_PAGE);
    return Page.of(found, input, "NextToken", size).answer("AlarmHistoryItems", "NextToken");
  }

  private static boolean differs(Input input, ObjectNode item, String name) {
    return input.has(name) && !input.node(name).equals(item.path(name));
  }
}
