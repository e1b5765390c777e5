package dev.alarmkeeper.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.CALLS_REAL_METHODS;
import static org.mockito.Mockito.doReturn;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;

import dev.alarmkeeper.chain.Alarm;
import dev.alarmkeeper.chain.AnAlarm;
import dev.alarmkeeper.chain.Observed;
import dev.alarmkeeper.chain.Observed.Present;
import dev.alarmkeeper.chain.Observed.Unreadable;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.AlarmType;
import software.amazon.awssdk.services.cloudwatch.model.CompositeAlarm;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsRequest;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsResponse;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricAlarmRequest;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricAlarmResponse;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;

/** How alarms are asked for, and what is kept where one is written over. */
class AlarmsTest {
  private static final String TOPIC = "arn:aws:sns:us-east-1:111122223333:alarmkeeper-alarms";

  private final CloudWatchClient cloudWatch = mock(CloudWatchClient.class, CALLS_REAL_METHODS);
  private final Alarms alarms = new Alarms(cloudWatch, new Pace(() -> Instant.EPOCH, _ -> {}));

  @Test
  void alarmsOfEveryTypeAreAskedForAHundredNamesAtATime() {
    answer(empty().build());
    List<String> names = IntStream.range(0, 101).mapToObj(i -> "alarm-" + i).toList();
    assertThat(alarms.named(names)).isEqualTo(new Present<>(List.of()));
    ArgumentCaptor<DescribeAlarmsRequest> requests =
        ArgumentCaptor.forClass(DescribeAlarmsRequest.class);
    verify(cloudWatch, times(2)).describeAlarms(requests.capture());
    assertThat(requests.getAllValues())
        .allSatisfy(
            it ->
                assertThat(it.alarmTypes())
                    .containsExactly(
                        AlarmType.METRIC_ALARM, AlarmType.COMPOSITE_ALARM, AlarmType.LOG_ALARM))
        .extracting(it -> it.alarmNames().size())
        .containsExactly(100, 1);
  }

  @Test
  void anAlarmIsReadAsItIs() {
    answer(page(asDesired()));
    assertThat(alarms.named(List.of("root_usage_alarm")))
        .isEqualTo(
            new Present<>(
                List.of(
                    AnAlarm.with(
                        it ->
                            it.state =
                                Optional.of(
                                    new Alarm.State(
                                        "ALARM",
                                        Instant.ofEpochSecond(60),
                                        Instant.ofEpochSecond(30),
                                        "Threshold Crossed"))))));
  }

  @Test
  void aCompositeAlarmOfOurNameIsSeenAsOne() {
    answer(
        empty()
            .compositeAlarms(CompositeAlarm.builder().alarmName("root_usage_alarm").build())
            .build());
    Observed<List<Alarm>> found = alarms.named(List.of("root_usage_alarm"));
    assertThat(found)
        .isInstanceOfSatisfying(
            Present.class,
            it ->
                assertThat(((List<?>) it.state()))
                    .singleElement()
                    .extracting(alarm -> ((Alarm) alarm).type())
                    .isEqualTo(Alarm.Type.COMPOSITE));
  }

  @Test
  void whatSomebodyElseRepairedMeanwhileIsNotWritten() {
    answer(page(asDesired()));
    alarms.put(AnAlarm.asItShouldBe());
    verify(cloudWatch, never()).putMetricAlarm(any(PutMetricAlarmRequest.class));
  }

  @Test
  void theOwnersActionsAndWordsAreKept() {
    PutMetricAlarmRequest written =
        written(
            asDesired()
                .alarmDescription("ask Alice")
                .threshold(100.0)
                .alarmActions("arn:pager")
                .okActions("arn:ok")
                .insufficientDataActions("arn:quiet")
                .actionConfiguration(it -> it.alarmTagsPropagation(tags -> tags.enabled(true))));
    assertThat(written.actionConfiguration().alarmTagsPropagation().enabled()).isTrue();
    assertThat(written.threshold()).isEqualTo(1.0);
    assertThat(written.alarmDescription()).isEqualTo("ask Alice");
    assertThat(written.alarmActions()).containsExactly("arn:pager", TOPIC);
    assertThat(written.okActions()).containsExactly("arn:ok");
    assertThat(written.insufficientDataActions()).containsExactly("arn:quiet");
  }

  /** A sixth action would be refused, and with it the repair of everything else. */
  @Test
  void whereThereIsNoRoomForOurActionTheRestIsStillRepaired() {
    PutMetricAlarmRequest written =
        written(asDesired().threshold(100.0).alarmActions("a", "b", "c", "d", "e"));
    assertThat(written.threshold()).isEqualTo(1.0);
    assertThat(written.alarmActions()).containsExactly("a", "b", "c", "d", "e");
  }

  /** As the filter's overlay does: who chose something as good keeps it. */
  @Test
  void whatServesAsWellIsKeptWhereSomethingElseIsRepaired() {
    PutMetricAlarmRequest written =
        written(
            asDesired()
                .statistic("Average")
                .period(60)
                .comparisonOperator("GreaterThanThreshold")
                .threshold(0.0)
                .treatMissingData("missing"));
    assertThat(written.statisticAsString()).isEqualTo("Sum");
    assertThat(written.period()).isEqualTo(60);
    assertThat(written.comparisonOperatorAsString()).isEqualTo("GreaterThanThreshold");
    assertThat(written.threshold()).isZero();
    assertThat(written.treatMissingData()).isEqualTo("missing");
  }

  @Test
  void whatDoesNotServeAsWellIsNot() {
    PutMetricAlarmRequest written =
        written(asDesired().period(3600).threshold(5.0).treatMissingData("ignore").unit("Percent"));
    assertThat(written.period()).isEqualTo(300);
    assertThat(written.threshold()).isEqualTo(1.0);
    assertThat(written.treatMissingData()).isEqualTo("notBreaching");
    assertThat(written.unit()).isNull();
  }

  /** An answer without one of the lists is no proof that there is no such alarm. */
  @Test
  void anAnswerWithoutAListIsUnreadable() {
    answer(DescribeAlarmsResponse.builder().metricAlarms(List.of()).build());
    assertThat(alarms.named(List.of("root_usage_alarm")))
        .isInstanceOfSatisfying(
            Unreadable.class, it -> assertThat(it.reason()).contains("CompositeAlarms"));
  }

  private PutMetricAlarmRequest written(MetricAlarm.Builder existing) {
    answer(page(existing));
    doReturn(PutMetricAlarmResponse.builder().build())
        .when(cloudWatch)
        .putMetricAlarm(any(PutMetricAlarmRequest.class));
    alarms.put(AnAlarm.asItShouldBe());
    ArgumentCaptor<PutMetricAlarmRequest> request =
        ArgumentCaptor.forClass(PutMetricAlarmRequest.class);
    verify(cloudWatch).putMetricAlarm(request.capture());
    return request.getValue();
  }

  private void answer(DescribeAlarmsResponse page) {
    doReturn(page).when(cloudWatch).describeAlarms(any(DescribeAlarmsRequest.class));
  }

  private static DescribeAlarmsResponse page(MetricAlarm.Builder alarm) {
    return empty().metricAlarms(alarm.build()).build();
  }

  private static DescribeAlarmsResponse.Builder empty() {
    return DescribeAlarmsResponse.builder().metricAlarms(List.of()).compositeAlarms(List.of());
  }

  private static MetricAlarm.Builder asDesired() {
    return MetricAlarm.builder()
        .alarmName("root_usage_alarm")
        .namespace("CISBenchmark")
        .metricName("root_usage_metric")
        .statistic("Sum")
        .period(300)
        .evaluationPeriods(1)
        .comparisonOperator("GreaterThanOrEqualToThreshold")
        .threshold(1.0)
        .treatMissingData("notBreaching")
        .actionsEnabled(true)
        .alarmActions(TOPIC)
        .stateValue(StateValue.ALARM)
        .stateReason("Threshold Crossed")
        .stateTransitionedTimestamp(Instant.ofEpochSecond(60))
        .stateUpdatedTimestamp(Instant.ofEpochSecond(90))
        .alarmConfigurationUpdatedTimestamp(Instant.ofEpochSecond(30));
  }
}
