package dev.alarmkeeper.aws;

import static dev.alarmkeeper.aws.MalformedAnswerException.listed;
import static dev.alarmkeeper.aws.MalformedAnswerException.require;

import dev.alarmkeeper.chain.Arn;
import dev.alarmkeeper.chain.Observed;
import dev.alarmkeeper.chain.Observed.Present;
import dev.alarmkeeper.chain.TopicTraffic;
import java.time.Duration;
import java.time.Instant;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricStatisticsResponse;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;

/**
 * What SNS counts for a topic: a call where nothing failed, four where something did. Source: SNS
 * Developer Guide, "Monitoring Amazon SNS topics using CloudWatch".
 */
record TopicMetrics(CloudWatchClient cloudWatch) {
  private static final Duration DAY = Duration.ofDays(1);

  /** By the hour: CloudWatch lets a period begin with its hour, a day's with midnight. */
  private static final int PERIOD_SECONDS = 3600;

  /** The topic's last day before this time. */
  Observed<TopicTraffic> read(Arn topic, Instant at) {
    return Read.of(
        "cloudwatch:GetMetricStatistics",
        topic.toString(),
        () -> {
          long failed = sum("NumberOfNotificationsFailed", topic, at);
          return new Present<>(
              failed == 0
                  ? TopicTraffic.quiet(topic)
                  : new TopicTraffic(
                      topic,
                      failed,
                      sum("NumberOfMessagesPublished", topic, at),
                      sum("NumberOfNotificationsDelivered", topic, at),
                      sum("NumberOfNotificationsFailedToRedriveToDlq", topic, at)));
        });
  }

  private long sum(String metric, Arn topic, Instant at) {
    GetMetricStatisticsResponse answer =
        cloudWatch.getMetricStatistics(
            it ->
                it.namespace("AWS/SNS")
                    .metricName(metric)
                    .dimensions(d -> d.name("TopicName").value(topic.resource()))
                    .startTime(at.minus(DAY))
                    .endTime(at)
                    .period(PERIOD_SECONDS)
                    .statistics(Statistic.SUM));
    return Math.round(
        listed(answer.hasDatapoints(), answer.datapoints(), "Datapoints").stream()
            .mapToDouble(it -> require(it.sum(), "Sum"))
            .sum());
  }
}
