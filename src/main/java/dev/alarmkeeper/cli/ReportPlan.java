package dev.alarmkeeper.cli;

import static dev.alarmkeeper.cli.ReportSummary.field;
import static dev.alarmkeeper.cli.ReportSummary.link;

import dev.alarmkeeper.reconcile.Repair;
import dev.alarmkeeper.reconcile.Report;
import dev.alarmkeeper.text.JsonFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Tells a report as a plan: the chain in one line, each finding with what was found, what is
 * wanted, why it matters and who mends it, and a count at the end.
 *
 * @param report as {@code docs/schemas/report.json} describes it
 * @param repairs what alarmkeeper would call, by link and name
 */
record ReportPlan(JsonFields report, Map<String, String> repairs, Screen screen) {

  /** What alarmkeeper would call for each link: the key is its kind and name. */
  static Map<String, String> repairs(Report report) {
    return report.after().repairs().stream()
        .collect(
            Collectors.toMap(
                it -> Chain.words(it.link().name()) + " " + it.name(),
                Repair::action,
                (one, other) -> one.equals(other) ? one : one + " and " + other));
  }

  void show() {
    JsonFields place = report.object("place");
    String controls =
        report.objects("controls").stream()
            .map(it -> field(it, "control"))
            .collect(Collectors.joining(", "));
    screen.title("Account " + field(place, "account") + ", " + field(place, "region"), controls);
    screen.picture(Chain.of(report), field(report, "verdict"));
    screen.labelled("place", field(place, "because"));
    List<JsonFields> findings = report.objects("findings");
    findings.stream().filter(it -> !isNote(it)).forEach(this::finding);
    List<JsonFields> notes = findings.stream().filter(ReportPlan::isNote).toList();
    if (!notes.isEmpty()) {
      screen.title("Notes", "");
      notes.forEach(
          it -> screen.labelled(link(it), field(it, "name") + ": " + field(it, "advice")));
    }
    screen.blank();
    if (field(report, "verdict").equals("compliant")) {
      screen.line("The chain is whole: a root login reaches a person.");
    }
    screen.line(count(findings));
  }

  private void finding(JsonFields finding) {
    screen.title(
        sign(finding) + " " + link(finding) + " " + field(finding, "name"), severity(finding));
    if (finding.objects("differences").isEmpty()) {
      screen.labelled("found", Chain.words(field(finding, "kind")));
    }
    finding.objects("differences").forEach(this::difference);
    String repair = repairs.getOrDefault(link(finding) + " " + field(finding, "name"), "");
    if (!repair.isEmpty()) {
      screen.labelled("repair", "alarmkeeper would call " + repair);
    }
    String advice = field(finding, "advice");
    if (!advice.isEmpty()) {
      screen.labelled(field(finding, "remedy").equals("ask") ? "a person" : "then", advice);
    }
    String command = field(finding, "command");
    if (!command.isEmpty()) {
      // On a line of its own and never wrapped, so that it can be copied.
      screen.line("   " + command);
    }
  }

  private void difference(JsonFields difference) {
    screen.labelled("found", field(difference, "field") + " " + field(difference, "observed"));
    screen.labelled("wanted", field(difference, "desired"));
    screen.labelled("because", field(difference, "why"));
    if (difference.has("example")) {
      JsonFields example = difference.object("example");
      screen.labelled(
          "example",
          "only the " + field(example, "matched_by") + " one matches " + field(example, "event"));
    }
  }

  private static boolean isNote(JsonFields finding) {
    return field(finding, "remedy").equals("note");
  }

  private static String severity(JsonFields finding) {
    return Chain.words(field(finding, "severity"));
  }

  private static String sign(JsonFields finding) {
    boolean missing = field(finding, "kind").equals("missing");
    return switch (field(finding, "remedy")) {
      case "fix" -> missing ? "+" : "~";
      case "ask" -> "!";
      default -> field(finding, "kind").equals("unreadable") ? "?" : "…";
    };
  }

  private static String count(List<JsonFields> findings) {
    Map<String, Long> by =
        findings.stream()
            .filter(it -> !isNote(it))
            .collect(Collectors.groupingBy(ReportPlan::sign, TreeMap::new, Collectors.counting()));
    List<String> parts = new ArrayList<>();
    part(by, "+", "to create", parts);
    part(by, "~", "to change", parts);
    part(by, "!", "for a person", parts);
    part(by, "?", "not read", parts);
    part(by, "…", "that settle by themselves", parts);
    return (parts.isEmpty() ? "" : "Plan: " + String.join(", ", parts) + ". ")
        + "Nothing was written.";
  }

  private static void part(Map<String, Long> by, String sign, String words, List<String> parts) {
    if (by.containsKey(sign)) {
      parts.add(by.get(sign) + " " + words);
    }
  }
}
