package dev.alarmkeeper.evidence.store;

import dev.alarmkeeper.chain.Observed;
import dev.alarmkeeper.chain.Observed.Absent;
import dev.alarmkeeper.chain.Observed.Present;
import dev.alarmkeeper.chain.Observed.Unreadable;
import dev.alarmkeeper.evidence.incident.VerifiedPeriod;
import dev.alarmkeeper.evidence.store.DocumentStore.Entry;
import dev.alarmkeeper.evidence.store.DocumentStore.Written;
import dev.alarmkeeper.text.JsonException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Remembers when the chain was verified, for the bound of an incident and for the statement. */
public final class VerifiedPeriods {
  /** The ledger's kind of watches that have ended, by when they began. */
  public static final String PAST = "watch";

  /** The ledger's kind of the watch that goes on; there is one. */
  public static final String CURRENT = "watching";

  private final Optional<DocumentStore> ledger;
  private final Duration retention;
  private final Duration silence;
  private Optional<Entry> entry = Optional.empty();
  private Optional<VerifiedPeriod> watch = Optional.empty();

  /**
   * Watches as a ledger keeps them.
   *
   * @param silence the longest time between two looks of one watch
   */
  public VerifiedPeriods(Optional<DocumentStore> ledger, Duration retention, Duration silence) {
    this.ledger = ledger;
    this.retention = retention;
    this.silence = silence;
  }

  /** Reads the watch that goes on. Returns what could not be read, and why. */
  public synchronized Optional<String> read() {
    Observed<Entry> read =
        ledger.<Observed<Entry>>map(it -> it.one(CURRENT, CURRENT)).orElseGet(Absent::new);
    switch (read) {
      case Present<Entry>(Entry found) -> {
        entry = Optional.of(found);
        try {
          watch = Optional.of(StoredDocuments.read(found, VerifiedPeriod::read));
        } catch (JsonException malformed) {
          return Optional.of("last verified run not read: " + malformed.problem());
        }
      }
      case Absent<Entry> _ -> {}
      case Unreadable<Entry>(String reason, _) -> {
        return Optional.of("last verified run not read: " + reason);
      }
    }
    return Optional.empty();
  }

  /** The last watch, up to the run that last verified everything; empty where nobody knows. */
  public synchronized Optional<VerifiedPeriod> last() {
    return watch;
  }

  /** A run has verified these controls. Returns what could not be written, and why. */
  public synchronized Optional<String> verified(Instant now, List<String> controls) {
    boolean goesOn = watch.filter(it -> it.isContinuedBy(now, controls, silence)).isPresent();
    VerifiedPeriod next =
        goesOn ? watch.orElseThrow().until(now) : VerifiedPeriod.begun(now, controls);
    if (ledger.isEmpty()) {
      watch = Optional.of(next);
      return Optional.empty();
    }
    if (!goesOn && watch.isPresent()) {
      VerifiedPeriod past = watch.get();
      Entry filed =
          new Entry(
              PAST,
              past.window().from().toString(),
              0,
              past.json(),
              Optional.of(past.window().to().plus(retention)));
      if (ledger.get().put(filed) instanceof Written.Failed(String why)) {
        return Optional.of("verified run not kept: " + why);
      }
    }
    watch = Optional.of(next);
    Entry written =
        entry
            .orElseGet(() -> Entry.fresh(CURRENT, CURRENT, next.json()))
            .with(next.json(), Optional.empty());
    return switch (ledger.get().put(written)) {
      case Written.Kept(Entry kept) -> {
        entry = Optional.of(kept);
        yield Optional.empty();
      }
      // The other run has verified the same at the same time.
      case Written.Conflict _ -> read();
      case Written.Failed(String why) -> Optional.of("verified run not kept: " + why);
    };
  }
}
