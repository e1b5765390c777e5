package dev.alarmkeeper.demo;

import dev.alarmkeeper.cli.Mark;
import dev.alarmkeeper.localaws.Clients;
import dev.alarmkeeper.localaws.LocalAws;
import java.util.Set;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.ComparisonOperator;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.MetricFilter;
import software.amazon.awssdk.services.cloudwatchlogs.model.MetricTransformation;

/** Whether a use of root in the log group fires the alarm. */
final class AlarmAudit {
  private static final String METRIC = "root_usage_metric";
  private static final String NAMESPACE = "CISBenchmark";

  private final LocalAws aws;
  private final Set<String> patterns;
  private final CloudWatchLogsClient logs;
  private final CloudWatchClient cloudWatch;

  AlarmAudit(LocalAws aws, Clients clients, Set<String> patterns) {
    this.aws = aws;
    this.patterns = Set.copyOf(patterns);
    logs = clients.logs();
    cloudWatch = clients.cloudWatch();
  }

  Mark metricFilter() {
    return Mark.wholeIf(
        logs.describeMetricFilters().metricFilters().stream().anyMatch(this::counts));
  }

  Mark alarm() {
    return Mark.wholeIf(
        cloudWatch.describeAlarms().metricAlarms().stream().anyMatch(this::fires)
            && cloudWatch.listAlarmMuteRules(r -> {}).alarmMuteRuleSummaries().isEmpty());
  }

  private boolean counts(MetricFilter filter) {
    MetricTransformation metric = filter.metricTransformations().getFirst();
    return filter.logGroupName().equals(LocalAws.LOG_GROUP)
        && patterns.contains(filter.filterPattern())
        && metric.metricNamespace().equals(NAMESPACE)
        && metric.metricName().equals(METRIC)
        && metric.metricValue().equals("1");
  }

  private boolean fires(MetricAlarm alarm) {
    return NAMESPACE.equals(alarm.namespace())
        && METRIC.equals(alarm.metricName())
        && alarm.statistic() == Statistic.SUM
        && alarm.period() == 300
        && alarm.evaluationPeriods() == 1
        && alarm.threshold() == 1
        && alarm.comparisonOperator() == ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD
        && "notBreaching".equals(alarm.treatMissingData())
        && alarm.actionsEnabled()
        && alarm.alarmActions().contains(aws.arn("sns", TopicAudit.TOPIC));
  }
}
