package dev.alarmkeeper.localaws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Everything that exists: tables of documents by key, in key order, as listings answer them. */
final class Store {
  private final NavigableMap<String, NavigableMap<String, ObjectNode>> tables = new TreeMap<>();

  /** How far the local AWS's time is from the system's. */
  private Duration ahead = Duration.ZERO;

  private @Nullable Instant still;

  /** The time of the local AWS. It goes on as the system's does, and can be set or stand still. */
  Instant now() {
    return still == null ? Instant.now().plus(ahead) : still;
  }

  /** It is that time now, and goes on. */
  void now(Instant time) {
    still = null;
    ahead = Duration.between(Instant.now(), time);
  }

  /** It is that time until another one is set. */
  void standStillAt(Instant time) {
    still = time;
  }

  NavigableMap<String, ObjectNode> table(String name) {
    return tables.computeIfAbsent(name, any -> new TreeMap<>());
  }

  /** The tables whose names start so. */
  NavigableMap<String, NavigableMap<String, ObjectNode>> tables(String prefix) {
    return startingWith(tables, prefix);
  }

  /** The part of a table whose keys start so. */
  static <T> NavigableMap<String, T> startingWith(NavigableMap<String, T> rows, String prefix) {
    return rows.subMap(prefix, true, prefix + Character.MAX_VALUE, false);
  }

  void drop(String table) {
    tables.remove(table);
  }

  Store copy() {
    Store copy = new Store();
    copy.ahead = ahead;
    copy.still = still;
    tables.forEach(
        (name, rows) -> rows.forEach((key, row) -> copy.table(name).put(key, row.deepCopy())));
    return copy;
  }
}
