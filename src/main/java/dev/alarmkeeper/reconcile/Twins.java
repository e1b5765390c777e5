package dev.alarmkeeper.reconcile;

import dev.alarmkeeper.chain.Alarm;
import dev.alarmkeeper.chain.MetricFilter;
import dev.alarmkeeper.chain.Pair;
import dev.alarmkeeper.control.Control;
import dev.alarmkeeper.control.Profile;
import dev.alarmkeeper.control.Published;
import dev.alarmkeeper.control.Sample;
import dev.alarmkeeper.pattern.Comparisons;
import dev.alarmkeeper.pattern.FilterPattern;
import dev.alarmkeeper.pattern.FilterPattern.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds what an account has for a control already, by what it does and not by its name: under every
 * published pattern, in one filter or split over several that publish one metric.
 *
 * @param filters the metric filters of the log group
 * @param alarms the alarms of the account and Region
 */
public record Twins(List<MetricFilter> filters, List<Alarm> alarms, Comparisons comparisons) {
  /** Filters of one metric that are read together. */
  private static final int MOST_PARTS = 40;

  /** Copies the lists; short patterns come first, so that none made to cost much hides another. */
  public Twins {
    filters =
        filters.stream()
            .sorted(
                Comparator.comparingInt((MetricFilter it) -> it.pattern().length())
                    .thenComparing(MetricFilter::name))
            .toList();
    alarms = List.copyOf(alarms);
  }

  /** What has a published pattern of the control, the best first. */
  public List<Twin> of(Control control) {
    Set<String> patterns = patterns(control);
    List<Twin> found = new ArrayList<>();
    for (MetricFilter filter : filters) {
      comparisons.same(patterns, filter.pattern(), control.examples()).stream()
          .findFirst()
          .ifPresent(it -> found.add(twin(control, filter, Optional.of(it))));
    }
    if (found.isEmpty()) {
      found.addAll(split(control, patterns));
    }
    return found.stream().sorted(Twin.BEST_FIRST).toList();
  }

  /**
   * What resembles the control and has no published pattern of it, such as one that lacks an event:
   * it matches half of the events that must fire, and none of those that must not.
   *
   * @param taken filters that do the job of another control
   */
  public List<Twin> like(Control control, Set<MetricFilter> taken) {
    List<Sample> firing = control.samples().stream().filter(it -> it.matches(Profile.CIS)).toList();
    return filters.stream()
        .filter(it -> !taken.contains(it))
        .filter(
            it -> json(it.pattern()).filter(json -> resembles(control, firing, json)).isPresent())
        .map(it -> twin(control, it, Optional.empty()))
        .sorted(Twin.BEST_FIRST)
        .toList();
  }

  private static boolean resembles(Control control, List<Sample> firing, Json pattern) {
    long matched = firing.stream().filter(it -> pattern.matches(it.event())).count();
    return matched * 2 >= firing.size()
        && matched > 0
        && control.quiet().stream().noneMatch(it -> pattern.mayMatch(it.event()));
  }

  private static Set<String> patterns(Control control) {
    Set<String> patterns = new LinkedHashSet<>();
    Stream.of(Profile.values()).map(control::pattern).forEach(patterns::add);
    control.published().stream().map(Published::text).forEach(patterns::add);
    return patterns;
  }

  /** A pattern that would be too long is split: its filters publish one metric. */
  private List<Twin> split(Control control, Set<String> patterns) {
    List<Twin> found = new ArrayList<>();
    Set<String> seen = new LinkedHashSet<>();
    for (MetricFilter first : filters) {
      List<MetricFilter> parts =
          Stream.concat(Stream.of(first), others(first).filter(it -> Pair.countTogether(first, it)))
              .toList();
      if (parts.size() > 1
          && parts.size() <= MOST_PARTS
          && seen.add(twin(control, first, Optional.empty()).series())) {
        List<String> texts = parts.stream().map(MetricFilter::pattern).toList();
        patterns.stream()
            .filter(it -> agree(it, texts, control))
            .filter(it -> comparisons.isSame(it, texts))
            .findFirst()
            .ifPresent(it -> found.add(twin(control, first, Optional.of(it))));
      }
    }
    return found;
  }

  /** Whether the control's events tell the two apart, which costs little. */
  private static boolean agree(String pattern, List<String> parts, Control control) {
    Optional<Json> wanted = json(pattern);
    List<Json> found = parts.stream().map(Twins::json).flatMap(Optional::stream).toList();
    return wanted.isPresent()
        && found.size() == parts.size()
        && control.examples().stream()
            .allMatch(
                it ->
                    wanted.get().matches(it.event())
                        ? found.stream().anyMatch(part -> part.mayMatch(it.event()))
                        : found.stream().noneMatch(part -> part.matches(it.event())));
  }

  private Twin twin(Control control, MetricFilter filter, Optional<String> meaning) {
    List<Alarm> watching =
        alarms.stream()
            .filter(it -> it.type() == Alarm.Type.METRIC)
            .filter(it -> it.extras().isEmpty() || it.signal().metric().isPresent())
            .filter(
                it ->
                    it.signal().namespace().equals(Optional.of(filter.transformation().namespace()))
                        && it.signal()
                            .metric()
                            .equals(Optional.of(filter.transformation().metric())))
            .sorted(
                Comparator.comparingInt((Alarm it) -> -Twin.merit(it))
                    .thenComparingDouble(it -> it.evaluation().condition().threshold())
                    .thenComparing(Alarm::name))
            .toList();
    return new Twin(
        control,
        filter,
        others(filter).toList(),
        meaning,
        watching.stream().findFirst(),
        watching.stream().skip(1).map(Alarm::name).toList());
  }

  private Stream<MetricFilter> others(MetricFilter filter) {
    return filters.stream()
        .filter(it -> !it.name().equals(filter.name()))
        .filter(
            it -> it.feeds(filter.transformation().namespace(), filter.transformation().metric()));
  }

  private static Optional<Json> json(String pattern) {
    return FilterPattern.read(pattern) instanceof Json json ? Optional.of(json) : Optional.empty();
  }
}
