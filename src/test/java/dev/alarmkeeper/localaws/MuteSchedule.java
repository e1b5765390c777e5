package dev.alarmkeeper.localaws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * When a mute rule mutes: once, or again and again, for so long from each start. <a
 * href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_Schedule.html">
 * Schedule</a>.
 */
final class MuteSchedule {
  private static final Pattern AT =
      Pattern.compile("at\\(\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d)?\\)");
  private static final String FIELD = "[0-9A-Za-z*,-]+";
  private static final Pattern CRON = Pattern.compile("cron\\(" + FIELD + "( " + FIELD + "){4}\\)");
  private static final List<String> MONTHS =
      List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");
  private static final List<String> DAYS = List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");
  private static final Duration SHORTEST = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofDays(15);

  private MuteSchedule() {}

  static void check(Input schedule) {
    String expression = schedule.required("Expression");
    if (!AT.matcher(expression).matches() && !CRON.matcher(expression).matches()) {
      throw schedule.invalid(
          "Expression", expression, "Must be at(...) or cron(...) of five fields");
    }
    String text = schedule.required("Duration");
    try {
      Duration duration = Duration.parse(text);
      if (duration.compareTo(SHORTEST) < 0 || duration.compareTo(LONGEST) > 0) {
        throw schedule.invalid("Duration", text, "Must be between PT1M and P15D");
      }
    } catch (DateTimeException e) {
      throw schedule.invalid("Duration", text, "Must be an ISO 8601 duration");
    }
  }

  static String type(ObjectNode rule) {
    return isOnce(rule) ? "ONE_TIME" : "RECURRING";
  }

  static String status(ObjectNode rule, Instant now) {
    if (Tree.time(rule.path("ExpireDate"), Instant.MAX).isBefore(now)) {
      return "EXPIRED";
    }
    if (Tree.time(rule.path("StartDate"), Instant.MIN).isAfter(now)) {
      return "SCHEDULED";
    }
    JsonNode schedule = rule.path("Rule").path("Schedule");
    Duration duration = Duration.parse(schedule.path("Duration").asText());
    ZoneId zone = ZoneId.of(schedule.path("Timezone").asText("UTC"));
    String expression = schedule.path("Expression").asText();
    if (!isOnce(rule)) {
      return hasStartedWithin(duration, expression, now.atZone(zone)) ? "ACTIVE" : "SCHEDULED";
    }
    Instant start =
        LocalDateTime.parse(expression.substring("at(".length(), expression.length() - 1))
            .atZone(zone)
            .toInstant();
    Instant end = start.plus(duration);
    return now.isBefore(start) ? "SCHEDULED" : now.isBefore(end) ? "ACTIVE" : "EXPIRED";
  }

  private static boolean isOnce(ObjectNode rule) {
    return AT.matcher(rule.at("/Rule/Schedule/Expression").asText()).matches();
  }

  /** Whether the rule started at one of the minutes that are less than its duration ago. */
  private static boolean hasStartedWithin(Duration duration, String cron, ZonedDateTime now) {
    String[] fields = cron.substring("cron(".length(), cron.length() - 1).split(" ", -1);
    ZonedDateTime minute = now.truncatedTo(ChronoUnit.MINUTES);
    for (long ago = 0; ago < duration.toMinutes(); ago++) {
      ZonedDateTime start = minute.minusMinutes(ago);
      if (names(fields[0], start.getMinute(), List.of())
          && names(fields[1], start.getHour(), List.of())
          && names(fields[2], start.getDayOfMonth(), List.of())
          && names(fields[3], start.getMonthValue(), MONTHS)
          && names(fields[4], start.getDayOfWeek().getValue() % 7, DAYS)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a field of a cron expression, such as {@code 1,3-5} or {@code MON-FRI}, names it. */
  private static boolean names(String field, int value, List<String> words) {
    for (String part : field.split(",", -1)) {
      String[] ends = part.split("-", 2);
      if (part.equals("*")
          || (number(ends[0], words) <= value && value <= number(ends[ends.length - 1], words))) {
        return true;
      }
    }
    return false;
  }

  private static int number(String text, List<String> words) {
    int word = words.indexOf(text.toUpperCase(Locale.ROOT));
    if (word >= 0) {
      return words.equals(MONTHS) ? word + 1 : word;
    }
    return Integer.parseInt(text);
  }
}
