package dev.alarmkeeper.evidence.notify;

import dev.alarmkeeper.evidence.report.ReportedFinding;
import dev.alarmkeeper.text.Phrases;
import dev.alarmkeeper.text.UntrustedText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The report's lines of an incident, in words, a line each. */
final class FindingText {
  /** Findings and differences that are told; the JSON has them all. */
  private static final int MOST = 10;

  /** Characters of a value: more is no longer read on a phone. */
  private static final int LONGEST = 120;

  private FindingText() {}

  /** What a person has to do, with the command where there is one. */
  static List<String> toDo(List<ReportedFinding> findings) {
    List<String> lines = new ArrayList<>();
    for (ReportedFinding finding : told(findings)) {
      if (!finding.advice().isEmpty()) {
        lines.add("To do: " + finding.advice());
      }
      if (!finding.command().isEmpty()) {
        lines.add("  " + finding.command());
      }
    }
    return lines;
  }

  /** What was found wrong. */
  static List<String> found(List<ReportedFinding> findings) {
    List<String> lines = new ArrayList<>();
    for (ReportedFinding finding : told(findings)) {
      lines.add("Found: " + finding.kind().name().toLowerCase(Locale.ROOT));
      List<ReportedFinding.Shown> differences = finding.differences();
      differences.stream().limit(MOST).forEach(it -> lines.addAll(difference(it)));
      more(differences.size(), "difference", lines);
    }
    more(findings.size(), "finding", lines);
    return lines;
  }

  private static List<ReportedFinding> told(List<ReportedFinding> findings) {
    return findings.subList(0, Math.min(MOST, findings.size()));
  }

  private static List<String> difference(ReportedFinding.Shown difference) {
    return List.of(
        "  %s: %s".formatted(cut(difference.field()), cut(difference.observed())),
        "    want: " + cut(difference.desired()),
        "    " + cut(difference.why()));
  }

  private static String cut(String text) {
    return UntrustedText.safe(text, LONGEST);
  }

  private static void more(int all, String what, List<String> lines) {
    if (all > MOST) {
      lines.add(
          "  and " + Phrases.count(all - (long) MOST, "more " + what) + ", in the JSON below");
    }
  }
}
