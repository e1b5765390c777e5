package dev.alarmkeeper.settings;

import static dev.alarmkeeper.settings.SettingValues.matching;

import dev.alarmkeeper.control.Setting;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Where evidence goes.
 *
 * @param table the DynamoDB table; empty where nothing is kept
 * @param schedule from one run of the schedule to the next
 * @param retention how long ended incidents are kept
 * @param reminders how long after it was first seen an open incident is told again; what the last
 *     of them says goes on. Empty where it is told once
 * @param drills how often each alarm is drilled
 * @param topicArn the topic for people; empty where none is told
 * @param bus the event bus for machines; empty where none is told
 * @param stack the CloudFormation stack that alarmkeeper is part of; empty where it is in none
 * @param reserved how many runs that stack reserves at once; empty where it reserves none
 */
public record EvidenceSettings(
    Optional<String> table,
    Duration schedule,
    Duration retention,
    List<Duration> reminders,
    DrillSchedule drills,
    Optional<String> topicArn,
    Optional<String> bus,
    Optional<String> stack,
    Optional<Integer> reserved) {
  private static final int MOST_DAYS = 3653;
  private static final int MOST_MINUTES = 1440;
  private static final int MOST_RUNS = 9999;

  /** Copies the list. */
  public EvidenceSettings {
    reminders = List.copyOf(reminders);
  }

  static EvidenceSettings of(SettingReader read, Optional<String> region) {
    return new EvidenceSettings(
        // Source: DynamoDB API, CreateTable.
        read.value(Setting.EVIDENCE_TABLE, matching("[A-Za-z0-9_.-]{3,255}")),
        read.value(
            Setting.SCHEDULE_MINUTES,
            it -> Duration.ofMinutes(number(it, MOST_MINUTES)),
            Duration.ZERO),
        read.value(
            Setting.EVIDENCE_RETENTION_DAYS,
            it -> Duration.ofDays(number(it, MOST_DAYS)),
            Duration.ZERO),
        read.value(Setting.REMINDERS, SettingValues::reminders, List.of()),
        read.value(
            Setting.DRILL_SCHEDULE, SettingReader.oneOf(DrillSchedule.class), DrillSchedule.OFF),
        read.value(Setting.OPERATIONS_TOPIC_ARN, it -> SettingValues.topic(it, region).toString()),
        // Source: EventBridge API, CreateEventBus.
        read.value(Setting.EVENT_BUS_NAME, matching("[A-Za-z0-9._/-]{1,256}")),
        // Source: CloudFormation API, CreateStack.
        read.value(Setting.STACK_NAME, matching("[A-Za-z][A-Za-z0-9-]{0,127}")),
        read.value(Setting.RESERVED_CONCURRENCY, it -> number(it, MOST_RUNS)));
  }

  private static int number(String text, int most) {
    int number = text.matches("[0-9]{1,4}") ? Integer.parseInt(text) : 0;
    if (number < 1 || number > most) {
      throw new IllegalArgumentException("it is no such number");
    }
    return number;
  }
}
