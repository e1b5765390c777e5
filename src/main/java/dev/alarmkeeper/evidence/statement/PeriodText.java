package dev.alarmkeeper.evidence.statement;

import dev.alarmkeeper.evidence.incident.Window;
import dev.alarmkeeper.text.UntrustedText;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** A period as people write it. */
public final class PeriodText {
  /** The longest period: longer than anything is kept. */
  public static final Duration LONGEST = Duration.ofDays(3_660);

  private PeriodText() {}

  /**
   * Reads an instant; a date alone is its beginning in UTC.
   *
   * @throws IllegalArgumentException if the text is neither, saying what is wanted
   */
  public static Instant instant(String text) {
    try {
      return text.contains("T")
          ? Instant.parse(text)
          : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
    } catch (DateTimeException _) {
      throw new IllegalArgumentException(
          "got \"%s\", want a date such as 2026-01-01, or a time such as 2026-01-01T00:00:00Z"
              .formatted(UntrustedText.of(text)));
    }
  }

  /**
   * The time from one instant to another.
   *
   * @throws IllegalArgumentException if the other is not later, or more than ten years later
   */
  public static Window period(Instant from, Instant to) {
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException("from %s is not before to %s".formatted(from, to));
    }
    if (Duration.between(from, to).compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("the period is longer than ten years");
    }
    return new Window(from, to);
  }
}
