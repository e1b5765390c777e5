package dev.alarmkeeper.control;

import java.util.List;
import java.util.Optional;

/**
 * What an owner may choose for one control, apart from its pattern.
 *
 * @param threshold how many matching events within five minutes fire the alarm
 * @param filter the metric filter's name; empty follows the settings, as do the other names
 * @param metric the metric's name
 * @param alarm the alarm's name
 * @param namespace the metric's namespace
 * @param feeders further filters that publish the metric, on purpose: names in the same log group,
 *     or {@code GROUP:NAME}
 * @param sharesMetric whether other controls may have the same metric, and the same alarm
 * @param because why the owner's pattern may be one that never fires; empty if it can
 */
public record Tuning(
    int threshold,
    Optional<String> filter,
    Optional<String> metric,
    Optional<String> alarm,
    Optional<String> namespace,
    List<String> feeders,
    boolean sharesMetric,
    Optional<String> because) {
  /** As CIS AWS Foundations has it: every use fires. */
  public static final Tuning NONE =
      new Tuning(
          1,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          List.of(),
          false,
          Optional.empty());

  /** Copies the list. */
  public Tuning {
    feeders = List.copyOf(feeders);
  }

  /** The same threshold, and no name that the owner chose. */
  public Tuning unnamed() {
    return new Tuning(
        threshold,
        NONE.filter,
        NONE.metric,
        NONE.alarm,
        NONE.namespace,
        NONE.feeders,
        NONE.sharesMetric,
        because);
  }

  /** The same, for a pattern that can fire. */
  Tuning firing() {
    return new Tuning(
        threshold, filter, metric, alarm, namespace, feeders, sharesMetric, Optional.empty());
  }
}
