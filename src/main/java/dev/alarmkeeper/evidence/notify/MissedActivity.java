package dev.alarmkeeper.evidence.notify;

import dev.alarmkeeper.chain.Account;
import dev.alarmkeeper.evidence.incident.Incident;
import dev.alarmkeeper.evidence.incident.SearchProgress;
import dev.alarmkeeper.evidence.store.IncidentJson;
import dev.alarmkeeper.text.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Events that no alarm announced, as many as go into one message. SNS takes 256 KB and EventBridge
 * takes 256 KB; a message for people has each event twice.
 *
 * @param incident the gap into which they fell
 * @param coverage what was searched
 * @param events some of those that a page of the search had
 * @param part which message of {@code parts} about the page this is, from 1
 */
record MissedActivity(
    Incident incident, SearchCoverage coverage, List<MissedEvent> events, int part, int parts) {
  private static final int MOST_EVENTS = 100;
  private static final int MOST_BYTES = 100_000;

  /** Copies the list. */
  MissedActivity {
    events = List.copyOf(events);
  }

  /** As many messages as the events need; none for none. */
  static List<MissedActivity> of(
      Incident incident, SearchCoverage coverage, List<MissedEvent> events) {
    List<List<MissedEvent>> groups = new ArrayList<>();
    int bytes = 0;
    for (MissedEvent event : events) {
      int more = Json.utf8(event.json()).length;
      bytes += more;
      if (groups.isEmpty() || groups.getLast().size() == MOST_EVENTS || bytes > MOST_BYTES) {
        groups.add(new ArrayList<>());
        bytes = more;
      }
      groups.getLast().add(event);
    }
    List<MissedActivity> parts = new ArrayList<>();
    for (List<MissedEvent> group : groups) {
      parts.add(new MissedActivity(incident, coverage, group, parts.size() + 1, groups.size()));
    }
    return parts;
  }

  /** As {@code docs/schemas/missed-root-activity.json} describes it. */
  Map<String, @Nullable Object> json() {
    Account account = incident.account();
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("schema", IncidentJson.SCHEMA);
    json.put("incident", incident.id());
    json.put("account", account.id());
    json.put("region", account.region());
    json.put("control", SearchProgress.ROOT_USAGE);
    json.put("part", part);
    json.put("parts", parts);
    json.put("search", coverage.json());
    json.put("events", events.stream().map(MissedEvent::json).toList());
    return json;
  }
}
