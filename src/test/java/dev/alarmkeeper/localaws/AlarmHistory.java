package dev.alarmkeeper.localaws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.NavigableMap;
import java.util.TreeMap;

/** What happened to alarms, the newest first. */
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
    NavigableMap<String, ObjectNode> found = new TreeMap<>(call.table(TABLE));
    found
        .values()
        .removeIf(
            item -> differs(input, item, "AlarmName") || differs(input, item, "HistoryItemType"));
    int size = input.number("MaxRecords", LARGEST_PAGE, 1, LARGEST_PAGE);
    return Page.of(found, input, "NextToken", size).answer("AlarmHistoryItems", "NextToken");
  }

  private static boolean differs(Input input, ObjectNode item, String name) {
    return input.has(name) && !input.node(name).equals(item.path(name));
  }
}
