package dev.alarmkeeper.evidence.store;

import dev.alarmkeeper.chain.Observed.Absent;
import dev.alarmkeeper.chain.Observed.Present;
import dev.alarmkeeper.chain.Observed.Unreadable;
import dev.alarmkeeper.evidence.store.DocumentStore.Entry;
import dev.alarmkeeper.evidence.store.DocumentStore.WrittenAll;
import dev.alarmkeeper.text.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * All that a run remembers: read at once, and written at once. In this process it outlives a run
 * even where there is no store, or none that answers; what could not be written is written by a
 * later run.
 */
public final class EvidenceStore {
  /** What a run reads of the store. */
  public static final Set<String> KINDS =
      Set.of(StoredDocuments.DRIFT, VerifiedPeriods.CURRENT, DrillBook.CURRENT);

  /** More than runs that can be under way at once. */
  private static final int MOST_TRIES = 30;

  private final Optional<DocumentStore> store;
  private final IncidentStore incidents;
  private final VerifiedPeriods periods;
  private final DrillBook drills;
  private boolean isRead;

  /**
   * What runs remember in a store.
   *
   * @param retention how long what has ended is kept
   * @param silence the longest time between two looks of one verified period
   */
  public EvidenceStore(Optional<DocumentStore> store, Duration retention, Duration silence) {
    this.store = store;
    incidents = new IncidentStore(store.isPresent(), retention);
    periods = new VerifiedPeriods(retention, silence);
    drills = new DrillBook(retention);
  }

  /** The incidents. */
  public IncidentStore incidents() {
    return incidents;
  }

  /** When the chain was verified. */
  public VerifiedPeriods periods() {
    return periods;
  }

  /** The drills. */
  public DrillBook drills() {
    return drills;
  }

  /** Whether the last attempt to read what others have written succeeded. */
  public synchronized boolean isRead() {
    return isRead;
  }

  /** Reads what others have written, at the beginning of a run. Returns what could not be read. */
  public synchronized List<String> read() {
    incidents.begin();
    drills.begin();
    return readAgain();
  }

  private List<String> readAgain() {
    isRead = true;
    if (store.isEmpty()) {
      return List.of();
    }
    return switch (store.get().allOf(KINDS)) {
      case Present<List<Entry>>(List<Entry> entries) -> take(entries);
      case Absent<List<Entry>> _ -> take(List.of());
      case Unreadable<List<Entry>>(String reason, _) -> {
        isRead = false;
        yield List.of("incidents not read: " + reason);
      }
    };
  }

  private List<String> take(List<Entry> entries) {
    List<String> missing = new ArrayList<>();
    periods.forget();
    if (entries.stream().noneMatch(it -> it.kind().equals(DrillBook.CURRENT))) {
      drills.forget();
    }
    for (Entry entry : entries) {
      Optional<String> defect =
          switch (entry.kind()) {
            case VerifiedPeriods.CURRENT -> periods.take(entry);
            case DrillBook.CURRENT -> drills.take(entry);
            default -> incidents.take(entry);
          };
      defect.ifPresent(missing::add);
    }
    incidents.keepOnly(entries.stream().map(Entry::key).collect(Collectors.toSet()));
    return missing;
  }

  /**
   * Writes what is not kept yet, in one call where it fits: then all of it is kept, or nothing.
   * Where somebody else was faster, this run's changes are made on what they wrote.
   *
   * @return what could not be read or written, and why; nothing is left to write where it is empty
   */
  public synchronized List<String> flush(Instant now) {
    List<String> missing = new ArrayList<>();
    for (int tries = 0; tries < MOST_TRIES; tries++) {
      Fitting fitting = fitting(now);
      Progress progress = write(fitting.entries());
      if (progress instanceof Progress.Overtaken) {
        missing.addAll(readAgain());
        if (isRead) {
          continue;
        }
      }
      missing.addAll(fitting.unkept());
      if (progress instanceof Progress.Failed(String why)) {
        missing.add("evidence not kept yet: " + why);
      }
      return missing;
    }
    missing.add("evidence not kept yet: other runs were faster");
    return missing;
  }

  /**
   * What can be kept.
   *
   * @param unkept what cannot, and why
   */
  private record Fitting(List<Entry> entries, List<String> unkept) {}

  /** What can be kept: one document that cannot keeps no other from it. */
  private Fitting fitting(Instant now) {
    List<Entry> fitting = new ArrayList<>();
    List<String> unkept = new ArrayList<>();
    incidents
        .unkeepable()
        .forEach(it -> unkept.add("incident " + it + " not kept: its item is malformed"));
    for (Entry entry : incidents.unwritten(now)) {
      if (bytes(entry) > DocumentStore.LARGEST_DOCUMENT) {
        unkept.add(
            "incident %s not kept: %d bytes are more than an item has room for"
                .formatted(entry.key(), bytes(entry)));
      } else {
        fitting.add(entry);
      }
    }
    fitting.addAll(drills.unwritten());
    // Where some of what a run saw is lost, nothing is verified.
    if (unkept.isEmpty()) {
      fitting.addAll(periods.unwritten());
    }
    return new Fitting(fitting, unkept);
  }

  /** How far a write of everything came. */
  private sealed interface Progress {
    record Kept() implements Progress {}

    /** Somebody else was faster. */
    record Overtaken() implements Progress {}

    record Failed(String why) implements Progress {}
  }

  private Progress write(List<Entry> all) {
    if (store.isEmpty()) {
      periods.keepHere();
      return new Progress.Kept();
    }
    int from = 0;
    while (from < all.size()) {
      int to = end(all, from);
      switch (store.get().writeAll(all.subList(from, to))) {
        case WrittenAll.Kept(List<Entry> entries) -> entries.forEach(this::keep);
        case WrittenAll.Conflict(List<Entry> overtaken) -> {
          overtaken.forEach(this::file);
          return new Progress.Overtaken();
        }
        case WrittenAll.Failed(String why) -> {
          return new Progress.Failed(why);
        }
      }
      from = to;
    }
    return new Progress.Kept();
  }

  private void keep(Entry entry) {
    incidents.keep(entry);
    periods.keep(entry);
    drills.keep(entry);
  }

  /** What is filed is never written again, so that whoever was faster has written the same. */
  private void file(Entry entry) {
    incidents.file(entry);
    periods.file(entry);
  }

  /** How many documents go into one write, from one of them on. */
  private static int end(List<Entry> all, int from) {
    int bytes = 0;
    for (int i = from; i < all.size(); i++) {
      bytes += bytes(all.get(i));
      if (i > from && (i - from == DocumentStore.MOST_AT_ONCE || tooMany(bytes))) {
        return i;
      }
    }
    return all.size();
  }

  private static boolean tooMany(int bytes) {
    return bytes > DocumentStore.MOST_BYTES_AT_ONCE;
  }

  private static int bytes(Entry entry) {
    return Json.utf8(entry.document()).length;
  }
}
