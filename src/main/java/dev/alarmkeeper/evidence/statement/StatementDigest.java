package dev.alarmkeeper.evidence.statement;

import static dev.alarmkeeper.evidence.report.ReportJson.lower;

import dev.alarmkeeper.evidence.drill.DrillReport;
import dev.alarmkeeper.evidence.incident.Incident;
import dev.alarmkeeper.evidence.store.IncidentJson;
import dev.alarmkeeper.text.Json;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A fingerprint of what a statement says, without what only says when it was made. */
final class StatementDigest {
  private StatementDigest() {}

  static String of(Statement statement) {
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    facts.put("account", statement.account().id());
    facts.put("region", statement.account().region());
    facts.put("from", statement.period().from());
    facts.put("to", statement.period().to());
    facts.put("controls", statement.lines().stream().map(StatementJson::line).toList());
    facts.put("timelines", statement.timelines().stream().map(StatementDigest::timeline).toList());
    facts.put("incidents", statement.incidents().stream().map(StatementDigest::incident).toList());
    facts.put("unread", statement.unread());
    if (!statement.drills().isEmpty()) {
      facts.put("drills", statement.drills().stream().map(DrillReport::of).toList());
    }
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(Json.utf8(facts)));
    } catch (NoSuchAlgorithmException impossible) {
      // Source: java.security.MessageDigest, "Every implementation of the Java platform".
      throw new IllegalStateException(impossible);
    }
  }

  private static List<List<String>> timeline(Timeline timeline) {
    return timeline.spans().stream()
        .map(it -> List.of(lower(it.state()), it.window().from().toString()))
        .toList();
  }

  /** An open incident's exposure grows while nothing happens. */
  private static Map<String, @Nullable Object> incident(Incident incident) {
    Map<String, @Nullable Object> json = IncidentJson.of(incident, Instant.EPOCH);
    json.remove("exposure_seconds");
    return json;
  }
}
