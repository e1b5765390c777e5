package dev.alarmkeeper.evidence.store;

import dev.alarmkeeper.chain.Observed;
import dev.alarmkeeper.chain.Observed.Present;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A store of which a run reads everything that it needs at once: where one document of these kinds
 * is asked for, all of them are read, and whoever asks for them all next gets that answer. It is
 * given once, so that nobody is answered with what an earlier run read.
 */
public final class OneReadStore implements DocumentStore {
  private final DocumentStore store;
  private final Set<String> kinds;
  private Optional<Observed<List<Entry>>> ahead = Optional.empty();

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
    Optional<Observed<List<Entry>>> read = ahead.filter(_ -> kinds.containsAll(wanted));
    ahead = Optional.empty();
    return read.map(
            it ->
                it.<List<Entry>>flatMap(
                    all ->
                        new Present<>(
                            all.stream().filter(entry -> wanted.contains(entry.kind())).toList())))
        .orElseGet(() -> store.allOf(wanted));
  }

  @Override
  public synchronized Observed<Entry> one(String kind, String key) {
    if (!kinds.contains(kind)) {
      return store.one(kind, key);
    }
    Observed<List<Entry>> all = store.allOf(kinds);
    ahead = Optional.of(all);
    return all.flatMap(entries -> Entry.find(entries, kind, key));
  }

  @Override
  public WrittenAll writeAll(List<Entry> entries) {
    return store.writeAll(entries);
  }
}
