package dev.alarmkeeper.evidence.store;

import dev.alarmkeeper.chain.Observed;
import dev.alarmkeeper.chain.Observed.Absent;
import dev.alarmkeeper.chain.Observed.Present;
import dev.alarmkeeper.chain.Observed.Unreadable;
import dev.alarmkeeper.evidence.incident.PendingBreak;
import dev.alarmkeeper.evidence.incident.VerifiedPeriod;
import dev.alarmkeeper.evidence.store.DocumentStore.Entry;
import dev.alarmkeeper.evidence.store.DocumentStore.Written;
import dev.alarmkeeper.text.JsonException;
import dev.alarmkeeper.text.JsonFields;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Remembers when the chain was verified, for the bound of an incident and for the statement; with
 * it, in one document, from when on the store is complete, and which breaks await CloudTrail.
 */
public final class VerifiedPeriods {
  /** The store's kind of periods that have ended, by when they began. */
  public static final String PAST = "watch";

  /** The store's kind of the period that goes on; there is one. */
  public static final String CURRENT = "watching";

  /** Breaks that await CloudTrail: forged events must not fill the document. */
  private static final int MOST_PENDING = 20;

  private static final int MOST_TRIES = 5;

  private final Optional<DocumentStore> store;
  private final Duration retention;
  private final Duration silence;
  private Optional<Entry> entry = Optional.empty();
  private Optional<VerifiedPeriod> period = Optional.empty();
  private Optional<Horizon> horizon = Optional.empty();
  private List<PendingBreak> pending = List.of();
  private boolean lost;

  /**
   * Verified periods as a store keeps them.
   *
   * @param silence the longest time between two looks of one period
   */
  public VerifiedPeriods(Optional<DocumentStore> store, Duration retention, Duration silence) {
    this.store = store;
    this.retention = retention;
    this.silence = silence;
  }

  /** Reads the period that goes on. Returns what could not be read, and why. */
  public synchronized Optional<String> read() {
    Observed<Entry> read =
        store.<Observed<Entry>>map(it -> it.one(CURRENT, CURRENT)).orElseGet(Absent::new);
    return switch (read) {
      case Present<Entry>(Entry found) -> {
        entry = Optional.of(found);
        try {
          take(new JsonFields(found.document()), found);
          yield Optional.empty();
        } catch (JsonException malformed) {
          yield Optional.of("last verified run not read: " + malformed.problem());
        }
      }
      case Absent<Entry> _ -> Optional.empty();
      case Unreadable<Entry>(String reason, _) ->
          Optional.of("last verified run not read: " + reason);
    };
  }

  private void take(JsonFields json, Entry found) {
    period =
        json.has("from")
            ? Optional.of(StoredDocuments.read(found, VerifiedPeriodJson::read))
            : Optional.empty();
    horizon = horizonOf(json);
    pending =
        json.objects("pending").stream().map(PendingBreakJson::read).limit(MOST_PENDING).toList();
  }

  /** From when on the store is complete, as the document of the current period says. */
  public static Optional<Horizon> horizonOf(JsonFields document) {
    return document.has("horizon")
        ? Optional.of(Horizon.read(document.object("horizon")))
        : Optional.empty();
  }

  /** The last period, up to the run that last verified everything; empty where nobody knows. */
  public synchronized Optional<VerifiedPeriod> last() {
    return period;
  }

  /** The breaks that await CloudTrail's history. */
  public synchronized List<PendingBreak> pending() {
    return pending;
  }

  /** What a run saw is lost: whatever it was, the time around it is not verified. */
  public synchronized void breakOff() {
    lost = true;
  }

  /** A run has verified these controls. Returns what could not be written, and why. */
  public Optional<String> verified(Instant now, List<String> controls) {
    return write(now, Optional.of(controls), pending());
  }

  /**
   * Writes what a run leaves. Returns what could not be written, and why.
   *
   * @param verified the controls that the run verified, if it verified all it looked at
   * @param awaited the breaks that await CloudTrail's history from now on
   */
  public synchronized Optional<String> write(
      Instant now, Optional<List<String>> verified, List<PendingBreak> awaited) {
    // Where another run has written meanwhile, what it wrote is taken further.
    for (int tries = 0; tries < MOST_TRIES; tries++) {
      if (verified.isEmpty() && awaited.equals(pending)) {
        return Optional.empty();
      }
      Optional<VerifiedPeriod> past = period.filter(_ -> verified.isPresent());
      Optional<VerifiedPeriod> next = verified.map(it -> following(now, it)).or(() -> period);
      if (past.isPresent() && !isContinued(past.get(), next)) {
        Optional<String> unfiled = store.flatMap(it -> file(it, past.get()));
        if (unfiled.isPresent()) {
          return unfiled;
        }
      }
      Horizon until =
          horizon.map(it -> it.at(now, retention)).orElseGet(() -> Horizon.begun(now, retention));
      List<PendingBreak> fitting = awaited.stream().limit(MOST_PENDING).toList();
      Map<String, @Nullable Object> document = document(next, until, fitting);
      Written written =
          store
              .map(
                  it ->
                      it.put(
                          entry
                              .orElseGet(() -> Entry.fresh(CURRENT, CURRENT, document))
                              .with(document, Optional.empty())))
              .orElseGet(() -> new Written.Kept(Entry.fresh(CURRENT, CURRENT, document)));
      switch (written) {
        case Written.Kept(Entry kept) -> {
          entry = Optional.of(kept);
          period = next;
          horizon = Optional.of(until);
          pending = fitting;
          lost = lost && verified.isEmpty();
          return Optional.empty();
        }
        case Written.Conflict _ -> {
          Optional<String> unread = read();
          if (unread.isPresent()) {
            return unread;
          }
        }
        case Written.Failed(String why) -> {
          return Optional.of("verified run not kept: " + why);
        }
      }
    }
    return Optional.of("verified run not kept: other runs were faster");
  }

  private VerifiedPeriod following(Instant now, List<String> controls) {
    return period
        .filter(it -> !lost && it.isContinuedBy(now, controls, silence))
        .map(it -> it.until(now))
        .orElseGet(() -> VerifiedPeriod.begun(now, controls));
  }

  private static boolean isContinued(VerifiedPeriod past, Optional<VerifiedPeriod> next) {
    return next.filter(it -> it.controls().equals(past.controls()))
        .filter(it -> it.window().from().equals(past.window().from()))
        .isPresent();
  }

  private Optional<String> file(DocumentStore into, VerifiedPeriod past) {
    Entry filed =
        new Entry(
            PAST,
            past.window().from().toString(),
            0,
            VerifiedPeriodJson.of(past),
            Optional.of(past.window().to().plus(retention)));
    return into.put(filed) instanceof Written.Failed(String why)
        ? Optional.of("verified run not kept: " + why)
        : Optional.empty();
  }

  private static Map<String, @Nullable Object> document(
      Optional<VerifiedPeriod> period, Horizon horizon, List<PendingBreak> pending) {
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    period.map(VerifiedPeriodJson::of).ifPresent(document::putAll);
    document.put("horizon", horizon.json());
    document.put("pending", pending.stream().map(PendingBreakJson::of).toList());
    return document;
  }
}
