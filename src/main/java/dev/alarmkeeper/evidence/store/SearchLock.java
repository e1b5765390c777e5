package dev.alarmkeeper.evidence.store;

import dev.alarmkeeper.chain.Observed.Absent;
import dev.alarmkeeper.chain.Observed.Present;
import dev.alarmkeeper.chain.Observed.Unreadable;
import dev.alarmkeeper.evidence.store.DocumentStore.Entry;
import dev.alarmkeeper.evidence.store.DocumentStore.Written;
import dev.alarmkeeper.text.JsonFields;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lets one run at a time search: links that broke together have the same gap, and two runs would
 * announce its events twice. If the holder crashes, another run may search after two minutes.
 */
public final class SearchLock {
  private static final String KIND = "searching";

  /** Longer than a run may take. */
  private static final Duration TERM = Duration.ofMinutes(2);

  private final Optional<DocumentStore> ledger;
  private Optional<Entry> mine = Optional.empty();

  public SearchLock(Optional<DocumentStore> ledger) {
    this.ledger = ledger;
  }

  /**
   * Takes the search for this run, if no other has it; without a ledger that answers there is
   * nobody to ask.
   */
  public boolean take(Instant now) {
    if (ledger.isEmpty()) {
      return true;
    }
    return switch (ledger.get().one(KIND, KIND)) {
      case Present<Entry>(Entry entry) -> isFree(entry, now) && keep(entry, now);
      case Absent<Entry> _ -> keep(Entry.fresh(KIND, KIND, Map.of()), now);
      case Unreadable<Entry> _ -> true;
    };
  }

  /** Lets the next run search. */
  public void release() {
    mine.ifPresent(it -> ledger.orElseThrow().put(it.with(until(Instant.EPOCH), Optional.empty())));
    mine = Optional.empty();
  }

  private boolean keep(Entry entry, Instant now) {
    return switch (ledger.orElseThrow().put(entry.with(until(now.plus(TERM)), Optional.empty()))) {
      case Written.Kept(Entry kept) -> {
        mine = Optional.of(kept);
        yield true;
      }
      case Written.Conflict _ -> false;
      case Written.Failed _ -> true;
    };
  }

  private static boolean isFree(Entry entry, Instant now) {
    return new JsonFields(entry.document()).instant("until").filter(now::isBefore).isEmpty();
  }

  private static Map<String, @Nullable Object> until(Instant end) {
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("until", end);
    return document;
  }
}
