package dev.alarmkeeper.reconcile;

import dev.alarmkeeper.chain.Alarm;
import dev.alarmkeeper.chain.MetricFilter;
import dev.alarmkeeper.chain.Observed;
import dev.alarmkeeper.chain.Observed.Absent;
import dev.alarmkeeper.chain.Observed.Present;
import dev.alarmkeeper.control.Control;
import dev.alarmkeeper.control.Desired.Watch;
import dev.alarmkeeper.control.Tuning;
import dev.alarmkeeper.pattern.Comparisons;
import dev.alarmkeeper.reconcile.TwinDecisions.Asked;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Finds what does the job of controls beside alarmkeeper's own filters and alarms.
 *
 * @param seen what the run saw
 * @param asked what a person is asked about, by the control's id
 * @param alarms those that may watch a twin's metric; absent where no filter does a control's job
 */
record TwinSearch(
    Snapshot seen,
    Map<String, Asked> asked,
    Observed<List<Alarm>> alarms,
    Comparisons comparisons) {

  /**
   * Lists the alarms if it takes that: all of them where a filter may have a twin that nobody knows
   * yet, else only those that are known.
   */
  static TwinSearch of(
      List<Watch> open, Map<String, Asked> asked, Snapshot seen, Observer observer) {
    TwinSearch filters = new TwinSearch(seen, asked, new Absent<>(), new Comparisons());
    List<Asked> known =
        open.stream()
            .flatMap(it -> Optional.ofNullable(asked.get(it.control().id())).stream())
            .toList();
    boolean isNew =
        open.stream()
            .filter(it -> !asked.containsKey(it.control().id()))
            .anyMatch(it -> !filters.doing(it).isEmpty());
    if (isNew) {
      return new TwinSearch(seen, asked, observer.alarms(), filters.comparisons());
    }
    return known.isEmpty()
        ? filters
        : new TwinSearch(
            seen,
            asked,
            observer.alarms(known.stream().map(Asked::alarm).distinct().toList()),
            filters.comparisons());
  }

  /** A filter and an alarm that do the job of a control and tell a topic. */
  Observed<Twin> of(Watch watch) {
    if (!(seen.filters() instanceof Present)) {
      return seen.filters().flatMap(_ -> new Absent<>());
    }
    return doing(watch).isEmpty()
        ? new Absent<>()
        : alarms.flatMap(
            all ->
                twins(watch, all).stream()
                    .filter(
                        it -> it.alarm().stream().flatMap(TwinLook::topics).findAny().isPresent())
                    .findFirst()
                    .<Observed<Twin>>map(Present::new)
                    .orElseGet(Absent::new));
  }

  private List<Twin> doing(Watch watch) {
    return isAnswered(watch) ? List.of() : twins(watch, List.of());
  }

  private List<Twin> twins(Watch watch, List<Alarm> all) {
    Control control = watch.control().tuned(watch.control().tuning().unnamed());
    Optional<Asked> known = Optional.ofNullable(asked.get(control.id()));
    List<MetricFilter> filters =
        seen.filters() instanceof Present<List<MetricFilter>>(var listed) ? listed : List.of();
    return known
        .map(
            it ->
                new Twins(
                        publishingWith(it.filter(), filters),
                        all.stream().filter(alarm -> alarm.name().equals(it.alarm())).toList(),
                        comparisons)
                    .of(control).stream()
                        .filter(twin -> twin.filter().name().equals(it.filter()))
                        .toList())
        .orElseGet(() -> new Twins(filters, all, comparisons).of(control));
  }

  /** A filter, and those that its pattern may be split over. */
  private static List<MetricFilter> publishingWith(String name, List<MetricFilter> filters) {
    return filters.stream()
        .filter(it -> it.name().equals(name))
        .findFirst()
        .map(MetricFilter::transformation)
        .map(
            metric ->
                filters.stream()
                    .filter(it -> it.feeds(metric.namespace(), metric.metric()))
                    .toList())
        .orElse(List.of());
  }

  /**
   * Whether the owner has answered already: by overrides that name the control's filter or alarm,
   * or because those of our names are there and tell our topic.
   */
  boolean isAnswered(Watch watch) {
    Tuning tuning = watch.control().tuning();
    return tuning.filter().isPresent() || tuning.alarm().isPresent() || isOurs(watch);
  }

  private static <T> boolean isThere(Observed<List<T>> listing, Predicate<T> isIt) {
    return Observed.in(listing, isIt) instanceof Present;
  }

  /** Whether filter and alarm of our names are there, and the alarm tells our topic. */
  private boolean isOurs(Watch watch) {
    return watch.filter().isPresent()
        && isThere(seen.filters(), it -> it.name().equals(watch.filter().get().name()))
        && Observed.in(seen.alarms(), it -> it.name().equals(watch.alarm().name()))
            instanceof Present<Alarm>(Alarm alarm)
        && alarm.actions().alarm().containsAll(watch.alarm().actions().alarm());
  }
}
