package dev.alarmkeeper.aws;

import dev.alarmkeeper.chain.MetricFilter;
import dev.alarmkeeper.chain.Observed;
import dev.alarmkeeper.chain.Observed.Absent;
import dev.alarmkeeper.chain.Observed.Present;
import dev.alarmkeeper.chain.Observed.Unreadable;
import dev.alarmkeeper.control.Catalogue;
import dev.alarmkeeper.control.Desired;
import dev.alarmkeeper.control.Desired.Watch;
import dev.alarmkeeper.control.Sample;
import dev.alarmkeeper.pattern.FilterPattern;
import dev.alarmkeeper.reconcile.Divergence;
import dev.alarmkeeper.text.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.MetricFilterMatchRecord;
import software.amazon.awssdk.services.cloudwatchlogs.model.TestMetricFilterResponse;

/**
 * Asks CloudWatch Logs how it reads the patterns of our filters, with the samples of their
 * controls, and remembers where it reads them as we do.
 *
 * <p>What was proven outlives the process in a ledger that others may be able to write. It is
 * believed at once only of a pattern that a benchmark publishes, to the letter. Of others one is
 * asked about again in each run, at random, until the process has seen them all: a forged proof
 * hides a pattern that the service reads otherwise for some runs at most, and never one that means
 * something else, for our own pattern language judges that in every run.
 */
final class PatternTrials {
  private final CloudWatchLogsClient logs;
  private final Pace pace;
  private final Optional<ProvenPatterns> memory;

  /** The fingerprints of the patterns that this process may take for read alike. */
  private final Set<String> agreed = ConcurrentHashMap.newKeySet();

  PatternTrials(CloudWatchLogsClient logs, Pace pace, Optional<ProvenPatterns> memory) {
    this.logs = logs;
    this.pace = pace;
    this.memory = memory;
  }

  /**
   * A pattern to try.
   *
   * @param fingerprint of all that the answer depends on, and of how we read it ourselves
   */
  private record Trial(Watch watch, MetricFilter filter, String fingerprint) {
    static Trial of(Watch watch, MetricFilter filter, String region) {
      List<String> parts = new ArrayList<>(List.of(region, filter.pattern()));
      for (Sample sample : watch.control().samples()) {
        parts.add(sample.json());
        parts.add(String.valueOf(isMatched(filter, sample)));
      }
      return new Trial(watch, filter, sha256(Json.text(parts)));
    }

    boolean isPublished() {
      return Catalogue.controls().stream()
          .anyMatch(it -> it.patterns().containsValue(filter.pattern()));
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
      Desired desired, Observed<List<MetricFilter>> listing, Set<String> broken, SideBySide reads) {
    List<Trial> due = new ArrayList<>();
    for (Watch watch : desired.watches()) {
      if (!watch.control().samples().isEmpty()) {
        deployed(watch, listing)
            .filter(it -> !broken.contains(it.name()))
            .map(it -> Trial.of(watch, it, desired.place().account().region()))
            .filter(it -> !agreed.contains(it.fingerprint()))
            .ifPresent(due::add);
      }
    }
    if (due.isEmpty()) {
      return new Present<>(List.of());
    }
    Map<Trial, Supplier<Observed<Divergence>>> answers = new LinkedHashMap<>();
    for (Trial trial : unproven(due)) {
      answers.put(
          trial,
          reads.start("trial", trial.filter().name(), () -> trial(trial.watch(), trial.filter())));
    }
    List<Divergence> found = new ArrayList<>();
    Set<String> proven = new HashSet<>();
    Optional<Unreadable<List<Divergence>>> unanswered = Optional.empty();
    for (Map.Entry<Trial, Supplier<Observed<Divergence>>> asked : answers.entrySet()) {
      switch (asked.getValue().get()) {
        case Present<Divergence>(Divergence divergence) -> found.add(divergence);
        case Absent<Divergence> _ -> proven.add(asked.getKey().fingerprint());
        case Unreadable<Divergence>(String reason, boolean retryable) ->
            unanswered = Optional.of(new Unreadable<>(reason, retryable));
      }
    }
    agreed.addAll(proven);
    memory.ifPresent(it -> it.add(proven));
    // What is known to be wrong says more than what was not tried.
    return found.isEmpty() && unanswered.isPresent()
        ? unanswered.get()
        : new Present<>(List.copyOf(found));
  }

  /** Those to ask about, by what the ledger remembers. */
  private List<Trial> unproven(List<Trial> due) {
    Set<String> remembered = memory.map(ProvenPatterns::all).orElseGet(Set::of);
    List<Trial> asked = new ArrayList<>();
    List<Trial> believed = new ArrayList<>();
    for (Trial trial : due) {
      if (!remembered.contains(trial.fingerprint())) {
        asked.add(trial);
      } else if (trial.isPublished()) {
        agreed.add(trial.fingerprint());
      } else {
        believed.add(trial);
      }
    }
    if (!believed.isEmpty()) {
      asked.add(believed.get(ThreadLocalRandom.current().nextInt(believed.size())));
    }
    return asked;
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

  private Observed<Divergence> trial(Watch watch, MetricFilter filter) {
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

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException every) {
      throw new IllegalStateException("every Java has SHA-256", every);
    }
  }
}
