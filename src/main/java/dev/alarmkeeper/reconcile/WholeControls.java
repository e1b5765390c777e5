package dev.alarmkeeper.reconcile;

import dev.alarmkeeper.chain.Alarm;
import dev.alarmkeeper.chain.AlarmRules;
import dev.alarmkeeper.chain.Link;
import dev.alarmkeeper.chain.MetricFilter;
import dev.alarmkeeper.chain.MetricFilterRules;
import dev.alarmkeeper.chain.Observed;
import dev.alarmkeeper.chain.Observed.Absent;
import dev.alarmkeeper.chain.Observed.Present;
import dev.alarmkeeper.chain.Observed.Unreadable;
import dev.alarmkeeper.chain.Pair;
import dev.alarmkeeper.chain.Rule;
import dev.alarmkeeper.chain.TrailStatus;
import dev.alarmkeeper.chain.WholeControl;
import dev.alarmkeeper.chain.WholeControlRules;
import dev.alarmkeeper.control.Desired;
import dev.alarmkeeper.control.Desired.Watch;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Plans what only all links of a control together show: who feeds its metric, and its state. */
record WholeControls(Desired desired, Snapshot seen, Findings findings) {

  /** What the filters of the log group show. */
  void plan() {
    for (Watch watch : desired.watches()) {
      watch.filter().ifPresent(it -> feeders(watch, whole(watch, pair(it, watch), here(it))));
    }
  }

  /** What is looked at last, when nothing is left to write: other log groups, and the state. */
  void remark() {
    for (Watch watch : desired.watches()) {
      watch.filter().ifPresent(it -> remark(watch, it));
    }
    switch (seen.feeders()) {
      case Present<Feeders>(Feeders feeders) -> {
        if (!feeders.notLooked().isEmpty()) {
          unknown(
              feeders.notLooked(),
              new Unreadable<>(
                  "who else publishes these controls' metrics was not asked yet: each costs a call,"
                      + " and the next runs go on with it",
                  true));
        }
      }
      case Absent<Feeders> _ -> {} // not asked in this look
      case Unreadable<Feeders> unread ->
          unknown(desired.watches().stream().map(it -> it.control().id()).toList(), unread);
    }
  }

  private void unknown(List<String> controls, Unreadable<Feeders> unread) {
    if (!controls.isEmpty()) {
      findings.about(Link.METRIC_FILTER, "filters of all log groups", controls).unreadable(unread);
    }
  }

  private void remark(Watch watch, MetricFilter filter) {
    feeders(watch, whole(watch, pair(filter, watch), elsewhere(filter)));
    // What counts is the alarm that tells people now: it may be one that stands in.
    Alarm telling = new Alarms(seen, findings).telling(watch);
    WholeControl whole =
        whole(
            watch,
            new Pair(filter, telling),
            Stream.concat(here(filter).stream(), elsewhere(filter).stream()).toList());
    findings
        .about(Link.ALARM, telling.name(), List.of(watch.control().id()))
        .compare(WholeControlRules.STATE, whole.asItShouldBe(), whole);
  }

  private void feeders(Watch watch, WholeControl whole) {
    findings
        .about(Link.METRIC_FILTER, whole.pair().filter().name(), List.of(watch.control().id()))
        .with(whole.harming())
        .compare(WholeControlRules.FEEDERS, whole.asItShouldBe(), whole);
  }

  private static Pair pair(MetricFilter filter, Watch watch) {
    return new Pair(filter, watch.alarm());
  }

  private WholeControl whole(Watch watch, Pair pair, List<MetricFilter> others) {
    Optional<MetricFilter> filter =
        found(seen.filters(), it -> it.name().equals(pair.filter().name()));
    Optional<Alarm> alarm =
        found(
            seen.alarms(),
            it -> it.name().equals(pair.alarm().name()) && it.type() == Alarm.Type.METRIC);
    return new WholeControl(
        pair,
        others,
        Stream.concat(
                watch.declared(pair.filter().logGroup()).stream(), sharing(pair.filter()).stream())
            .collect(Collectors.toSet()),
        alarm.flatMap(Alarm::state),
        isSound(pair, filter, alarm),
        alarm.map(it -> it.evaluation().missingData()).orElse("missing"),
        filter.flatMap(it -> it.transformation().defaultValue()).isPresent(),
        delivered(),
        seen.at());
  }

  /** The others of the log group that publish the metric. */
  private List<MetricFilter> here(MetricFilter ours) {
    return seen.filters() instanceof Present<List<MetricFilter>>(var all)
        ? feeding(ours, all).filter(it -> !it.name().equals(ours.name())).toList()
        : List.of();
  }

  /** Those of other log groups, as far as it was asked about them. */
  private List<MetricFilter> elsewhere(MetricFilter ours) {
    return seen.feeders() instanceof Present<Feeders>(Feeders feeders)
        ? feeding(ours, feeders.found())
            .filter(it -> !it.logGroup().equals(ours.logGroup()))
            .toList()
        : List.of();
  }

  private static Stream<MetricFilter> feeding(MetricFilter ours, List<MetricFilter> all) {
    return all.stream()
        .filter(it -> it.feeds(ours.transformation().namespace(), ours.transformation().metric()));
  }

  /** The filters of our own controls that are to publish the same metric. */
  private Set<String> sharing(MetricFilter ours) {
    return desired.watches().stream()
        .map(Watch::filter)
        .flatMap(Optional::stream)
        .filter(it -> it.feeds(ours.transformation().namespace(), ours.transformation().metric()))
        .map(WholeControl::key)
        .collect(Collectors.toSet());
  }

  private boolean isSound(Pair pair, Optional<MetricFilter> filter, Optional<Alarm> alarm) {
    return filter.filter(it -> MetricFilterRules.publishesAlike(pair.filter(), it)).isPresent()
        && alarm
            .filter(
                it ->
                    Stream.of(AlarmRules.SWITCH, AlarmRules.SETTINGS, AlarmRules.CIRCUMSTANCES)
                        .map(table -> Rule.differences(table, pair.alarm(), it))
                        .allMatch(Collection::isEmpty))
            .isPresent();
  }

  private Optional<Instant> delivered() {
    return seen.status() instanceof Present<TrailStatus>(TrailStatus status)
        ? status.silence().map(it -> seen.at().minus(it))
        : Optional.empty();
  }

  private static <T> Optional<T> found(Observed<List<T>> listing, Predicate<T> isIt) {
    return Observed.in(listing, isIt) instanceof Present<T>(T it)
        ? Optional.of(it)
        : Optional.empty();
  }
}
