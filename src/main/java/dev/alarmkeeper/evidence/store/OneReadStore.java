package dev.alarmkeeper.evidence.store;

import dev.alarmkeeper.chain.Observed;
import dev.alarmkeeper.chain.Observed.Absent;
import dev.alarmkeeper.chain.Observed.Present;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A store of which a run reads everything that it needs at once: where documents of one of these
 * kinds are asked for, all of them are read, and whoever asks for the others next gets that answer.
 * A kind is given once, so that nobody is answered with what an earlier run read.
 */
public final class OneReadStore implements DocumentStore {
  private final DocumentStore store;
  private final Set<String> kinds;
  private final Set<String> ahead = new HashSet<>();
  private Observed<List<Entry>> read = new Absent<>();

  /**
   * Around this store.
   *
   * @param kinds those that a run needs
   */
  public OneReadStore(DocumentStore store, Set<String> kinds) {
    this.store = store;
    this.kinds = Set.copyOf(kinds);
  }

  @Override
  public Observed<List<Entry>> all(String kind) {
    return store.all(kind);
  }

  @Override
  public synchronized Observed<List<Entry>> allOf(Set<String> wanted) {
    if (!kinds.containsAll(wanted)) {
      return store.allOf(wanted);
    }
    if (!ahead.containsAll(wanted)) {
      read = store.allOf(kinds);
      ahead.addAll(kinds);
    }
    ahead.removeAll(wanted);
    return read.flatMap(
        all -> new Present<>(all.stream().filter(entry -> wanted.contains(entry.kind())).toList()));
  }

  @Override
  public Observed<Entry> one(String kind, String key) {
    return kinds.contains(kind)
        ? allOf(Set.of(kind)).flatMap(entries -> Entry.find(entries, kind, key))
        : store.one(kind, key);
  }

  @Override
  public WrittenAll writeAll(List<Entry> entries) {
    return store.writeAll(entries);
  }
}
