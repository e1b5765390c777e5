package dev.alarmkeeper.evidence;

import dev.alarmkeeper.chain.Arn;
import dev.alarmkeeper.chain.LogGroup;
import dev.alarmkeeper.chain.Observed;
import dev.alarmkeeper.control.Control;
import dev.alarmkeeper.control.Place;
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
    put(json, "actor", cause.actor());
    put(json, "source", cause.source());
    put(json, "event_id", cause.eventId());
    put(json, "time", cause.time());
    put(json, "error", cause.error());
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

  private static void put(Map<String, Object> json, String name, Optional<?> value) {
    value.ifPresent(it -> json.put(name, it));
  }

  static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
