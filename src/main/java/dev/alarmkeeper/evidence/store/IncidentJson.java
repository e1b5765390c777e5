package dev.alarmkeeper.evidence.store;

import static dev.alarmkeeper.evidence.report.ReportJson.lower;
import static dev.alarmkeeper.evidence.report.ReportJson.put;

import dev.alarmkeeper.chain.Account;
import dev.alarmkeeper.chain.Link;
import dev.alarmkeeper.evidence.cause.BreakingCalls;
import dev.alarmkeeper.evidence.incident.AffectedControl;
import dev.alarmkeeper.evidence.incident.BrokenSince;
import dev.alarmkeeper.evidence.incident.Candidate;
import dev.alarmkeeper.evidence.incident.Incident;
import dev.alarmkeeper.evidence.incident.LinkId;
import dev.alarmkeeper.evidence.report.FindingJson;
import dev.alarmkeeper.evidence.report.ReportJson;
import dev.alarmkeeper.evidence.report.ReportedFinding;
import dev.alarmkeeper.reconcile.Actor;
import dev.alarmkeeper.reconcile.ApiCall;
import dev.alarmkeeper.text.Json;
import dev.alarmkeeper.text.JsonException;
import dev.alarmkeeper.text.JsonFields;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An incident as JSON, as {@code docs/schemas/incident.json} describes it: the same in the table,
 * in events, in notices and in the statement.
 */
public final class IncidentJson {
  /** The version of the schema; it changes when a reader would have to. */
  public static final int SCHEMA = 2;

  /** The candidates' share of the 256 KB that SNS and EventBridge take; findings have 100 KB. */
  private static final int MOST_BYTES_OF_CANDIDATES = 60_000;

  private IncidentJson() {}

  /** At an instant: an open incident's exposure grows. */
  public static Map<String, @Nullable Object> of(Incident incident, Instant now) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("schema", SCHEMA);
    json.put("incident", incident.id());
    json.put("partition", incident.account().partition());
    json.put("account", incident.account().id());
    json.put("region", incident.account().region());
    json.put("state", lower(incident.state()));
    json.put("link", lower(incident.subject().link()));
    json.put("name", incident.subject().name());
    json.put("number", incident.number());
    json.put("controls", incident.controls().stream().map(IncidentJson::control).toList());
    json.put("exposing", incident.exposing());
    json.put("first_seen", incident.firstSeen());
    put(json, "verified_before", incident.verified());
    BrokenSince since = incident.since();
    json.put("broken_since", since.at());
    json.put("broken_since_is", lower(since.basis()));
    json.put("broken_since_certainty", lower(since.basis().certainty()));
    json.put("settled", incident.settled());
    put(json, "ended", incident.ended());
    json.put("exposure_seconds", incident.exposure(now).toSeconds());
    List<Map<String, @Nullable Object>> candidates = fittingCandidates(incident);
    json.put("candidates", candidates);
    if (candidates.size() < incident.candidates().size()) {
      json.put("candidates_left_out", incident.candidates().size() - candidates.size());
    }
    if (incident.missed() > 0) {
      json.put("missed_events_found", incident.missed());
    }
    FittingFindings fitting = FittingFindings.of(incident.findings());
    json.put("findings", fitting.findings());
    if (fitting.leftOut() > 0) {
      json.put("findings_left_out", fitting.leftOut());
    }
    return json;
  }

  /**
   * Reads an incident back.
   *
   * @throws JsonException if a field is missing or of another kind, or if a newer alarmkeeper wrote
   *     it
   */
  public static Incident read(JsonFields json) {
    int schema = json.has("schema") ? json.requiredNumber("schema") : 1;
    if (schema < 1 || schema > SCHEMA) {
      throw new JsonException(
          "field schema: version %d is of another alarmkeeper, this one knows up to %d"
              .formatted(schema, SCHEMA));
    }
    List<ReportedFinding> findings =
        json.objects("findings").stream().map(FindingJson::read).toList();
    return new Incident(
        new Account(
            json.requiredText("partition"),
            json.requiredText("region"),
            json.requiredText("account")),
        new LinkId(json.requiredOneOf(Link.class, "link"), json.requiredText("name")),
        json.requiredNumber("number"),
        json.objects("controls").stream().map(IncidentJson::control).toList(),
        json.isTrue("exposing"),
        findings,
        json.requiredOneOf(Incident.State.class, "state"),
        schema == 1 ? verifiedOf1(json) : json.instant("verified_before"),
        json.requiredInstant("first_seen"),
        schema == 1
            ? candidatesOf1(json, findings)
            : json.objects("candidates").stream().map(IncidentJson::candidate).toList(),
        schema == 1 || json.isTrue("settled"),
        json.instant("ended"),
        json.has("missed_events_found") ? json.requiredNumber("missed_events_found") : 0);
  }

  /** The first version had a bound or a call, and never both. */
  private static Optional<Instant> verifiedOf1(JsonFields json) {
    return json.text("broken_since_is").filter("last_verified"::equals).isPresent()
        ? json.instant("broken_since")
        : Optional.empty();
  }

  private static List<Candidate> candidatesOf1(JsonFields json, List<ReportedFinding> findings) {
    return json.has("blame")
        ? List.of(new Candidate(call(json.object("blame")), true, BreakingCalls.labels(findings)))
        : List.of();
  }

  /** The earliest that there is room for: who calls may choose long names. */
  private static List<Map<String, @Nullable Object>> fittingCandidates(Incident incident) {
    List<Map<String, @Nullable Object>> fitting = new ArrayList<>();
    int room = MOST_BYTES_OF_CANDIDATES;
    for (Candidate candidate : incident.candidates()) {
      Map<String, @Nullable Object> json = candidate(candidate);
      room -= Json.utf8(json).length;
      if (room < 0) {
        break;
      }
      fitting.add(json);
    }
    return fitting;
  }

  private static Map<String, @Nullable Object> candidate(Candidate candidate) {
    Map<String, @Nullable Object> json = call(candidate.call());
    json.put("confirmed", candidate.confirmed());
    json.put("explains", candidate.explains().stream().sorted().toList());
    return json;
  }

  private static Candidate candidate(JsonFields json) {
    return new Candidate(call(json), json.isTrue("confirmed"), Set.copyOf(json.texts("explains")));
  }

  public static Map<String, @Nullable Object> call(ApiCall call) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    put(json, "action", call.name());
    put(json, "time", call.time());
    put(json, "event_id", call.id());
    put(json, "region", call.region());
    json.putAll(ReportJson.actor(call.actor()));
    return json;
  }

  private static ApiCall call(JsonFields json) {
    return new ApiCall(
        Optional.empty(),
        json.shown("action"),
        json.shown("event_id"),
        json.instant("time"),
        json.shown("region"),
        Optional.empty(),
        new Actor(
            json.shown("actor"),
            json.shown("identity_type"),
            json.shown("session_issuer"),
            Optional.ofNullable(json.json().get("mfa")).map(Boolean.TRUE::equals),
            json.shown("source"),
            json.shown("invoked_by"),
            json.shown("source_identity")),
        Optional.empty(),
        JsonFields.EMPTY);
  }

  static Map<String, @Nullable Object> control(AffectedControl control) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("control", control.id());
    json.put("title", control.title());
    json.put("numbers", control.numbers());
    return json;
  }

  static AffectedControl control(JsonFields json) {
    Map<String, String> numbers = new LinkedHashMap<>();
    JsonFields named = json.object("numbers");
    for (String benchmark : named.json().keySet()) {
      numbers.put(benchmark, named.requiredText(benchmark));
    }
    return new AffectedControl(json.requiredText("control"), json.requiredText("title"), numbers);
  }
}
