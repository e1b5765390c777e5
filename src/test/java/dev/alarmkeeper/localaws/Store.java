package dev.alarmkeeper.localaws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Everything that exists: tables of documents by key, in key order, as listings answer them. */
final class Store {
  private final NavigableMap<String, NavigableMap<String, ObjectNode>> tables = new TreeMap<>();

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
    tables.forEach(
        (name, rows) -> rows.forEach((key, row) -> copy.table(name).put(key, row.deepCopy())));
    return copy;
  }
}
