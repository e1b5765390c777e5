package dev.alarmkeeper.control;

import java.util.Map;
import java.util.Set;

/**
 * An event as CloudTrail would record it, and which patterns of its control must match it. Samples
 * prove that the service reads a deployed pattern as we do (TestMetricFilter).
 */
public final class Sample {
  private final String name;
  private final Set<Profile> matchedBy;
  private final TrailRecord trailRecord;

  Sample(String name, Set<Profile> matchedBy, TrailRecord trailRecord) {
    this.name = name;
    this.matchedBy = Set.copyOf(matchedBy);
    this.trailRecord = trailRecord;
  }

  /** What happens in the event, for people. */
  public String name() {
    return name;
  }

  /** Whether the pattern of the profile must match. */
  public boolean matches(Profile profile) {
    return matchedBy.contains(profile);
  }

  /** The event as a JSON parser would give it. Built anew by each call. */
  public Map<String, Object> event() {
    return trailRecord.fields();
  }

  /** The event as one line of JSON, as it stands in the log. */
  public String json() {
    return JsonText.of(event());
  }

  @Override
  public String toString() {
    return name;
  }
}
