package dev.alarmkeeper.evidence;

import dev.alarmkeeper.evidence.incident.Incident;
import dev.alarmkeeper.evidence.incident.LinkRecord;
import dev.alarmkeeper.evidence.store.IncidentJson;
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
 * @param kept whether there is a store: else this process alone remembers
 * @param whole whether what the run saw is kept: a run that lost it counts for nothing
 */
public record EvidenceSummary(
    List<Incident> incidents,
    List<Incident> ended,
    List<String> missing,
    Duration oldest,
    boolean kept,
    boolean whole) {
  /** Copies the lists. */
  public EvidenceSummary {
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

  /** What is left of these drifts after a run whose last look was at an instant. */
  static EvidenceSummary of(
      List<LinkRecord> drifts, Instant look, List<String> missing, boolean kept, boolean whole) {
    List<Incident> all = drifts.stream().map(LinkRecord::incident).toList();
    List<Incident> open = all.stream().filter(it -> it.state().isOpen()).toList();
    List<Incident> ended =
        all.stream().filter(it -> it.ended().filter(look::equals).isPresent()).toList();
    Duration oldest =
        open.stream()
            .map(it -> Duration.between(it.firstSeen(), look))
            .max(Duration::compareTo)
            .orElse(Duration.ZERO);
    return new EvidenceSummary(
        Stream.concat(open.stream(), ended.stream()).toList(),
        ended,
        missing.stream().distinct().toList(),
        oldest,
        kept,
        whole);
  }
}
