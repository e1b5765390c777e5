package dev.alarmkeeper.evidence.store;

import dev.alarmkeeper.chain.Observed;
import dev.alarmkeeper.text.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
  public synchronized Observed<Entry> one(String kind, String key) {
    before.run();
    if (broken) {
      return new Observed.Unreadable<>("dynamodb:GetItem: throttled", true);
    }
    Entry entry = entries.get(kind + " " + key);
    return entry == null ? new Observed.Absent<>() : new Observed.Present<>(entry);
  }

  @Override
  public synchronized Written put(Entry entry) {
    before.run();
    if (broken) {
      return new Written.Failed("dynamodb:PutItem: throttled");
    }
    String id = entry.kind() + " " + entry.key();
    Entry known = entries.get(id);
    if (entry.version() != (known == null ? 0 : known.version())) {
      return new Written.Conflict();
    }
    // As a table would: what is kept is text.
    Entry kept =
        new Entry(entry.kind(), entry.key(), entry.version() + 1, Map.of(), Optional.empty())
            .with(Json.object(Json.text(entry.document())), entry.expires());
    entries.put(id, kept);
    return new Written.Kept(kept);
  }
}
