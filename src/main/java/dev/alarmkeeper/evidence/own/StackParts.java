package dev.alarmkeeper.evidence.own;

import dev.alarmkeeper.evidence.incident.OwnStack;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the stack is made of, as far as a look tells, by the names in the template; a test holds the
 * two together.
 */
public final class StackParts {
  /** The rules that wake the function, whatever the parameters of the stack are. */
  private static final List<String> RULES =
      List.of(
          "MetricFiltersRule",
          "LogGroupRule",
          "AlarmsRule",
          "SilencedAlarmsRule",
          "AlarmChangesRule",
          "TopicRule",
          "TrailRule",
          "KeyRule",
          "ConfigAlarmsRule",
          "ConfigChangesRule",
          "FunctionRule",
          "WatchersRule",
          "StackRule",
          "TargetsRule",
          "SelfRule");

  /** The rule that there is where a parameter or AWS Config has a say. */
  private static final String SETTINGS_RULE = "SettingsRule";

  /** The alarms that watch alarmkeeper. */
  public static final List<String> ALARMS =
      List.of(
          "HeartbeatAlarm",
          "ErrorsAlarm",
          "ThrottlesAlarm",
          "DroppedEventsAlarm",
          "UndeliverableFailuresAlarm",
          "UndeliveredEventsAlarm",
          "FailedRunsAlarm",
          "EvidenceMissingAlarm",
          "OldestFindingAlarm");

  private StackParts() {}

  /** The rules that wake the function. */
  public static List<String> rules(OwnStack own) {
    boolean readsSettings = own.overrides().isPresent() || own.configRule().isPresent();
    return Stream.concat(RULES.stream(), Stream.of(SETTINGS_RULE).filter(_ -> readsSettings))
        .toList();
  }
}
