package dev.alarmkeeper.evidence;

import dev.alarmkeeper.chain.Arn;
import dev.alarmkeeper.chain.Difference;
import dev.alarmkeeper.chain.LogGroup;
import dev.alarmkeeper.chain.Observed;
import dev.alarmkeeper.control.Place;
import dev.alarmkeeper.reconcile.Cause;
import dev.alarmkeeper.reconcile.Outcome;
import dev.alarmkeeper.reconcile.Outcome.Done;
import dev.alarmkeeper.reconcile.Outcome.Failed;
import dev.alarmkeeper.reconcile.Outcome.NotReached;
import dev.alarmkeeper.reconcile.Outcome.Refused;
import dev.alarmkeeper.reconcile.Remedy;
import dev.alarmkeeper.reconcile.Report;
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
        report.order().controls().stream()
            .map(
                control ->
                    Map.of("control", control.id(), "verdict", lower(report.verdict(control))))
            .toList());
    json.put("findings", report.entries().stream().map(ReportJson::finding).toList());
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

  private static Map<String, Object> finding(Report.Entry entry) {
    var finding = entry.finding();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("link", lower(finding.link()));
    json.put("name", finding.name());
    json.put("controls", finding.controls());
    json.put("kind", lower(finding.kind()));
    json.put("severity", lower(finding.severity()));
    json.put("differences", finding.differences().stream().map(ReportJson::difference).toList());
    json.put("remedy", remedy(finding.remedy()));
    json.put("outcome", entry.outcome().map(ReportJson::outcome).orElse("none"));
    String advice = advice(entry);
    if (!advice.isEmpty()) {
      json.put("advice", advice);
    }
    if (finding.remedy() instanceof Remedy.Ask(_, String command) && !command.isEmpty()) {
      json.put("command", command);
    }
    return json;
  }

  private static Map<String, Object> difference(Difference difference) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("field", difference.field());
    json.put("desired", difference.desired());
    json.put("observed", difference.observed());
    json.put("why", difference.why());
    return json;
  }

  private static String remedy(Remedy remedy) {
    return switch (remedy) {
      case Remedy.Fix _ -> "fix";
      case Remedy.Ask _ -> "ask";
      case Remedy.Wait _ -> "wait";
      case Remedy.Note _ -> "note";
    };
  }

  private static String outcome(Outcome outcome) {
    return switch (outcome) {
      case Done _ -> "done";
      case Refused _ -> "refused";
      case Failed _ -> "failed";
      case NotReached _ -> "none";
    };
  }

  private static String advice(Report.Entry entry) {
    if (entry.again()) {
      return "seen again after its repair: read too early, or broken again; the next run decides";
    }
    return entry
        .outcome()
        .map(
            outcome ->
                switch (outcome) {
                  case Done _ -> "";
                  case Refused(String advice) -> advice;
                  case Failed(String why, _) -> why;
                  case NotReached _ -> "not reached before the deadline; the next run repairs it";
                })
        .orElseGet(
            () ->
                switch (entry.finding().remedy()) {
                  case Remedy.Fix _ -> "";
                  case Remedy.Ask(String why, _) -> why;
                  case Remedy.Wait(String why) -> why;
                  case Remedy.Note(String why) -> why;
                });
  }

  private static void put(Map<String, Object> json, String name, Optional<?> value) {
    value.ifPresent(it -> json.put(name, it));
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
