package dev.alarmkeeper.chain;

import static dev.alarmkeeper.chain.Severity.CRITICAL;
import static dev.alarmkeeper.chain.Severity.HIGH;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** When two metric filters are the same: the ways to silence one. */
public final class MetricFilterRules {
  private static final String PATTERN = "pattern";
  private static final String VALUE = "metric value";
  private static final String DEFAULT_VALUE = "default value";
  private static final String UNIT = "unit";

  /** All rows but the pattern's. */
  static final List<Rule<MetricFilter, ?>> SETTINGS =
      List.of(
          Rule.written(
              CRITICAL,
              "metric namespace",
              filter -> filter.transformation().namespace(),
              String::equals,
              "the alarm watches another metric and sees nothing"),
          Rule.written(
              CRITICAL,
              "metric name",
              filter -> filter.transformation().metric(),
              String::equals,
              "the alarm watches another metric and sees nothing"),
          Rule.written(
              CRITICAL,
              VALUE,
              filter -> filter.transformation().value(),
              MetricFilterRules::sameNumber,
              "matches no longer add up to the alarm's threshold"),
          Rule.written(
              HIGH,
              DEFAULT_VALUE,
              filter -> filter.transformation().defaultValue(),
              // A negative default is subtracted from the sum; a positive one keeps the alarm in
              // ALARM, where it sends nothing more.
              (_, observed) -> observed.orElse(0.0) == 0.0,
              "events that do not match move the sum: the alarm fires never, or always"),
          Rule.written(
              HIGH,
              UNIT,
              filter -> filter.transformation().unit(),
              Pair::sameUnit,
              "data of another unit is counted apart, and the alarm may see none of it"),
          Rule.written(
              CRITICAL,
              "dimensions",
              filter -> filter.transformation().dimensions(),
              (_, observed) -> observed.isEmpty(),
              "the metric is split by dimension, and the alarm watches the one without"),
          Rule.written(
              CRITICAL,
              "apply on transformed logs",
              filter -> filter.scope().onTransformedLogs(),
              Boolean::equals,
              "a transformer may rename the fields that the pattern reads"),
          Rule.written(
              CRITICAL,
              "field selection criteria",
              filter -> filter.scope().selection(),
              (_, observed) -> observed.isEmpty(),
              "events are left out before the pattern sees them"),
          Rule.written(
              CRITICAL,
              "system field dimensions",
              filter -> filter.scope().systemFields(),
              (_, observed) -> observed.isEmpty(),
              "the metric is split by dimension, and the alarm watches the one without"));

  private MetricFilterRules() {}

  /** Whether what it publishes is as it should be, and of what; its pattern aside. */
  public static boolean publishesAlike(MetricFilter desired, MetricFilter observed) {
    return Rule.differences(SETTINGS, desired, observed).isEmpty();
  }

  /** The table, with a judge of patterns. */
  public static List<Rule<MetricFilter, ?>> table(PatternJudge judge) {
    List<Rule<MetricFilter, ?>> table = new ArrayList<>();
    table.add(
        new Rule<>(
            PATTERN,
            MetricFilter::pattern,
            judge::serves,
            judge::explain,
            CRITICAL,
            new Cure.Write<>()));
    table.addAll(SETTINGS);
    return table;
  }

  /**
   * What to write over an existing filter: the desired one, with the harmless choices kept.
   *
   * @param serving a pattern that was judged to serve as well as the desired one
   */
  public static MetricFilter overlay(
      MetricFilter desired, MetricFilter observed, Optional<String> serving) {
    Set<String> drifted =
        Rule.differences(SETTINGS, desired, observed).stream()
            .map(drift -> drift.rule().field())
            .collect(Collectors.toSet());
    MetricFilter.Transformation wanted = desired.transformation();
    MetricFilter.Transformation found = observed.transformation();
    return new MetricFilter(
        desired.logGroup(),
        desired.name(),
        serving.filter(observed.pattern()::equals).orElse(desired.pattern()),
        new MetricFilter.Transformation(
            wanted.namespace(),
            wanted.metric(),
            drifted.contains(VALUE) ? wanted.value() : found.value(),
            drifted.contains(DEFAULT_VALUE) ? wanted.defaultValue() : found.defaultValue(),
            drifted.contains(UNIT) ? wanted.unit() : found.unit(),
            wanted.dimensions()),
        desired.scope());
  }

  private static boolean sameNumber(String desired, String observed) {
    return desired.equals(observed) || Pair.number(desired) == Pair.number(observed);
  }
}
