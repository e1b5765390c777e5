package dev.alarmkeeper.localaws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** States of alarms and the actions that a change of state runs. */
final class AlarmStates {
  static final String ALARM = "ALARM";
  static final String OK = "OK";
  static final String NO_DATA = "INSUFFICIENT_DATA";
  private static final List<String> STATES = List.of(OK, ALARM, NO_DATA);

  private AlarmStates() {}

  static Map<String, Operation> operations() {
    return Map.of(
        "SetAlarmState", Operation.command(AlarmStates::set),
        "DescribeAlarmHistory", Operation.read(AlarmHistory::describe));
  }

  static void enter(ObjectNode alarm, String state, String reason, String data, Instant now) {
    alarm.put("StateValue", state).put("StateReason", reason);
    alarm.set("StateUpdatedTimestamp", Tree.time(now));
    alarm.set("StateTransitionedTimestamp", Tree.time(now));
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
    become(
        call.place(),
        call.store(),
        found.kind(),
        found.alarm(),
        state,
        reason,
        input.text("StateReasonData", ""));
  }

  /** The alarm has this state from now on; its actions run if it had another one. */
  static void become(
      Place place,
      Store store,
      AlarmKind kind,
      ObjectNode alarm,
      String state,
      String reason,
      String data) {
    String old = alarm.path("StateValue").asText();
    JsonNode since = alarm.path("StateTransitionedTimestamp");
    enter(alarm, state, reason, data, store.now());
    if (state.equals(old)) {
      alarm.set("StateTransitionedTimestamp", since);
    } else {
      AlarmHistory.add(
          place,
          store,
          kind,
          alarm.path("AlarmName").asText(),
          "StateUpdate",
          "updated from %s to %s".formatted(old, state),
          transition(old, state, reason));
      runActions(place, store, kind, alarm, state);
    }
  }

  private static ObjectNode transition(String old, String state, String reason) {
    ObjectNode data = Tree.object().put("version", "1.0");
    data.putObject("oldState").put("stateValue", old);
    data.putObject("newState").put("stateValue", state).put("stateReason", reason);
    return data;
  }

  /** Actions run on a change of state only, and neither when switched off nor when muted. */
  private static void runActions(
      Place place, Store store, AlarmKind kind, ObjectNode alarm, String state) {
    String name = alarm.path("AlarmName").asText();
    if (!alarm.path("ActionsEnabled").asBoolean() || MuteRules.mutes(place, store, name)) {
      return;
    }
    JsonNode actions =
        switch (state) {
          case ALARM -> alarm.path("AlarmActions");
          case OK -> alarm.path("OKActions");
          default -> alarm.path("InsufficientDataActions");
        };
    for (String action : Tree.strings(actions)) {
      Optional<String> error = Notification.of(place, store, action, name, state);
      ObjectNode data =
          Tree.object()
              .put("actionState", error.isEmpty() ? "Succeeded" : "Failed")
              .put("notificationResource", action)
              .put("stateUpdateTimestamp", store.now().toEpochMilli());
      error.ifPresent(why -> data.put("error", why));
      AlarmHistory.add(
          place,
          store,
          kind,
          name,
          "Action",
          error
              .map(
                  why ->
                      "Failed to execute action %s. Received error: \"%s\"".formatted(action, why))
              .orElse("Successfully executed action " + action),
          data);
    }
  }
}
