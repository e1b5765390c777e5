package dev.alarmkeeper.chain;

import static dev.alarmkeeper.chain.Severity.CRITICAL;
import static dev.alarmkeeper.chain.Severity.HIGH;

import dev.alarmkeeper.pattern.Comparison;
import dev.alarmkeeper.pattern.Relation;
import dev.alarmkeeper.text.UntrustedText;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;

/** When two metric filters are the same: the ways to silence one. */
public final class MetricFilterRules {
  private static final String PATTERN = "pattern";
  private static final String VALUE = "metric value";
  private static final String DEFAULT_VALUE = "default value";
  private static final String UNIT = "unit";

  private static final List<Rule<MetricFilter, ?>> BY_MEANING =
      table((desired, observed) -> Comparison.of(desired, observed).relation() == Relation.EQUAL);
  private static final List<Rule<MetricFilter, ?>> TO_THE_LETTER = table(String::equals);

  private MetricFilterRules() {}

  /** The table, for one way of comparing patterns. */
  public static List<Rule<MetricFilter, ?>> table(PatternMatch match) {
    return switch (match) {
      case MEANING -> BY_MEANING;
      case EXACT -> TO_THE_LETTER;
    };
  }

  private static List<Rule<MetricFilter, ?>> table(BiPredicate<String, String> samePattern) {
    return List.of(
        new Rule<>(
            PATTERN,
            MetricFilter::pattern,
            samePattern,
            MetricFilterRules::explain,
            CRITICAL,
            new Cure.Write<>()),
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
  }

  /** What to write over an existing filter: the desired one, with the harmless choices kept. */
  public static MetricFilter overlay(
      MetricFilter desired, MetricFilter observed, PatternMatch match) {
    Set<String> drifted =
        Rule.differences(table(match), desired, observed).stream()
            .map(drift -> drift.rule().field())
            .collect(Collectors.toSet());
    MetricFilter.Transformation wanted = desired.transformation();
    MetricFilter.Transformation found = observed.transformation();
    return new MetricFilter(
        desired.logGroup(),
        desired.name(),
        drifted.contains(PATTERN) ? desired.pattern() : observed.pattern(),
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
    try {
      return Double.parseDouble(desired) == Double.parseDouble(observed);
    } catch (NumberFormatException _) {
      return desired.equals(observed); // "$.field" publishes a field of the event
    }
  }

  private static Reason explain(String desired, String observed) {
    Comparison comparison = Comparison.of(desired, observed);
    return comparison.relation() == Relation.EQUAL
        ? Reason.of("means the same, but PATTERN_MATCH=exact wants it to the letter")
        : new Reason(
            UntrustedText.safe(String.join("; ", comparison.explanation()), UntrustedText.LONG),
            comparison.counterexample());
  }
}
