package dev.alarmkeeper.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a report says, in a few lines that a person can read. */
record ReportText(JsonNode report) {
  private static final int LONG = 100;

  String verdict() {
    return report.path("verdict").asText();
  }

  /** What was found, by a word on what became of it. */
  Map<String, String> lines() {
    Map<String, List<JsonNode>> findings =
        report
            .path("findings")
            .valueStream()
            .collect(
                Collectors.groupingBy(ReportText::label, LinkedHashMap::new, Collectors.toList()));
    Map<String, String> lines = new LinkedHashMap<>();
    findings.forEach((label, group) -> lines.put(label, sentence(group)));
    return lines;
  }

  private static String label(JsonNode finding) {
    boolean missing = finding.path("kind").asText().equals("missing");
    return switch (finding.path("remedy").asText()) {
      case "fix" ->
          switch (finding.path("outcome").asText()) {
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
  private static String sentence(List<JsonNode> findings) {
    return findings.size() == 1
        ? finding(findings.getFirst())
        : findings.stream()
            .collect(
                Collectors.groupingBy(ReportText::link, LinkedHashMap::new, Collectors.counting()))
            .entrySet()
            .stream()
            .map(it -> it.getValue() == 1 ? it.getKey() : it.getValue() + " " + it.getKey() + "s")
            .collect(Collectors.joining(", "));
  }

  private static String finding(JsonNode finding) {
    List<JsonNode> differences = finding.path("differences").valueStream().toList();
    String details =
        differences.isEmpty()
            ? firstClause(finding.path("advice").asText())
            : differences.stream().map(ReportText::difference).collect(Collectors.joining("; "));
    return link(finding)
        + " "
        + finding.path("name").asText()
        + (details.isEmpty() ? "" : ": " + details);
  }

  private static String firstClause(String advice) {
    int end = advice.indexOf(';');
    return end < 0 ? advice : advice.substring(0, end);
  }

  /** Both values, or where they would fill the screen, what it means. */
  private static String difference(JsonNode difference) {
    String values =
        "%s, want %s"
            .formatted(difference.path("observed").asText(), difference.path("desired").asText());
    JsonNode example = difference.path("example");
    return difference.path("field").asText()
        + " "
        + (values.length() > LONG ? difference.path("why").asText() : values)
        + (example.isMissingNode()
            ? ""
            : "; only the %s one matches: %s"
                .formatted(
                    example.path("matched_by").asText(),
                    example.path("what").asText(example.path("event").asText())));
  }

  private static String link(JsonNode finding) {
    return finding.path("link").asText().replace('_', ' ');
  }
}
