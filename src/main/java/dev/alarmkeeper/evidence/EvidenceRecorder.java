package dev.alarmkeeper.evidence;

import dev.alarmkeeper.control.Control;
import dev.alarmkeeper.control.Desired;
import dev.alarmkeeper.evidence.history.Attribution;
import dev.alarmkeeper.evidence.history.GapSearch;
import dev.alarmkeeper.evidence.incident.IncidentTracker;
import dev.alarmkeeper.evidence.incident.LinkId;
import dev.alarmkeeper.evidence.incident.ReportedLinks;
import dev.alarmkeeper.evidence.notify.LogLines;
import dev.alarmkeeper.evidence.notify.Notifier;
import dev.alarmkeeper.evidence.store.CircuitBreakingStore;
import dev.alarmkeeper.evidence.store.DocumentStore;
import dev.alarmkeeper.evidence.store.IncidentStore;
import dev.alarmkeeper.evidence.store.SearchLock;
import dev.alarmkeeper.evidence.store.VerifiedPeriods;
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

/**
 * Keeps what runs leave behind: incidents, who caused them, what was missed meanwhile, and who was
 * told. Nothing here throws for what a store, a topic or a bus answers: a repair never waits for
 * evidence, and what is missing of it is said.
 */
public final class EvidenceRecorder implements Witness {
  /** How long a run waits for what it began to read while it looked and repaired. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final IncidentStore book;
  private final VerifiedPeriods watches;
  private final Notifier announcer;
  private final GapSearch searcher;
  private final Attribution blamer;
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
    this.blamer = new Attribution(book, sinks.history());
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
              IncidentTracker incidents = new IncidentTracker(sofar, watches.last(), false);
              Set<LinkId> subjects = new LinkedHashSet<>(new ReportedLinks(sofar).subjects());
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
    IncidentTracker incidents = new IncidentTracker(report, watches.last(), complete);
    Set<LinkId> subjects = new LinkedHashSet<>(incidents.subjects());
    book.all().forEach(it -> subjects.add(it.incident().subject()));
    missing.addAll(note(incidents, subjects));
    if (complete && !report.place().isCoveredElsewhere()) {
      watches
          .verified(now, report.order().controls().stream().map(Control::id).toList())
          .ifPresent(missing::add);
    }
    missing.addAll(blamer.blame(report.desired(), now, deadline));
    missing.addAll(announcer.announce(Instant.MAX, deadline, lines));
    missing.addAll(searcher.search(report.desired(), deadline, lines));
    missing.addAll(book.flush(clock.instant()));
    return EvidenceSummary.of(book.all(), report.lastLook(), missing, fuse.isPresent());
  }

  private List<String> read() {
    List<String> missing = new ArrayList<>(book.read());
    watches.read().ifPresent(missing::add);
    return missing;
  }

  private List<String> note(IncidentTracker incidents, Set<LinkId> subjects) {
    List<String> missing = new ArrayList<>();
    for (LinkId subject : subjects) {
      IncidentStore.Flushed flushed = IncidentStore.Flushed.OVERTAKEN;
      // Where another run was faster, what it wrote is taken further.
      for (int tries = 0; tries < 2 && flushed == IncidentStore.Flushed.OVERTAKEN; tries++) {
        incidents.next(subject, book.of(subject)).ifPresent(book::note);
        flushed = book.flush(subject, clock.instant(), missing);
      }
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
