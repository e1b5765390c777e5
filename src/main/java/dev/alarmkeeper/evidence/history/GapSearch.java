package dev.alarmkeeper.evidence.history;

import dev.alarmkeeper.chain.Observed.Absent;
import dev.alarmkeeper.chain.Observed.Present;
import dev.alarmkeeper.chain.Observed.Unreadable;
import dev.alarmkeeper.evidence.history.EventHistory.Page;
import dev.alarmkeeper.evidence.incident.LinkRecord;
import dev.alarmkeeper.evidence.incident.SearchProgress;
import dev.alarmkeeper.evidence.notify.LogLines;
import dev.alarmkeeper.evidence.notify.MissedEvent;
import dev.alarmkeeper.evidence.notify.Notifier;
import dev.alarmkeeper.evidence.notify.SearchCoverage;
import dev.alarmkeeper.evidence.store.IncidentStore;
import dev.alarmkeeper.evidence.store.SearchLock;
import dev.alarmkeeper.reconcile.Deadline;
import dev.alarmkeeper.reconcile.Report;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Searches for the root events that fell into a gap: alarms go off on new events, so that mending a
 * link does not bring back what happened while it was broken.
 */
public final class GapSearch {
  private final IncidentStore book;
  private final SearchLock lease;
  private final Optional<EventHistory> history;
  private final Notifier announcer;
  private final InstantSource clock;

  public GapSearch(
      IncidentStore book,
      SearchLock lease,
      Optional<EventHistory> history,
      Notifier announcer,
      InstantSource clock) {
    this.book = book;
    this.lease = lease;
    this.history = history;
    this.announcer = announcer;
    this.clock = clock;
  }

  /** Goes on with every search that is due. Returns what could not be searched, and why. */
  public List<String> search(Report report, Deadline deadline, LogLines lines) {
    List<String> missing = new ArrayList<>();
    Instant now = clock.instant();
    boolean masked = report.before().mayMask() || report.after().mayMask();
    Optional<GapSource> gap = history.flatMap(it -> GapSource.of(it, report.desired(), masked));
    boolean isDue = book.all().stream().anyMatch(it -> isDue(it, now));
    if (gap.isEmpty() || !isDue || !lease.take(now)) {
      return missing;
    }
    // What another run has announced since this one began.
    missing.addAll(book.read());
    for (LinkRecord known : book.all()) {
      if (isDue(known, now)) {
        book.claim(known.incident().subject(), now, missing)
            .ifPresent(drift -> search(drift, gap.get(), deadline, lines, missing));
      }
    }
    lease.release();
    return missing;
  }

  private static boolean isDue(LinkRecord drift, Instant now) {
    return drift.search().filter(it -> it.isDue(now)).isPresent();
  }

  private void search(
      LinkRecord drift, GapSource gap, Deadline deadline, LogLines lines, List<String> missing) {
    LinkRecord current = drift;
    SearchProgress search = drift.search().orElseThrow();
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
          List<MissedEvent> told =
              announcer.missed(current.incident(), coverage, missed, lines, missing);
          current = current.with(current.incident().missing(told.size()));
          if (told.size() < missed.size()) {
            release(current.searching(search.telling(ids(told))), missing);
            return;
          }
          search = search.past(ids(missed), page.next(), gap.steps(search));
          current = current.searching(search);
          book.note(current);
          book.flush(current.incident().subject(), clock.instant(), missing);
        }
        case Absent<Page> _ -> {
          search = search.inHistory();
          current = current.searching(search);
        }
        case Unreadable<Page>(String reason, boolean retryable) -> {
          missing.add("missed root events not searched yet: " + reason);
          // A token that has grown too old is refused for ever: the part begins again.
          release(retryable ? current : current.searching(search.again()), missing);
          return;
        }
      }
    }
    release(current, missing);
  }

  /** Links that broke together have the same gap: its events are announced for one of them. */
  private Set<String> announced() {
    return book.all().stream()
        .flatMap(it -> it.search().stream())
        .flatMap(it -> it.announced().stream())
        .collect(Collectors.toSet());
  }

  private static List<String> ids(List<MissedEvent> events) {
    return events.stream().map(it -> it.id().toString()).toList();
  }

  private void release(LinkRecord drift, List<String> missing) {
    book.note(drift.released());
    book.flush(drift.incident().subject(), clock.instant(), missing);
  }
}
