package dev.alarmkeeper.localaws;

import static dev.alarmkeeper.localaws.Gap.refused;
import static dev.alarmkeeper.localaws.Gap.row;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.cloudwatch.model.CloudWatchException;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricAlarmRequest;
import software.amazon.awssdk.services.cloudwatch.model.ResourceNotFoundException;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;

/** Where LocalStack's CloudWatch is laxer than AWS. */
final class LocalStackGaps {
  static final List<Gap> ROWS =
      List.of(
          alarm("no period", a -> a.period(null)),
          alarm("no threshold", a -> a.threshold(null)),
          alarm("more than a day of periods", a -> a.evaluationPeriods(289)),
          alarm("more datapoints than periods", a -> a.datapointsToAlarm(2)),
          alarm("two statistics", a -> a.extendedStatistic("p99")),
          alarm("an unknown comparison", a -> a.comparisonOperator("Equals")),
          alarm("an action that is no ARN", a -> a.alarmActions("alarms")),
          alarm(
              "six actions",
              a ->
                  a.alarmActions(
                      IntStream.range(0, 6)
                          .mapToObj(i -> "arn:aws:sns:us-east-1:111122223333:t" + i)
                          .toList())),
          alarm("a namespace with a colon first", a -> a.namespace(":x")),
          alarm("no metric", a -> a.metricName(null)),
          alarm("a warm-up of no length", a -> a.warmUpConfiguration(_ -> {})),
          alarm("a name of 256 characters", a -> a.alarmName("x".repeat(256))),
          row(
              "missing data are treated as missing unless told otherwise",
              c -> {
                put(c);
                assertThat(root(c).treatMissingData()).isEqualTo("missing");
              }),
          row(
              "a second put leaves the state alone",
              c -> {
                put(c);
                CloudWatchContract.state(c, "root", "ALARM");
                put(c);
                assertThat(root(c).stateValueAsString()).isEqualTo("ALARM");
              }),
          row(
              "a name belongs to one alarm of any kind",
              c -> {
                c.cloudWatch().putCompositeAlarm(r -> r.alarmName("root").alarmRule("FALSE"));
                refused(CloudWatchException.class, () -> put(c));
              }),
          row(
              "only metric alarms are described unless others are asked for",
              c -> {
                c.cloudWatch().putCompositeAlarm(r -> r.alarmName("both").alarmRule("FALSE"));
                assertThat(c.cloudWatch().describeAlarms().compositeAlarms()).isEmpty();
              }),
          row(
              "names and a prefix are not asked for at once",
              c ->
                  refused(
                      CloudWatchException.class,
                      () ->
                          c.cloudWatch()
                              .describeAlarms(r -> r.alarmNames("a").alarmNamePrefix("a")))),
          row(
              "a page has at most a hundred alarms",
              c ->
                  refused(
                      CloudWatchException.class,
                      () -> c.cloudWatch().describeAlarms(r -> r.maxRecords(101)))),
          row(
              "a missing mute rule is told as such",
              c ->
                  refused(
                      ResourceNotFoundException.class,
                      () -> c.cloudWatch().getAlarmMuteRule(r -> r.alarmMuteRuleName("none")))),
          row(
              "statistics are told of a metric without data, too",
              c ->
                  assertThat(
                          c.cloudWatch()
                              .getMetricStatistics(
                                  r ->
                                      r.namespace("AWS/SNS")
                                          .metricName("NumberOfNotificationsFailed")
                                          .startTime(Instant.now().minus(Duration.ofDays(1)))
                                          .endTime(Instant.now())
                                          .period(3600)
                                          .statistics(Statistic.SUM))
                              .datapoints())
                      .isEmpty()),
          row(
              "TestMetricFilter tells what matches",
              c ->
                  assertThat(
                          c.logs()
                              .testMetricFilter(
                                  r ->
                                      r.filterPattern("{ $.a = 1 }")
                                          .logEventMessages("{\"a\": 1}", "{\"a\": 2}"))
                              .matches())
                      .hasSize(1)),
          row(
              "CloudTrail tells of trails",
              c -> assertThat(c.cloudTrail().describeTrails().trailList()).isEmpty()));

  private LocalStackGaps() {}

  private static Gap alarm(String what, UnaryOperator<PutMetricAlarmRequest.Builder> how) {
    return row(
        "an alarm with " + what + ": ValidationError",
        c -> refused(CloudWatchException.class, () -> CloudWatchContract.put(c, "root", how)));
  }

  private static void put(Clients clients) {
    CloudWatchContract.put(clients, "root", alarm -> alarm);
  }

  private static MetricAlarm root(Clients clients) {
    return clients.cloudWatch().describeAlarms(r -> r.alarmNames("root")).metricAlarms().getFirst();
  }
}
