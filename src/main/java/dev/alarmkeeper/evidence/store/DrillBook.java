package dev.alarmkeeper.evidence.store;

import dev.alarmkeeper.evidence.drill.Drill;
import dev.alarmkeeper.evidence.drill.DrillJson;
import dev.alarmkeeper.evidence.drill.Drills;
import dev.alarmkeeper.evidence.drill.Known;
import dev.alarmkeeper.evidence.store.DocumentStore.Entry;
import dev.alarmkeeper.text.JsonException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Remembers drills, in one document, and files those that are over. Where another run was faster,
 * the changes of this run are made anew on what that one wrote: of two runs one begins a drill.
 */
public final class DrillBook {
  /** The store's kind of the one document of drills. */
  public static final String CURRENT = "drills";

  /** The store's kind of drills that are over, by when they began. */
  public static final String PAST = "drilled";

  private final Duration retention;
  private final List<UnaryOperator<Drills>> changes = new ArrayList<>();
  private long version;
  private boolean isDefective;
  private Drills kept = Drills.NONE;
  private Drills now = Drills.NONE;

  DrillBook(Duration retention) {
    this.retention = retention;
  }

  /** What is remembered, with the changes of this run. */
  public synchronized Drills drills() {
    return now;
  }

  /** Whether a change could be kept: not where something stands there that is none of ours. */
  public synchronized boolean isSound() {
    return !isDefective;
  }

  /** Changes what is remembered; the next flush keeps it. The change may be made more than once. */
  public synchronized void change(UnaryOperator<Drills> change) {
    now = change.apply(now);
    changes.add(change);
  }

  /** At the beginning of a run: what an earlier run could not keep is not made anew. */
  synchronized void begin() {
    changes.clear();
    now = kept;
  }

  /** Nothing was found, until something is taken. */
  synchronized void forget() {
    take(0, Drills.NONE);
    isDefective = false;
  }

  /** Takes what was read. Returns why it is none. */
  synchronized Optional<String> take(Entry found) {
    try {
      take(found.version(), StoredDocuments.read(found, DrillJson::read));
      isDefective = false;
      return Optional.empty();
    } catch (JsonException malformed) {
      isDefective = true;
      return Optional.of("drills not read: " + malformed.problem());
    }
  }

  private void take(long read, Drills drills) {
    version = read;
    kept = drills;
    now = drills;
    changes.forEach(it -> now = it.apply(now));
  }

  /** What is not kept yet. */
  synchronized List<Entry> unwritten() {
    if (isDefective || now.equals(kept)) {
      return List.of();
    }
    return Stream.concat(
            Stream.of(new Entry(CURRENT, CURRENT, version, DrillJson.of(now), Optional.empty())),
            now.controls().keySet().stream().flatMap(it -> ended(it).stream()))
        .toList();
  }

  /** A drill that is over since the document was read. */
  private Optional<Entry> ended(String control) {
    Optional<String> before = kept.of(control).last().map(Drill::id);
    return Optional.of(now.of(control))
        .flatMap(Known::last)
        .filter(it -> !before.equals(Optional.of(it.id())))
        .map(
            it ->
                new Entry(
                    PAST,
                    it.started() + "/" + it.id(),
                    0,
                    DrillJson.of(it),
                    Optional.of(it.started().plus(retention))));
  }

  /** This is kept now. */
  synchronized void keep(Entry entry) {
    if (entry.kind().equals(CURRENT)) {
      version = entry.version();
      kept = now;
      changes.clear();
    }
  }
}
