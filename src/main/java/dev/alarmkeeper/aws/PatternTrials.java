package dev.alarmkeeper.aws;

import dev.alarmkeeper.chain.MetricFilter;
import dev.alarmkeeper.chain.Observed;
import dev.alarmkeeper.chain.Observed.Absent;
import dev.alarmkeeper.chain.Observed.Present;
import dev.alarmkeeper.chain.Observed.Unreadable;
import dev.alarmkeeper.control.Desired;
import dev.alarmkeeper.control.Desired.Watch;
import dev.alarmkeeper.control.Sample;
import dev.alarmkeeper.pattern.FilterPattern;
import dev.alarmkeeper.reconcile.Deadline;
import dev.alarmkeeper.reconcile.Divergence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.MetricFilterMatchRecord;
import software.amazon.awssdk.services.cloudwatchlogs.model.TestMetricFilterResponse;

/**
 * Asks CloudWatch Logs how it reads the patterns of our filters, with the samples of their
 * controls, and remembers where it reads them as we do.
 */
final class PatternTrials {
  private final CloudWatchLogsClient logs;
  private final Pace pace;

  /** A filter's name, and the pattern of it that both read alike. */
  private final Map<String, String> agreed = new ConcurrentHashMap<>();

  PatternTrials(CloudWatchLogsClient logs, Pace pace) {
    this.logs = logs;
    this.pace = pace;
  }

  /**
   * Forgets the patterns that are no longer deployed, so that they are tried again when they are.
   */
  void forget(Observed<List<MetricFilter>> listing) {
    if (listing instanceof Present<List<MetricFilter>>(List<MetricFilter> all)) {
      agreed
          .entrySet()
          .removeIf(
              it ->
                  all.stream()
                      .noneMatch(
                          filter ->
                              filter.name().equals(it.getKey())
                                  && filter.pattern().equals(it.getValue())));
    }
  }

  /**
   * The filters whose patterns the service reads otherwise than we do. Where the service does not
   * answer, the rest is left for the next run.
   *
   * @param broken names of filters that are missing or drifted: theirs is somebody else's pattern,
   *     and is not tried
   */
  Observed<List<Divergence>> read(
      Desired desired,
      Observed<List<MetricFilter>> listing,
      Set<String> broken,
      Deadline deadline) {
    List<Divergence> found = new ArrayList<>();
    for (Watch watch : desired.watches()) {
      Optional<MetricFilter> filter =
          deployed(watch, listing)
              .filter(it -> !broken.contains(it.name()))
              .filter(it -> !it.pattern().equals(agreed.get(it.name())));
      if (filter.isEmpty() || watch.control().samples().isEmpty()) {
        continue;
      }
      switch (trial(watch, filter.get(), deadline)) {
        case Present<Divergence>(Divergence divergence) -> found.add(divergence);
        case Absent<Divergence> _ -> agreed.put(filter.get().name(), filter.get().pattern());
        case Unreadable<Divergence>(String reason, boolean retryable) -> {
          // What is known to be wrong says more than what was not tried.
          return found.isEmpty() ? new Unreadable<>(reason, retryable) : new Present<>(found);
        }
      }
    }
    return new Present<>(List.copyOf(found));
  }

  private static Optional<MetricFilter> deployed(
      Watch watch, Observed<List<MetricFilter>> listing) {
    return watch
        .filter()
        .map(wanted -> Observed.in(listing, it -> it.name().equals(wanted.name())))
        .flatMap(
            it ->
                it instanceof Present<MetricFilter>(MetricFilter filter)
                    ? Optional.of(filter)
                    : Optional.empty());
  }

  private Observed<Divergence> trial(Watch watch, MetricFilter filter, Deadline deadline) {
    if (deadline.passed()) {
      return new Unreadable<>("the run's deadline came first", true);
    }
    return Read.of(
        "logs:TestMetricFilter",
        filter.name(),
        () -> {
          List<Sample> samples = watch.control().samples();
          Set<String> matched = matched(filter.pattern(), samples);
          Map<Boolean, List<Sample>> differing =
              samples.stream()
                  .filter(it -> isMatched(filter, it) != matched.contains(it.json()))
                  .collect(Collectors.partitioningBy(it -> isMatched(filter, it)));
          List<Sample> missed = differing.getOrDefault(true, List.of());
          List<Sample> counted = differing.getOrDefault(false, List.of());
          return missed.isEmpty() && counted.isEmpty()
              ? new Absent<>()
              : new Present<>(new Divergence(watch.control(), filter, missed, counted));
        });
  }

  private static boolean isMatched(MetricFilter filter, Sample sample) {
    return FilterPattern.parse(filter.pattern()) instanceof FilterPattern.Json json
        && json.matches(sample.event());
  }

  /** The messages that the service says the pattern matches. */
  private Set<String> matched(String pattern, List<Sample> samples) {
    pace.await("TestMetricFilter");
    TestMetricFilterResponse answer =
        logs.testMetricFilter(
            it ->
                it.filterPattern(pattern)
                    .logEventMessages(samples.stream().map(Sample::json).toList()));
    if (!answer.hasMatches()) {
      throw new MalformedAnswerException("the answer has no matches");
    }
    return answer.matches().stream()
        .map(MetricFilterMatchRecord::eventMessage)
        .collect(Collectors.toSet());
  }
}
