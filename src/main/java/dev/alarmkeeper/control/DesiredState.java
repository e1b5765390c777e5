package dev.alarmkeeper.control;

import dev.alarmkeeper.chain.Account;
import dev.alarmkeeper.chain.Alarm;
import dev.alarmkeeper.chain.Arn;
import dev.alarmkeeper.chain.LogGroup;
import dev.alarmkeeper.chain.MetricFilter;
import dev.alarmkeeper.chain.Observed;
import dev.alarmkeeper.chain.Topic;
import dev.alarmkeeper.chain.Trail;
import dev.alarmkeeper.control.Desired.Watch;
import dev.alarmkeeper.policy.Grant;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes the desired chain from settings and place; no I/O. */
public final class DesiredState {
  private static final Duration PERIOD = Duration.ofMinutes(5);

  private DesiredState() {}

  /** The desired chain of some of the enabled controls. */
  public static Desired of(ChainSettings settings, List<Control> controls, Place place) {
    Observed<Trail> trail =
        place
            .trail()
            .flatMap(
                arn ->
                    new Observed.Present<>(
                        new Trail(
                            arn, false, true, place.logGroup(), !place.isCoveredElsewhere())));
    if (place.logGroup().isPresent() && !place.isHere()) {
      // An alarm fires where the filter publishes, and the filter lives where the log group is.
      return new Desired(
          place,
          trail,
          Optional.empty(),
          List.of(),
          Optional.empty(),
          List.of(),
          settings.match(),
          Optional.empty());
    }
    Topic topic = topic(settings, place.account());
    Optional<LogGroup> group = place.fed().map(arn -> logGroup(settings, arn));
    return new Desired(
        place,
        trail,
        group,
        controls.stream().map(control -> watch(settings, control, group, topic)).toList(),
        Optional.of(topic),
        settings.subscriptions(),
        settings.match(),
        Optional.empty());
  }

  private static LogGroup logGroup(ChainSettings settings, Arn arn) {
    return new LogGroup(
        LogGroup.nameOf(arn),
        settings.logGroup().retentionDays(),
        settings.logGroup().kmsKey(),
        LogGroup.STANDARD,
        settings.logGroup().deletionProtected(),
        Optional.empty());
  }

  private static Topic topic(ChainSettings settings, Account account) {
    Arn arn = settings.topic().arn().orElseGet(() -> account.arn("sns", settings.topic().name()));
    return new Topic(arn, Grant.FULL, settings.topic().kmsKey());
  }

  private static Watch watch(
      ChainSettings settings, Control control, Optional<LogGroup> logGroup, Topic topic) {
    Alarm alarm = alarm(settings, control, topic);
    return new Watch(
        control,
        logGroup.map(group -> filter(settings, control, group.name())),
        alarm,
        new Desired.Spares(
            settings.names().spares(control).stream().map(alarm::named).toList(),
            settings.topic().furtherActions()));
  }

  private static MetricFilter filter(ChainSettings settings, Control control, String group) {
    return new MetricFilter(
        group,
        settings.names().filter(control),
        control.pattern(settings.profile()),
        new MetricFilter.Transformation(
            settings.names().namespace(control),
            settings.names().metric(control),
            "1",
            Optional.empty(),
            Optional.empty(),
            Map.of()),
        MetricFilter.Scope.EVERYTHING);
  }

  /**
   * CIS AWS Foundations 7.0, 5.1 to 5.15: Sum, 300 s, one period, and threshold 1 unless the owner
   * chose another.
   */
  private static Alarm alarm(ChainSettings settings, Control control, Topic topic) {
    return new Alarm(
        settings.names().alarm(control),
        Alarm.Type.METRIC,
        new Alarm.Signal(
            Optional.of(settings.names().namespace(control)),
            Optional.of(settings.names().metric(control)),
            Map.of(),
            Optional.of("Sum"),
            Optional.empty()),
        new Alarm.Evaluation(
            PERIOD,
            1,
            1,
            new Alarm.Condition("GreaterThanOrEqualToThreshold", control.tuning().threshold()),
            "notBreaching"),
        new Alarm.Actions(true, List.of(topic.arn().toString())),
        Map.of(),
        Optional.empty(),
        Optional.empty());
  }
}
