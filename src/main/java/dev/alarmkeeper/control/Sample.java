package dev.alarmkeeper.control;

import dev.alarmkeeper.text.Json;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An event as CloudTrail would record it, and which patterns of its control must match it. Samples
 * prove that the service reads a deployed pattern as we do (TestMetricFilter).
 */
public final class Sample {
  private final String name;
  private final Set<Profile> matchedBy;
  private final Supplier<? extends Map<String, ? extends @Nullable Object>> event;

  Sample(
      String name,
      Set<Profile> matchedBy,
      Supplier<? extends Map<String, ? extends @Nullable Object>> event) {
    this.name = name;
    this.matchedBy = Set.copyOf(matchedBy);
    this.event = event;
  }

  /** What happens in the event, for people. */
  public String name() {
    return name;
  }

  /** Whether the pattern of the profile must match. */
  public boolean matches(Profile profile) {
    return matchedBy.contains(profile);
  }

  /** Whether no pattern must match. */
  boolean isQuiet() {
    return matchedBy.isEmpty();
  }

  /** The event as a JSON parser would give it. */
  public Map<String, ? extends @Nullable Object> event() {
    return event.get();
  }

  /** The event as one line of JSON, as it stands in the log. */
  public String json() {
    return Json.text(event());
  }

  @Override
  public String toString() {
    return name;
  }
}
