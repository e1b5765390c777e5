package dev.alarmkeeper.localaws;

import static dev.alarmkeeper.localaws.Gap.refused;
import static dev.alarmkeeper.localaws.Gap.row;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.cloudwatchlogs.model.InvalidParameterException;
import software.amazon.awssdk.services.cloudwatchlogs.model.LimitExceededException;
import software.amazon.awssdk.services.cloudwatchlogs.model.MetricTransformation;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;
import software.amazon.awssdk.services.cloudwatchlogs.model.ValidationException;

/**
 * Where moto is laxer than CloudWatch Logs. <a
 * href="https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/">API reference</a>.
 */
final class LogsGaps {
  static final List<Gap> ROWS =
      List.of(
          row(
              "PutMetricFilter on a missing group: ResourceNotFoundException",
              c -> refused(ResourceNotFoundException.class, () -> put(c, "f", ""))),
          row(
              "DescribeMetricFilters of a missing group: ResourceNotFoundException",
              c ->
                  refused(
                      ResourceNotFoundException.class,
                      () -> c.logs().describeMetricFilters(r -> r.logGroupName("group")))),
          new Gap(
              "DeleteMetricFilter of a missing filter: ResourceNotFoundException",
              LogsGaps::group,
              c ->
                  refused(
                      ResourceNotFoundException.class,
                      () ->
                          c.logs()
                              .deleteMetricFilter(
                                  r -> r.logGroupName("group").filterName("none")))),
          new Gap(
              "A put replaces the filter of that name wholly",
              c -> {
                group(c);
                put(c, "f", "{ $.a = \"b\" }", m -> m.dimensions(Map.of("d", "$.e")));
                put(c, "f", "{ $.c = \"d\" }");
              },
              c ->
                  assertThat(
                          c.logs()
                              .describeMetricFilters(r -> r.logGroupName("group"))
                              .metricFilters())
                      .singleElement()
                      .satisfies(
                          filter -> {
                            assertThat(filter.filterPattern()).isEqualTo("{ $.c = \"d\" }");
                            assertThat(filter.metricTransformations().getFirst().dimensions())
                                .isEmpty();
                          })),
          row(
              "A group's name has no blanks: InvalidParameterException",
              c ->
                  refused(
                      InvalidParameterException.class,
                      () -> c.logs().createLogGroup(r -> r.logGroupName("a b")))),
          pattern("single quotes around a value", "{ $.userIdentity.type = 'Root' }"),
          pattern("an open brace", "{ $.a = \"b\""),
          pattern("an open quote", "{ $.a = \"b }"),
          pattern("an open parenthesis", "{ ($.a = \"b\" }"),
          pattern("braces around nothing", "{ }"),
          new Gap(
              "A default value together with dimensions: InvalidParameterException",
              LogsGaps::group,
              c ->
                  refused(
                      InvalidParameterException.class,
                      () ->
                          put(
                              c,
                              "f",
                              "{ $.a = \"b\" }",
                              m -> m.defaultValue(0.0).dimensions(Map.of("d", "$.e"))))),
          new Gap(
              "More than three dimensions: InvalidParameterException",
              LogsGaps::group,
              c ->
                  refused(
                      InvalidParameterException.class,
                      () ->
                          put(
                              c,
                              "f",
                              "{ $.a = \"b\" }",
                              m ->
                                  m.dimensions(
                                      Map.of("a", "$.a", "b", "$.b", "c", "$.c", "d", "$.d"))))),
          new Gap(
              "More than 100 filters of a group: LimitExceededException",
              LogsGaps::fullGroup,
              c -> refused(LimitExceededException.class, () -> put(c, "one too many", ""))),
          new Gap(
              "A page has at most 50 filters",
              LogsGaps::fullGroup,
              c -> {
                var first = c.logs().describeMetricFilters(r -> r.logGroupName("group"));
                var second =
                    c.logs()
                        .describeMetricFilters(
                            r -> r.logGroupName("group").nextToken(first.nextToken()));
                assertThat(first.metricFilters()).hasSize(50);
                assertThat(second.metricFilters()).hasSize(50);
                assertThat(second.nextToken()).isNull();
              }),
          new Gap(
              "metricFilterCount counts the filters of a group",
              c -> {
                group(c);
                put(c, "f", "");
              },
              c ->
                  assertThat(
                          c.logs().describeLogGroups().logGroups().getFirst().metricFilterCount())
                      .isEqualTo(1)),
          new Gap(
              "A group made again has no filters",
              c -> {
                group(c);
                put(c, "f", "");
                c.logs().deleteLogGroup(r -> r.logGroupName("group"));
                group(c);
              },
              c ->
                  assertThat(
                          c.logs()
                              .describeMetricFilters(r -> r.logGroupName("group"))
                              .metricFilters())
                      .isEmpty()),
          row(
              "TestMetricFilter says which messages match",
              c ->
                  assertThat(
                          c.logs()
                              .testMetricFilter(r -> r.filterPattern("").logEventMessages("a", "b"))
                              .matches())
                      .extracting(match -> match.eventNumber())
                      .containsExactly(1L, 2L)),
          new Gap(
              "Retention is one of a list of days",
              LogsGaps::group,
              c ->
                  refused(
                      InvalidParameterException.class,
                      () ->
                          c.logs()
                              .putRetentionPolicy(
                                  r -> r.logGroupName("group").retentionInDays(2)))),
          new Gap(
              "A protected group cannot be deleted",
              LogsGaps::group,
              c -> {
                c.logs()
                    .putLogGroupDeletionProtection(
                        r -> r.logGroupIdentifier("group").deletionProtectionEnabled(true));
                refused(
                    ValidationException.class,
                    () -> c.logs().deleteLogGroup(r -> r.logGroupName("group")));
              }));

  private LogsGaps() {}

  private static Gap pattern(String what, String pattern) {
    return new Gap(
        "A pattern with " + what + ": InvalidParameterException",
        LogsGaps::group,
        c -> refused(InvalidParameterException.class, () -> put(c, "f", pattern)));
  }

  private static void group(Clients clients) {
    clients.logs().createLogGroup(r -> r.logGroupName("group"));
  }

  private static void fullGroup(Clients clients) {
    group(clients);
    for (int i = 0; i < 100; i++) {
      put(clients, "filter-" + i, "");
    }
  }

  private static void put(Clients clients, String name, String pattern) {
    put(clients, name, pattern, metric -> metric);
  }

  private static void put(
      Clients clients,
      String name,
      String pattern,
      UnaryOperator<MetricTransformation.Builder> change) {
    MetricTransformation metric =
        change
            .apply(
                MetricTransformation.builder()
                    .metricName("m")
                    .metricNamespace("n")
                    .metricValue("1"))
            .build();
    clients
        .logs()
        .putMetricFilter(
            r ->
                r.logGroupName("group")
                    .filterName(name)
                    .filterPattern(pattern)
                    .metricTransformations(metric));
  }
}
