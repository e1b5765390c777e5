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
import dev.alarmkeeper.text.Json;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The report as JSON, as {@code docs/schemas/report.json} describes it. */
public final class ReportJson {
  /** The version of the schema; it changes when a reader would have to. */
  public static final int SCHEMA = 1;

  /**
   * The most of a report. Lambda takes an asynchronous answer of 1 MB, and CloudWatch Logs cut an
   * event at 256 KB before it took 1 MB; the rest is for what stands around it. Sources: AWS Lambda
   * Developer Guide, "Lambda quotas"; CloudWatch Logs User Guide, "quotas".
   */
  static final int MOST_BYTES = 200_000;

  private ReportJson() {}

  /** The report as a JSON object. */
  public static Map<String, Object> of(Report report) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("schema", SCHEMA);
    json.put("version", Release.VERSION);
    json.put("verdict", lower(report.verdict()));
    json.put("mode", lower(report.order().mode()));
    json.put("cause", cause(report.order().cause()));
    json.put("place", place(report.place()));
    json.put(
        "controls",
        report.order().controls().stream().map(it -> control(it, report.verdict(it))).toList());
    putFindings(json, report);
    return json;
  }

  /**
   * The worst findings that there is room for, in the report's order. Whoever makes many things
   * that are found must neither make the answer too long to be given nor the log line too long to
   * be kept.
   */
  private static void putFindings(Map<String, Object> json, Report report) {
    List<Report.Entry> entries = report.entries();
    List<Map<String, @Nullable Object>> findings =
        entries.stream().map(ReportedFinding::of).map(FindingJson::of).toList();
    List<Integer> worstFirst =
        IntStream.range(0, findings.size())
            .boxed()
            .sorted(Comparator.comparing(it -> entries.get(it).finding().severity()))
            .toList();
    int room = MOST_BYTES - Json.utf8(json).length;
    Set<Integer> kept = new TreeSet<>();
    for (int at : worstFirst) {
      room -= Json.utf8(findings.get(at)).length + 1;
      if (room < 0) {
        break;
      }
      kept.add(at);
    }
    json.put("findings", kept.stream().map(findings::get).toList());
    if (kept.size() < findings.size()) {
      json.put("findings_left_out", findings.size() - kept.size());
    }
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
    put(json, "invoked_by", actor.invokedBy());
    put(json, "source_identity", actor.sourceIdentity());
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
