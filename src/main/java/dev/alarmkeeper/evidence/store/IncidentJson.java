package dev.alarmkeeper.evidence.store;

import static dev.alarmkeeper.evidence.report.ReportJson.lower;
import static dev.alarmkeeper.evidence.report.ReportJson.put;

import dev.alarmkeeper.chain.Account;
import dev.alarmkeeper.chain.Link;
import dev.alarmkeeper.evidence.incident.AffectedControl;
import dev.alarmkeeper.evidence.incident.BrokenSince;
import dev.alarmkeeper.evidence.incident.Incident;
import dev.alarmkeeper.evidence.incident.LinkId;
import dev.alarmkeeper.evidence.report.ReportJson;
import dev.alarmkeeper.reconcile.Actor;
import dev.alarmkeeper.reconcile.ApiCall;
import dev.alarmkeeper.text.JsonException;
import dev.alarmkeeper.text.JsonFields;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An incident as JSON, as {@code docs/schemas/incident.json} describes it: the same in the table,
 * in events, in notices and in the statement.
 */
public final class IncidentJson {
  /** The version of the schema; it changes when a reader would have to. */
  public static final int SCHEMA = 1;

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
    json.put("broken_since", incident.since().at());
    json.put("broken_since_is", lower(incident.since().basis()));
    put(json, "ended", incident.ended());
    json.put("exposure_seconds", incident.exposure(now).toSeconds());
    incident.blame().ifPresent(it -> json.put("blame", call(it)));
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
   * @throws JsonException if a field is missing or of another kind
   */
  public static Incident read(JsonFields json) {
    return new Incident(
        new Account(text(json, "partition"), text(json, "region"), text(json, "account")),
        new LinkId(oneOf(Link.class, json, "link"), text(json, "name")),
        number(json, "number"),
        json.objects("controls").stream().map(IncidentJson::control).toList(),
        Boolean.TRUE.equals(json.json().get("exposing")),
        json.objects("findings").stream().map(JsonFields::json).toList(),
        oneOf(Incident.State.class, json, "state"),
        instant(json, "first_seen"),
        new BrokenSince(
            instant(json, "broken_since"), oneOf(BrokenSince.Basis.class, json, "broken_since_is")),
        json.instant("ended"),
        json.has("blame") ? Optional.of(call(json.object("blame"))) : Optional.empty(),
        json.has("missed_events_found") ? number(json, "missed_events_found") : 0);
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
        json.shown("action"),
        json.shown("event_id"),
        json.instant("time"),
        json.shown("region"),
        new Actor(
            json.shown("actor"),
            json.shown("identity_type"),
            json.shown("session_issuer"),
            Optional.ofNullable(json.json().get("mfa")).map(Boolean.TRUE::equals),
            json.shown("source")),
        Optional.empty(),
        List.of());
  }

  private static Map<String, @Nullable Object> control(AffectedControl control) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("control", control.id());
    json.put("title", control.title());
    json.put("numbers", control.numbers());
    return json;
  }

  private static AffectedControl control(JsonFields json) {
    Map<String, String> numbers = new LinkedHashMap<>();
    JsonFields named = json.object("numbers");
    for (String benchmark : named.json().keySet()) {
      numbers.put(benchmark, text(named, benchmark));
    }
    return new AffectedControl(text(json, "control"), text(json, "title"), numbers);
  }

  static String text(JsonFields json, String name) {
    return json.text(name).orElseThrow(() -> missing(name, "text"));
  }

  public static Instant instant(JsonFields json, String name) {
    return json.instant(name).orElseThrow(() -> missing(name, "an instant as ISO 8601 writes it"));
  }

  public static int number(JsonFields json, String name) {
    if (json.json().get(name) instanceof Number number) {
      return number.intValue();
    }
    throw missing(name, "a number");
  }

  static <E extends Enum<E>> E oneOf(Class<E> type, JsonFields json, String name) {
    try {
      return Enum.valueOf(type, text(json, name).toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException _) {
      throw missing(name, "one of " + List.of(type.getEnumConstants()));
    }
  }

  private static JsonException missing(String name, String want) {
    return new JsonException("field " + name + ": want " + want);
  }
}
