package dev.alarmkeeper.evidence.statement;

import dev.alarmkeeper.chain.Observed.Absent;
import dev.alarmkeeper.chain.Observed.Present;
import dev.alarmkeeper.chain.Observed.Unreadable;
import dev.alarmkeeper.evidence.drill.Drill;
import dev.alarmkeeper.evidence.drill.DrillJson;
import dev.alarmkeeper.evidence.incident.Incident;
import dev.alarmkeeper.evidence.incident.LinkRecord;
import dev.alarmkeeper.evidence.incident.VerifiedPeriod;
import dev.alarmkeeper.evidence.store.DocumentStore;
import dev.alarmkeeper.evidence.store.DocumentStore.Entry;
import dev.alarmkeeper.evidence.store.DrillBook;
import dev.alarmkeeper.evidence.store.Horizon;
import dev.alarmkeeper.evidence.store.IncidentJson;
import dev.alarmkeeper.evidence.store.LinkRecordJson;
import dev.alarmkeeper.evidence.store.StoredDocuments;
import dev.alarmkeeper.evidence.store.VerifiedPeriodJson;
import dev.alarmkeeper.evidence.store.VerifiedPeriods;
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
 * @param horizon from when on the store is complete; empty where nobody knows
 * @param complete whether every incident was read; otherwise no minute is known to be without one
 * @param unread what could not be read, and why
 * @param drills those that are over, in no order
 */
record StoredEvidence(
    List<Incident> incidents,
    List<VerifiedPeriod> watches,
    Optional<Horizon> horizon,
    boolean complete,
    List<String> unread,
    List<Drill> drills) {
  /** Copies the lists. */
  StoredEvidence {
    drills = List.copyOf(drills);
    incidents = List.copyOf(incidents);
    watches = List.copyOf(watches);
    unread = List.copyOf(unread);
  }

  /** What is remembered where there are no drills. */
  StoredEvidence(
      List<Incident> incidents,
      List<VerifiedPeriod> watches,
      Optional<Horizon> horizon,
      boolean complete,
      List<String> unread) {
    this(incidents, watches, horizon, complete, unread, List.of());
  }

  static StoredEvidence of(Optional<DocumentStore> ledger) {
    if (ledger.isEmpty()) {
      return new StoredEvidence(
          List.of(),
          List.of(),
          Optional.empty(),
          false,
          List.of("nothing is remembered: EVIDENCE_TABLE is not set"));
    }
    List<String> unread = new ArrayList<>();
    List<Incident> incidents = new ArrayList<>();
    List<LinkRecord> drifts =
        read(ledger.get(), StoredDocuments.DRIFT, LinkRecordJson::read, unread);
    drifts.forEach(it -> incidents.add(it.incident()));
    incidents.addAll(read(ledger.get(), StoredDocuments.INCIDENT, IncidentJson::read, unread));
    boolean complete = unread.isEmpty();
    List<VerifiedPeriod> watches = new ArrayList<>();
    watches.addAll(read(ledger.get(), VerifiedPeriods.PAST, VerifiedPeriodJson::read, unread));
    List<JsonFields> current = read(ledger.get(), VerifiedPeriods.CURRENT, it -> it, unread);
    List<Horizon> horizons = new ArrayList<>();
    for (JsonFields document : current) {
      try {
        if (document.has("from")) {
          watches.add(VerifiedPeriodJson.read(document));
        }
        VerifiedPeriods.horizonOf(document).ifPresent(horizons::add);
      } catch (JsonException malformed) {
        unread.add("last verified run not read: " + malformed.problem());
      }
    }
    drifts.stream()
        .filter(it -> it.search().filter(search -> !search.done()).isPresent())
        .map(it -> "root events missed up to " + it.incident().id() + " are still searched for")
        .forEach(unread::add);
    List<Drill> drills = read(ledger.get(), DrillBook.PAST, DrillJson::drill, unread);
    return new StoredEvidence(
        once(incidents), watches, horizons.stream().findFirst(), complete, unread, drills);
  }

  /** What is filed already may be the newest one still; the newest one's word counts. */
  private static List<Incident> once(List<Incident> newestFirst) {
    Map<String, Incident> byId = new LinkedHashMap<>();
    newestFirst.forEach(it -> byId.putIfAbsent(it.id(), it));
    return List.copyOf(byId.values());
  }

  private static <T> List<T> read(
      DocumentStore ledger, String kind, Function<JsonFields, T> read, List<String> unread) {
    return switch (ledger.all(kind)) {
      case Present<List<Entry>>(List<Entry> entries) -> {
        List<T> found = new ArrayList<>();
        for (Entry entry : entries) {
          try {
            found.add(StoredDocuments.read(entry, read));
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
