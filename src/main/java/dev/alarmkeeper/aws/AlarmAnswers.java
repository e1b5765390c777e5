package dev.alarmkeeper.aws;

import static dev.alarmkeeper.aws.MalformedAnswerException.listed;
import static dev.alarmkeeper.aws.MalformedAnswerException.require;

import dev.alarmkeeper.chain.Alarm;
import dev.alarmkeeper.text.UntrustedText;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.cloudwatch.model.CompositeAlarm;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsResponse;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;

/** Alarms, as CloudWatch describes them, in our words. */
final class AlarmAnswers {
  private AlarmAnswers() {}

  /** The alarms of one page, of every type. */
  static List<Alarm> alarms(DescribeAlarmsResponse page) {
    return Stream.of(
            listed(page.hasMetricAlarms(), page.metricAlarms(), "MetricAlarms").stream()
                .map(AlarmAnswers::metric),
            listed(page.hasCompositeAlarms(), page.compositeAlarms(), "CompositeAlarms").stream()
                .map(AlarmAnswers::composite),
            // A Region that has no log alarms yet leaves their list out.
            page.logAlarms().stream()
                .map(
                    it ->
                        other(
                            require(it.alarmName(), "AlarmName"),
                            Alarm.Type.LOG,
                            new Alarm.Actions(false, List.of()),
                            Map.of())))
        .flatMap(it -> it)
        .toList();
  }

  static Alarm metric(MetricAlarm alarm) {
    int periods = Optional.ofNullable(alarm.evaluationPeriods()).orElse(0);
    return new Alarm(
        require(alarm.alarmName(), "AlarmName"),
        Alarm.Type.METRIC,
        new Alarm.Signal(
            Optional.ofNullable(alarm.namespace()),
            Optional.ofNullable(alarm.metricName()),
            alarm.dimensions().stream()
                .collect(
                    Collectors.toMap(
                        it -> require(it.name(), "Dimensions.Name"),
                        it -> require(it.value(), "Dimensions.Value"))),
            Optional.ofNullable(alarm.statisticAsString())
                .or(() -> Optional.ofNullable(alarm.extendedStatistic())),
            Optional.ofNullable(alarm.unitAsString())),
        new Alarm.Evaluation(
            Duration.ofSeconds(Optional.ofNullable(alarm.period()).orElse(0)),
            periods,
            Optional.ofNullable(alarm.datapointsToAlarm()).orElse(periods),
            new Alarm.Condition(
                Optional.ofNullable(alarm.comparisonOperatorAsString()).orElse("none"),
                Optional.ofNullable(alarm.threshold()).orElse(0.0)),
            Optional.ofNullable(alarm.treatMissingData()).orElse("missing")),
        new Alarm.Actions(require(alarm.actionsEnabled(), "ActionsEnabled"), alarm.alarmActions()),
        extras(alarm),
        Optional.ofNullable(alarm.evaluationStateAsString()),
        Optional.of(state(alarm)));
  }

  private static Alarm.State state(MetricAlarm alarm) {
    Instant updated = require(alarm.stateUpdatedTimestamp(), "StateUpdatedTimestamp");
    return new Alarm.State(
        require(alarm.stateValueAsString(), "StateValue"),
        // Not in answers of older Regions, and of alarms that have never changed.
        Optional.ofNullable(alarm.stateTransitionedTimestamp()).orElse(updated),
        Optional.ofNullable(alarm.alarmConfigurationUpdatedTimestamp()).orElse(updated),
        UntrustedText.of(Optional.ofNullable(alarm.stateReason()).orElse("")).toString());
  }

  private static Map<String, String> extras(MetricAlarm alarm) {
    Map<String, String> extras = new LinkedHashMap<>();
    if (!alarm.metrics().isEmpty()) {
      extras.put("Metrics", SdkText.of(alarm.metrics()));
    }
    put(extras, "ThresholdMetricId", alarm.thresholdMetricId());
    put(extras, "EvaluationCriteria", alarm.evaluationCriteria());
    if (alarm.evaluationWindow() != null && alarm.evaluationWindow().slidingWindow() == null) {
      put(extras, "EvaluationWindow", alarm.evaluationWindow());
    }
    put(extras, "EvaluationInterval", alarm.evaluationInterval());
    put(extras, "WarmUpConfiguration", alarm.warmUpConfiguration());
    return extras;
  }

  private static void put(Map<String, String> extras, String name, @Nullable SdkPojo part) {
    if (part != null) {
      extras.put(name, SdkText.of(part));
    }
  }

  private static void put(Map<String, String> extras, String name, @Nullable Integer number) {
    if (number != null) {
      extras.put(name, String.valueOf(number));
    }
  }

  private static void put(Map<String, String> extras, String name, @Nullable String text) {
    if (text != null) {
      extras.put(name, text);
    }
  }

  private static Alarm composite(CompositeAlarm alarm) {
    return other(
        require(alarm.alarmName(), "AlarmName"),
        Alarm.Type.COMPOSITE,
        new Alarm.Actions(Boolean.TRUE.equals(alarm.actionsEnabled()), alarm.alarmActions()),
        Map.of(Alarm.RULE, Optional.ofNullable(alarm.alarmRule()).orElse("")));
  }

  private static Alarm other(
      String name, Alarm.Type type, Alarm.Actions actions, Map<String, String> extras) {
    return new Alarm(
        name,
        type,
        new Alarm.Signal(
            Optional.empty(), Optional.empty(), Map.of(), Optional.empty(), Optional.empty()),
        new Alarm.Evaluation(Duration.ZERO, 0, 0, new Alarm.Condition("none", 0), "missing"),
        actions,
        extras,
        Optional.empty(),
        Optional.empty());
  }
}
