package dev.alarmkeeper.localaws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatchlogs.model.InvalidParameterException;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogGroup;
import software.amazon.awssdk.services.cloudwatchlogs.model.MetricFilter;
import software.amazon.awssdk.services.cloudwatchlogs.model.MetricTransformation;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceAlreadyExistsException;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;

/** What CloudWatch Logs answers, wherever it is asked. */
interface LogsContract {
  Clients clients();

  @Test
  default void aLogGroupIsListedAsItWasMade() {
    clients().logs().createLogGroup(r -> r.logGroupName("trail/logs"));
    clients().logs().putRetentionPolicy(r -> r.logGroupName("trail/logs").retentionInDays(365));

    LogGroup group = onlyGroup("trail/logs");

    assertThat(group.logGroupName()).isEqualTo("trail/logs");
    assertThat(group.arn()).matches("arn:aws:logs:us-east-1:\\d{12}:log-group:trail/logs:\\*");
    assertThat(group.retentionInDays()).isEqualTo(365);
    assertThat(group.creationTime()).isPositive();
  }

  @Test
  default void groupsAreListedByPrefix() {
    for (String name : List.of("trail", "trail-2", "other")) {
      clients().logs().createLogGroup(r -> r.logGroupName(name));
    }

    assertThat(clients().logs().describeLogGroups(r -> r.logGroupNamePrefix("trail")).logGroups())
        .extracting(LogGroup::logGroupName)
        .containsExactly("trail", "trail-2");
  }

  @Test
  default void aGroupIsNotMadeTwice() {
    clients().logs().createLogGroup(r -> r.logGroupName("group"));

    assertThatThrownBy(() -> clients().logs().createLogGroup(r -> r.logGroupName("group")))
        .isInstanceOf(ResourceAlreadyExistsException.class);
  }

  @Test
  default void aMissingGroupIsToldAsSuch() {
    assertThatThrownBy(() -> clients().logs().deleteLogGroup(r -> r.logGroupName("none")))
        .isInstanceOf(ResourceNotFoundException.class);
    assertThatThrownBy(
            () ->
                clients().logs().putRetentionPolicy(r -> r.logGroupName("none").retentionInDays(1)))
        .isInstanceOf(ResourceNotFoundException.class);
  }

  @Test
  default void aFilterIsListedAsItWasPut() {
    clients().logs().createLogGroup(r -> r.logGroupName("group"));
    putFilter("group", "root", "{ $.userIdentity.type = \"Root\" }");

    MetricFilter filter = filters("group", "root").getFirst();

    assertThat(filter.filterName()).isEqualTo("root");
    assertThat(filter.logGroupName()).isEqualTo("group");
    assertThat(filter.filterPattern()).isEqualTo("{ $.userIdentity.type = \"Root\" }");
    assertThat(filter.metricTransformations())
        .singleElement()
        .satisfies(
            metric -> {
              assertThat(metric.metricName()).isEqualTo("root_metric");
              assertThat(metric.metricNamespace()).isEqualTo("CISBenchmark");
              assertThat(metric.metricValue()).isEqualTo("1");
            });
  }

  @Test
  default void filtersAreListedByPrefix() {
    clients().logs().createLogGroup(r -> r.logGroupName("group"));
    putFilter("group", "root", "");
    putFilter("group", "root-mfa", "");
    putFilter("group", "other", "");

    assertThat(filters("group", "root"))
        .extracting(MetricFilter::filterName)
        .containsExactlyInAnyOrder("root", "root-mfa");
  }

  @Test
  default void filtersAreListedByMetric() {
    clients().logs().createLogGroup(r -> r.logGroupName("group"));
    putFilter("group", "root", "");
    putFilter("group", "other", "");

    assertThat(
            clients()
                .logs()
                .describeMetricFilters(
                    r -> r.metricName("root_metric").metricNamespace("CISBenchmark"))
                .metricFilters())
        .extracting(MetricFilter::filterName)
        .containsExactly("root");
  }

  @Test
  default void aFilterThatIsDeletedIsGone() {
    clients().logs().createLogGroup(r -> r.logGroupName("group"));
    putFilter("group", "root", "");
    clients().logs().deleteMetricFilter(r -> r.logGroupName("group").filterName("root"));

    assertThat(filters("group", "root")).isEmpty();
  }

  @Test
  default void namesAndPatternsHaveTheirLimits() {
    clients().logs().createLogGroup(r -> r.logGroupName("group"));

    assertThatThrownBy(() -> putFilter("group", "colon:", ""))
        .isInstanceOf(InvalidParameterException.class);
    assertThatThrownBy(() -> putFilter("group", "long", "x".repeat(1025)))
        .isInstanceOf(InvalidParameterException.class);
  }

  private LogGroup onlyGroup(String name) {
    return clients()
        .logs()
        .describeLogGroups(r -> r.logGroupNamePrefix(name))
        .logGroups()
        .getFirst();
  }

  private void putFilter(String group, String name, String pattern) {
    clients()
        .logs()
        .putMetricFilter(
            r ->
                r.logGroupName(group)
                    .filterName(name)
                    .filterPattern(pattern)
                    .metricTransformations(metric(name + "_metric")));
  }

  private static MetricTransformation metric(String name) {
    return MetricTransformation.builder()
        .metricName(name)
        .metricNamespace("CISBenchmark")
        .metricValue("1")
        .build();
  }

  private List<MetricFilter> filters(String group, String prefix) {
    return clients()
        .logs()
        .describeMetricFilters(r -> r.logGroupName(group).filterNamePrefix(prefix))
        .metricFilters();
  }
}
