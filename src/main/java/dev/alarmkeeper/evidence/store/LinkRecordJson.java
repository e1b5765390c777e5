package dev.alarmkeeper.evidence.store;

import static dev.alarmkeeper.evidence.report.ReportJson.lower;
import static dev.alarmkeeper.evidence.report.ReportJson.put;

import dev.alarmkeeper.evidence.incident.Announcement;
import dev.alarmkeeper.evidence.incident.LinkRecord;
import dev.alarmkeeper.evidence.incident.SearchProgress;
import dev.alarmkeeper.evidence.incident.Window;
import dev.alarmkeeper.evidence.report.ReportJson;
import dev.alarmkeeper.text.JsonException;
import dev.alarmkeeper.text.JsonFields;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is remembered of a drift, as the ledger keeps it: the incident, and the rest beside it. */
public final class LinkRecordJson {
  private LinkRecordJson() {}

  public static Map<String, @Nullable Object> of(LinkRecord drift, Instant now) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("incident", IncidentJson.of(drift.incident(), now));
    json.put("repairs", drift.repairs());
    json.put("fighting", drift.fighting());
    json.put("told", announcements(drift.told()));
    json.put("published", announcements(drift.published()));
    json.put("told_calls", drift.toldCalls().stream().sorted().toList());
    json.put("reminded", drift.reminded());
    drift.search().ifPresent(it -> json.put("search", of(it)));
    drift
        .claim()
        .ifPresent(
            it -> {
              json.put("claimed", it.until());
              json.put("claimed_by", it.run());
            });
    return json;
  }

  /**
   * Reads it back.
   *
   * @throws JsonException if a field is missing or of another kind
   */
  public static LinkRecord read(JsonFields json) {
    return new LinkRecord(
        IncidentJson.read(json.object("incident")),
        instants(json.texts("repairs")),
        Boolean.TRUE.equals(json.json().get("fighting")),
        announcements(json.texts("told")),
        announcements(json.texts("published")),
        json.has("told_calls")
            ? Set.copyOf(json.texts("told_calls"))
            : IncidentJson.read(json.object("incident")).candidateIds(),
        json.has("reminded") ? json.requiredNumber("reminded") : 0,
        json.has("search") ? Optional.of(search(json.object("search"))) : Optional.empty(),
        json.instant("claimed")
            .map(it -> new LinkRecord.Claim(json.text("claimed_by").orElse(""), it)));
  }

  /** What is none of our years is left out: a fight is a matter of the last hour. */
  private static List<Instant> instants(List<String> texts) {
    return texts.stream()
        .flatMap(it -> new JsonFields(Map.of("at", it)).instant("at").stream())
        .toList();
  }

  private static List<String> announcements(Set<Announcement> all) {
    return all.stream().sorted().map(ReportJson::lower).toList();
  }

  private static Set<Announcement> announcements(List<String> names) {
    return names.stream()
        .map(it -> Announcement.valueOf(it.toUpperCase(Locale.ROOT)))
        .collect(Collectors.toSet());
  }

  static Map<String, @Nullable Object> of(SearchProgress search) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("gaps", search.gaps().stream().map(LinkRecordJson::of).toList());
    json.put("source", lower(search.source()));
    json.put("step", search.step());
    put(json, "token", search.token());
    json.put("announced", search.announced());
    json.put("overflow", search.overflow());
    json.put("last", search.last());
    json.put("done", search.done());
    return json;
  }

  private static Map<String, @Nullable Object> of(Window gap) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("from", gap.from());
    json.put("to", gap.to());
    return json;
  }

  private static Window window(JsonFields json) {
    return new Window(json.requiredInstant("from"), json.requiredInstant("to"));
  }

  private static SearchProgress search(JsonFields json) {
    List<String> announced = json.texts("announced");
    List<Window> gaps = json.objects("gaps").stream().map(LinkRecordJson::window).toList();
    if (gaps.isEmpty()) {
      throw new JsonException("a search has no gaps");
    }
    return new SearchProgress(
        gaps,
        json.requiredOneOf(SearchProgress.Source.class, "source"),
        Math.clamp(json.requiredNumber("step"), 0, 1),
        json.text("token"),
        announced,
        Boolean.TRUE.equals(json.json().get("overflow")),
        Boolean.TRUE.equals(json.json().get("last")),
        Boolean.TRUE.equals(json.json().get("done")));
  }
}
