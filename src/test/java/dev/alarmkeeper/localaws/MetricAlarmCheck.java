package dev.alarmkeeper.localaws;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.regex.Pattern;

/** What PutMetricAlarm asks of its parameters. */
final class MetricAlarmCheck {
  private static final List<String> STATISTICS =
      List.of("SampleCount", "Average", "Sum", "Minimum", "Maximum");
  private static final List<String> OPERATORS =
      List.of(
          "GreaterThanOrEqualToThreshold",
          "GreaterThanThreshold",
          "LessThanThreshold",
          "LessThanOrEqualToThreshold",
          "LessThanLowerOrGreaterThanUpperThreshold",
          "LessThanLowerThreshold",
          "GreaterThanUpperThreshold");
  private static final Pattern NAMESPACE = Pattern.compile("[^:].*");
  private static final List<Integer> SHORT_PERIODS = List.of(10, 20, 30);
  private static final List<Integer> CLOCK_PERIODS = List.of(60, 300, 3600, 86_400, 604_800);
  private static final int MINUTE = 60;
  private static final int HOUR = 3600;
  private static final int DAY = 86_400;
  private static final int WEEK = 604_800;

  private MetricAlarmCheck() {}

  static void check(Input alarm) {
    if (alarm.has("EvaluationCriteria")) {
      exclude(alarm, "EvaluationCriteria", "MetricName", "Namespace", "Metrics", "Threshold");
      return;
    }
    alarm.required("ComparisonOperator");
    alarm.checkOneOf("ComparisonOperator", OPERATORS);
    alarm.required("EvaluationPeriods");
    int periods = alarm.number("EvaluationPeriods", 1, 1, Integer.MAX_VALUE);
    int toAlarm = alarm.number("DatapointsToAlarm", periods, 1, Integer.MAX_VALUE);
    if (toAlarm > periods) {
      throw alarm.invalid("DatapointsToAlarm", toAlarm, "Must not exceed EvaluationPeriods");
    }
    // "cannot be specified for alarms configured with MetricName or Metrics"
    exclude(alarm, "A metric", "EvaluationInterval");
    checkWindow(alarm);
    if (alarm.has("Metrics")) {
      exclude(alarm, "Metrics", "MetricName", "Namespace", "Period", "Statistic");
      return;
    }
    checkMetric(alarm);
    checkPeriod(alarm, periods);
    if (!alarm.has("Threshold") && !alarm.has("ThresholdMetricId")) {
      throw alarm.codes().invalid("The parameter Threshold is required");
    }
  }

  // https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_EvaluationWindow.html
  private static void checkWindow(Input alarm) {
    if (!alarm.has("EvaluationWindow")) {
      return;
    }
    Input window = alarm.in(alarm.node("EvaluationWindow"));
    if (window.has("SlidingWindow") == window.has("WallClockWindow")) {
      throw alarm.codes().invalid("EvaluationWindow has exactly one of its members");
    }
    if (window.has("WallClockWindow")) {
      if (!CLOCK_PERIODS.contains(alarm.node("Period").asInt(MINUTE))) {
        throw alarm.invalid("Period", alarm.node("Period"), "Must be one of " + CLOCK_PERIODS);
      }
      String zone = window.in(window.node("WallClockWindow")).text("Timezone", "UTC");
      try {
        ZoneId.of(zone);
      } catch (DateTimeException e) {
        throw alarm.invalid("Timezone", zone, "Must be a time zone");
      }
    }
  }

  private static void checkMetric(Input alarm) {
    alarm.checkLength("MetricName", alarm.required("MetricName"), 1, 255);
    alarm.check("Namespace", alarm.required("Namespace"), 1, 255, NAMESPACE);
    if (alarm.has("Statistic") == alarm.has("ExtendedStatistic")) {
      throw alarm.codes().invalid("Exactly one of Statistic and ExtendedStatistic is required");
    }
    alarm.checkOneOf("Statistic", STATISTICS);
    alarm.checkOneOf("Unit", Metrics.UNITS);
    for (JsonNode dimension : alarm.list("Dimensions", 0, 30)) {
      for (String member : List.of("Name", "Value")) {
        alarm.in(dimension).checkLength(member, alarm.in(dimension).required(member), 1, 1024);
      }
    }
  }

  private static void checkPeriod(Input alarm, int periods) {
    alarm.required("Period");
    int period = alarm.number("Period", 0, 1, Integer.MAX_VALUE);
    if (period % MINUTE != 0 && !SHORT_PERIODS.contains(period)) {
      throw alarm.invalid("Period", period, "Must be 10, 20, 30 or a multiple of 60");
    }
    if ((long) period * periods > (period < HOUR ? DAY : WEEK)) {
      throw alarm
          .codes()
          .invalid("Metrics cannot be checked across more than a day (EvaluationPeriods * Period)");
    }
  }

  private static void exclude(Input alarm, String given, String... others) {
    for (String other : others) {
      if (alarm.has(other)) {
        throw alarm.codes().invalid(given + " and " + other + " exclude each other");
      }
    }
  }
}
