package dev.alarmkeeper.evidence;

import dev.alarmkeeper.control.Control;
import dev.alarmkeeper.control.Desired;
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
public final class Evidence implements Witness {
  /** How long a run waits for what it began to read while it looked and repaired. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Book book;
  private final Watches watches;
  private final Announcer announcer;
  private final Searcher searcher;
  private final Blamer blamer;
  private final InstantSource clock;
  private final Optional<Fuse> fuse;
  private CompletableFuture<List<String>> early = CompletableFuture.completedFuture(List.of());

  /** Takes one line of the function's log. */
  @FunctionalInterface
  public interface Lines {
    /** A person should look. */
    void warn(String message, Map<String, ?> values);
  }

  /** Evidence of one account and Region. */
  public Evidence(Sinks sinks, InstantSource clock) {
    this.fuse = sinks.ledger().map(Fuse::new);
    Optional<Ledger> ledger = fuse.map(it -> it);
    this.book = new Book(ledger, sinks.retention());
    this.watches = new Watches(ledger, sinks.retention(), sinks.silence());
    this.announcer = new Announcer(book, sinks.notices(), sinks.bus(), clock);
    this.searcher = new Searcher(book, new Lease(ledger), sinks.history(), announcer, clock);
    this.blamer = new Blamer(book, sinks.history());
    this.clock = clock;
  }

  /**
   * Begins to read what is remembered, and to write down what was found, while repairs are made:
   * should the process die of them, the next one still knows what this one saw.
   */
  @Override
  public void saw(Order order, Desired desired, Plan found, Instant at) {
    fuse.ifPresent(Fuse::mend);
    Report sofar = new Report(order, desired, found, Map.of(), found, at, at);
    early =
        CompletableFuture.supplyAsync(
            () -> {
              List<String> missing = read();
              Incidents incidents = new Incidents(sofar, watches.last(), false);
              Set<Subject> subjects = new LinkedHashSet<>(new Seen(sofar).subjects());
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
  public Left conclude(Report report, boolean whole, Deadline deadline, Lines lines) {
    List<String> missing = new ArrayList<>(await(deadline));
    // What earlier runs could not tell, before what it is about is replaced.
    missing.addAll(announcer.announce(report.firstLook(), deadline, lines));
    Instant now = report.lastLook();
    boolean complete = whole && report.isVerified();
    Incidents incidents = new Incidents(report, watches.last(), complete);
    Set<Subject> subjects = new LinkedHashSet<>(incidents.subjects());
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
    return Left.of(book.all(), report.lastLook(), missing, fuse.isPresent());
  }

  private List<String> read() {
    List<String> missing = new ArrayList<>(book.read());
    watches.read().ifPresent(missing::add);
    return missing;
  }

  private List<String> note(Incidents incidents, Set<Subject> subjects) {
    List<String> missing = new ArrayList<>();
    for (Subject subject : subjects) {
      Book.Flushed flushed = Book.Flushed.OVERTAKEN;
      // Where another run was faster, what it wrote is taken further.
      for (int tries = 0; tries < 2 && flushed == Book.Flushed.OVERTAKEN; tries++) {
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
