package dev.alarmkeeper.localaws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** States of alarms and the actions that a change of state runs. */
final class AlarmStates {
  private static final List<String> STATES = List.of("OK", "ALARM", "INSUFFICIENT_DATA");

  private AlarmStates() {}

  static Map<String, Operation> operations() {
    return Map.of(
        "SetAlarmState", Operation.command(AlarmStates::set),
        "DescribeAlarmHistory", Operation.read(AlarmHistory::describe));
  }

  static void enter(ObjectNode alarm, String state, String reason, String data) {
    alarm.put("StateValue", state).put("StateReason", reason);
    alarm.set("StateUpdatedTimestamp", Tree.time(Instant.now()));
    alarm.set("StateTransitionedTimestamp", Tree.time(Instant.now()));
    if (!data.isEmpty()) {
      alarm.put("StateReasonData", data);
    }
  }

  private static void set(Call call) {
    Input input = call.input();
    String name = input.required("AlarmName");
    String state = input.required("StateValue");
    input.checkOneOf("StateValue", STATES);
    String reason = input.required("StateReason");
    AlarmKind.Found found =
        AlarmKind.find(call, name)
            .orElseThrow(() -> input.codes().notFound("Alarm " + name + " does not exist"));
    ObjectNode alarm = found.alarm();
    String old = alarm.path("StateValue").asText();
    enter(alarm, state, reason, input.text("StateReasonData", ""));
    if (!state.equals(old)) {
      AlarmHistory.add(
          call, found.kind(), name, "StateUpdate", "updated from %s to %s".formatted(old, state));
      runActions(call, found.kind(), alarm, state);
    }
  }

  /** Actions run on a change of state only, and neither when switched off nor when muted. */
  private static void runActions(Call call, AlarmKind kind, ObjectNode alarm, String state) {
    String name = alarm.path("AlarmName").asText();
    if (!alarm.path("ActionsEnabled").asBoolean() || MuteRules.mutes(call, name)) {
      return;
    }
    JsonNode actions =
        switch (state) {
          case "ALARM" -> alarm.path("AlarmActions");
          case "OK" -> alarm.path("OKActions");
          default -> alarm.path("InsufficientDataActions");
        };
    for (String action : Tree.strings(actions)) {
      boolean delivered = Topics.alarm(call, action, name, state);
      AlarmHistory.add(
          call,
          kind,
          name,
          "Action",
          (delivered ? "Successfully executed action " : "Failed to execute action ") + action);
    }
  }
}
