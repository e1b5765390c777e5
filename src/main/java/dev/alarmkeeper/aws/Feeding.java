package dev.alarmkeeper.aws;

import static dev.alarmkeeper.aws.MalformedAnswerException.listed;
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
import java.util.function.Consumer;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeMetricFiltersRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeMetricFiltersResponse;

/**
 * Asks which filters of the account and Region publish the controls' metrics. Where the account has
 * few filters, a page or some list them all. Else each metric costs a call, and a run asks about a
 * few, those first that were asked about longest ago; what was answered within the last day by this
 * process stands for the others, and what was not is not known.
 */
final class Feeding {
  /** Metrics of one run: DescribeMetricFilters has 5 calls a second, and {@link Pace} takes 2. */
  static final int MOST = 20;

  /** Pages of a listing. Of those that publish one metric, enough are found among these. */
  static final int MOST_PAGES = 4;

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
  Observed<Feeders> read(Desired desired, Deadline deadline) {
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
    if (controls.size() > MOST_PAGES) {
      switch (everything(controls, deadline)) {
        case Present<Boolean>(Boolean complete) when complete -> {
          return new Present<>(known(controls, deadline.clock().instant()));
        }
        case Unreadable<Boolean>(String why, boolean retryable) -> {
          return new Unreadable<>(why, retryable);
        }
        case Present<Boolean> _, Absent<Boolean> _ -> {} // too many to list: one by one
      }
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
      if (ask(metric, deadline) instanceof Unreadable<Boolean>(String why, boolean retryable)) {
        return new Unreadable<>(why, retryable);
      }
    }
    return new Present<>(known(controls, deadline.clock().instant()));
  }

  /** Asks for one metric's filters; what was found counts only if no page is missing. */
  private Observed<Boolean> ask(Metric metric, Deadline deadline) {
    answers.remove(metric);
    return Read.of(
        "logs:DescribeMetricFilters",
        metric.namespace() + " " + metric.name(),
        () -> {
          Instant at = deadline.clock().instant();
          Listing listing =
              list(it -> it.metricNamespace(metric.namespace()).metricName(metric.name()));
          if (listing.complete()) {
            answers.put(metric, new Answer(at, listing.filters()));
          }
          return new Present<>(listing.complete());
        });
  }

  /** Lists all filters; what was found counts only if no page is missing. */
  private Observed<Boolean> everything(Map<Metric, List<String>> controls, Deadline deadline) {
    return Read.of(
        "logs:DescribeMetricFilters",
        "*",
        () -> {
          Instant at = deadline.clock().instant();
          Listing all = list(_ -> {});
          if (all.complete()) {
            controls
                .keySet()
                .forEach(
                    metric ->
                        answers.put(
                            metric,
                            new Answer(
                                at,
                                all.filters().stream()
                                    .filter(it -> Metric.of(it).equals(metric))
                                    .toList())));
          }
          return new Present<>(all.complete());
        });
  }

  private record Listing(List<MetricFilter> filters, boolean complete) {}

  private Listing list(Consumer<DescribeMetricFiltersRequest.Builder> which) {
    List<MetricFilter> filters = new ArrayList<>();
    Optional<String> token = Optional.empty();
    for (int pages = 0; pages == 0 || (token.isPresent() && pages < MOST_PAGES); pages++) {
      String from = token.orElse(null);
      pace.await("DescribeMetricFilters");
      DescribeMetricFiltersResponse page =
          logs.describeMetricFilters(it -> which.accept(it.nextToken(from)));
      listed(page.hasMetricFilters(), page.metricFilters(), "metricFilters")
          .forEach(
              it ->
                  filters.add(
                      MetricFilters.metricFilter(require(it.logGroupName(), "logGroupName"), it)));
      token = Optional.ofNullable(page.nextToken());
    }
    return new Listing(List.copyOf(filters), token.isEmpty());
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
