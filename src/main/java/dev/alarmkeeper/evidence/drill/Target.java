package dev.alarmkeeper.evidence.drill;

import dev.alarmkeeper.chain.Alarm;
import dev.alarmkeeper.chain.Arn;
import dev.alarmkeeper.chain.MetricFilter;
import dev.alarmkeeper.control.Desired;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What is drilled: the links of one control, by their names.
 *
 * @param control the control's id
 * @param topic the ARN of the topic
 * @param isTopicHere whether SNS counts the topic's deliveries for this account
 * @param settles how long the alarm may stay in ALARM after one event
 */
public record Target(
    String control,
    String logGroup,
    String filter,
    String namespace,
    String metric,
    String alarm,
    String topic,
    boolean isTopicHere,
    Duration settles) {

  /**
   * CloudWatch looks at more periods than decide, "in case some of the most recent data points are
   * missing", and so sees an event for longer. It says not of how many; its example has two more.
   * Source: CloudWatch User Guide, "Configuring how CloudWatch alarms treat missing data".
   */
  private static final int LOOKED_AT = 2;

  /** The control's links as they should be; empty where its place is not known. */
  static Optional<Target> of(Desired desired, Desired.Watch watch) {
    if (watch.filter().isEmpty() || desired.topic().isEmpty()) {
      return Optional.empty();
    }
    MetricFilter filter = watch.filter().get();
    Alarm alarm = watch.alarm();
    Arn topic = desired.topic().get().arn();
    return Optional.of(
        new Target(
            watch.control().id(),
            filter.logGroup(),
            filter.name(),
            filter.transformation().namespace(),
            filter.transformation().metric(),
            alarm.name(),
            topic.toString(),
            desired.place().account().holds(topic),
            alarm.evaluation().period().multipliedBy(alarm.evaluation().periods() + LOOKED_AT)));
  }

  /** Of all controls whose place is known. */
  public static List<Target> all(Desired desired) {
    return desired.watches().stream().flatMap(it -> of(desired, it).stream()).toList();
  }

  /** The name of the link that a step proves. */
  public String name(Step step) {
    return switch (step) {
      case FILTER -> filter;
      case ALARM, RECOVERED -> alarm;
      case ACTION, ENDPOINTS -> Arn.parse(topic).resource();
    };
  }
}
