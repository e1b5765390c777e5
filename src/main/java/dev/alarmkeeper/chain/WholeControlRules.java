package dev.alarmkeeper.chain;

import static dev.alarmkeeper.chain.Severity.CRITICAL;
import static dev.alarmkeeper.chain.Severity.HIGH;

import dev.alarmkeeper.text.Shell;
import java.util.List;
import java.util.function.Function;

/** The ways to silence a control whose every link is as it should be. */
public final class WholeControlRules {
  private static final String OTHERS =
      "delete or change these filters, or name them in the overrides as feeders of the control;"
          + " alarmkeeper deletes nobody's";

  /** Who else feeds the metric. */
  public static final List<Rule<WholeControl, ?>> FEEDERS =
      List.of(
          others(
              CRITICAL,
              "filters that subtract from the metric",
              WholeControl::subtracting,
              "what they publish takes away what a use adds, and the alarm does not fire"),
          others(
              HIGH,
              "filters that always feed the metric",
              WholeControl::flooding,
              "they keep the alarm in ALARM, where it tells nobody of a use"),
          others(
              HIGH,
              "other filters that feed the metric",
              WholeControl::strange,
              "other events put the alarm in ALARM, where it tells nobody of a use"));

  /** What the alarm made of it. */
  public static final List<Rule<WholeControl, ?>> STATE =
      List.of(
          Rule.asked(
              HIGH,
              "state ALARM",
              WholeControl::stuck,
              (_, observed) -> observed.isEmpty(),
              "an alarm tells when its state changes: while it stays in ALARM, it tells nobody of the"
                  + " next use",
              new Cure.Person<>(
                  "find what feeds the metric: a filter, a use that goes on, or data that somebody"
                      + " puts there",
                  (_, observed) ->
                      "aws cloudwatch describe-alarm-history --history-item-type StateUpdate"
                          + " --alarm-name "
                          + Shell.word(observed.pair().alarm().name()))),
          Rule.asked(
              HIGH,
              "state INSUFFICIENT_DATA",
              WholeControl::blind,
              (_, observed) -> observed.isEmpty(),
              "filter and alarm are as they should be, and what is published does not reach the alarm",
              new Cure.Person<>(
                  "compare what is published with what the alarm watches: namespace, name, unit and"
                      + " dimensions",
                  (_, observed) ->
                      "aws cloudwatch list-metrics" + metric(observed, " --namespace "))));

  private WholeControlRules() {}

  private static Rule<WholeControl, List<String>> others(
      Severity severity, String field, Function<WholeControl, List<String>> of, String why) {
    return Rule.asked(
        severity,
        field,
        of,
        (_, observed) -> observed.isEmpty(),
        why,
        new Cure.Person<>(
            OTHERS,
            (_, observed) ->
                "aws logs describe-metric-filters" + metric(observed, " --metric-namespace ")));
  }

  private static String metric(WholeControl control, String namespace) {
    MetricFilter.Transformation published = control.pair().filter().transformation();
    return namespace
        + Shell.word(published.namespace())
        + " --metric-name "
        + Shell.word(published.metric());
  }
}
