package dev.alarmkeeper.aws;

import dev.alarmkeeper.chain.Alarm;
import dev.alarmkeeper.chain.AlarmRules;
import dev.alarmkeeper.chain.Observed;
import dev.alarmkeeper.chain.Observed.Present;
import dev.alarmkeeper.chain.Observed.Unreadable;
import dev.alarmkeeper.chain.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.AlarmType;
import software.amazon.awssdk.services.cloudwatch.model.CloudWatchException;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsResponse;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricAlarmRequest;

/** Alarms, as CloudWatch is asked and told. */
final class Alarms {
  /** Most names of one request. Source: CloudWatch API, DescribeAlarms. */
  private static final int MOST_NAMES = 100;

  /** Pages of a listing of all: 10,000 alarms are more than an account should have. */
  private static final int MOST_PAGES = 100;

  private static final Set<String> VALIDATION =
      Set.of(
          "InvalidParameterValue",
          "InvalidParameterValueException",
          "ValidationError",
          "ValidationException");

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

  /** The alarms of the account and Region, whatever they are called. */
  Observed<List<Alarm>> all() {
    return beginning("");
  }

  /** The alarms of the account and Region whose names begin like this. */
  Observed<List<Alarm>> beginning(String prefix) {
    return Read.of(
        "cloudwatch:DescribeAlarms",
        prefix + "*",
        () -> {
          List<Alarm> found = new ArrayList<>();
          Optional<String> token = Optional.empty();
          for (int pages = 0; pages == 0 || token.isPresent(); pages++) {
            if (pages == MOST_PAGES) {
              return new Unreadable<>(
                  "the account has more than " + MOST_PAGES * MOST_NAMES + " alarms", false);
            }
            String from = token.orElse(null);
            DescribeAlarmsResponse page =
                cloudWatch.describeAlarms(
                    it ->
                        it.alarmNamePrefix(prefix.isEmpty() ? null : prefix)
                            .alarmTypes(AlarmType.METRIC_ALARM, AlarmType.COMPOSITE_ALARM)
                            .maxRecords(MOST_NAMES)
                            .nextToken(from));
            found.addAll(AlarmAnswers.alarms(page));
            token = Optional.ofNullable(page.nextToken());
          }
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
    PutMetricAlarmRequest.Builder request =
        existing
            .map(it -> keepingOwners(it, AlarmRules.overlay(desired, AlarmAnswers.metric(it))))
            .orElseGet(() -> request(desired));
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

  /** A Region that has no log alarms yet refuses their name: then there are none. */
  private List<DescribeAlarmsResponse> describe(List<String> names) {
    try {
      return describe(
          names, AlarmType.METRIC_ALARM, AlarmType.COMPOSITE_ALARM, AlarmType.LOG_ALARM);
    } catch (CloudWatchException refused) {
      if (knowsLogAlarms(refused)) {
        throw refused;
      }
      return describe(names, AlarmType.METRIC_ALARM, AlarmType.COMPOSITE_ALARM);
    }
  }

  private List<DescribeAlarmsResponse> describe(List<String> names, AlarmType... types) {
    return cloudWatch.describeAlarmsPaginator(it -> it.alarmNames(names).alarmTypes(types)).stream()
        .toList();
  }

  /** The refusal names the parameter: "Value '[..., LogAlarm]' at 'alarmTypes' failed ...". */
  private static boolean knowsLogAlarms(CloudWatchException refused) {
    return refused.awsErrorDetails() == null
        || !VALIDATION.contains(String.valueOf(refused.awsErrorDetails().errorCode()))
        || !String.valueOf(refused.awsErrorDetails().errorMessage())
            .toLowerCase(Locale.ROOT)
            .contains("alarmtypes");
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
        .unit(alarm.signal().unit().orElse(null))
        .period(Math.toIntExact(evaluation.period().toSeconds()))
        .evaluationPeriods(evaluation.periods())
        .datapointsToAlarm(evaluation.datapoints())
        .comparisonOperator(evaluation.condition().operator())
        .threshold(evaluation.condition().threshold())
        .treatMissingData(evaluation.missingData())
        .actionsEnabled(alarm.actions().enabled())
        .alarmActions(alarm.actions().alarm());
  }

  /** What is not compared is the owner's; tags stay as they are, whatever a write says. */
  private static PutMetricAlarmRequest.Builder keepingOwners(MetricAlarm existing, Alarm merged) {
    return request(merged)
        .alarmDescription(existing.alarmDescription())
        .okActions(existing.okActions())
        .insufficientDataActions(existing.insufficientDataActions())
        .actionConfiguration(existing.actionConfiguration());
  }
}
