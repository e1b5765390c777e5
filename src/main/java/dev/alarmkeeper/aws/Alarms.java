package dev.alarmkeeper.aws;

import dev.alarmkeeper.chain.Alarm;
import dev.alarmkeeper.chain.AlarmRules;
import dev.alarmkeeper.chain.Observed;
import dev.alarmkeeper.chain.Observed.Present;
import dev.alarmkeeper.chain.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.AlarmType;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricAlarmRequest;
import software.amazon.awssdk.services.cloudwatch.paginators.DescribeAlarmsIterable;

/** Alarms, as CloudWatch is asked and told. */
final class Alarms {
  /** Most names of one request. Source: CloudWatch API, DescribeAlarms. */
  private static final int MOST_NAMES = 100;

  private final CloudWatchClient cloudWatch;
  private final Pace pace;

  /** By name, what the last look saw, of what nothing was written since; empty if it saw none. */
  private final Map<String, Optional<MetricAlarm>> seen = new ConcurrentHashMap<>();

  Alarms(CloudWatchClient cloudWatch, Pace pace) {
    this.cloudWatch = cloudWatch;
    this.pace = pace;
  }

  /** The alarms of these names, of every type: they share their names. */
  Observed<List<Alarm>> named(List<String> names) {
    names.forEach(seen::remove);
    return Read.of(
        "cloudwatch:DescribeAlarms",
        String.join(",", names),
        () -> {
          List<Alarm> found = new ArrayList<>();
          List<MetricAlarm> metric = new ArrayList<>();
          for (int from = 0; from < names.size(); from += MOST_NAMES) {
            describe(names.subList(from, Math.min(names.size(), from + MOST_NAMES)))
                .forEach(
                    page -> {
                      found.addAll(AlarmAnswers.alarms(page));
                      metric.addAll(page.metricAlarms());
                    });
          }
          names.forEach(it -> seen.put(it, Optional.empty()));
          metric.forEach(it -> seen.put(it.alarmName(), Optional.of(it)));
          return new Present<>(List.copyOf(found));
        });
  }

  /**
   * Writes the alarm, unless the last look shows it as it should be; keeps what the owner added.
   */
  void put(Alarm desired) {
    Optional<MetricAlarm> known = seen.remove(desired.name());
    Optional<MetricAlarm> existing = known == null ? read(desired.name()) : known;
    if (existing.isPresent() && isAsDesired(desired, AlarmAnswers.metric(existing.get()))) {
      return;
    }
    PutMetricAlarmRequest.Builder request = request(desired);
    existing.ifPresent(alarm -> keepOwners(alarm, desired, request));
    pace.await("PutMetricAlarm");
    cloudWatch.putMetricAlarm(request.build());
  }

  private Optional<MetricAlarm> read(String name) {
    return describe(List.of(name)).stream()
        .flatMap(page -> page.metricAlarms().stream())
        .findFirst();
  }

  void enableActions(Alarm alarm) {
    pace.await("EnableAlarmActions");
    cloudWatch.enableAlarmActions(it -> it.alarmNames(alarm.name()));
  }

  private DescribeAlarmsIterable describe(List<String> names) {
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
                // Where the owner's fill it there is no room for ours, and a person is asked.
                .limit(Alarm.MOST_ACTIONS)
                .toList());
  }
}
