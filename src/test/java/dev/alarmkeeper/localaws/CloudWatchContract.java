package dev.alarmkeeper.localaws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatch.model.AlarmType;
import software.amazon.awssdk.services.cloudwatch.model.CloudWatchException;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsRequest;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsResponse;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricAlarmRequest;

/** What CloudWatch answers about alarms, wherever it is asked. */
interface CloudWatchContract {
  Clients clients();

  @Test
  default void anAlarmIsDescribedAsItWasPut() {
    put(clients(), "root", alarm -> alarm);

    assertThat(only("root"))
        .satisfies(
            alarm -> {
              assertThat(alarm.alarmArn())
                  .matches("arn:aws:cloudwatch:us-east-1:\\d{12}:alarm:root");
              assertThat(alarm.threshold()).isEqualTo(1.0);
              assertThat(alarm.period()).isEqualTo(300);
              assertThat(alarm.statisticAsString()).isEqualTo("Sum");
              assertThat(alarm.alarmActions()).containsExactly(topic(clients()));
              assertThat(alarm.stateValueAsString()).isEqualTo("INSUFFICIENT_DATA");
              assertThat(alarm.stateUpdatedTimestamp()).isNotNull();
            });
  }

  @Test
  default void whatIsNotGivenHasItsDefault() {
    put(clients(), "root", alarm -> alarm);

    assertThat(only("root").actionsEnabled()).isTrue();
    assertThat(only("root").okActions()).isEmpty();
    assertThat(only("root").evaluationWindow()).isNull();
  }

  @Test
  default void aSecondPutReplacesWhatTheFirstHad() {
    put(clients(), "root", alarm -> alarm.alarmDescription("old"));

    put(clients(), "root", alarm -> alarm.threshold(5.0));

    assertThat(only("root").threshold()).isEqualTo(5.0);
    assertThat(only("root").alarmDescription()).isNull();
  }

  @Test
  default void alarmActionsAreSwitchedOffAndOn() {
    put(clients(), "root", alarm -> alarm);

    clients().cloudWatch().disableAlarmActions(r -> r.alarmNames("root", "unknown"));
    assertThat(only("root").actionsEnabled()).isFalse();

    clients().cloudWatch().enableAlarmActions(r -> r.alarmNames("root"));
    assertThat(only("root").actionsEnabled()).isTrue();
  }

  @Test
  default void compositeAlarmsAreDescribedWhereTheyAreAskedFor() {
    put(clients(), "root", alarm -> alarm);
    clients().cloudWatch().putCompositeAlarm(r -> r.alarmName("both").alarmRule("ALARM(root)"));

    var all = describe(r -> r.alarmTypes(AlarmType.METRIC_ALARM, AlarmType.COMPOSITE_ALARM));

    assertThat(all.metricAlarms()).hasSize(1);
    assertThat(all.compositeAlarms()).hasSize(1);
  }

  @Test
  default void alarmNamesAreMatchedWhollyAndPrefixesAsPrefixes() {
    for (String name : List.of("root", "root-twin", "other")) {
      put(clients(), name, alarm -> alarm);
    }

    assertThat(names(describe(r -> r.alarmNames("root")))).containsExactly("root");
    assertThat(names(describe(r -> r.alarmNamePrefix("root"))))
        .containsExactlyInAnyOrder("root", "root-twin");
  }

  @Test
  default void anAlarmThatIsDeletedIsGone() {
    put(clients(), "root", alarm -> alarm);

    clients().cloudWatch().deleteAlarms(r -> r.alarmNames("none", "root"));

    assertThat(names(describe(_ -> {}))).isEmpty();
  }

  @Test
  default void theStateOfAMissingAlarmCannotBeSet() {
    assertThatThrownBy(() -> state(clients(), "none", "ALARM"))
        .isInstanceOfSatisfying(
            CloudWatchException.class, e -> assertThat(e.statusCode()).isEqualTo(404));
  }

  @Test
  default void anAlarmIsRefusedForWhatNoAlarmCanHave() {
    Map<String, UnaryOperator<PutMetricAlarmRequest.Builder>> refused =
        Map.of(
            "a period of 45 seconds", a -> a.period(45),
            "no comparison", a -> a.comparisonOperator((String) null),
            "no evaluation periods", a -> a.evaluationPeriods(null),
            "an unknown statistic", a -> a.statistic("Median"),
            "an unknown treatment of missing data", a -> a.treatMissingData("never"));
    refused.forEach(
        (what, how) ->
            assertThatThrownBy(() -> put(clients(), "root", how))
                .as(what)
                .isInstanceOf(CloudWatchException.class));
  }

  private MetricAlarm only(String name) {
    return describe(r -> r.alarmNames(name)).metricAlarms().getFirst();
  }

  private DescribeAlarmsResponse describe(Consumer<DescribeAlarmsRequest.Builder> how) {
    return clients().cloudWatch().describeAlarms(how);
  }

  private static List<String> names(DescribeAlarmsResponse answer) {
    return answer.metricAlarms().stream().map(MetricAlarm::alarmName).toList();
  }

  static void state(Clients clients, String name, String state) {
    clients
        .cloudWatch()
        .setAlarmState(r -> r.alarmName(name).stateValue(state).stateReason("test"));
  }

  static void put(
      Clients clients, String name, UnaryOperator<PutMetricAlarmRequest.Builder> change) {
    clients
        .cloudWatch()
        .putMetricAlarm(
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
                        .alarmActions(topic(clients)))
                .build());
  }

  static String topic(Clients clients) {
    return clients.sns().createTopic(r -> r.name("alarms")).topicArn();
  }
}
