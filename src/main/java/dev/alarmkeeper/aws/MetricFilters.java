package dev.alarmkeeper.aws;

import static dev.alarmkeeper.aws.MalformedAnswerException.listed;
import static dev.alarmkeeper.aws.MalformedAnswerException.require;

import dev.alarmkeeper.chain.MetricFilter;
import dev.alarmkeeper.chain.MetricFilterRules;
import dev.alarmkeeper.chain.Observed;
import dev.alarmkeeper.chain.Observed.Present;
import dev.alarmkeeper.chain.Observed.Unreadable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.MetricTransformation;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;

/** Metric filters, as CloudWatch Logs says it. */
final class MetricFilters {
  /** Pages of a listing of all, of 50 filters each. */
  private static final int MOST_PAGES = 100;

  private final CloudWatchLogsClient logs;
  private final Pace pace;

  /** By log group and name, what was seen or written last. */
  private final Map<String, Map<String, MetricFilter>> seen = new ConcurrentHashMap<>();

  MetricFilters(CloudWatchLogsClient logs, Pace pace) {
    this.logs = logs;
    this.pace = pace;
  }

  /** All filters of a log group, at most two pages; none where the group itself is gone. */
  Observed<List<MetricFilter>> read(String logGroup) {
    seen.remove(logGroup);
    return Read.of(
        "logs:DescribeMetricFilters",
        logGroup,
        () -> {
          List<MetricFilter> listed = list(logGroup);
          seen.put(logGroup, byName(listed));
          return new Present<>(listed);
        });
  }

  /** All filters of the account and Region. */
  Observed<List<MetricFilter>> everywhere() {
    return Read.of(
        "logs:DescribeMetricFilters",
        "*",
        () -> {
          List<MetricFilter> found = new ArrayList<>();
          Optional<String> token = Optional.empty();
          for (int pages = 0; pages == 0 || token.isPresent(); pages++) {
            if (pages == MOST_PAGES) {
              return new Unreadable<>(
                  "the account has more than " + MOST_PAGES + " pages of metric filters", false);
            }
            String from = token.orElse(null);
            pace.await("DescribeMetricFilters");
            var page = logs.describeMetricFilters(it -> it.nextToken(from));
            listed(page.hasMetricFilters(), page.metricFilters(), "metricFilters")
                .forEach(
                    it -> found.add(metricFilter(require(it.logGroupName(), "logGroupName"), it)));
            token = Optional.ofNullable(page.nextToken());
          }
          return new Present<>(List.copyOf(found));
        });
  }

  /** Writes the filter, unless the last look shows it as it should be. */
  void put(MetricFilter desired, Optional<String> serving) {
    Map<String, MetricFilter> filters =
        seen.computeIfAbsent(desired.logGroup(), it -> byName(list(it)));
    Optional<MetricFilter> observed = Optional.ofNullable(filters.get(desired.name()));
    MetricFilter merged =
        observed.map(it -> MetricFilterRules.overlay(desired, it, serving)).orElse(desired);
    if (observed.isEmpty() || !observed.get().equals(merged)) {
      put(merged);
      filters.put(merged.name(), merged);
    }
  }

  private static Map<String, MetricFilter> byName(List<MetricFilter> filters) {
    Map<String, MetricFilter> byName = new ConcurrentHashMap<>();
    filters.forEach(it -> byName.put(it.name(), it));
    return byName;
  }

  private void put(MetricFilter filter) {
    MetricFilter.Transformation transformation = filter.transformation();
    pace.await("PutMetricFilter");
    logs.putMetricFilter(
        it ->
            it.logGroupName(filter.logGroup())
                .filterName(filter.name())
                .filterPattern(filter.pattern())
                .metricTransformations(
                    MetricTransformation.builder()
                        .metricNamespace(transformation.namespace())
                        .metricName(transformation.metric())
                        .metricValue(transformation.value())
                        .defaultValue(transformation.defaultValue().orElse(null))
                        .unit(transformation.unit().orElse(null))
                        .build()));
  }

  private List<MetricFilter> list(String logGroup) {
    try {
      return logs.describeMetricFiltersPaginator(it -> it.logGroupName(logGroup)).stream()
          .flatMap(
              page ->
                  listed(page.hasMetricFilters(), page.metricFilters(), "metricFilters").stream())
          .map(filter -> metricFilter(logGroup, filter))
          .toList();
    } catch (ResourceNotFoundException _) {
      return List.of();
    }
  }

  static MetricFilter metricFilter(
      String logGroup, software.amazon.awssdk.services.cloudwatchlogs.model.MetricFilter filter) {
    if (filter.metricTransformations().isEmpty()) {
      throw new MalformedAnswerException("the answer has no metricTransformations");
    }
    MetricTransformation transformation = filter.metricTransformations().getFirst();
    return new MetricFilter(
        logGroup,
        require(filter.filterName(), "filterName"),
        // An empty pattern matches every event, and the API leaves it out.
        Optional.ofNullable(filter.filterPattern()).orElse(""),
        new MetricFilter.Transformation(
            require(transformation.metricNamespace(), "metricNamespace"),
            require(transformation.metricName(), "metricName"),
            require(transformation.metricValue(), "metricValue"),
            Optional.ofNullable(transformation.defaultValue()),
            Optional.ofNullable(transformation.unitAsString()),
            transformation.dimensions()),
        new MetricFilter.Scope(
            Boolean.TRUE.equals(filter.applyOnTransformedLogs()),
            Optional.ofNullable(filter.fieldSelectionCriteria()).filter(it -> !it.isBlank()),
            filter.emitSystemFieldDimensions()));
  }
}
