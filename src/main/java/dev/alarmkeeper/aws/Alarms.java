package dev.alarmkeeper.aws;

import static dev.alarmkeeper.aws.MalformedAnswerException.require;

import dev.alarmkeeper.chain.Alarm;
import dev.alarmkeeper.chain.AlarmRules;
import dev.alarmkeeper.chain.Observed;
import dev.alarmkeeper.chain.Observed.Present;
import dev.alarmkeeper.chain.Rule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.AlarmType;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsResponse;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricAlarmRequest;

/** Alarms, as CloudWatch says it. */
final class Alarms {
  /** Most names of one request. Source: CloudWatch API, DescribeAlarms. */
  private static final int MOST_NAMES = 100;

  private final CloudWatchClient cloudWatch;

  Alarms(CloudWatchClient cloudWatch) {
    this.cloudWatch = cloudWatch;
  }

  /** The alarms of these names, of every type: they share their names. */
  Observed<List<Alarm>> named(List<String> names) {
    return Read.of(
        "cloudwatch:DescribeAlarms",
        String.join(",", names),
        () -> {
          List<Alarm> found = new ArrayList<>();
          for (int from = 0; from < names.size(); from += MOST_NAMES) {
            describe(names.subList(from, Math.min(names.size(), from + MOST_NAMES)))
                .forEach(page -> found.addAll(alarms(page)));
          }
          return new Present<>(List.copyOf(found));
        });
  }

  /** Writes the alarm, unless a fresh look shows it as it should be; keeps what the owner added. */
  void put(Alarm desired) {
    List<DescribeAlarmsResponse> pages = describe(List.of(desired.name())).stream().toList();
    Optional<MetricAlarm> existing =
        pages.stream().flatMap(page -> page.metricAlarms().stream()).findFirst();
    if (existing.isPresent() && isAsDesired(desired, metric(existing.get()))) {
      return;
    }
    PutMetricAlarmRequest.Builder request = request(desired);
    existing.ifPresent(alarm -> keepOwners(alarm, desired, request));
    cloudWatch.putMetricAlarm(request.build());
  }

  void enableActions(Alarm alarm) {
    cloudWatch.enableAlarmActions(it -> it.alarmNames(alarm.name()));
  }

  private software.amazon.awssdk.services.cloudwatch.paginators.DescribeAlarmsIterable describe(
      List<String> names) {
    return cloudWatch.describeAlarmsPaginator(
        it ->
            it.alarmNames(names)
                .alarmTypes(
                    AlarmType.METRIC_ALARM, AlarmType.COMPOSITE_ALARM, AlarmType.LOG_ALARM));
  }

  private static boolean isAsDesired(Alarm desired, Alarm observed) {
    return Rule.differences(AlarmRules.SWITCH, desired, observed).isEmpty()
        && Rule.differences(AlarmRules.SETTINGS, desired, observed).isEmpty();
  }

  private static PutMetricAlarmRequest.Builder request(Alarm alarm) {
    Alarm.Evaluation evaluation = alarm.evaluation();
    return PutMetricAlarmRequest.builder()
        .alarmName(alarm.name())
        .namespace(alarm.signal().namespace().orElseThrow())
        .metricName(alarm.signal().metric().orElseThrow())
        .statistic(alarm.signal().statistic().orElseThrow())
        .period(Math.toIntExact(evaluation.period().toSeconds()))
        .evaluationPeriods(evaluation.periods())
        .datapointsToAlarm(evaluation.datapoints())
        .comparisonOperator(evaluation.condition().operator())
        .threshold(evaluation.condition().threshold())
        .treatMissingData(evaluation.missingData())
        .actionsEnabled(alarm.actions().enabled())
        .alarmActions(alarm.actions().alarm());
  }

  private static void keepOwners(
      MetricAlarm existing, Alarm desired, PutMetricAlarmRequest.Builder request) {
    request
        .alarmDescription(existing.alarmDescription())
        .okActions(existing.okActions())
        .insufficientDataActions(existing.insufficientDataActions())
        .alarmActions(
            Stream.concat(existing.alarmActions().stream(), desired.actions().alarm().stream())
                .distinct()
                .toList());
  }

  private static List<Alarm> alarms(DescribeAlarmsResponse page) {
    return Stream.of(
            page.metricAlarms().stream().map(Alarms::metric),
            page.compositeAlarms().stream()
                .map(it -> other(require(it.alarmName(), "AlarmName"), Alarm.Type.COMPOSITE)),
            page.logAlarms().stream()
                .map(it -> other(require(it.alarmName(), "AlarmName"), Alarm.Type.LOG)))
        .flatMap(it -> it)
        .toList();
  }

  private static Alarm metric(MetricAlarm alarm) {
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
        Optional.ofNullable(alarm.evaluationStateAsString()));
  }

  private static Map<String, String> extras(MetricAlarm alarm) {
    Map<String, String> extras = new LinkedHashMap<>();
    if (!alarm.metrics().isEmpty()) {
      extras.put("Metrics", alarm.metrics().toString());
    }
    put(extras, "EvaluationCriteria", alarm.evaluationCriteria());
    put(extras, "EvaluationWindow", alarm.evaluationWindow());
    put(extras, "EvaluationInterval", alarm.evaluationInterval());
    return extras;
  }

  private static void put(Map<String, String> extras, String name, @Nullable Object value) {
    if (value != null) {
      extras.put(name, value.toString());
    }
  }

  private static Alarm other(String name, Alarm.Type type) {
    return new Alarm(
        name,
        type,
        new Alarm.Signal(
            Optional.empty(), Optional.empty(), Map.of(), Optional.empty(), Optional.empty()),
        new Alarm.Evaluation(Duration.ZERO, 0, 0, new Alarm.Condition("none", 0), "missing"),
        new Alarm.Actions(false, List.of()),
        Map.of(),
        Optional.empty());
  }
}
