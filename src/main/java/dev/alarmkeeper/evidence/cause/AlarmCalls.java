package dev.alarmkeeper.evidence.cause;

import static dev.alarmkeeper.chain.Link.ALARM;
import static dev.alarmkeeper.evidence.cause.BreakingCall.ALARMS;
import static dev.alarmkeeper.evidence.cause.BreakingCall.MISSING;
import static dev.alarmkeeper.evidence.cause.BreakingCall.always;
import static dev.alarmkeeper.evidence.cause.BreakingCall.changing;
import static dev.alarmkeeper.evidence.cause.BreakingCall.maybe;
import static dev.alarmkeeper.evidence.cause.BreakingCall.takingAway;
import static dev.alarmkeeper.evidence.cause.Shows.same;
import static dev.alarmkeeper.evidence.cause.Shows.shown;

import dev.alarmkeeper.chain.Alarm;
import dev.alarmkeeper.text.JsonFields;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What breaks an alarm. Source: CloudWatch API. */
final class AlarmCalls {
  private static final String NONE = "none";

  /** What only CloudWatch makes of an alarm and its data; a call may have led to it. */
  private static final List<String> STATES =
      List.of("evaluation state", "state ALARM", "state INSUFFICIENT_DATA");

  /** Settings that take the place of others, or delay the alarm; none is there by default. */
  private static final List<String> EXTRAS =
      List.of(
          "Metrics",
          "ThresholdMetricId",
          "EvaluationCriteria",
          "EvaluationWindow",
          "EvaluationInterval",
          "WarmUpConfiguration");

  static final List<BreakingCall> ROWS =
      List.of(
          takingAway(
              ALARMS, "DeleteAlarms", ALARM, ChainObjects::listsAlarm, always(MISSING, "type")),
          takingAway(
              ALARMS,
              "DisableAlarmActions",
              ALARM,
              ChainObjects::listsAlarm,
              always("actions enabled")),
          changing(ALARMS, "PutMetricAlarm", ALARM, ChainObjects::namesAlarm, alarm()),
          // An alarm never changes its kind: somebody deleted ours first, and that broke it.
          changing(ALARMS, "PutCompositeAlarm", ALARM, ChainObjects::namesAlarm, maybe("type")),
          changing(ALARMS, "PutLogAlarm", ALARM, ChainObjects::namesAlarm, maybe("type")),
          changing(ALARMS, "SetAlarmState", ALARM, ChainObjects::namesAlarm, maybe(STATES)),
          changing(
              ALARMS,
              "PutAlarmMuteRule",
              ALARM,
              ChainObjects::namesMuteRule,
              Map.of("mute rule", AlarmCalls::mutes)));

  private AlarmCalls() {}

  /** It replaces the whole alarm, so that what is there now is what it wrote. */
  private static Map<String, Shows> alarm() {
    Map<String, Shows> causes = new HashMap<>(maybe(STATES));
    causes.put(
        STATES.getFirst(),
        Shows.when(call -> call.has("warmUpConfiguration") || call.has("evaluationCriteria")));
    // Whoever changed it before somebody deleted it may have broken it first.
    causes.putAll(maybe(MISSING, "type"));
    causes.put("actions enabled", same("actionsEnabled", "true"));
    causes.put("namespace", same("namespace", NONE));
    causes.put("metric", same("metricName", NONE));
    causes.put("dimensions", Shows.when(call -> !call.objects("dimensions").isEmpty()));
    causes.put("statistic", AlarmCalls::statistic);
    causes.put("unit", same("unit", NONE));
    causes.put("period", AlarmCalls::period);
    causes.put("evaluation periods", written("evaluationPeriods"));
    causes.put(
        "datapoints to alarm",
        (call, observed, chain) ->
            written(call.has("datapointsToAlarm") ? "datapointsToAlarm" : "evaluationPeriods")
                .test(call, observed, chain));
    causes.put("condition", AlarmCalls::condition);
    causes.put("missing data", same("treatMissingData", "missing"));
    causes.put("alarm actions", (call, _, chain) -> !tells(call, chain));
    causes.put(
        "room for our action",
        (call, _, chain) ->
            !tells(call, chain) && call.texts("alarmActions").size() >= Alarm.MOST_ACTIONS);
    for (String extra : EXTRAS) {
      causes.put(extra, Shows.when(call -> call.has(parameter(extra))));
    }
    return causes;
  }

  private static String parameter(String member) {
    return Character.toLowerCase(member.charAt(0)) + member.substring(1);
  }

  /** Of an alarm on a query or on metric math CloudWatch tells values that nobody wrote. */
  private static Shows written(String parameter) {
    return (call, observed, chain) ->
        call.has(parameter)
            ? same(parameter).test(call, observed, chain)
            : EXTRAS.stream().anyMatch(it -> call.has(parameter(it)));
  }

  private static boolean period(JsonFields call, String observed, ChainObjects chain) {
    return call.has("period")
        ? (shown(call, "period") + " s").equals(observed)
        : written("period").test(call, observed, chain);
  }

  private static boolean statistic(JsonFields call, String observed, ChainObjects chain) {
    String given = call.has("statistic") ? "statistic" : "extendedStatistic";
    return same(given, NONE).test(call, observed, chain);
  }

  private static boolean condition(JsonFields call, String observed, ChainObjects chain) {
    try {
      return new Alarm.Condition(
              shown(call, "comparisonOperator"), Double.parseDouble(shown(call, "threshold")))
          .toString()
          .equals(observed);
    } catch (NumberFormatException _) {
      return written("threshold").test(call, observed, chain);
    }
  }

  private static boolean tells(JsonFields call, ChainObjects chain) {
    return chain
        .desired()
        .topic()
        .filter(it -> call.texts("alarmActions").contains(it.arn().toString()))
        .isPresent();
  }

  private static boolean mutes(JsonFields call, String observed, ChainObjects chain) {
    JsonFields schedule = call.object("rule").object("schedule");
    return (shown(schedule, "expression") + " for " + shown(schedule, "duration")).equals(observed);
  }
}
