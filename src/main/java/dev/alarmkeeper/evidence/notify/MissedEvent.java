package dev.alarmkeeper.evidence.notify;

import dev.alarmkeeper.evidence.report.ReportJson;
import dev.alarmkeeper.reconcile.ApiCall;
import dev.alarmkeeper.text.UntrustedText;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event that should have raised an alarm and did not.
 *
 * @param id CloudTrail's id of it
 * @param call what was done, by whom, when
 */
public record MissedEvent(UntrustedText id, ApiCall call) {
  /** As reports show it. */
  public Map<String, @Nullable Object> json() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("event_id", id);
    ReportJson.put(json, "time", call.time());
    ReportJson.put(json, "action", call.name());
    ReportJson.put(json, "region", call.region());
    ReportJson.put(json, "error", call.error());
    json.putAll(ReportJson.actor(call.actor()));
    return json;
  }
}
