package dev.alarmkeeper.evidence.notify;

import dev.alarmkeeper.evidence.incident.SearchProgress;
import dev.alarmkeeper.evidence.incident.Window;
import dev.alarmkeeper.evidence.report.ReportJson;
import dev.alarmkeeper.text.Phrases;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a search for missed root events has looked at, so that nobody takes it for more.
 *
 * @param gap from when to when
 * @param source what was searched
 * @param places the log groups, or the Regions, that were looked at so far
 * @param notCovered what this search does not see, in words
 * @param complete whether the search has come to its end; otherwise it goes on, and more may follow
 * @param again whether another search follows, for what CloudTrail delivers late
 */
public record SearchCoverage(
    Window gap,
    SearchProgress.Source source,
    List<String> places,
    List<String> notCovered,
    boolean complete,
    boolean again) {
  /** Source: CloudTrail User Guide, "Working with CloudTrail event history". */
  private static final Duration REMEMBERED = Duration.ofDays(90);

  /** Copies the lists. */
  public SearchCoverage {
    places = List.copyOf(places);
    notCovered = List.copyOf(notCovered);
  }

  public static SearchCoverage ofLogGroups(
      SearchProgress search, List<String> groups, boolean complete) {
    return of(
        search, groups, List.of("what CloudTrail did not deliver to the log group"), complete);
  }

  /**
   * Of CloudTrail's own history.
   *
   * @param masked whether it is searched because the log group may hide what is searched for
   */
  public static SearchCoverage ofHistory(
      SearchProgress search, List<String> regions, boolean masked, boolean complete, Instant now) {
    List<String> notCovered =
        new ArrayList<>(List.of("other Regions", "data events, which the history does not keep"));
    if (masked) {
      notCovered.add("the log group, whose data protection policy may mask what is searched for");
    }
    Instant oldest = now.minus(REMEMBERED);
    if (search.gap().from().isBefore(oldest)) {
      notCovered.add("what happened before " + Phrases.of(oldest) + ": the history keeps 90 days");
    }
    return of(search, regions, notCovered, complete);
  }

  private static SearchCoverage of(
      SearchProgress search, List<String> places, List<String> notCovered, boolean complete) {
    return new SearchCoverage(
        search.gap(),
        search.source(),
        places,
        notCovered,
        complete,
        !search.last() && !search.overflow());
  }

  Map<String, @Nullable Object> json() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("from", gap.from());
    json.put("to", gap.to());
    json.put("source", ReportJson.lower(source));
    json.put("places", places);
    json.put("not_covered", notCovered);
    json.put("complete", complete);
    json.put("again", again);
    return json;
  }

  /** For people, a line each. */
  List<String> lines() {
    String where =
        switch (source) {
          case LOG_GROUP -> "log group " + String.join(", ", places);
          case EVENT_HISTORY -> "CloudTrail's event history of " + String.join(", ", places);
        };
    List<String> lines = new ArrayList<>();
    lines.add((complete ? "Searched: " : "Searched so far: ") + where);
    lines.add("  from " + Phrases.of(gap.from()));
    lines.add("  to " + Phrases.of(gap.to()));
    notCovered.forEach(it -> lines.add("  not: " + it));
    if (!complete) {
      lines.add("The search goes on: more may follow.");
    }
    lines.add(
        again
            ? "Another search follows, for what CloudTrail delivers late."
            : "No other search of this time follows.");
    return lines;
  }
}
