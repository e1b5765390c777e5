package dev.alarmkeeper.evidence;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a run left behind.
 *
 * @param incidents those that are open, and those that ended in the run
 * @param ended those of them that ended in the run
 * @param missing what could not be read, written or sent, and why
 * @param oldest the age of the oldest open incident; zero where there is none
 * @param kept whether there is a ledger: else this process alone remembers
 */
public record Left(
    List<Incident> incidents,
    List<Incident> ended,
    List<String> missing,
    Duration oldest,
    boolean kept) {
  /** Copies the lists. */
  public Left {
    incidents = List.copyOf(incidents);
    ended = List.copyOf(ended);
    missing = List.copyOf(missing);
  }

  /** For the run's answer. */
  public Map<String, Object> json(Instant now) {
    Stream<String> unkept =
        kept ? Stream.empty() : Stream.of("nothing is kept: EVIDENCE_TABLE is not set");
    return Map.of(
        "incidents",
        incidents.stream().map(it -> IncidentJson.of(it, now)).toList(),
        "missing",
        Stream.concat(unkept, missing.stream()).toList());
  }
}
