package dev.alarmkeeper.events;

import dev.alarmkeeper.localaws.Clients;
import java.util.List;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.MetricTransformation;

/** What was done to log groups and metric filters. */
record LogsDeeds(CloudWatchLogsClient logs) implements Deeds {
  LogsDeeds(Clients clients) {
    this(clients.logs());
  }

  @Override
  public boolean repeat(String deed, Said said) {
    switch (deed) {
      case "DeleteMetricFilter" ->
          logs.deleteMetricFilter(
              r -> r.logGroupName(said.text("logGroupName")).filterName(said.text("filterName")));
      case "PutMetricFilter" -> putMetricFilter(said);
      case "DeleteLogGroup" -> logs.deleteLogGroup(r -> r.logGroupName(said.text("logGroupName")));
      default -> {
        return false;
      }
    }
    return true;
  }

  private void putMetricFilter(Said said) {
    List<MetricTransformation> transformations =
        said.parts("metricTransformations").stream()
            .map(
                part ->
                    MetricTransformation.builder()
                        .metricName(part.text("metricName"))
                        .metricNamespace(part.text("metricNamespace"))
                        .metricValue(part.text("metricValue"))
                        .build())
            .toList();
    logs.putMetricFilter(
        r ->
            r.logGroupName(said.text("logGroupName"))
                .filterName(said.text("filterName"))
                .filterPattern(said.text("filterPattern"))
                .metricTransformations(transformations));
  }
}
