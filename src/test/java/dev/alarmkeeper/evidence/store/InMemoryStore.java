package dev.alarmkeeper.evidence.store;

import dev.alarmkeeper.chain.Observed;
import dev.alarmkeeper.text.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** A ledger without a table; it can be out of order. */
public final class InMemoryStore implements DocumentStore {
  private final Map<String, Entry> entries = new TreeMap<>();
  private boolean broken;
  private Runnable before = () -> {};

  /** From now on every call fails. */
  public void breaks() {
    broken = true;
  }

  /** Runs something before each call. */
  public void before(Runnable step) {
    before = step;
  }

  /** Somebody deletes a document. */
  public synchronized void delete(String kind, String key) {
    entries.remove(kind + " " + key);
  }

  /** It works again. */
  public void works() {
    broken = false;
  }

  @Override
  public synchronized Observed<List<Entry>> all(String kind) {
    before.run();
    return broken
        ? new Observed.Unreadable<>("dynamodb:Query: throttled", true)
        : new Observed.Present<>(
            entries.values().stream().filter(it -> it.kind().equals(kind)).toList());
  }

  @Override
  public synchronized Observed<List<Entry>> allOf(Set<String> kinds) {
    before.run();
    return broken
        ? new Observed.Unreadable<>("dynamodb:PartiQLSelect: throttled", true)
        : new Observed.Present<>(
            entries.values().stream().filter(it -> kinds.contains(it.kind())).toList());
  }

  @Override
  public synchronized WrittenAll writeAll(List<Entry> all) {
    before.run();
    if (broken) {
      return new WrittenAll.Failed("dynamodb:PutItem: throttled");
    }
    List<Entry> overtaken =
        all.stream()
            .filter(
                it ->
                    it.version()
                        != Optional.ofNullable(entries.get(it.kind() + " " + it.key()))
                            .map(Entry::version)
                            .orElse(0L))
            .toList();
    if (!overtaken.isEmpty()) {
      return new WrittenAll.Conflict(overtaken);
    }
    List<Entry> written = new ArrayList<>();
    for (Entry entry : all) {
      // As a table would: what is kept is text.
      Entry kept =
          new Entry(entry.kind(), entry.key(), entry.version() + 1, Map.of(), Optional.empty())
              .with(Json.object(Json.text(entry.document())), entry.expires());
      entries.put(entry.kind() + " " + entry.key(), kept);
      written.add(kept);
    }
    return new WrittenAll.Kept(written);
  }
}
