package dev.alarmkeeper.localaws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/**
 * Creating and overwriting alarms. A put replaces the configuration wholly and leaves the state
 * alone; its tags count at creation only. <a
 * href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html">
 * PutMetricAlarm</a>.
 */
final class PutAlarms {
  private static final List<String> STATE =
      List.of(
          "StateValue",
          "StateReason",
          "StateReasonData",
          "StateUpdatedTimestamp",
          "StateTransitionedTimestamp");
  private static final List<String> MISSING_DATA =
      List.of("breaching", "notBreaching", "ignore", "missing");

  private PutAlarms() {}

  static Map<String, Operation> operations() {
    return Map.of(
        "PutMetricAlarm", Operation.command(PutAlarms::putMetricAlarm),
        "PutCompositeAlarm", Operation.command(PutAlarms::putCompositeAlarm),
        "PutLogAlarm", Operation.command(PutAlarms::putLogAlarm));
  }

  private static void putMetricAlarm(Call call) {
    MetricAlarmCheck.check(call.input());
    put(
        call,
        AlarmKind.METRIC,
        // A PromQL alarm starts as OK, every other one without data.
        call.input().has("EvaluationCriteria") ? "OK" : "INSUFFICIENT_DATA");
  }

  private static void putCompositeAlarm(Call call) {
    String rule = call.input().required("AlarmRule");
    call.input().checkLength("AlarmRule", rule, 1, 10_240);
    put(call, AlarmKind.COMPOSITE, "INSUFFICIENT_DATA");
  }

  private static void putLogAlarm(Call call) {
    call.input().required("ComparisonOperator");
    call.input().required("Threshold");
    put(call, AlarmKind.LOG, "INSUFFICIENT_DATA");
  }

  private static void put(Call call, AlarmKind kind, String firstState) {
    Input input = call.input();
    String name = input.required("AlarmName");
    input.checkLength("AlarmName", name, 1, 255);
    AlarmKind.find(call, name)
        .map(AlarmKind.Found::kind)
        .filter(other -> other != kind)
        .ifPresent(
            other -> {
              throw input.codes().invalid("A " + other.type() + " named " + name + " exists");
            });
    for (String actions : List.of("AlarmActions", "OKActions", "InsufficientDataActions")) {
      input.texts(actions, 0, 5).forEach(action -> checkAction(call, action));
    }
    if (kind != AlarmKind.COMPOSITE) {
      input.checkOneOf("TreatMissingData", MISSING_DATA);
    }
    ObjectNode alarm = input.parameters().deepCopy();
    alarm.remove("Tags");
    alarm
        .put("ActionsEnabled", input.flag("ActionsEnabled", true))
        .put("AlarmArn", call.arn("cloudwatch", "alarm:" + name))
        .set("AlarmConfigurationUpdatedTimestamp", Tree.time(call.store().now()));
    for (String actions : List.of("AlarmActions", "OKActions", "InsufficientDataActions")) {
      alarm.withArrayProperty(actions);
    }
    if (kind == AlarmKind.METRIC) {
      alarm.withArrayProperty("Dimensions");
      alarm.put("TreatMissingData", input.text("TreatMissingData", "missing"));
    }
    WarmUp.begin(input, alarm, kind.in(call).get(name), call.store().now());
    ObjectNode old = kind.in(call).put(name, alarm);
    if (old == null) {
      AlarmStates.enter(
          alarm, firstState, "Unchecked: Initial alarm creation", "", call.store().now());
    } else {
      alarm.setAll(old.deepCopy().retain(STATE));
    }
    AlarmHistory.add(call, kind, name, "ConfigurationUpdate", old == null ? "created" : "updated");
  }

  private static void checkAction(Call call, String action) {
    String[] arn = action.split(":", -1);
    if (arn.length < 6 || !arn[0].equals("arn")) {
      throw call.input().codes().invalid("Invalid arn syntax: " + action);
    }
    if (arn[2].equals("sns") && !arn[3].equals(call.place().region())) {
      throw call.input()
          .codes()
          .invalid(
              "Invalid region %s specified. Only %s is supported."
                  .formatted(arn[3], call.place().region()));
    }
  }

  /** Whether an action list names this action. */
  static boolean names(JsonNode actions, String action) {
    return Tree.strings(actions).contains(action);
  }
}
