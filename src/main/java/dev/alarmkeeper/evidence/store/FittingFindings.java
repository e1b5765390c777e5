package dev.alarmkeeper.evidence.store;

import dev.alarmkeeper.text.Json;
import dev.alarmkeeper.text.UntrustedText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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

  static FittingFindings of(List<Map<String, @Nullable Object>> all) {
    List<Map<String, @Nullable Object>> findings = new ArrayList<>();
    int left = MOST_BYTES;
    for (Map<String, @Nullable Object> finding : all) {
      Map<String, @Nullable Object> fitting = finding;
      int bytes = Json.utf8(fitting).length;
      if (bytes > left) {
        fitting = bare(finding);
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

  private static Map<String, @Nullable Object> bare(Map<String, @Nullable Object> finding) {
    Map<String, @Nullable Object> bare = new LinkedHashMap<>(finding);
    bare.put("differences", List.of());
    bare.remove("command");
    bare.replaceAll(
        (_, value) ->
            value instanceof String text ? UntrustedText.safe(text, UntrustedText.LONG) : value);
    bare.put("cut", true);
    return bare;
  }
}
