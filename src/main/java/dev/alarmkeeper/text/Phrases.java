package dev.alarmkeeper.text;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How people are told times, durations and numbers. */
public final class Phrases {
  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private Phrases() {}

  public static String of(Instant at) {
    return SECOND.format(at);
  }

  /** To the second, without what is zero: {@code 2 d 5 min}. */
  public static String of(Duration time) {
    List<String> parts = new ArrayList<>();
    add(parts, time.toDays(), "d");
    add(parts, time.toHoursPart(), "h");
    add(parts, time.toMinutesPart(), "min");
    add(parts, time.toSecondsPart(), "s");
    return parts.isEmpty() ? "0 s" : String.join(" ", parts);
  }

  /** {@code 1 event}, {@code 2,000 events}. */
  public static String count(long number, String thing) {
    return String.format(Locale.ROOT, "%,d %s%s", number, thing, number == 1 ? "" : "s");
  }

  /** The word of a constant: {@code metric filter}. */
  public static String of(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static void add(List<String> parts, long number, String unit) {
    if (number != 0) {
      parts.add(number + " " + unit);
    }
  }
}
