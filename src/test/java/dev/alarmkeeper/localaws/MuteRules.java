package dev.alarmkeeper.localaws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Alarm mute rules. The hours of a recurring rule are not worked out: one for every minute counts
 * as active, every other one as scheduled.
 */
final class MuteRules {
  private static final String TABLE = "mute rules";
  private static final int LARGEST_PAGE = 100;
  private static final Pattern AT =
      Pattern.compile("at\\(\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d)?\\)");
  private static final Pattern CRON = Pattern.compile("cron\\(\\S+( \\S+){4}\\)");
  private static final String EVERY_MINUTE = "cron(* * * * *)";
  private static final Duration SHORTEST = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofDays(15);

  private MuteRules() {}

  static Map<String, Operation> operations() {
    return Map.of(
        "PutAlarmMuteRule", Operation.command(MuteRules::put),
        "GetAlarmMuteRule", Operation.read(MuteRules::get),
        "ListAlarmMuteRules", Operation.read(MuteRules::list),
        "DeleteAlarmMuteRule",
            Operation.command(
                call -> call.table(TABLE).remove(call.input().required("AlarmMuteRuleName"))));
  }

  /** Whether a rule mutes this alarm now; a rule without targets mutes all. */
  static boolean mutes(Call call, String alarm) {
    return call.table(TABLE).values().stream()
        .filter(rule -> status(rule).equals("ACTIVE"))
        .map(rule -> rule.path("MuteTargets").path("AlarmNames"))
        .anyMatch(targets -> targets.isEmpty() || PutAlarms.names(targets, alarm));
  }

  private static void put(Call call) {
    Input input = call.input();
    String name = input.required("Name");
    input.checkLength("Name", name, 1, 255);
    Input schedule = input.in(input.in(input.node("Rule")).node("Schedule"));
    String expression = schedule.required("Expression");
    if (!AT.matcher(expression).matches() && !CRON.matcher(expression).matches()) {
      throw input.invalid("Expression", expression, "Must be at(...) or cron(...) of five fields");
    }
    checkDuration(schedule, schedule.required("Duration"));
    for (String alarm : input.in(input.node("MuteTargets")).texts("AlarmNames", 0, 100)) {
      if (AlarmKind.find(call, alarm).isEmpty()) {
        throw input.codes().invalid("The alarm " + alarm + " does not exist");
      }
    }
    ObjectNode rule = input.only("Name", "Description", "Rule", "MuteTargets");
    input.time("StartDate").ifPresent(time -> rule.set("StartDate", Tree.time(time)));
    input.time("ExpireDate").ifPresent(time -> rule.set("ExpireDate", Tree.time(time)));
    rule.put("AlarmMuteRuleArn", call.arn("cloudwatch", "alarm-mute-rule:" + name));
    rule.set("LastUpdatedTimestamp", Tree.time(Instant.now()));
    call.table(TABLE).put(name, rule);
  }

  private static void checkDuration(Input schedule, String text) {
    try {
      Duration duration = Duration.parse(text);
      if (duration.compareTo(SHORTEST) < 0 || duration.compareTo(LONGEST) > 0) {
        throw schedule.invalid("Duration", text, "Must be between PT1M and P15D");
      }
    } catch (DateTimeException e) {
      throw schedule.invalid("Duration", text, "Must be an ISO 8601 duration");
    }
  }

  private static ObjectNode get(Call call) {
    ObjectNode rule = call.table(TABLE).get(call.input().required("AlarmMuteRuleName"));
    if (rule == null) {
      throw new AwsError(404, "ResourceNotFoundException", "The mute rule does not exist");
    }
    return rule.deepCopy().put("Status", status(rule)).put("MuteType", muteType(rule));
  }

  private static ObjectNode list(Call call) {
    Input input = call.input();
    List<String> statuses = input.texts("Statuses", 0, 3);
    NavigableMap<String, ObjectNode> found = new TreeMap<>();
    call.table(TABLE)
        .forEach(
            (name, rule) -> {
              JsonNode targets = rule.path("MuteTargets").path("AlarmNames");
              boolean targeted =
                  input
                      .text("AlarmName")
                      .map(alarm -> PutAlarms.names(targets, alarm))
                      .orElse(true);
              if (targeted && (statuses.isEmpty() || statuses.contains(status(rule)))) {
                found.put(name, summary(rule));
              }
            });
    int size = input.number("MaxRecords", LARGEST_PAGE, 1, LARGEST_PAGE);
    return Page.of(found, input, "NextToken", size).answer("AlarmMuteRuleSummaries", "NextToken");
  }

  /** A summary has neither the name nor the targets: they take one GetAlarmMuteRule each. */
  private static ObjectNode summary(ObjectNode rule) {
    return rule.deepCopy()
        .retain("AlarmMuteRuleArn", "ExpireDate", "LastUpdatedTimestamp")
        .put("Status", status(rule))
        .put("MuteType", muteType(rule));
  }

  private static String muteType(ObjectNode rule) {
    return isOnce(rule) ? "ONE_TIME" : "RECURRING";
  }

  private static boolean isOnce(ObjectNode rule) {
    return AT.matcher(rule.at("/Rule/Schedule/Expression").asText()).matches();
  }

  private static String status(ObjectNode rule) {
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

  private static Instant start(JsonNode schedule) {
    String expression = schedule.path("Expression").asText();
    String local = expression.substring("at(".length(), expression.length() - 1);
    return LocalDateTime.parse(local)
        .atZone(ZoneId.of(schedule.path("Timezone").asText("UTC")))
        .toInstant();
  }
}
