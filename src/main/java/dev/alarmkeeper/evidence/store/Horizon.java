package dev.alarmkeeper.evidence.store;

import dev.alarmkeeper.text.JsonException;
import dev.alarmkeeper.text.JsonFields;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * From when on the store is complete. It only moves forward: what has expired does not come back
 * when the retention is raised, and what was written before the raise still expires as it was told
 * to.
 *
 * @param from the store has everything that ended later
 * @param retention how long what ends now is kept
 * @param shorter the retentions before, as long as something may still expire by them
 */
public record Horizon(Instant from, Duration retention, List<Shorter> shorter) {
  /**
   * A retention that was raised.
   *
   * @param until when it was raised: what was written before expires by it
   * @param retention how long that is kept
   */
  public record Shorter(Instant until, Duration retention) {}

  /** Copies the list. */
  public Horizon {
    shorter = List.copyOf(shorter);
  }

  /** Of a store in which nothing was kept before. */
  public static Horizon begun(Instant now, Duration retention) {
    return new Horizon(now, retention, List.of());
  }

  /** The horizon at a later instant, under the retention of then. */
  public Horizon at(Instant now, Duration current) {
    List<Shorter> all = new ArrayList<>(shorter);
    if (current.compareTo(retention) > 0) {
      all.add(new Shorter(now, retention));
    }
    Instant next = later(from, now.minus(current));
    for (Shorter it : all) {
      Instant expired = now.minus(it.retention());
      next = later(next, expired.isBefore(it.until()) ? expired : it.until());
    }
    all.removeIf(it -> !now.minus(it.retention()).isBefore(it.until()));
    return new Horizon(next, current, all);
  }

  /** As the store keeps it. */
  Map<String, @Nullable Object> json() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("from", from);
    json.put("retention_seconds", retention.toSeconds());
    json.put(
        "shorter",
        shorter.stream()
            .map(it -> Map.of("until", it.until(), "retention_seconds", it.retention().toSeconds()))
            .toList());
    return json;
  }

  /**
   * Reads it back.
   *
   * @throws JsonException if a field is missing or of another kind
   */
  static Horizon read(JsonFields json) {
    return new Horizon(
        json.requiredInstant("from"),
        retention(json),
        json.objects("shorter").stream()
            .map(it -> new Shorter(it.requiredInstant("until"), retention(it)))
            .toList());
  }

  private static Duration retention(JsonFields json) {
    if (json.json().get("retention_seconds") instanceof BigDecimal seconds
        && seconds.signum() > 0
        && seconds.compareTo(BigDecimal.valueOf(Duration.ofDays(36_500).toSeconds())) < 0) {
      return Duration.ofSeconds(seconds.longValue());
    }
    throw new JsonException("field retention_seconds: want seconds of up to 100 years");
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
