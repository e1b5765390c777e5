package dev.alarmkeeper.evidence.history;

import dev.alarmkeeper.chain.Account;
import dev.alarmkeeper.chain.LogGroup;
import dev.alarmkeeper.chain.MetricFilter;
import dev.alarmkeeper.chain.Observed;
import dev.alarmkeeper.control.Desired;
import dev.alarmkeeper.evidence.history.EventHistory.Attribute;
import dev.alarmkeeper.evidence.history.EventHistory.Page;
import dev.alarmkeeper.evidence.history.EventHistory.Recorded;
import dev.alarmkeeper.evidence.incident.SearchProgress;
import dev.alarmkeeper.evidence.incident.Window;
import dev.alarmkeeper.evidence.notify.MissedEvent;
import dev.alarmkeeper.evidence.notify.SearchCoverage;
import dev.alarmkeeper.pattern.FilterPattern;
import dev.alarmkeeper.reconcile.ApiCall;
import dev.alarmkeeper.text.JsonFields;
import dev.alarmkeeper.text.UntrustedText;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Where root events of a gap are found, and which of them were missed.
 *
 * @param pattern what the metric filter of root usage should look for
 * @param masked whether the log group may hide what is searched for
 */
record GapSource(EventHistory history, Desired desired, String pattern, boolean masked) {

  /** Empty where root usage is not watched from here. */
  static Optional<GapSource> of(EventHistory history, Desired desired, boolean masked) {
    return desired.watches().stream()
        .filter(it -> it.control().id().equals(SearchProgress.ROOT_USAGE))
        .flatMap(it -> it.filter().map(MetricFilter::pattern).stream())
        .findFirst()
        .map(it -> new GapSource(history, desired, it, masked));
  }

  /** How many parts a search has. */
  int steps(SearchProgress search) {
    return switch (search.source()) {
      case LOG_GROUP -> Math.max(1, groups().size());
      case EVENT_HISTORY -> regions().size();
    };
  }

  /** The page that a search comes to next. */
  Observed<Page> page(SearchProgress search) {
    return switch (search.source()) {
      case LOG_GROUP ->
          groups().stream()
              // A masked event matches no pattern, and is not found where it is.
              .filter(_ -> !masked)
              .skip(search.step())
              .findFirst()
              .map(it -> history.delivered(it, pattern, search.padded(), search.token()))
              .orElseGet(Observed.Absent::new);
      case EVENT_HISTORY ->
          history.remembered(
              regions().get(Math.min(search.step(), regions().size() - 1)),
              Attribute.USERNAME,
              "root",
              search.padded(),
              search.token());
    };
  }

  /** What has been looked at, with a page that the search came to. */
  SearchCoverage coverage(SearchProgress search, Page page, Instant now) {
    boolean ends = page.next().isEmpty() && search.step() + 1 >= steps(search);
    return switch (search.source()) {
      case LOG_GROUP ->
          SearchCoverage.ofLogGroups(
              search, groups().stream().limit(search.step() + 1L).toList(), ends);
      case EVENT_HISTORY ->
          SearchCoverage.ofHistory(
              search, regions().subList(0, search.step() + 1), masked, ends, now);
    };
  }

  /** The events of a page that fell into the gap and were not announced yet. */
  List<MissedEvent> missed(SearchProgress search, Page page, Set<String> known) {
    Set<String> announced = new HashSet<>(known);
    FilterPattern wanted = FilterPattern.parse(pattern);
    Predicate<Recorded> isWanted =
        // The log group has matched its events itself.
        search.source() == SearchProgress.Source.EVENT_HISTORY
                && wanted instanceof FilterPattern.Json json
            ? it -> json.matches(it.json())
            : _ -> true;
    return page.events().stream()
        .filter(it -> search.gaps().stream().anyMatch(gap -> isWithin(gap, it)))
        .filter(isWanted)
        .map(GapSource::event)
        .filter(it -> announced.add(it.id().toString()))
        .toList();
  }

  /** Where a trail was moved to another log group, some of the events are in each. */
  private List<String> groups() {
    return Stream.of(desired.place().logGroup(), desired.place().fed())
        .flatMap(Optional::stream)
        .map(LogGroup::nameOf)
        .distinct()
        .toList();
  }

  private List<String> regions() {
    Account account = desired.place().account();
    return Stream.of(account.region(), EventHistory.globalRegion(account)).distinct().toList();
  }

  /** An event that came late was missed although it happened before the gap. */
  private static boolean isWithin(Window gap, Recorded event) {
    Optional<Instant> happened = new JsonFields(event.json()).instant("eventTime");
    return (happened.isEmpty() && event.ingested().isEmpty())
        || Stream.concat(happened.stream(), event.ingested().stream())
            .anyMatch(it -> !it.isBefore(gap.from()) && !it.isAfter(gap.to()));
  }

  /** An event without an id of CloudTrail's form gets one, so that it is told once. */
  private static MissedEvent event(Recorded event) {
    ApiCall call = CloudTrailRecords.of(new JsonFields(event.json()));
    return new MissedEvent(
        call.id()
            .filter(it -> it.toString().matches("[A-Za-z0-9-]{1,64}"))
            .orElseGet(() -> UntrustedText.of("without id, #" + event.hashCode())),
        call);
  }
}
