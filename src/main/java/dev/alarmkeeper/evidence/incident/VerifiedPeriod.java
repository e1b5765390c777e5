package dev.alarmkeeper.evidence.incident;

import dev.alarmkeeper.text.JsonException;
import dev.alarmkeeper.text.JsonFields;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A time in which every look verified every link of these controls, one look soon after the other.
 *
 * @param window from the first look to the last
 * @param controls the ids of the controls that were looked at
 */
public record VerifiedPeriod(Window window, List<String> controls) {
  /** Copies the list. */
  public VerifiedPeriod {
    controls = List.copyOf(controls);
  }

  public static VerifiedPeriod begun(Instant now, List<String> controls) {
    return new VerifiedPeriod(new Window(now, now), controls);
  }

  /** Whether a look at an instant goes on with this watch: not after too long a silence. */
  public boolean isContinuedBy(Instant now, List<String> looked, Duration silence) {
    return controls.equals(looked) && !now.isAfter(window.to().plus(silence));
  }

  /** The same, up to a later look. */
  public VerifiedPeriod until(Instant now) {
    return now.isBefore(window.to())
        ? this
        : new VerifiedPeriod(new Window(window.from(), now), controls);
  }

  public Map<String, @Nullable Object> json() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("from", window.from());
    json.put("to", window.to());
    json.put("controls", controls);
    return json;
  }

  /**
   * Reads a watch back.
   *
   * @throws JsonException if a field is missing or of another kind
   */
  public static VerifiedPeriod read(JsonFields json) {
    return new VerifiedPeriod(
        new Window(instant(json, "from"), instant(json, "to")), json.texts("controls"));
  }

  private static Instant instant(JsonFields json, String name) {
    return json.instant(name)
        .orElseThrow(() -> new JsonException("field " + name + ": want an instant"));
  }
}
