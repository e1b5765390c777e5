package dev.alarmkeeper.events;

import dev.alarmkeeper.localaws.Clients;
import java.util.List;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;

/** What was done to alarms. */
record AlarmDeeds(CloudWatchClient cloudWatch) implements Deeds {
  AlarmDeeds(Clients clients) {
    this(clients.cloudWatch());
  }

  @Override
  public boolean repeat(String deed, Said said) {
    switch (deed) {
      case "PutMetricAlarm" -> putMetricAlarm(said);
      case "DeleteAlarms" -> deleteAlarms(said);
      case "DisableAlarmActions" ->
          cloudWatch.disableAlarmActions(r -> r.alarmNames(said.texts("alarmNames")));
      case "PutAlarmMuteRule" -> putAlarmMuteRule(said);
      default -> {
        return false;
      }
    }
    return true;
  }

  private void putMetricAlarm(Said said) {
    cloudWatch.putMetricAlarm(
        r ->
            r.alarmName(said.text("alarmName"))
                .namespace(said.text("namespace"))
                .metricName(said.text("metricName"))
                .statistic(said.text("statistic"))
                .period(said.number("period"))
                .evaluationPeriods(said.number("evaluationPeriods"))
                .threshold((double) said.number("threshold"))
                .comparisonOperator(said.text("comparisonOperator"))
                .treatMissingData(said.text("treatMissingData"))
                .alarmActions(said.texts("alarmActions")));
  }

  private void deleteAlarms(Said said) {
    // The call fails as a whole if one is not there; not all that the event names are ours.
    List<String> there =
        cloudWatch
            .describeAlarms(r -> r.alarmNames(said.texts("alarmNames")))
            .metricAlarms()
            .stream()
            .map(MetricAlarm::alarmName)
            .toList();
    cloudWatch.deleteAlarms(r -> r.alarmNames(there));
  }

  private void putAlarmMuteRule(Said said) {
    Said schedule = said.part("rule").part("schedule");
    cloudWatch.putAlarmMuteRule(
        r ->
            r.name(said.text("name"))
                .rule(
                    rule ->
                        rule.schedule(
                            s ->
                                s.expression(schedule.text("expression"))
                                    .duration(schedule.text("duration"))))
                .muteTargets(
                    targets -> targets.alarmNames(said.part("muteTargets").texts("alarmNames"))));
  }
}
