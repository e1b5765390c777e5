package dev.alarmkeeper.evidence.notify;

import dev.alarmkeeper.text.JsonFields;
import dev.alarmkeeper.text.Phrases;
import dev.alarmkeeper.text.UntrustedText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The report's lines of an incident, in words, a line each. */
final class FindingText {
  /** Findings and differences that are told; the JSON has them all. */
  private static final int MOST = 10;

  /** Characters of a value: more is no longer read on a phone. */
  private static final int LONGEST = 120;

  private FindingText() {}

  /** What a person has to do, with the command where there is one. */
  static List<String> toDo(List<Map<String, @Nullable Object>> findings) {
    List<String> lines = new ArrayList<>();
    for (JsonFields finding : told(findings)) {
      finding.text("advice").ifPresent(it -> lines.add("To do: " + it));
      finding.text("command").ifPresent(it -> lines.add("  " + it));
    }
    return lines;
  }

  /** What was found wrong. */
  static List<String> found(List<Map<String, @Nullable Object>> findings) {
    List<String> lines = new ArrayList<>();
    for (JsonFields finding : told(findings)) {
      lines.add("Found: " + finding.text("kind").orElse("not as it should be"));
      List<JsonFields> differences = finding.objects("differences");
      differences.stream().limit(MOST).forEach(it -> lines.addAll(difference(it)));
      more(differences.size(), "difference", lines);
    }
    more(findings.size(), "finding", lines);
    return lines;
  }

  private static List<JsonFields> told(List<Map<String, @Nullable Object>> findings) {
    return findings.stream().limit(MOST).map(JsonFields::new).toList();
  }

  private static List<String> difference(JsonFields difference) {
    return List.of(
        "  %s: %s".formatted(cut(difference, "field"), cut(difference, "observed")),
        "    want: " + cut(difference, "desired"),
        "    " + cut(difference, "why"));
  }

  private static String cut(JsonFields json, String name) {
    return UntrustedText.safe(json.text(name).orElse(""), LONGEST);
  }

  private static void more(int all, String what, List<String> lines) {
    if (all > MOST) {
      lines.add(
          "  and " + Phrases.count(all - (long) MOST, "more " + what) + ", in the JSON below");
    }
  }
}
