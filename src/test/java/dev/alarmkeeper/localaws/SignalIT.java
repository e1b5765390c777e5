package dev.alarmkeeper.localaws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatch.model.AlarmHistoryItem;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.Metric;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;
import software.amazon.awssdk.services.cloudwatch.model.MetricStat;
import software.amazon.awssdk.services.cloudwatch.model.ScanBy;
import software.amazon.awssdk.services.cloudwatchlogs.model.InputLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.InvalidParameterException;
import software.amazon.awssdk.services.cloudwatchlogs.model.MetricTransformation;
import software.amazon.awssdk.services.cloudwatchlogs.model.PutLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceAlreadyExistsException;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;

/** An event that somebody puts into a log group, on its way to the people. */
class SignalIT {
  private static final LocalAws AWS = LocalAws.start();
  private static final Clients TESTER = Clients.of(AWS, "tester");
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private static final String STREAM = "drill";

  private String topic = "";

  @BeforeEach
  void makeAChain() {
    AWS.reset();
    AWS.setTime(NOON);
    TESTER.logs().createLogGroup(r -> r.logGroupName("group"));
    TESTER
        .logs()
        .putMetricFilter(
            r ->
                r.logGroupName("group")
                    .filterName("root")
                    .filterPattern("{ $.who = \"Root\" }")
                    .metricTransformations(
                        MetricTransformation.builder()
                            .metricName("m")
                            .metricNamespace("n")
                            .metricValue("1")
                            .build()));
    topic = TESTER.sns().createTopic(r -> r.name("alarms")).topicArn();
    TESTER.sns().subscribe(r -> r.topicArn(topic).protocol("email").endpoint("sec@example.com"));
    AWS.sns().confirm("sec@example.com");
    TESTER
        .cloudWatch()
        .putMetricAlarm(
            r ->
                r.alarmName("root")
                    .metricName("m")
                    .namespace("n")
                    .statistic("Sum")
                    .period(60)
                    .evaluationPeriods(1)
                    .threshold(1.0)
                    .comparisonOperator("GreaterThanOrEqualToThreshold")
                    .treatMissingData("notBreaching")
                    .alarmActions(topic));
    TESTER.logs().createLogStream(r -> r.logGroupName("group").logStreamName(STREAM));
    AWS.pass(Duration.ofMinutes(2));
  }

  @AfterAll
  static void stop() {
    AWS.close();
  }

  @Test
  void anEventShowsAtEachLink() {
    put(AWS.now(), "{\"who\": \"Root\"}");
    AWS.pass(Duration.ofMinutes(8));

    assertThat(sum("n", "m", "")).isEqualTo(1);
    assertThat(history("StateUpdate"))
        .extracting(AlarmHistoryItem::historySummary)
        .containsSubsequence(
            "Alarm \"root\" updated from OK to ALARM", "Alarm \"root\" updated from ALARM to OK");
    assertThat(history("Action"))
        .singleElement()
        .satisfies(
            it ->
                assertThat(it.historyData())
                    .contains("Succeeded", topic, "\"stateUpdateTimestamp\":"));
    assertThat(sum("AWS/SNS", "NumberOfNotificationsDelivered", "alarms")).isEqualTo(1);
    assertThat(sum("AWS/SNS", "NumberOfNotificationsFailed", "alarms")).isZero();
  }

  @Test
  void aMaskThatNoCallTellsOfSilencesTheFilterAlone() {
    AWS.logs().maskUnseen("Root");

    put(AWS.now(), "{\"who\": \"Root\"}");
    AWS.pass(Duration.ofMinutes(8));

    assertThat(sum("n", "m", "")).isZero();
    assertThat(
            TESTER
                .logs()
                .filterLogEvents(r -> r.logGroupName("group").filterPattern("{ $.who = \"Root\" }"))
                .events())
        .singleElement()
        .satisfies(it -> assertThat(it.logStreamName()).isEqualTo(STREAM));
  }

  @Test
  void historyIsReadByTimeAndInTheOrderThatIsAskedFor() {
    put(AWS.now(), "{\"who\": \"Root\"}");
    AWS.pass(Duration.ofMinutes(8));
    Instant alarmed =
        history("StateUpdate").stream()
            .filter(it -> it.historySummary().endsWith("to ALARM"))
            .findFirst()
            .orElseThrow()
            .timestamp();

    var since =
        TESTER
            .cloudWatch()
            .describeAlarmHistory(
                r ->
                    r.alarmName("root")
                        .historyItemType("StateUpdate")
                        .startDate(alarmed)
                        .scanBy(ScanBy.TIMESTAMP_DESCENDING))
            .alarmHistoryItems();

    assertThat(since)
        .extracting(AlarmHistoryItem::historySummary)
        .containsExactly(
            "Alarm \"root\" updated from ALARM to OK", "Alarm \"root\" updated from OK to ALARM");
  }

  @Test
  void whatIsTooOldOrTooNewIsNotKept() {
    PutLogEventsResponse answer =
        TESTER
            .logs()
            .putLogEvents(
                r ->
                    r.logGroupName("group")
                        .logStreamName(STREAM)
                        .logEvents(
                            event(AWS.now().minus(Duration.ofDays(15)), "old"),
                            event(AWS.now(), "now"),
                            event(AWS.now().plus(Duration.ofHours(3)), "new")));

    assertThat(answer.rejectedLogEventsInfo().tooOldLogEventEndIndex()).isEqualTo(1);
    assertThat(answer.rejectedLogEventsInfo().tooNewLogEventStartIndex()).isEqualTo(2);
    assertThat(TESTER.logs().filterLogEvents(r -> r.logGroupName("group")).events())
        .extracting(it -> it.message())
        .containsExactly("now");
  }

  @Test
  void eventsComeInTheirOrderAndIntoAStreamThatIsThere() {
    assertThatThrownBy(
            () ->
                TESTER
                    .logs()
                    .putLogEvents(
                        r ->
                            r.logGroupName("group")
                                .logStreamName(STREAM)
                                .logEvents(
                                    event(AWS.now(), "b"), event(AWS.now().minusSeconds(1), "a"))))
        .isInstanceOf(InvalidParameterException.class);
    assertThatThrownBy(
            () ->
                TESTER
                    .logs()
                    .putLogEvents(
                        r ->
                            r.logGroupName("group")
                                .logStreamName("none")
                                .logEvents(event(AWS.now(), "a"))))
        .isInstanceOf(ResourceNotFoundException.class);
    assertThatThrownBy(
            () -> TESTER.logs().createLogStream(r -> r.logGroupName("group").logStreamName(STREAM)))
        .isInstanceOf(ResourceAlreadyExistsException.class);
  }

  private static void put(Instant time, String message) {
    TESTER
        .logs()
        .putLogEvents(
            r -> r.logGroupName("group").logStreamName(STREAM).logEvents(event(time, message)));
  }

  private static InputLogEvent event(Instant time, String message) {
    return InputLogEvent.builder().timestamp(time.toEpochMilli()).message(message).build();
  }

  private static List<AlarmHistoryItem> history(String type) {
    return TESTER
        .cloudWatch()
        .describeAlarmHistory(
            r -> r.alarmName("root").historyItemType(type).scanBy(ScanBy.TIMESTAMP_ASCENDING))
        .alarmHistoryItems();
  }

  private static double sum(String namespace, String metric, String topic) {
    Metric.Builder of = Metric.builder().namespace(namespace).metricName(metric);
    if (!topic.isEmpty()) {
      of.dimensions(Dimension.builder().name("TopicName").value(topic).build());
    }
    MetricStat stat = MetricStat.builder().stat("Sum").period(60).metric(of.build()).build();
    MetricDataResult result =
        TESTER
            .cloudWatch()
            .getMetricData(
                r ->
                    r.startTime(NOON)
                        .endTime(NOON.plus(Duration.ofHours(1)))
                        .metricDataQueries(
                            MetricDataQuery.builder().id("q").metricStat(stat).build()))
            .metricDataResults()
            .getFirst();
    return result.values().stream().mapToDouble(it -> it).sum();
  }
}
