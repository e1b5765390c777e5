package dev.alarmkeeper.evidence;

import dev.alarmkeeper.chain.Observed.Absent;
import dev.alarmkeeper.chain.Observed.Present;
import dev.alarmkeeper.chain.Observed.Unreadable;
import dev.alarmkeeper.evidence.Ledger.Entry;
import dev.alarmkeeper.text.JsonException;
import dev.alarmkeeper.text.JsonFields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a ledger remembers, for a statement.
 *
 * @param incidents all that are kept, in no order
 * @param watches when the chain was looked at
 * @param complete whether every incident was read; otherwise no minute is known to be without one
 * @param unread what could not be read, and why
 */
record Remembered(
    List<Incident> incidents, List<Watch> watches, boolean complete, List<String> unread) {
  /** Copies the lists. */
  Remembered {
    incidents = List.copyOf(incidents);
    watches = List.copyOf(watches);
    unread = List.copyOf(unread);
  }

  static Remembered of(Optional<Ledger> ledger) {
    if (ledger.isEmpty()) {
      return new Remembered(
          List.of(), List.of(), false, List.of("nothing is remembered: EVIDENCE_TABLE is not set"));
    }
    List<String> unread = new ArrayList<>();
    List<Incident> incidents = new ArrayList<>();
    List<Drift> drifts = read(ledger.get(), Items.DRIFT, DriftJson::read, unread);
    drifts.forEach(it -> incidents.add(it.incident()));
    incidents.addAll(read(ledger.get(), Items.INCIDENT, IncidentJson::read, unread));
    boolean complete = unread.isEmpty();
    List<Watch> watches = new ArrayList<>();
    watches.addAll(read(ledger.get(), Watches.PAST, Watch::read, unread));
    watches.addAll(read(ledger.get(), Watches.CURRENT, Watch::read, unread));
    drifts.stream()
        .filter(it -> it.search().filter(search -> !search.done()).isPresent())
        .map(it -> "root events missed up to " + it.incident().id() + " are still searched for")
        .forEach(unread::add);
    return new Remembered(once(incidents), watches, complete, unread);
  }

  /** What is filed already may be the newest one still; the newest one's word counts. */
  private static List<Incident> once(List<Incident> newestFirst) {
    Map<String, Incident> byId = new LinkedHashMap<>();
    newestFirst.forEach(it -> byId.putIfAbsent(it.id(), it));
    return List.copyOf(byId.values());
  }

  private static <T> List<T> read(
      Ledger ledger, String kind, Function<JsonFields, T> read, List<String> unread) {
    return switch (ledger.all(kind)) {
      case Present<List<Entry>>(List<Entry> entries) -> {
        List<T> found = new ArrayList<>();
        for (Entry entry : entries) {
          try {
            found.add(Items.read(entry, read));
          } catch (JsonException malformed) {
            unread.add(malformed.problem());
          }
        }
        yield found;
      }
      case Absent<List<Entry>> _ -> List.of();
      case Unreadable<List<Entry>>(String reason, _) -> {
        unread.add(kind + " not read: " + reason);
        yield List.of();
      }
    };
  }
}
