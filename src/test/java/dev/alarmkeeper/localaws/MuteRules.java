package dev.alarmkeeper.localaws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Alarm mute rules. They silence alarms that otherwise look as they should. */
final class MuteRules {
  private static final String TABLE = "mute rules";
  private static final int LARGEST_PAGE = 100;

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
  static boolean mutes(Place place, Store store, String alarm) {
    Instant now = store.now();
    return place.table(store, TABLE).values().stream()
        .filter(rule -> MuteSchedule.status(rule, now).equals("ACTIVE"))
        .map(rule -> rule.path("MuteTargets").path("AlarmNames"))
        .anyMatch(targets -> targets.isEmpty() || PutAlarms.names(targets, alarm));
  }

  private static void put(Call call) {
    Input input = call.input();
    String name = input.required("Name");
    input.checkLength("Name", name, 1, 255);
    Input schedule = input.in(input.in(input.node("Rule")).node("Schedule"));
    MuteSchedule.check(schedule);
    for (String alarm : input.in(input.node("MuteTargets")).texts("AlarmNames", 0, 100)) {
      if (AlarmKind.find(call, alarm).isEmpty()) {
        throw input.codes().invalid("The alarm " + alarm + " does not exist");
      }
    }
    ObjectNode rule = input.only("Name", "Description", "Rule", "MuteTargets");
    input.time("StartDate").ifPresent(time -> rule.set("StartDate", Tree.time(time)));
    input.time("ExpireDate").ifPresent(time -> rule.set("ExpireDate", Tree.time(time)));
    rule.put("AlarmMuteRuleArn", call.arn("cloudwatch", "alarm-mute-rule:" + name));
    rule.set("LastUpdatedTimestamp", Tree.time(call.store().now()));
    call.table(TABLE).put(name, rule);
  }

  private static ObjectNode get(Call call) {
    ObjectNode rule = call.table(TABLE).get(call.input().required("AlarmMuteRuleName"));
    if (rule == null) {
      throw new AwsError(404, "ResourceNotFoundException", "The mute rule does not exist");
    }
    return rule.deepCopy()
        .put("Status", MuteSchedule.status(rule, call.store().now()))
        .put("MuteType", MuteSchedule.type(rule));
  }

  private static ObjectNode list(Call call) {
    Input input = call.input();
    Instant now = call.store().now();
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
              if (targeted
                  && (statuses.isEmpty() || statuses.contains(MuteSchedule.status(rule, now)))) {
                found.put(name, summary(rule, now));
              }
            });
    int size = input.number("MaxRecords", LARGEST_PAGE, 1, LARGEST_PAGE);
    return Page.of(found, input, "NextToken", size).answer("AlarmMuteRuleSummaries", "NextToken");
  }

  /** A summary has neither the name nor the targets: they take one GetAlarmMuteRule each. */
  private static ObjectNode summary(ObjectNode rule, Instant now) {
    return rule.deepCopy()
        .retain("AlarmMuteRuleArn", "ExpireDate", "LastUpdatedTimestamp")
        .put("Status", MuteSchedule.status(rule, now))
        .put("MuteType", MuteSchedule.type(rule));
  }
}
