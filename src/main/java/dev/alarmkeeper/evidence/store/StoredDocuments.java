package dev.alarmkeeper.evidence.store;

import dev.alarmkeeper.evidence.incident.Incident;
import dev.alarmkeeper.evidence.incident.LinkRecord;
import dev.alarmkeeper.evidence.store.DocumentStore.Entry;
import dev.alarmkeeper.text.JsonException;
import dev.alarmkeeper.text.JsonFields;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/** Incidents as the ledger keeps them. */
public final class StoredDocuments {
  /** The kind of what is remembered of each link, with its newest incident. */
  public static final String DRIFT = "drift";

  /** The kind of incidents that a newer one of the same link has followed. */
  public static final String INCIDENT = "incident";

  private StoredDocuments() {}

  static Entry of(LinkRecord drift, long version, Instant now) {
    return new Entry(
        DRIFT,
        drift.incident().subject().toString(),
        version,
        LinkRecordJson.of(drift, now),
        // One for each link stays, so that no incident's number is given twice.
        Optional.empty());
  }

  /** By when it was first seen, and never written again. */
  static Entry past(Incident incident, Duration retention) {
    return new Entry(
        INCIDENT,
        incident.firstSeen() + "/" + incident.id(),
        0,
        IncidentJson.of(incident, incident.ended().orElse(incident.firstSeen())),
        expiry(incident, retention));
  }

  /**
   * Reads a drift back.
   *
   * @throws JsonException if it is none, with what to do about it
   */
  public static LinkRecord read(Entry entry) {
    return read(entry, LinkRecordJson::read);
  }

  /**
   * Reads a document back.
   *
   * @throws JsonException if it is none of its kind, with what to do about it
   */
  public static <T> T read(Entry entry, Function<JsonFields, T> read) {
    if (entry.defect().isPresent()) {
      throw new JsonException(entry.defect().get());
    }
    try {
      return read.apply(new JsonFields(entry.document()));
    } catch (JsonException | IllegalArgumentException | DateTimeException malformed) {
      throw new JsonException(
          "%s %s is not as alarmkeeper writes it (%s): repair the item, or delete it"
              .formatted(entry.kind(), entry.key(), malformed.getMessage()));
    }
  }

  private static Optional<Instant> expiry(Incident incident, Duration retention) {
    return incident.ended().map(it -> it.plus(retention));
  }
}
