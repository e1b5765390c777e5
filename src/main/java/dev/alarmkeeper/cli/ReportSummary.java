package dev.alarmkeeper.cli;

import dev.alarmkeeper.text.JsonFields;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a report says, in a few lines that a person can read.
 *
 * @param report as {@code docs/schemas/report.json} describes it
 */
public record ReportSummary(JsonFields report) {
  private static final int LONG = 100;

  /** The verdict in the report's own word. */
  public String verdict() {
    return report.text("verdict").orElse("");
  }

  /** What was found, by a word on what became of it. */
  public Map<String, String> lines() {
    Map<String, List<JsonFields>> findings =
        report.objects("findings").stream()
            .collect(
                Collectors.groupingBy(
                    ReportSummary::label, LinkedHashMap::new, Collectors.toList()));
    Map<String, String> lines = new LinkedHashMap<>();
    findings.forEach((label, group) -> lines.put(label, sentence(group)));
    return lines;
  }

  private static String label(JsonFields finding) {
    boolean missing = field(finding, "kind").equals("missing");
    return switch (field(finding, "remedy")) {
      case "fix" ->
          switch (field(finding, "outcome")) {
            case "done" -> missing ? "put back" : "corrected";
            case "none" -> missing ? "missing" : "drifted";
            default -> "failed";
          };
      case "ask" -> "asks";
      case "wait" -> "waits";
      default -> "notes";
    };
  }

  /** Of several findings the links, of one all that is known. */
  private static String sentence(List<JsonFields> findings) {
    return findings.size() == 1
        ? finding(findings.getFirst())
        : findings.stream()
            .collect(
                Collectors.groupingBy(
                    ReportSummary::link, LinkedHashMap::new, Collectors.counting()))
            .entrySet()
            .stream()
            .map(it -> it.getValue() == 1 ? it.getKey() : it.getValue() + " " + it.getKey() + "s")
            .collect(Collectors.joining(", "));
  }

  private static String finding(JsonFields finding) {
    List<JsonFields> differences = finding.objects("differences");
    String details =
        differences.isEmpty()
            ? firstClause(field(finding, "advice"))
            : differences.stream().map(ReportSummary::difference).collect(Collectors.joining("; "));
    return link(finding) + " " + field(finding, "name") + (details.isEmpty() ? "" : ": " + details);
  }

  private static String firstClause(String advice) {
    int end = advice.indexOf(';');
    return end < 0 ? advice : advice.substring(0, end);
  }

  /** Both values, or where they would fill the screen, what it means. */
  private static String difference(JsonFields difference) {
    String values =
        "%s, want %s".formatted(field(difference, "observed"), field(difference, "desired"));
    String meaning = values.length() > LONG ? field(difference, "why") : values;
    return field(difference, "field") + " " + meaning + example(difference);
  }

  private static String example(JsonFields difference) {
    return difference.has("example")
        ? "; only the %s one matches: %s"
            .formatted(
                field(difference.object("example"), "matched_by"),
                difference
                    .object("example")
                    .text("what")
                    .orElse(field(difference.object("example"), "event")))
        : "";
  }

  static String link(JsonFields finding) {
    return Chain.words(field(finding, "link"));
  }

  static String field(JsonFields json, String name) {
    return json.text(name).orElse("");
  }
}
