package dev.alarmkeeper.aws;

import static dev.alarmkeeper.aws.MalformedAnswerException.require;

import dev.alarmkeeper.chain.MetricFilter;
import dev.alarmkeeper.chain.Observed;
import dev.alarmkeeper.chain.Observed.Absent;
import dev.alarmkeeper.chain.Observed.Present;
import dev.alarmkeeper.chain.Observed.Unreadable;
import dev.alarmkeeper.control.Desired;
import dev.alarmkeeper.control.Desired.Watch;
import dev.alarmkeeper.reconcile.Deadline;
import dev.alarmkeeper.reconcile.Feeders;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeMetricFiltersResponse;

/**
 * Asks which filters of the account and Region publish the controls' metrics, one call a metric. A
 * run asks about a few, those first that were asked about longest ago; what was answered within the
 * last day by this process stands for the others, and what was not is not known.
 */
final class Feeding {
  /** Metrics of one run: DescribeMetricFilters has 5 calls a second, and {@link Pace} takes 2. */
  static final int MOST = 20;

  /** Pages of one metric: whoever publishes more is found among these. */
  private static final int MOST_PAGES = 2;

  private static final Duration GOOD_FOR = Duration.ofDays(1);

  private final CloudWatchLogsClient logs;
  private final Pace pace;
  private final Map<Metric, Answer> answers = new ConcurrentHashMap<>();

  Feeding(CloudWatchLogsClient logs, Pace pace) {
    this.logs = logs;
    this.pace = pace;
  }

  private record Metric(String namespace, String name) {
    static Metric of(MetricFilter filter) {
      return new Metric(filter.transformation().namespace(), filter.transformation().metric());
    }
  }

  private record Answer(Instant at, List<MetricFilter> filters) {}

  /** Who publishes the metrics; absent where there are no controls to feed. */
  Observed<Feeders> of(Desired desired, Deadline deadline) {
    Map<Metric, List<String>> controls = new LinkedHashMap<>();
    for (Watch watch : desired.watches()) {
      watch
          .filter()
          .ifPresent(
              it ->
                  controls
                      .computeIfAbsent(Metric.of(it), _ -> new ArrayList<>())
                      .add(watch.control().id()));
    }
    if (controls.isEmpty()) {
      return new Absent<>();
    }
    List<Metric> longestAgoFirst =
        controls.keySet().stream()
            .sorted(
                Comparator.comparing(
                    it -> Optional.ofNullable(answers.get(it)).map(Answer::at).orElse(Instant.MIN)))
            .limit(MOST)
            .toList();
    for (Metric metric : longestAgoFirst) {
      if (deadline.passed()) {
        break;
      }
      if (ask(metric, deadline) instanceof Unreadable<Answer>(String why, boolean retryable)) {
        return new Unreadable<>(why, retryable);
      }
    }
    return new Present<>(known(controls, deadline.clock().instant()));
  }

  private Observed<Answer> ask(Metric metric, Deadline deadline) {
    Observed<Answer> answer =
        Read.of(
            "logs:DescribeMetricFilters",
            metric.namespace() + " " + metric.name(),
            () -> new Present<>(new Answer(deadline.clock().instant(), list(metric))));
    if (answer instanceof Present<Answer>(Answer given)) {
      answers.put(metric, given);
    } else {
      answers.remove(metric);
    }
    return answer;
  }

  private List<MetricFilter> list(Metric metric) {
    List<MetricFilter> filters = new ArrayList<>();
    String token = null;
    for (int pages = 0; pages == 0 || (token != null && pages < MOST_PAGES); pages++) {
      String from = token;
      pace.await("DescribeMetricFilters");
      DescribeMetricFiltersResponse page =
          logs.describeMetricFilters(
              it ->
                  it.metricNamespace(metric.namespace()).metricName(metric.name()).nextToken(from));
      page.metricFilters()
          .forEach(
              it ->
                  filters.add(
                      MetricFilters.metricFilter(require(it.logGroupName(), "logGroupName"), it)));
      token = page.nextToken();
    }
    return List.copyOf(filters);
  }

  private Feeders known(Map<Metric, List<String>> controls, Instant now) {
    List<MetricFilter> found = new ArrayList<>();
    List<String> notLooked = new ArrayList<>();
    controls.forEach(
        (metric, ids) ->
            Optional.ofNullable(answers.get(metric))
                .filter(it -> it.at().plus(GOOD_FOR).isAfter(now))
                .ifPresentOrElse(it -> found.addAll(it.filters()), () -> notLooked.addAll(ids)));
    return new Feeders(found, notLooked);
  }
}
