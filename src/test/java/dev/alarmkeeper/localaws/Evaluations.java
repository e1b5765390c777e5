package dev.alarmkeeper.localaws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.alarmkeeper.localaws.signal.Evaluation;
import dev.alarmkeeper.localaws.signal.Statistic;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Alarms as CloudWatch evaluates them. Metric alarms on one metric are worked out; those on metric
 * math, on PromQL, on logs or on other alarms do not change here by themselves. <a
 * href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html">Alarm
 * evaluation</a>.
 */
final class Evaluations {
  private static final int MINUTE = 60;
  private static final int HOUR = 3600;
  private static final int DAY = 86_400;

  /** Data of a minute is there when the minute is over. */
  private static final Duration PUBLISHED_AFTER = Duration.ofMinutes(1);

  private final Place place;
  private final Store store;

  Evaluations(Place place, Store store) {
    this.place = place;
    this.store = store;
  }

  /** Evaluates each metric alarm that is due now; now is a multiple of ten seconds. */
  void evaluate() {
    for (ObjectNode alarm : List.copyOf(place.table(store, AlarmKind.METRIC.table()).values())) {
      if (WarmUp.isOver(alarm, store.now()) && isEvaluated(alarm)) {
        metric(alarm).filter(it -> isDue(it, alarm)).ifPresent(it -> evaluate(alarm, it));
      }
    }
  }

  /** Whether some alarm has a period of less than a minute. */
  boolean someAreEvaluatedOften() {
    return place.table(store, AlarmKind.METRIC.table()).values().stream()
        .anyMatch(alarm -> alarm.path("Period").asInt(MINUTE) < MINUTE);
  }

  /** What an alarm looks at. */
  private record Metric(Series series, boolean anyUnit, String statistic, int period) {}

  /**
   * The metric of an alarm, also where it is written as a list of one; nothing for an expression.
   */
  private static Optional<Metric> metric(ObjectNode alarm) {
    if (alarm.has("MetricName")) {
      return Optional.of(
          new Metric(
              new Series(
                  alarm.path("Namespace").asText(),
                  alarm.path("MetricName").asText(),
                  Series.dimensions(alarm.path("Dimensions")),
                  alarm.path("Unit").asText()),
              !alarm.hasNonNull("Unit"),
              alarm.path("Statistic").asText(alarm.path("ExtendedStatistic").asText()),
              alarm.path("Period").asInt()));
    }
    JsonNode only = alarm.path("Metrics").path(0);
    if (alarm.path("Metrics").size() != 1 || !only.has("MetricStat")) {
      return Optional.empty();
    }
    JsonNode stat = only.path("MetricStat");
    return Optional.of(
        new Metric(
            new Series(
                stat.at("/Metric/Namespace").asText(),
                stat.at("/Metric/MetricName").asText(),
                Series.dimensions(stat.at("/Metric/Dimensions")),
                stat.path("Unit").asText()),
            !stat.hasNonNull("Unit"),
            stat.path("Stat").asText(),
            stat.path("Period").asInt()));
  }

  private static boolean isEvaluated(ObjectNode alarm) {
    return !List.of("EVALUATION_ERROR", "EVALUATION_FAILURE", "IN_WARM_UP")
        .contains(alarm.path("EvaluationState").asText());
  }

  /**
   * Once a minute, or as often as its period if that is shorter; over more than a day, "once per
   * hour".
   */
  private boolean isDue(Metric metric, ObjectNode alarm) {
    long second = store.now().getEpochSecond();
    int interval = alarm.path("EvaluationInterval").asInt(Math.min(metric.period(), MINUTE));
    boolean days = (long) metric.period() * alarm.path("EvaluationPeriods").asInt() > DAY;
    return second % (days ? Math.max(HOUR, interval) : interval) == 0;
  }

  private void evaluate(ObjectNode alarm, Metric metric) {
    Evaluation evaluation =
        new Evaluation(
            alarm.path("ComparisonOperator").asText(),
            alarm.path("Threshold").asDouble(),
            alarm.path("EvaluationPeriods").asInt(),
            alarm.path("DatapointsToAlarm").asInt(alarm.path("EvaluationPeriods").asInt()),
            alarm.path("TreatMissingData").asText("missing"));
    Set<Optional<String>> states = new HashSet<>();
    for (String unit : units(metric)) {
      states.add(evaluation.state(recent(alarm, metric, unit, evaluation.range())));
    }
    // "If the metric is published with multiple types of units and you don't specify a unit, the
    // alarm's behavior is not defined": then it does not count on being heard.
    Optional<String> state =
        states.size() == 1 ? states.iterator().next() : Optional.of(AlarmStates.NO_DATA);
    state
        .filter(it -> !it.equals(alarm.path("StateValue").asText()))
        .ifPresent(
            it ->
                AlarmStates.become(
                    place, store, AlarmKind.METRIC, alarm, it, "Threshold crossed or not", ""));
  }

  private Set<String> units(Metric metric) {
    if (!metric.anyUnit()) {
      return Set.of(metric.series().unit());
    }
    Set<String> units = Metrics.units(place, store, metric.series());
    return units.isEmpty() ? Set.of("None") : units;
  }

  /** The data points of the last periods, the most recent first. */
  private List<OptionalDouble> recent(ObjectNode alarm, Metric metric, String unit, int count) {
    Series series =
        new Series(
            metric.series().namespace(),
            metric.series().name(),
            metric.series().dimensions(),
            unit);
    Instant published = store.now().minus(PUBLISHED_AFTER).plusSeconds(1);
    Instant end = end(alarm.path("EvaluationWindow"), metric.period());
    List<OptionalDouble> recent = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Instant until = end.minusSeconds((long) i * metric.period());
      Instant from = until.minusSeconds(metric.period());
      recent.add(
          Statistic.of(
              metric.statistic(),
              Metrics.values(
                  place, store, series, from, until.isBefore(published) ? until : published)));
    }
    return recent;
  }

  /** Now; for a wall clock window the last of the clock's own boundaries. */
  private Instant end(JsonNode window, int period) {
    if (!window.has("WallClockWindow")) {
      return store.now();
    }
    String zone = window.at("/WallClockWindow/Timezone").asText("UTC");
    int offset =
        zone.equals("UTC")
            ? 0
            : ZoneId.of(zone).getRules().getOffset(store.now()).getTotalSeconds();
    long local = store.now().atOffset(ZoneOffset.UTC).toEpochSecond() + offset;
    return Instant.ofEpochSecond(Math.floorDiv(local, period) * period - offset);
  }
}
