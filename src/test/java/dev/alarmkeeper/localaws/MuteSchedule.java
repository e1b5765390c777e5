package dev.alarmkeeper.localaws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.regex.Pattern;

/**
 * When a mute rule mutes. The hours of a recurring rule are not worked out: one for every minute
 * counts as active, every other one as scheduled.
 */
final class MuteSchedule {
  private static final Pattern AT =
      Pattern.compile("at\\(\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d)?\\)");
  private static final Pattern CRON = Pattern.compile("cron\\(\\S+( \\S+){4}\\)");
  private static final String EVERY_MINUTE = "cron(* * * * *)";
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

  static String status(ObjectNode rule) {
    Instant now = Instant.now();
    if (Tree.time(rule.path("ExpireDate"), Instant.MAX).isBefore(now)) {
      return "EXPIRED";
    }
    if (Tree.time(rule.path("StartDate"), Instant.MIN).isAfter(now)) {
      return "SCHEDULED";
    }
    JsonNode schedule = rule.path("Rule").path("Schedule");
    if (!isOnce(rule)) {
      return schedule.path("Expression").asText().equals(EVERY_MINUTE) ? "ACTIVE" : "SCHEDULED";
    }
    Instant start = start(schedule);
    Instant end = start.plus(Duration.parse(schedule.path("Duration").asText()));
    return now.isBefore(start) ? "SCHEDULED" : now.isBefore(end) ? "ACTIVE" : "EXPIRED";
  }

  private static boolean isOnce(ObjectNode rule) {
    return AT.matcher(rule.at("/Rule/Schedule/Expression").asText()).matches();
  }

  private static Instant start(JsonNode schedule) {
    String expression = schedule.path("Expression").asText();
    String local = expression.substring("at(".length(), expression.length() - 1);
    return LocalDateTime.parse(local)
        .atZone(ZoneId.of(schedule.path("Timezone").asText("UTC")))
        .toInstant();
  }
}
