package dev.alarmkeeper.evidence.statement;

import static dev.alarmkeeper.evidence.report.ReportJson.lower;
import static dev.alarmkeeper.evidence.report.ReportJson.put;

import dev.alarmkeeper.control.Acceptance;
import dev.alarmkeeper.evidence.drill.DrillReport;
import dev.alarmkeeper.evidence.incident.AffectedControl;
import dev.alarmkeeper.evidence.incident.Candidate;
import dev.alarmkeeper.evidence.incident.Incident;
import dev.alarmkeeper.evidence.store.IncidentJson;
import dev.alarmkeeper.text.Json;
import dev.alarmkeeper.text.UntrustedText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A statement as {@code docs/schemas/statement.json} describes it. It fits into the 1 MB that
 * Lambda takes of an asynchronous answer. Source: AWS Lambda Developer Guide, "Lambda quotas".
 */
final class StatementJson {
  /** Of the list of incidents; the text and the totals take the rest. */
  private static final int MOST_BYTES = 700_000;

  private static final int MOST_UNREAD = 100;

  private StatementJson() {}

  static Map<String, @Nullable Object> of(
      Statement statement, List<Acceptance> accepted, Instant now) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("schema", IncidentJson.SCHEMA);
    json.put("account", statement.account().id());
    json.put("region", statement.account().region());
    json.put("from", statement.period().from());
    json.put("to", statement.period().to());
    json.put("made", now);
    json.put("controls", statement.lines().stream().map(StatementJson::line).toList());
    List<Map<String, @Nullable Object>> incidents = fitting(statement.incidents(), now);
    json.put("incidents", incidents);
    json.put("incidents_left_out", statement.incidents().size() - incidents.size());
    json.put("unread", unread(statement.unread()));
    if (!statement.drills().isEmpty()) {
      json.put("drills", statement.drills().stream().map(DrillReport::of).toList());
    }
    if (!accepted.isEmpty()) {
      json.put("accepted", accepted.stream().map(it -> acceptance(it, now)).toList());
    }
    json.put("text", StatementText.of(statement, accepted, now));
    return json;
  }

  private static List<String> unread(List<String> all) {
    List<String> shown =
        new ArrayList<>(
            all.stream()
                .limit(MOST_UNREAD)
                .map(it -> UntrustedText.safe(it, UntrustedText.LONG))
                .toList());
    if (all.size() > MOST_UNREAD) {
      shown.add("and %,d more".formatted(all.size() - MOST_UNREAD));
    }
    return shown;
  }

  private static Map<String, @Nullable Object> acceptance(Acceptance accepted, Instant now) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("link", lower(accepted.link()));
    json.put("name", UntrustedText.safe(accepted.name(), UntrustedText.LONG));
    json.put("field", UntrustedText.safe(accepted.field(), UntrustedText.SHORT));
    json.put("observed", UntrustedText.safe(accepted.observed(), UntrustedText.LONG));
    json.put("because", UntrustedText.safe(accepted.because(), UntrustedText.LONG));
    json.put("until", accepted.until().toString());
    json.put("in_force", !accepted.isOver(now));
    return json;
  }

  static Map<String, @Nullable Object> line(Statement.Line line) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("control", line.control().id());
    json.put("numbers", AffectedControl.of(line.control()).numbers());
    json.put("minutes_in_force", line.inForce());
    json.put("minutes_exposed", line.exposed());
    json.put("minutes_exposed_for_certain", line.certain());
    json.put("minutes_unknown", line.unknown());
    json.put("incidents", line.incidents());
    put(json, "missed_events_found", line.missed());
    return json;
  }

  private static List<Map<String, @Nullable Object>> fitting(List<Incident> all, Instant now) {
    List<Map<String, @Nullable Object>> fitting = new ArrayList<>();
    int bytes = 0;
    for (Incident incident : all) {
      Map<String, @Nullable Object> json = incident(incident, now);
      bytes += Json.utf8(json).length;
      if (bytes > MOST_BYTES) {
        break;
      }
      fitting.add(json);
    }
    return fitting;
  }

  /** Without what was found: the table has it. */
  private static Map<String, @Nullable Object> incident(Incident incident, Instant now) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("incident", incident.id());
    json.put("state", lower(incident.state()));
    json.put("controls", incident.controls().stream().map(AffectedControl::id).toList());
    json.put("exposing", incident.exposing());
    json.put("first_seen", incident.firstSeen());
    json.put("broken_since", incident.since().at());
    json.put("broken_since_is", lower(incident.since().basis()));
    json.put("broken_since_certainty", lower(incident.since().basis().certainty()));
    put(json, "ended", incident.ended());
    json.put("exposure_seconds", incident.exposure(now).toSeconds());
    json.put(
        "candidates",
        incident.candidates().stream().map(it -> IncidentJson.call(it.call())).toList());
    List<String> unconfirmed =
        incident.candidates().stream().filter(it -> !it.confirmed()).map(Candidate::id).toList();
    if (!unconfirmed.isEmpty()) {
      json.put("unconfirmed", unconfirmed);
    }
    if (incident.missed() > 0) {
      json.put("missed_events_found", incident.missed());
    }
    return json;
  }
}
