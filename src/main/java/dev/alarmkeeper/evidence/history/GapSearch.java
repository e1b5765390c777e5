package dev.alarmkeeper.evidence.history;

import dev.alarmkeeper.chain.Observed.Absent;
import dev.alarmkeeper.chain.Observed.Present;
import dev.alarmkeeper.chain.Observed.Unreadable;
import dev.alarmkeeper.evidence.history.EventHistory.Page;
import dev.alarmkeeper.evidence.incident.Incident;
import dev.alarmkeeper.evidence.incident.LinkRecord;
import dev.alarmkeeper.evidence.incident.SearchProgress;
import dev.alarmkeeper.evidence.notify.LogLines;
import dev.alarmkeeper.evidence.notify.MissedEvent;
import dev.alarmkeeper.evidence.notify.Notifier;
import dev.alarmkeeper.evidence.notify.SearchCoverage;
import dev.alarmkeeper.evidence.store.IncidentStore;
import dev.alarmkeeper.reconcile.Deadline;
import dev.alarmkeeper.reconcile.Report;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Searches for the root events that fell into a gap: alarms go off on new events, so that mending a
 * link does not bring back what happened while it was broken.
 */
public final class GapSearch {
  private final IncidentStore incidents;
  private final Optional<EventHistory> history;
  private final Notifier notifier;
  private final InstantSource clock;
  private final Supplier<List<String>> drills;

  /**
   * Searches for the incidents of a store.
   *
   * @param drills gives the ids of the events that drills wrote: those alone are nobody's doing,
   *     whatever else an event says of itself
   */
  public GapSearch(
      IncidentStore incidents,
      Optional<EventHistory> history,
      Notifier notifier,
      InstantSource clock,
      Supplier<List<String>> drills) {
    this.drills = drills;
    this.incidents = incidents;
    this.history = history;
    this.notifier = notifier;
    this.clock = clock;
  }

  /** Whether a search of this link is due, and can be made. */
  public boolean isDue(LinkRecord record, Report report) {
    return isDue(record, clock.instant()) && source(report).isPresent();
  }

  /**
   * Goes on with every search that is due of the links that this run has claimed; how far it came
   * is noted, and is kept by the next flush. Links that broke together have the same gap: while
   * another run searches, this one does not, or its events would be announced twice.
   *
   * @param run who has claimed them
   * @return what could not be searched, and why
   */
  public List<String> search(String run, Report report, Deadline deadline, LogLines lines) {
    Instant now = clock.instant();
    List<LinkRecord> due = incidents.all().stream().filter(it -> isDue(it, now)).toList();
    if (due.stream().anyMatch(it -> it.isClaimed(now) && !it.isClaimedBy(run))) {
      return List.of();
    }
    return source(report).stream()
        .flatMap(
            gap ->
                due.stream()
                    .filter(it -> it.isClaimedBy(run))
                    .flatMap(it -> search(it, gap, deadline, lines).stream()))
        .toList();
  }

  private Optional<GapSource> source(Report report) {
    boolean masked = report.before().mayMask() || report.after().mayMask();
    return history.flatMap(it -> GapSource.of(it, report.desired(), masked));
  }

  private static boolean isDue(LinkRecord record, Instant now) {
    return record.search().filter(it -> it.isDue(now)).isPresent();
  }

  private List<String> search(LinkRecord record, GapSource gap, Deadline deadline, LogLines lines) {
    List<String> missing = new ArrayList<>();
    Incident incident = record.incident();
    SearchProgress search = record.search().orElseThrow();
    while (search.isDue(clock.instant())) {
      if (deadline.passed()) {
        missing.add(
            "the search for missed root events goes on in the next run: " + search.padded());
        break;
      }
      switch (gap.page(search)) {
        case Present<Page>(Page page) -> {
          List<MissedEvent> missed = gap.missed(search, page, announced());
          SearchCoverage coverage = gap.coverage(search, page, clock.instant());
          Notifier.Told answer = notifier.missed(incident, coverage, missed, lines);
          List<MissedEvent> told = answer.events();
          missing.addAll(answer.missing());
          boolean isTold = told.size() == missed.size();
          search =
              isTold
                  ? search.past(ids(missed), page.next(), gap.steps(search))
                  : search.telling(ids(told));
          note(incident, search, told.size());
          if (!isTold) {
            return missing;
          }
        }
        case Absent<Page> _ -> {
          search = search.inHistory();
          note(incident, search, 0);
        }
        case Unreadable<Page>(String reason, boolean retryable) -> {
          missing.add("missed root events not searched yet: " + reason);
          // A token that has grown too old is refused for ever: the part begins again.
          note(incident, retryable ? search : search.again(), 0);
          return missing;
        }
      }
    }
    return missing;
  }

  private void note(Incident incident, SearchProgress search, int told) {
    incidents.change(incident, it -> it.with(it.incident().missing(told)).searching(search));
  }

  /**
   * Links that broke together have the same gap: its events are announced for one of them. Those of
   * drills are announced by the drills.
   */
  private Set<String> announced() {
    return Stream.concat(
            drills.get().stream(),
            incidents.all().stream()
                .flatMap(it -> it.search().stream())
                .flatMap(it -> it.announced().stream()))
        .collect(Collectors.toSet());
  }

  private static List<String> ids(List<MissedEvent> events) {
    return events.stream().map(it -> it.id().toString()).toList();
  }
}
