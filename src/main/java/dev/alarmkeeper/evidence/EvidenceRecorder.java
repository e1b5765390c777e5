package dev.alarmkeeper.evidence;

import dev.alarmkeeper.chain.Observed.Present;
import dev.alarmkeeper.control.Control;
import dev.alarmkeeper.control.Desired;
import dev.alarmkeeper.evidence.history.Attribution;
import dev.alarmkeeper.evidence.history.Attribution.Confirmed;
import dev.alarmkeeper.evidence.history.GapSearch;
import dev.alarmkeeper.evidence.incident.Incident;
import dev.alarmkeeper.evidence.incident.IncidentTracker;
import dev.alarmkeeper.evidence.incident.LinkId;
import dev.alarmkeeper.evidence.incident.LinkRecord;
import dev.alarmkeeper.evidence.incident.OwnIdentity;
import dev.alarmkeeper.evidence.incident.PendingBreak;
import dev.alarmkeeper.evidence.notify.LogLines;
import dev.alarmkeeper.evidence.notify.Notifier;
import dev.alarmkeeper.evidence.store.CircuitBreakingStore;
import dev.alarmkeeper.evidence.store.DocumentStore;
import dev.alarmkeeper.evidence.store.IncidentStore;
import dev.alarmkeeper.evidence.store.SearchLock;
import dev.alarmkeeper.evidence.store.VerifiedPeriods;
import dev.alarmkeeper.reconcile.ApiCall;
import dev.alarmkeeper.reconcile.Deadline;
import dev.alarmkeeper.reconcile.Order;
import dev.alarmkeeper.reconcile.Plan;
import dev.alarmkeeper.reconcile.Report;
import dev.alarmkeeper.reconcile.Witness;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Keeps what runs leave behind: incidents, who caused them, what was missed meanwhile, and who was
 * told. Nothing here throws for what a store, a topic or a bus answers: a repair never waits for
 * evidence, and what is missing of it is said.
 */
public final class EvidenceRecorder implements Witness {
  /** How long a run waits for what it began to read while it looked and repaired. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** More than runs that can be under way at once. */
  private static final int MOST_TRIES = 10;

  private final IncidentStore book;
  private final VerifiedPeriods watches;
  private final Notifier announcer;
  private final GapSearch searcher;
  private final Attribution attribution;
  private final Sinks sinks;
  private final InstantSource clock;
  private final Optional<CircuitBreakingStore> fuse;
  private CompletableFuture<List<String>> early = CompletableFuture.completedFuture(List.of());

  /** Evidence of one account and Region. */
  public EvidenceRecorder(Sinks sinks, InstantSource clock) {
    this.fuse = sinks.ledger().map(CircuitBreakingStore::new);
    Optional<DocumentStore> ledger = fuse.map(it -> it);
    this.book = new IncidentStore(ledger, sinks.retention());
    this.watches = new VerifiedPeriods(ledger, sinks.retention(), sinks.silence());
    this.announcer = new Notifier(book, sinks.notices(), sinks.bus(), clock);
    this.searcher = new GapSearch(book, new SearchLock(ledger), sinks.history(), announcer, clock);
    this.attribution = new Attribution(book, sinks.history(), sinks.self());
    this.sinks = sinks;
    this.clock = clock;
  }

  /**
   * Begins to read what is remembered, and to write down what was found, while repairs are made:
   * should the process die of them, the next one still knows what this one saw.
   */
  @Override
  public void saw(Order order, Desired desired, Plan found, Instant at) {
    fuse.ifPresent(CircuitBreakingStore::mend);
    Report sofar = new Report(order, desired, found, Map.of(), found, at, at);
    early =
        CompletableFuture.supplyAsync(
            () -> {
              List<String> missing = read();
              IncidentTracker incidents =
                  new IncidentTracker(sofar, watches.last(), call(sofar), false);
              Set<LinkId> subjects = new LinkedHashSet<>(incidents.subjects());
              // What is known is not news, and what is still to be told is told before its end.
              book.all().stream()
                  .filter(it -> it.isOwing() || it.incident().state().isOpen())
                  .forEach(it -> subjects.remove(it.incident().subject()));
              missing.addAll(note(incidents, subjects));
              return missing;
            },
            task -> Thread.ofVirtual().start(task));
  }

  /**
   * Writes down what became of a run, and tells those who have to know.
   *
   * @param whole whether every enabled control was looked at
   * @param deadline when to stop; what is not done by then is done by a later run
   */
  public EvidenceSummary conclude(Report report, boolean whole, Deadline deadline, LogLines lines) {
    List<String> missing = new ArrayList<>(await(deadline));
    // What earlier runs could not tell, before what it is about is replaced.
    missing.addAll(announcer.announce(report.firstLook(), deadline, lines));
    Instant now = report.lastLook();
    boolean complete = whole && report.isVerified();
    IncidentTracker incidents = new IncidentTracker(report, watches.last(), call(report), complete);
    Set<LinkId> subjects = new LinkedHashSet<>(incidents.subjects());
    book.all().forEach(it -> subjects.add(it.incident().subject()));
    missing.addAll(note(incidents, subjects));
    List<PendingBreak> awaited = confirm(incidents, report, deadline, missing);
    remind();
    missing.addAll(attribution.attribute(report.desired(), clock.instant(), deadline));
    boolean isKept = book.flush(clock.instant()).isEmpty() && book.isRead();
    if (!isKept) {
      watches.breakOff();
    }
    boolean isVerified = complete && isKept && !report.place().isCoveredElsewhere();
    Optional<String> unwritten =
        watches.write(
            now,
            isVerified
                ? Optional.of(report.order().controls().stream().map(Control::id).toList())
                : Optional.empty(),
            awaited);
    unwritten.ifPresent(missing::add);
    missing.addAll(announcer.announce(Instant.MAX, deadline, lines));
    missing.addAll(searcher.search(report, deadline, lines));
    missing.addAll(book.flush(clock.instant()));
    return EvidenceSummary.of(
        book.all(), now, missing, fuse.isPresent(), isKept && unwritten.isEmpty());
  }

  /** The call that woke us; empty where it was our own, or may have been. */
  private Optional<ApiCall> call(Report report) {
    return report
        .order()
        .cause()
        .call()
        .filter(
            it ->
                sinks.self().get() instanceof Present<OwnIdentity>(OwnIdentity own)
                    && !own.made(it.actor()));
  }

  /** Asks CloudTrail for breaks that were over before a look. Returns what is still to be asked. */
  private List<PendingBreak> confirm(
      IncidentTracker incidents, Report report, Deadline deadline, List<String> missing) {
    List<PendingBreak> awaited =
        Stream.concat(watches.pending().stream(), incidents.pending(sinks.own()).stream())
            .distinct()
            .filter(it -> it.isPossible(clock.instant()))
            .collect(Collectors.toCollection(ArrayList::new));
    for (Confirmed it :
        attribution.confirm(awaited, report.desired(), sinks.own(), deadline, missing)) {
      awaited.remove(it.pending());
      if (!it.isOurs()) {
        missing.addAll(
            note(
                it.link(),
                known ->
                    Optional.of(
                        incidents.confirmed(it.pending(), it.candidate(), sinks.own(), known))));
      }
    }
    return awaited;
  }

  /** Has open incidents told again when their time has come. */
  private void remind() {
    for (LinkRecord record : book.all()) {
      Incident incident = record.incident();
      boolean isDue =
          incident.state().isOpen()
              && sinks
                  .reminder(incident.firstSeen(), record.reminded())
                  .filter(it -> !clock.instant().isBefore(it))
                  .isPresent();
      if (isDue) {
        book.note(record.reminding());
      }
    }
  }

  private List<String> read() {
    List<String> missing = new ArrayList<>(book.read());
    watches.read().ifPresent(missing::add);
    return missing;
  }

  private List<String> note(IncidentTracker incidents, Set<LinkId> subjects) {
    List<String> missing = new ArrayList<>();
    subjects.forEach(
        subject -> missing.addAll(note(subject, known -> incidents.next(subject, known))));
    return missing;
  }

  /** Where another run was faster, what it wrote is taken further. */
  private List<String> note(LinkId subject, UnaryOperator<Optional<LinkRecord>> further) {
    List<String> missing = new ArrayList<>();
    IncidentStore.Flushed flushed = IncidentStore.Flushed.OVERTAKEN;
    for (int tries = 0; tries < MOST_TRIES && flushed == IncidentStore.Flushed.OVERTAKEN; tries++) {
      further.apply(book.of(subject)).ifPresent(book::note);
      flushed = book.flush(subject, clock.instant(), missing);
    }
    return missing;
  }

  private List<String> await(Deadline deadline) {
    try {
      long patience = Math.min(deadline.left().toMillis(), PATIENCE.toMillis());
      return early.get(patience, TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      return List.of("what is remembered is not read yet");
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return List.of("the run was interrupted");
    } catch (ExecutionException failed) {
      return List.of("what is remembered could not be read: " + failed.getCause());
    }
  }
}
