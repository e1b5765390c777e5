package dev.alarmkeeper.evidence;

import dev.alarmkeeper.evidence.Notices.Notice;
import java.time.Instant;
import java.util.List;

/** What people are told, in words. */
final class Messages {
  private Messages() {}

  static Notice of(Incident incident, Announcement what, Instant now) {
    return new Notice(
        "alarmkeeper " + ReportJson.lower(what), Json.text(IncidentJson.of(incident, now)));
  }

  static Notice missed(Incident incident, Search search, List<MissedEvent> events) {
    return new Notice(
        "alarmkeeper missed root activity", incident.id() + " " + search + " " + events);
  }
}
