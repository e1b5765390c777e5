package dev.alarmkeeper.evidence.store;

import dev.alarmkeeper.chain.Observed.Absent;
import dev.alarmkeeper.chain.Observed.Present;
import dev.alarmkeeper.chain.Observed.Unreadable;
import dev.alarmkeeper.evidence.incident.LinkId;
import dev.alarmkeeper.evidence.incident.LinkRecord;
import dev.alarmkeeper.evidence.store.DocumentStore.Entry;
import dev.alarmkeeper.evidence.store.DocumentStore.Written.Conflict;
import dev.alarmkeeper.evidence.store.DocumentStore.Written.Failed;
import dev.alarmkeeper.evidence.store.DocumentStore.Written.Kept;
import dev.alarmkeeper.text.JsonException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All drifts that are remembered: in the ledger, and in this process as long as there is none, or
 * none that answers. What could not be written is written by a later run.
 */
public final class IncidentStore {
  private final Optional<DocumentStore> ledger;
  private final Duration retention;
  private final Map<LinkId, Held> held = new LinkedHashMap<>();
  private final List<Entry> archive = new ArrayList<>();

  /** Items that are none, of which this process has told. */
  private final Set<String> toldDefects = new HashSet<>();

  private boolean isRead;

  private record Held(LinkRecord drift, long version, boolean dirty) {}

  /** Whether somebody else was faster. */
  public enum Flushed {
    KEPT,
    OVERTAKEN
  }

  public IncidentStore(Optional<DocumentStore> ledger, Duration retention) {
    this.ledger = ledger;
    this.retention = retention;
  }

  /** Reads what others have written. Returns what could not be read, and why. */
  public synchronized List<String> read() {
    isRead = true;
    if (ledger.isEmpty()) {
      return List.of();
    }
    return switch (ledger.get().all(StoredDocuments.DRIFT)) {
      case Present<List<Entry>>(List<Entry> entries) ->
          entries.stream().flatMap(it -> take(it).stream()).toList();
      case Absent<List<Entry>> _ -> List.of();
      case Unreadable<List<Entry>>(String reason, _) -> {
        isRead = false;
        yield List.of("incidents not read: " + reason);
      }
    };
  }

  /** Whether the last attempt to read what others have written succeeded. */
  public synchronized boolean isRead() {
    return isRead;
  }

  public synchronized List<LinkRecord> all() {
    return held.values().stream().map(Held::drift).toList();
  }

  public synchronized Optional<LinkRecord> of(LinkId subject) {
    return Optional.ofNullable(held.get(subject)).map(Held::drift);
  }

  /** Notes what is to be written. */
  public synchronized void note(LinkRecord drift) {
    LinkId subject = drift.incident().subject();
    Held old = held.get(subject);
    if (old != null && old.drift().equals(drift)) {
      return;
    }
    if (ledger.isPresent()
        && old != null
        && old.drift().incident().number() < drift.incident().number()) {
      archive.add(StoredDocuments.past(old.drift().incident(), retention));
    }
    held.put(subject, new Held(drift, old == null ? 0 : old.version(), true));
  }

  /** Writes what is not written yet. Returns what could not be, and why. */
  public synchronized List<String> flush(Instant now) {
    List<String> failures = new ArrayList<>();
    List.copyOf(held.keySet()).forEach(it -> flush(it, now, failures));
    return failures;
  }

  /** Writes what is remembered of one link; without a ledger it is kept here. */
  public synchronized Flushed flush(LinkId subject, Instant now, List<String> failures) {
    Held mine = held.get(subject);
    if (mine == null || !mine.dirty() || ledger.isEmpty()) {
      return Flushed.KEPT;
    }
    archive.removeIf(it -> !(ledger.get().put(it) instanceof Failed));
    if (!archive.isEmpty()) {
      failures.add("earlier incidents are not filed yet, so newer ones wait");
      return Flushed.KEPT;
    }
    Entry entry = StoredDocuments.of(mine.drift(), mine.version(), now);
    return switch (ledger.get().put(entry)) {
      case Kept(Entry kept) -> {
        held.put(subject, new Held(mine.drift(), kept.version(), false));
        yield Flushed.KEPT;
      }
      case Conflict _ -> {
        held.remove(subject);
        failures.addAll(reread(subject));
        yield Flushed.OVERTAKEN;
      }
      case Failed(String why) -> {
        failures.add("incident " + mine.drift().incident().id() + " not kept yet: " + why);
        yield Flushed.KEPT;
      }
    };
  }

  /**
   * Takes a link's drift for one run, so that no other tells or searches the same. A ledger that
   * does not answer cannot keep a run from telling: then it may be told twice.
   *
   * @return empty where another run has it
   */
  public synchronized Optional<LinkRecord> claim(
      LinkId subject, Instant now, List<String> failures) {
    Optional<LinkRecord> drift = of(subject).filter(it -> !it.isClaimed(now));
    drift.map(it -> it.claimed(now)).ifPresent(this::note);
    return drift.isPresent() && flush(subject, now, failures) == Flushed.KEPT
        ? of(subject)
        : Optional.empty();
  }

  private List<String> reread(LinkId subject) {
    return switch (ledger.orElseThrow().one(StoredDocuments.DRIFT, subject.toString())) {
      case Present<Entry>(Entry entry) -> take(entry).stream().toList();
      case Absent<Entry> _ -> List.of();
      case Unreadable<Entry>(String reason, _) -> List.of("incident not read: " + reason);
    };
  }

  /** What is not written yet goes before what is read, unless somebody has written since. */
  private Optional<String> take(Entry entry) {
    try {
      LinkRecord drift = StoredDocuments.read(entry);
      held.compute(
          drift.incident().subject(),
          (_, mine) ->
              mine != null && mine.dirty() && mine.version() == entry.version()
                  ? mine
                  : new Held(drift, entry.version(), false));
      return Optional.empty();
    } catch (JsonException malformed) {
      return Optional.of(malformed.problem())
          .filter(_ -> toldDefects.add(entry.kind() + " " + entry.key()));
    }
  }
}
