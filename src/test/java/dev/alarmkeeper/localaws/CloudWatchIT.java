package dev.alarmkeeper.localaws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.AlarmType;
import software.amazon.awssdk.services.cloudwatch.model.CloudWatchException;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsRequest;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsResponse;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricAlarmRequest;
import software.amazon.awssdk.services.cloudwatch.model.ResourceNotFoundException;
import software.amazon.awssdk.services.cloudwatch.model.Tag;

/**
 * CloudWatch's alarms over CBOR, in more detail than the contract with LocalStack has: here only
 * the documentation vouches.
 */
class CloudWatchIT {
  private static final LocalAws AWS = LocalAws.start();
  private static final CloudWatchClient CLOUD_WATCH = Clients.of(AWS, "tester").cloudWatch();
  private static final String TOPIC = AWS.arn("sns", "alarms");

  @BeforeEach
  void forget() {
    AWS.reset();
  }

  @AfterAll
  static void stop() {
    AWS.close();
  }

  @Test
  void anAlarmIsDescribedAsItWasPut() {
    put("root", alarm -> alarm);

    assertThat(only("root"))
        .satisfies(
            alarm -> {
              assertThat(alarm.alarmArn()).isEqualTo(AWS.arn("cloudwatch", "alarm:root"));
              assertThat(alarm.threshold()).isEqualTo(1.0);
              assertThat(alarm.period()).isEqualTo(300);
              assertThat(alarm.alarmActions()).containsExactly(TOPIC);
              assertThat(alarm.stateValueAsString()).isEqualTo("INSUFFICIENT_DATA");
              assertThat(alarm.stateUpdatedTimestamp()).isNotNull();
            });
  }

  @Test
  void whatIsNotGivenHasItsDefault() {
    put("root", alarm -> alarm);

    assertThat(only("root").actionsEnabled()).isTrue();
    assertThat(only("root").treatMissingData()).isEqualTo("missing");
    assertThat(only("root").okActions()).isEmpty();
    assertThat(only("root").evaluationWindow()).isNull();
  }

  @Test
  void aSecondPutReplacesAllButTheState() {
    put("root", alarm -> alarm.alarmDescription("old").treatMissingData("notBreaching"));
    state("root", "ALARM");
    CLOUD_WATCH.disableAlarmActions(r -> r.alarmNames("root"));

    put("root", alarm -> alarm.threshold(5.0));

    assertThat(only("root"))
        .satisfies(
            alarm -> {
              assertThat(alarm.threshold()).isEqualTo(5.0);
              assertThat(alarm.alarmDescription()).isNull();
              assertThat(alarm.treatMissingData()).isEqualTo("missing");
              assertThat(alarm.actionsEnabled()).isTrue();
              assertThat(alarm.stateValueAsString()).isEqualTo("ALARM");
            });
  }

  @Test
  void actionsAreSwitchedOffAndOn() {
    put("root", alarm -> alarm);

    CLOUD_WATCH.disableAlarmActions(r -> r.alarmNames("root", "unknown"));
    assertThat(only("root").actionsEnabled()).isFalse();

    CLOUD_WATCH.enableAlarmActions(r -> r.alarmNames("root", "unknown"));
    assertThat(only("root").actionsEnabled()).isTrue();
  }

  @Test
  void anAlarmWarmsUpOnceAndNoLongerThanItIsTold() {
    put("new", alarm -> alarm.warmUpConfiguration(w -> w.warmUpPeriodDurationInMinutes(2880)));
    assertThat(only("new").evaluationStateAsString()).isEqualTo("IN_WARM_UP");
    put("new", alarm -> alarm.warmUpConfiguration(w -> w.warmUpPeriodDurationInMinutes(60)));
    assertThat(only("new").evaluationStateAsString()).isEqualTo("IN_WARM_UP");
    put("new", alarm -> alarm);
    assertThat(only("new").evaluationStateAsString()).isNull();
    assertThat(only("new").warmUpConfiguration()).isNull();

    put("new", alarm -> alarm.warmUpConfiguration(w -> w.warmUpPeriodDurationInMinutes(60)));
    assertThat(only("new").evaluationStateAsString()).as("it does not begin again").isNull();
  }

  static Stream<Arguments> refusedAlarms() {
    return Stream.of(
        refused("a period of 45 seconds", a -> a.period(45)),
        refused("no period", a -> a.period(null)),
        refused("no threshold", a -> a.threshold(null)),
        refused("no comparison", a -> a.comparisonOperator((String) null)),
        refused("no evaluation periods", a -> a.evaluationPeriods(null)),
        refused("more than a day of periods", a -> a.evaluationPeriods(289)),
        refused("more datapoints than periods", a -> a.datapointsToAlarm(2)),
        refused("an unknown statistic", a -> a.statistic("Median")),
        refused("two statistics", a -> a.extendedStatistic("p99")),
        refused("an unknown comparison", a -> a.comparisonOperator("Equals")),
        refused("an unknown treatment of missing data", a -> a.treatMissingData("never")),
        refused("an action that is no ARN", a -> a.alarmActions("alarms")),
        refused("a topic of another region", a -> a.alarmActions(TOPIC.replace("east", "west"))),
        refused(
            "six actions",
            a -> a.alarmActions(IntStream.range(0, 6).mapToObj(i -> TOPIC + i).toList())),
        refused("a namespace with a colon first", a -> a.namespace(":x")),
        refused("no metric", a -> a.metricName(null)),
        refused("a warm-up of no length", a -> a.warmUpConfiguration(_ -> {})),
        refused(
            "a warm-up of over two days",
            a -> a.warmUpConfiguration(w -> w.warmUpPeriodDurationInMinutes(2881))),
        refused("a name of 256 characters", a -> a.alarmName("x".repeat(256))));
  }

  private static Arguments refused(String what, UnaryOperator<PutMetricAlarmRequest.Builder> how) {
    return Arguments.of(what, how);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refusedAlarms")
  void anAlarmIsRefusedFor(String what, UnaryOperator<PutMetricAlarmRequest.Builder> how) {
    assertThatThrownBy(() -> put("root", how))
        .as(what)
        .isInstanceOfSatisfying(
            CloudWatchException.class,
            e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ValidationError"));
    assertThat(AWS.cloudWatch().alarm("root")).isEmpty();
  }

  @Test
  void onlyMetricAlarmsAreDescribedUnlessOthersAreAskedFor() {
    put("root", alarm -> alarm);
    CLOUD_WATCH.putCompositeAlarm(r -> r.alarmName("composite").alarmRule("ALARM(root)"));
    putLogAlarm("log");

    var usual = CLOUD_WATCH.describeAlarms();
    var all =
        CLOUD_WATCH.describeAlarms(
            r ->
                r.alarmTypes(
                    AlarmType.METRIC_ALARM, AlarmType.COMPOSITE_ALARM, AlarmType.LOG_ALARM));

    assertThat(usual.metricAlarms()).hasSize(1);
    assertThat(usual.compositeAlarms()).isEmpty();
    assertThat(usual.logAlarms()).isEmpty();
    assertThat(all.metricAlarms()).hasSize(1);
    assertThat(all.compositeAlarms()).hasSize(1);
    assertThat(all.logAlarms()).hasSize(1);
    assertThatThrownBy(() -> describe(r -> r.alarmTypesWithStrings("Alarm")))
        .isInstanceOf(CloudWatchException.class);
  }

  static Stream<Arguments> otherKinds() {
    return Stream.of(
        Arguments.of("composite", run(CloudWatchIT::putCompositeAlarm)),
        Arguments.of("log", run(CloudWatchIT::putLogAlarm)));
  }

  private static Consumer<String> run(Consumer<String> put) {
    return put;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("otherKinds")
  void aNameBelongsToOneAlarmOfAnyKind(String kind, Consumer<String> put) {
    put.accept("root");

    assertThatThrownBy(() -> put("root", alarm -> alarm)).hasMessageContaining("exists");

    assertThat(describe(r -> r.alarmNames("root")).metricAlarms()).as(kind).isEmpty();
  }

  @Test
  void namesAreMatchedWhollyAndPrefixesAsPrefixes() {
    for (String name : List.of("root", "root-twin", "other")) {
      put(name, alarm -> alarm);
    }

    assertThat(names(describe(r -> r.alarmNames("root")))).containsExactly("root");
    assertThat(names(describe(r -> r.alarmNamePrefix("root"))))
        .containsExactly("root", "root-twin");
    assertThatThrownBy(() -> describe(r -> r.alarmNames("root").alarmNamePrefix("root")))
        .isInstanceOf(CloudWatchException.class);
    assertThatThrownBy(
            () ->
                describe(
                    r -> r.alarmNames(IntStream.range(0, 101).mapToObj(i -> "a" + i).toList())))
        .isInstanceOf(CloudWatchException.class);
  }

  @Test
  void aPageHasFiftyAlarmsAndAtMostAHundred() {
    for (int i = 0; i < 101; i++) {
      put("alarm-" + i, alarm -> alarm);
    }

    var first = describe(r -> {});
    var second = describe(r -> r.nextToken(first.nextToken()));
    var third = describe(r -> r.nextToken(second.nextToken()));

    assertThat(first.metricAlarms()).hasSize(50);
    assertThat(second.metricAlarms()).hasSize(50);
    assertThat(third.metricAlarms()).hasSize(1);
    assertThat(third.nextToken()).isNull();
    assertThat(describe(r -> r.maxRecords(100)).metricAlarms()).hasSize(100);
    assertThatThrownBy(() -> describe(r -> r.maxRecords(101)))
        .isInstanceOf(CloudWatchException.class);
  }

  @Test
  void deletingNamesThatAreNotThereIsNoError() {
    put("root", alarm -> alarm);

    CLOUD_WATCH.deleteAlarms(r -> r.alarmNames("none", "root"));

    assertThat(names(describe(r -> {}))).isEmpty();
  }

  @Test
  void theStateOfAMissingAlarmCannotBeSet() {
    assertThatThrownBy(() -> state("none", "ALARM"))
        .isInstanceOfSatisfying(
            CloudWatchException.class, e -> assertThat(e.statusCode()).isEqualTo(404));
  }

  @Test
  void actionsRunOnAChangeOfStateOnly() {
    Clients.of(AWS, "tester").sns().createTopic(r -> r.name("alarms"));
    put("root", alarm -> alarm);

    state("root", "ALARM");
    state("root", "ALARM");

    assertThat(AWS.sns().published())
        .singleElement()
        .satisfies(message -> assertThat(message.subject()).contains("root"));
  }

  @Test
  void aTopicThatIsGoneOrClosedShowsInTheHistory() {
    put("root", alarm -> alarm);
    state("root", "ALARM");

    assertThat(
            CLOUD_WATCH
                .describeAlarmHistory(r -> r.alarmName("root").historyItemType("Action"))
                .alarmHistoryItems())
        .singleElement()
        .satisfies(
            item ->
                assertThat(item.historySummary()).contains("Failed to execute action " + TOPIC));
  }

  @Test
  void tagsOfAnUpdateAreNoError() {
    put("root", alarm -> alarm);
    put("root", alarm -> alarm.tags(Tag.builder().key("k").value("v").build()));

    assertThat(AWS.cloudWatch().alarm("root").has("Tags")).isFalse();
  }

  @Test
  void aMissingMuteRuleIsToldAsSuch() {
    assertThatThrownBy(() -> CLOUD_WATCH.getAlarmMuteRule(r -> r.alarmMuteRuleName("none")))
        .isInstanceOf(ResourceNotFoundException.class);
  }

  private static void put(String name, UnaryOperator<PutMetricAlarmRequest.Builder> change) {
    CLOUD_WATCH.putMetricAlarm(
        change
            .apply(
                PutMetricAlarmRequest.builder()
                    .alarmName(name)
                    .metricName("root_usage_metric")
                    .namespace("CISBenchmark")
                    .statistic("Sum")
                    .period(300)
                    .evaluationPeriods(1)
                    .threshold(1.0)
                    .comparisonOperator("GreaterThanOrEqualToThreshold")
                    .alarmActions(TOPIC))
            .build());
  }

  private static void putCompositeAlarm(String name) {
    CLOUD_WATCH.putCompositeAlarm(r -> r.alarmName(name).alarmRule("FALSE"));
  }

  private static void putLogAlarm(String name) {
    CLOUD_WATCH.putLogAlarm(
        r -> r.alarmName(name).threshold(1.0).comparisonOperator("GreaterThanThreshold"));
  }

  private static void state(String name, String state) {
    CLOUD_WATCH.setAlarmState(r -> r.alarmName(name).stateValue(state).stateReason("test"));
  }

  private static DescribeAlarmsResponse describe(Consumer<DescribeAlarmsRequest.Builder> how) {
    return CLOUD_WATCH.describeAlarms(how);
  }

  private static MetricAlarm only(String name) {
    return describe(r -> r.alarmNames(name)).metricAlarms().getFirst();
  }

  private static List<String> names(DescribeAlarmsResponse answer) {
    return answer.metricAlarms().stream().map(MetricAlarm::alarmName).toList();
  }
}
