package dev.alarmkeeper.evidence.store;

import dev.alarmkeeper.evidence.report.FindingJson;
import dev.alarmkeeper.evidence.report.ReportedFinding;
import dev.alarmkeeper.text.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The findings of an incident, as many as fit into a message, an event and an item of the table,
 * which take 256 KB, 256 KB and 400 KB. What is cut says so.
 *
 * @param findings those that fit, some of them without what makes them long
 * @param leftOut how many do not
 */
record FittingFindings(List<Map<String, @Nullable Object>> findings, int leftOut) {
  private static final int MOST_BYTES = 100_000;

  static FittingFindings of(List<ReportedFinding> all) {
    List<Map<String, @Nullable Object>> findings = new ArrayList<>();
    int left = MOST_BYTES;
    for (ReportedFinding finding : all) {
      Map<String, @Nullable Object> fitting = FindingJson.of(finding);
      int bytes = Json.utf8(fitting).length;
      if (bytes > left) {
        fitting = FindingJson.of(finding.bare());
        bytes = Json.utf8(fitting).length;
      }
      left -= bytes;
      if (left < 0) {
        break;
      }
      findings.add(fitting);
    }
    return new FittingFindings(findings, all.size() - findings.size());
  }
}
