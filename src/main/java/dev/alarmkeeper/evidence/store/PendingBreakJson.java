package dev.alarmkeeper.evidence.store;

import static dev.alarmkeeper.evidence.report.ReportJson.lower;

import dev.alarmkeeper.chain.Link;
import dev.alarmkeeper.evidence.incident.LinkId;
import dev.alarmkeeper.evidence.incident.PendingBreak;
import dev.alarmkeeper.text.JsonException;
import dev.alarmkeeper.text.JsonFields;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A break that CloudTrail's history has still to confirm, as the store keeps it. */
final class PendingBreakJson {
  private PendingBreakJson() {}

  static Map<String, @Nullable Object> of(PendingBreak pending) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("event_id", pending.eventId());
    json.put("region", pending.region());
    json.put("link", lower(pending.link().link()));
    json.put("name", pending.link().name());
    json.put("controls", pending.controls().stream().map(IncidentJson::control).toList());
    json.put("verified_before", pending.verified());
    json.put("look", pending.look());
    return json;
  }

  /**
   * Reads it back.
   *
   * @throws JsonException if a field is missing or of another kind
   */
  static PendingBreak read(JsonFields json) {
    return new PendingBreak(
        json.requiredText("event_id"),
        json.requiredText("region"),
        new LinkId(json.requiredOneOf(Link.class, "link"), json.requiredText("name")),
        json.objects("controls").stream().map(IncidentJson::control).toList(),
        json.requiredInstant("verified_before"),
        json.requiredInstant("look"));
  }
}
