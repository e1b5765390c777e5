package dev.alarmkeeper.localaws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Listing, deleting, enabling and disabling alarms. */
final class Alarms {
  private static final int MOST_NAMES = 100;
  private static final int LARGEST_PAGE = 100;
  // Not documented; what accounts with more than 50 alarms see.
  private static final int USUAL_PAGE = 50;

  private Alarms() {}

  static Map<String, Operation> operations() {
    return Map.of(
        "DescribeAlarms", Operation.read(Alarms::describe),
        "DeleteAlarms", Operation.command(Alarms::delete),
        "EnableAlarmActions", Operation.command(call -> switchActions(call, true)),
        "DisableAlarmActions", Operation.command(call -> switchActions(call, false)));
  }

  private static ObjectNode describe(Call call) {
    Input input = call.input();
    List<String> names = input.texts("AlarmNames", 0, MOST_NAMES);
    if (!names.isEmpty() && input.has("AlarmNamePrefix")) {
      throw input.codes().invalid("AlarmNames and AlarmNamePrefix exclude each other");
    }
    List<String> types = input.texts("AlarmTypes", 0, AlarmKind.values().length);
    for (String type : types) {
      boolean isOlder = !call.store().table(CloudWatch.WITHOUT_LOG_ALARMS).isEmpty();
      if ((isOlder && type.equals(AlarmKind.LOG.type()))
          || Stream.of(AlarmKind.values()).map(AlarmKind::type).noneMatch(type::equals)) {
        throw input.invalid("AlarmTypes", type, "Member must be a type of alarm");
      }
    }
    // Pages run through one kind after the other.
    NavigableMap<String, ObjectNode> found = new TreeMap<>();
    for (AlarmKind kind : AlarmKind.values()) {
      boolean asked = types.isEmpty() ? kind == AlarmKind.METRIC : types.contains(kind.type());
      if (asked) {
        kind.in(call)
            .forEach(
                (name, alarm) -> {
                  if ((names.isEmpty() || names.contains(name)) && matches(input, name, alarm)) {
                    found.put(kind.type() + "/" + name, alarm);
                  }
                });
      }
    }
    int size = input.number("MaxRecords", USUAL_PAGE, 1, LARGEST_PAGE);
    Page page = Page.of(found, input, "NextToken", size);
    ObjectNode answer = Tree.object();
    page.next().ifPresent(token -> answer.put("NextToken", token));
    for (AlarmKind kind : AlarmKind.values()) {
      var ofKind = Store.startingWith(page.rows(), kind.type() + "/");
      answer.set(kind.table(), Tree.array(ofKind.values()));
    }
    return answer;
  }

  private static boolean matches(Input input, String name, ObjectNode alarm) {
    String state = alarm.path("StateValue").asText();
    String prefix = input.text("ActionPrefix", "");
    Stream<JsonNode> actions =
        Stream.of("AlarmActions", "OKActions", "InsufficientDataActions")
            .flatMap(kind -> Tree.stream(alarm.path(kind)));
    return name.startsWith(input.text("AlarmNamePrefix", ""))
        && input.text("StateValue", state).equals(state)
        && (prefix.isEmpty() || actions.anyMatch(action -> action.asText().startsWith(prefix)));
  }

  private static void delete(Call call) {
    List<String> names = call.input().texts("AlarmNames", 1, MOST_NAMES);
    long composites = names.stream().filter(AlarmKind.COMPOSITE.in(call)::containsKey).count();
    if (composites > 1) {
      throw call.input().codes().invalid("At most one composite alarm can be deleted at a time");
    }
    // "If you specify any incorrect alarm names, the alarms you specify with correct names are
    // still deleted."
    for (String name : names) {
      AlarmKind.find(call, name)
          .ifPresent(
              found -> {
                found.kind().in(call).remove(name);
                AlarmHistory.add(call, found.kind(), name, "ConfigurationUpdate", "deleted");
              });
    }
  }

  private static void switchActions(Call call, boolean enabled) {
    for (String name : call.input().texts("AlarmNames", 1, MOST_NAMES)) {
      AlarmKind.find(call, name)
          .ifPresent(
              found -> {
                found.alarm().put("ActionsEnabled", enabled);
                String what = enabled ? "enabled" : "disabled";
                AlarmHistory.add(call, found.kind(), name, "ConfigurationUpdate", what);
              });
    }
  }
}
