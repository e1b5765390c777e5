package dev.alarmkeeper.evidence.report;

import static dev.alarmkeeper.evidence.report.ReportJson.lower;

import dev.alarmkeeper.chain.Difference;
import dev.alarmkeeper.pattern.Counterexample;
import dev.alarmkeeper.reconcile.Outcome;
import dev.alarmkeeper.reconcile.Outcome.Done;
import dev.alarmkeeper.reconcile.Outcome.Failed;
import dev.alarmkeeper.reconcile.Outcome.NotReached;
import dev.alarmkeeper.reconcile.Outcome.Refused;
import dev.alarmkeeper.reconcile.Remedy;
import dev.alarmkeeper.reconcile.Repair;
import dev.alarmkeeper.reconcile.Report;
import dev.alarmkeeper.text.Json;
import dev.alarmkeeper.text.UntrustedText;
import java.util.LinkedHashMap;
import java.util.Map;

/** One line of the report as JSON: what was found, what became of it, and what is left to do. */
public final class FindingJson {
  private FindingJson() {}

  public static Map<String, Object> of(Report.Entry entry) {
    var finding = entry.finding();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("link", lower(finding.link()));
    json.put("name", finding.name());
    json.put("controls", finding.controls());
    json.put("kind", lower(finding.kind()));
    json.put("severity", lower(finding.severity()));
    json.put("differences", finding.differences().stream().map(FindingJson::difference).toList());
    json.put("remedy", remedy(finding.remedy()));
    json.put("outcome", entry.outcome().map(FindingJson::outcome).orElse("none"));
    if (finding.remedy() instanceof Remedy.Fix(Repair repair)) {
      json.put("repair", repair.action());
    }
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
    difference.example().ifPresent(it -> json.put("example", example(it)));
    return json;
  }

  /** An event as text: its names and values may be those of a pattern that somebody else wrote. */
  private static Map<String, Object> example(Counterexample example) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("event", UntrustedText.safe(Json.text(example.event()), UntrustedText.LONG));
    json.put("matched_by", example.desiredMatches() ? "desired" : "observed");
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
      return "seen again after its repair, which AWS took: somebody may be undoing it, or AWS shows it"
          + " late; every run writes it again";
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
}
