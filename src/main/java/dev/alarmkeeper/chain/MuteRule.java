package dev.alarmkeeper.chain;

import java.util.List;

/**
 * A rule that mutes alarms without touching them. Source: CloudWatch API, GetAlarmMuteRule.
 *
 * @param active whether it is in force now; else it is scheduled to be
 * @param targets names of the alarms it mutes; where there are none it mutes all
 * @param schedule when it mutes, in CloudWatch's words
 */
public record MuteRule(String name, boolean active, List<String> targets, String schedule) {
  /** Copies the list. */
  public MuteRule {
    targets = List.copyOf(targets);
  }

  /** Whether it mutes the alarm. */
  public boolean mutes(Alarm alarm) {
    return targets.isEmpty() || targets.contains(alarm.name());
  }
}
