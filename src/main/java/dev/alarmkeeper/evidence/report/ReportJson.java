package dev.alarmkeeper.evidence.report;

import dev.alarmkeeper.chain.Arn;
import dev.alarmkeeper.chain.LogGroup;
import dev.alarmkeeper.chain.Observed;
import dev.alarmkeeper.control.Control;
import dev.alarmkeeper.control.Place;
import dev.alarmkeeper.reconcile.Actor;
import dev.alarmkeeper.reconcile.Cause;
import dev.alarmkeeper.reconcile.Report;
import dev.alarmkeeper.reconcile.Verdict;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The report as JSON, as {@code docs/schemas/report.json} describes it. */
public final class ReportJson {
  /** The version of the schema; it changes when a reader would have to. */
  public static final int SCHEMA = 1;

  private ReportJson() {}

  /** The report as a JSON object. */
  public static Map<String, Object> of(Report report) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("schema", SCHEMA);
    json.put("verdict", lower(report.verdict()));
    json.put("mode", lower(report.order().mode()));
    json.put("cause", cause(report.order().cause()));
    json.put("place", place(report.place()));
    json.put(
        "controls",
        report.order().controls().stream().map(it -> control(it, report.verdict(it))).toList());
    json.put("findings", report.entries().stream().map(FindingJson::of).toList());
    return json;
  }

  private static Map<String, Object> control(Control control, Verdict verdict) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("control", control.id());
    json.put("verdict", lower(verdict));
    return json;
  }

  private static Map<String, Object> cause(Cause cause) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("trigger", cause.trigger());
    put(json, "action", cause.action());
    put(json, "time", cause.time());
    cause
        .call()
        .ifPresent(
            call -> {
              json.putAll(actor(call.actor()));
              put(json, "event_id", call.id());
              put(json, "error", call.error());
            });
    return json;
  }

  /** Who it was, as far as it is known. */
  public static Map<String, Object> actor(Actor actor) {
    Map<String, Object> json = new LinkedHashMap<>();
    put(json, "actor", actor.name());
    put(json, "identity_type", actor.type());
    put(json, "session_issuer", actor.issuer());
    put(json, "mfa", actor.mfa());
    put(json, "source", actor.source());
    return json;
  }

  private static Map<String, Object> place(Place place) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("account", place.account().id());
    json.put("region", place.account().region());
    if (place.trail() instanceof Observed.Present<Arn>(Arn trail)) {
      json.put("trail", trail.toString());
    }
    put(json, "log_group", place.logGroup().map(LogGroup::nameOf));
    put(json, "log_group_account", place.logGroup().map(Arn::account));
    json.put("because", place.because());
    return json;
  }

  public static void put(Map<String, ? super Object> json, String name, Optional<?> value) {
    value.ifPresent(it -> json.put(name, it));
  }

  public static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
