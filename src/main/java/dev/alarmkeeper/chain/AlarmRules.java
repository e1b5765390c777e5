package dev.alarmkeeper.chain;

import static dev.alarmkeeper.chain.Severity.CRITICAL;
import static dev.alarmkeeper.chain.Severity.HIGH;

import dev.alarmkeeper.text.Shell;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** When two alarms are the same: the ways to mute or delay one. */
public final class AlarmRules {
  private static final String UNIT = "unit";
  private static final String PERIOD = "period";
  private static final String CONDITION = "condition";
  private static final String MISSING_DATA = "missing data";
  private static final String ALARM_ACTIONS = "alarm actions";
  private static final String ROOM_FOR_OURS = "room for our action";

  /** The fields that say whether it tells our topic. */
  public static final Set<String> WHOM_IT_TELLS = Set.of(ALARM_ACTIONS, ROOM_FOR_OURS);

  private static final Set<String> HARMLESS_MISSING_DATA = Set.of("notBreaching", "missing");

  /** Who holds the name. Where it is not a metric alarm, nothing else can be compared. */
  public static final List<Rule<Alarm, ?>> NAME =
      List.of(
          Rule.asked(
              CRITICAL,
              "type",
              Alarm::type,
              Enum::equals,
              "another kind of alarm took the name, and an alarm cannot change its kind",
              new Cure.Person<>(
                  "delete it or rename it; the next run creates the metric alarm",
                  (_, alarm) ->
                      "aws cloudwatch delete-alarms --alarm-names " + Shell.word(alarm.name()))));

  /** What EnableAlarmActions puts right. */
  public static final List<Rule<Alarm, ?>> SWITCH =
      List.of(
          Rule.written(
              CRITICAL,
              "actions enabled",
              alarm -> alarm.actions().enabled(),
              Boolean::equals,
              "the alarm fires and tells nobody"));

  /** What PutMetricAlarm puts right. */
  public static final List<Rule<Alarm, ?>> SETTINGS =
      List.of(
          Rule.written(
              CRITICAL,
              "namespace",
              alarm -> alarm.signal().namespace(),
              Optional::equals,
              "the alarm watches another metric"),
          Rule.written(
              CRITICAL,
              "metric",
              alarm -> alarm.signal().metric(),
              Optional::equals,
              "the alarm watches another metric"),
          Rule.written(
              CRITICAL,
              "dimensions",
              alarm -> alarm.signal().dimensions(),
              (_, observed) -> observed.isEmpty(),
              "the filter publishes without dimensions, so the alarm sees nothing"),
          Rule.written(
              CRITICAL,
              "statistic",
              alarm -> alarm.signal().statistic(),
              Optional::equals,
              "only a sum reaches the threshold whatever else is published"),
          Rule.written(
              CRITICAL,
              UNIT,
              alarm -> alarm.signal().unit(),
              Pair::sameUnit,
              "data of another unit is counted apart, and the alarm may see none of it"),
          Rule.written(
              HIGH,
              PERIOD,
              Window::of,
              Window::serves,
              "too long keeps later uses quiet; too short misses late data, or parts uses that count"
                  + " together"),
          Rule.written(
              HIGH,
              "evaluation periods",
              alarm -> alarm.evaluation().periods(),
              Integer::equals,
              "it stays in ALARM longer and keeps later uses quiet"),
          Rule.written(
              CRITICAL,
              "datapoints to alarm",
              alarm -> alarm.evaluation().datapoints(),
              Integer::equals,
              "one use is not enough to fire"),
          Rule.written(
              CRITICAL,
              CONDITION,
              alarm -> alarm.evaluation().condition(),
              Alarm.Condition::firesLike,
              "it does not fire when it should, or fires before and then tells no more"),
          Rule.written(
              CRITICAL,
              MISSING_DATA,
              alarm -> alarm.evaluation().missingData(),
              (_, observed) -> HARMLESS_MISSING_DATA.contains(observed),
              "the alarm does not leave ALARM, and so never tells again"),
          Rule.written(
              CRITICAL,
              ALARM_ACTIONS,
              Alarm::actions,
              (desired, observed) ->
                  observed.tell(desired.alarm()) || !observed.haveRoomFor(desired.alarm()),
              "the alarm fires and does not tell our topic"),
          extra("Metrics", "metric math took the place of the metric"),
          extra("ThresholdMetricId", "a band of expected values took the place of the threshold"),
          extra("EvaluationCriteria", "a query took the place of the metric"),
          extra("EvaluationWindow", "a window of another kind delays the alarm"),
          extra("EvaluationInterval", "a longer interval delays the alarm"),
          extra("WarmUpConfiguration", "a new alarm tells nobody until it is warm"));

  /** What a person puts right, because alarmkeeper removes nobody's action. */
  public static final List<Rule<Alarm, ?>> ROOM =
      List.of(
          Rule.asked(
              CRITICAL,
              ROOM_FOR_OURS,
              Alarm::actions,
              (desired, observed) ->
                  observed.tell(desired.alarm()) || observed.haveRoomFor(desired.alarm()),
              "the alarm has all the actions it can have, and ours is not among them",
              new Cure.Person<>(
                  "remove one of the alarm's actions; alarmkeeper removes nobody's",
                  (_, alarm) ->
                      "aws cloudwatch describe-alarms --alarm-names " + Shell.word(alarm.name()))));

  /** What time puts right. */
  public static final List<Rule<Alarm, ?>> CIRCUMSTANCES =
      List.of(
          Rule.asked(
              CRITICAL,
              "evaluation state",
              Alarm::evaluationState,
              (_, observed) -> observed.isEmpty() || observed.get().equals("PARTIAL_DATA"),
              "CloudWatch does not evaluate the alarm",
              new Cure.Time<>("CloudWatch reports this until the alarm can be evaluated again")));

  private AlarmRules() {}

  /**
   * How long uses count together.
   *
   * @param fewest how many of them must
   */
  private record Window(Duration period, double fewest) {
    /** Shorter than a minute, the log's own delay outlasts the period. */
    private static final Duration SHORTEST = Duration.ofMinutes(1);

    static Window of(Alarm alarm) {
      return new Window(
          alarm.evaluation().period(), alarm.evaluation().condition().fewest().orElse(1.0));
    }

    /** Where one use fires, whatever number it publishes. */
    static Window one(Alarm alarm) {
      return new Window(alarm.evaluation().period(), 1);
    }

    /** A shorter one serves only where each use counts alone: five, a minute apart, do not meet. */
    boolean serves(Window observed) {
      return fewest > 1
          ? observed.period.equals(period)
          : observed.period.compareTo(SHORTEST) >= 0 && observed.period.compareTo(period) <= 0;
    }

    @Override
    public String toString() {
      return period.toSeconds() + " s";
    }
  }

  /** Whether the observed alarm's period serves as well as the desired one's. */
  static boolean isPeriodHarmless(Alarm desired, Alarm observed) {
    return Window.one(desired).serves(Window.of(observed));
  }

  /**
   * What to write over an existing alarm: the desired one, with the harmless choices and all
   * actions kept, as far as there is room.
   */
  public static Alarm overlay(Alarm desired, Alarm observed) {
    // Of an alarm that watches a query or metric math no choice fits the metric.
    boolean watchesMetric = observed.signal().metric().isPresent();
    Set<String> drifted =
        Rule.differences(SETTINGS, desired, observed).stream()
            .map(drift -> drift.rule().field())
            .collect(Collectors.toSet());
    Predicate<String> isKept = field -> watchesMetric && !drifted.contains(field);
    Alarm.Signal wanted = desired.signal();
    Alarm.Evaluation should = desired.evaluation();
    Alarm.Evaluation is = observed.evaluation();
    return new Alarm(
        desired.name(),
        desired.type(),
        new Alarm.Signal(
            wanted.namespace(),
            wanted.metric(),
            wanted.dimensions(),
            wanted.statistic(),
            isKept.test(UNIT) ? observed.signal().unit() : wanted.unit()),
        new Alarm.Evaluation(
            isKept.test(PERIOD) ? is.period() : should.period(),
            should.periods(),
            should.datapoints(),
            isKept.test(CONDITION) ? is.condition() : should.condition(),
            isKept.test(MISSING_DATA) ? is.missingData() : should.missingData()),
        new Alarm.Actions(
            desired.actions().enabled(),
            Stream.concat(observed.actions().alarm().stream(), desired.actions().alarm().stream())
                .distinct()
                // Where the owner's fill it there is no room for ours, and a person is asked.
                .limit(Alarm.MOST_ACTIONS)
                .toList()),
        desired.extras(),
        Optional.empty(),
        Optional.empty());
  }

  private static Rule<Alarm, Optional<String>> extra(String name, String why) {
    return Rule.written(
        CRITICAL,
        name,
        alarm -> Optional.ofNullable(alarm.extras().get(name)),
        (_, observed) -> observed.isEmpty(),
        why);
  }
}
