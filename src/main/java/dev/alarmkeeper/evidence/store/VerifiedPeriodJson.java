package dev.alarmkeeper.evidence.store;

import dev.alarmkeeper.evidence.incident.VerifiedPeriod;
import dev.alarmkeeper.evidence.incident.Window;
import dev.alarmkeeper.text.JsonException;
import dev.alarmkeeper.text.JsonFields;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A verified period as the store keeps it. */
public final class VerifiedPeriodJson {
  private VerifiedPeriodJson() {}

  /** The period as a JSON object. */
  public static Map<String, @Nullable Object> of(VerifiedPeriod period) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("from", period.window().from());
    json.put("to", period.window().to());
    json.put("controls", period.controls());
    return json;
  }

  /**
   * Reads a period back.
   *
   * @throws JsonException if a field is missing or of another kind
   */
  public static VerifiedPeriod read(JsonFields json) {
    return new VerifiedPeriod(
        new Window(json.requiredInstant("from"), json.requiredInstant("to")),
        json.texts("controls"));
  }
}
