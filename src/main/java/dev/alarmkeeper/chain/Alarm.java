package dev.alarmkeeper.chain;

import dev.alarmkeeper.policy.Wildcards;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An alarm: watches one metric and tells a topic. Source: CloudWatch API, MetricAlarm.
 *
 * @param name unique in account and Region, over all types of alarm
 * @param type what kind of alarm carries the name
 * @param signal the metric it watches
 * @param evaluation when it fires
 * @param actions whom it tells
 * @param extras settings alarmkeeper never uses, by the name they have in the API: each of them can
 *     mute or delay
 * @param evaluationState why CloudWatch does not evaluate it, if it does not
 * @param state what it last found; empty where the alarm is only desired
 */
public record Alarm(
    String name,
    Type type,
    Signal signal,
    Evaluation evaluation,
    Actions actions,
    Map<String, String> extras,
    Optional<String> evaluationState,
    Optional<State> state) {

  /** Most actions of one state. Source: CloudWatch API, PutMetricAlarm. */
  public static final int MOST_ACTIONS = 5;

  /** Among the extras of a composite alarm: the expression over other alarms. */
  public static final String RULE = "AlarmRule";

  /** Copies the extras. */
  public Alarm {
    extras = Map.copyOf(extras);
  }

  /** The same, firing on another condition. */
  Alarm with(Condition condition) {
    return with(
        new Evaluation(
            evaluation.period,
            evaluation.periods,
            evaluation.datapoints,
            condition,
            evaluation.missingData));
  }

  /** The same, over another period. */
  Alarm with(Duration period) {
    return with(
        new Evaluation(
            period,
            evaluation.periods,
            evaluation.datapoints,
            evaluation.condition,
            evaluation.missingData));
  }

  /** The same, counting data of this unit. */
  Alarm with(Optional<String> unit) {
    return new Alarm(
        name,
        type,
        new Signal(signal.namespace, signal.metric, signal.dimensions, signal.statistic, unit),
        evaluation,
        actions,
        extras,
        evaluationState,
        state);
  }

  private Alarm with(Evaluation other) {
    return new Alarm(name, type, signal, other, actions, extras, evaluationState, state);
  }

  /**
   * What an alarm last found. It tells people when the value changes, and never while it stays.
   *
   * @param value {@code OK}, {@code ALARM} or {@code INSUFFICIENT_DATA}
   * @param since when the value last changed
   * @param configured when the alarm was last written
   * @param reason in CloudWatch's words; made safe to print
   */
  public record State(String value, Instant since, Instant configured, String reason) {
    /** Fires no more until it has been in another state. */
    public static final String ALARM = "ALARM";

    /** Nothing to evaluate yet, or no longer. */
    public static final String NO_DATA = "INSUFFICIENT_DATA";
  }

  /** The same alarm under another name. */
  public Alarm named(String other) {
    return new Alarm(other, type, signal, evaluation, actions, extras, evaluationState, state);
  }

  /**
   * The actions that a role may not write which may write this alarm's and those of these forms. An
   * alarm is written with all its actions or not at all.
   *
   * @param further forms in IAM's wildcards
   */
  public List<String> foreignActions(Alarm observed, List<String> further) {
    return observed.actions().alarm().stream()
        .filter(it -> !actions.alarm().contains(it))
        .filter(it -> further.stream().noneMatch(form -> Wildcards.match(form, it)))
        .toList();
  }

  /** The kinds of alarm, which share their names. */
  public enum Type {
    /** Watches a metric. */
    METRIC,
    /** Combines other alarms. */
    COMPOSITE,
    /** Watches the result of a log query. */
    LOG
  }

  /** What it watches; empty fields where the alarm is of another kind. */
  public record Signal(
      Optional<String> namespace,
      Optional<String> metric,
      Map<String, String> dimensions,
      Optional<String> statistic,
      Optional<String> unit) {
    /** Copies the dimensions. */
    public Signal {
      dimensions = Map.copyOf(dimensions);
    }
  }

  /**
   * When it fires.
   *
   * @param datapoints how many of the periods must breach
   * @param missingData TreatMissingData of the CloudWatch API
   */
  public record Evaluation(
      Duration period, int periods, int datapoints, Condition condition, String missingData) {}

  /**
   * The comparison that breaches.
   *
   * @param operator a ComparisonOperator of the CloudWatch API
   * @param threshold in the metric's unit: matching events per period
   */
  public record Condition(String operator, double threshold) {
    /**
     * The fewest matching events of a period that breach; empty if no number of them does, or if
     * none at all does too.
     */
    Optional<Double> fewest() {
      double fewest =
          switch (operator) {
            case "GreaterThanOrEqualToThreshold" -> Math.ceil(threshold);
            case "GreaterThanThreshold" -> Math.floor(threshold) + 1;
            default -> Double.NaN;
          };
      return fewest >= 1 && Double.isFinite(fewest) ? Optional.of(fewest) : Optional.empty();
    }

    /** Whether this sum of a period breaches. */
    boolean breaches(double sum) {
      return switch (operator) {
        case "GreaterThanOrEqualToThreshold" -> sum >= threshold;
        case "GreaterThanThreshold" -> sum > threshold;
        default -> false;
      };
    }

    /**
     * Whether both fire at the same number of events. One that fires at fewer is no better: it is
     * in ALARM already when those come that should fire it, and tells nobody of them.
     */
    boolean firesLike(Condition other) {
      return fewest().isPresent() && fewest().equals(other.fewest());
    }

    @Override
    public String toString() {
      return operator
          + " "
          + (Double.isFinite(threshold)
              ? BigDecimal.valueOf(threshold).stripTrailingZeros().toPlainString()
              : threshold);
    }
  }

  /**
   * Whom it tells.
   *
   * @param alarm ARNs told when the state becomes ALARM
   */
  public record Actions(boolean enabled, List<String> alarm) {
    /** Copies the list. */
    public Actions {
      alarm = List.copyOf(alarm);
    }

    /** The targets, as a report shows them; whether they are enabled is told apart from them. */
    @Override
    public String toString() {
      return alarm.isEmpty() ? "none" : String.join(", ", alarm);
    }

    boolean tell(List<String> wanted) {
      return alarm.containsAll(wanted);
    }

    boolean haveRoomFor(List<String> wanted) {
      return Stream.concat(alarm.stream(), wanted.stream()).distinct().count() <= MOST_ACTIONS;
    }
  }
}
