package dev.alarmkeeper.evidence;

import dev.alarmkeeper.evidence.incident.Incident;
import dev.alarmkeeper.evidence.incident.LinkRecord;
import dev.alarmkeeper.evidence.store.IncidentJson;
import dev.alarmkeeper.text.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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
  /**
   * Its share of the 1 MB that Lambda takes of an asynchronous answer; the report has 200 KB.
   * Source: AWS Lambda Developer Guide, "Lambda quotas".
   */
  static final int MOST_BYTES = 600_000;

  private static final int MOST_BYTES_OF_MISSING = 100_000;

  /** Copies the lists. */
  public EvidenceSummary {
    incidents = List.copyOf(incidents);
    ended = List.copyOf(ended);
    missing = List.copyOf(missing);
  }

  /** For the run's answer: as much as there is room for. */
  public Map<String, Object> json(Instant now) {
    Map<String, Object> json = new LinkedHashMap<>();
    Stream<String> unkept =
        kept ? Stream.empty() : Stream.of("nothing is kept: EVIDENCE_TABLE is not set");
    List<Map<String, String>> lines =
        Stream.concat(unkept, missing.stream()).map(it -> Map.of("why", it)).toList();
    List<Map<String, String>> told = fitting(lines, MOST_BYTES_OF_MISSING);
    List<Map<String, @Nullable Object>> all =
        incidents.stream().map(it -> IncidentJson.of(it, now)).toList();
    List<Map<String, @Nullable Object>> shown = fitting(all, MOST_BYTES - MOST_BYTES_OF_MISSING);
    json.put("incidents", shown);
    if (shown.size() < all.size()) {
      json.put("incidents_left_out", all.size() - shown.size());
    }
    json.put("missing", told.stream().map(it -> it.get("why")).toList());
    if (told.size() < lines.size()) {
      json.put("missing_left_out", lines.size() - told.size());
    }
    return json;
  }

  private static <M extends Map<String, ? extends @Nullable Object>> List<M> fitting(
      List<M> all, int mostBytes) {
    List<M> fitting = new ArrayList<>();
    int room = mostBytes;
    for (M one : all) {
      room -= Json.utf8(one).length + 1;
      if (room < 0) {
        break;
      }
      fitting.add(one);
    }
    return fitting;
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
