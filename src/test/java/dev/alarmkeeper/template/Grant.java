package dev.alarmkeeper.template;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alarmkeeper.aws.Permission;
import java.util.List;
import java.util.Map;

/** One action on one resource under one condition, as the template grants it or the table asks. */
record Grant(String action, String resource, JsonNode condition) {
  static final String TOPIC = "arn:aws:sns:us-east-1:111122223333:alarmkeeper-alarms";

  private static final Map<String, String> DEFAULTS =
      Map.of(
          "{partition}",
          "aws",
          "{region}",
          Stack.REGION,
          "{account}",
          Stack.ACCOUNT,
          "{log_group}",
          "*",
          "{trail}",
          "*",
          "{alarm}",
          "*_alarm",
          "{topic_arn}",
          TOPIC,
          "{alarm_actions}",
          TOPIC);

  /** What only the deployed stack knows. */
  private static final Map<String, String> ATTRIBUTES =
      Map.of(
          "{config_rule_arn}", "ConfigRule.Arn",
          "{evidence_table_arn}", "EvidenceTable.Arn",
          "{operations_topic_arn}", "alarmkeeper-OperationsTopic-EXAMPLE",
          "{function_logs_arn}", "FunctionLogs.Arn",
          "{failed_runs_arn}", "FailedRuns.Arn");

  static Grant of(String action, JsonNode statement) {
    JsonNode condition = statement.path("Condition");
    return new Grant(
        action,
        statement.path("Resource").asText(),
        condition.isMissingNode() ? Template.JSON.createObjectNode() : condition);
  }

  static Grant of(Permission permission, Map<String, String> names) {
    return new Grant(
        permission.action(),
        fill(permission.resource().form(), names),
        Waking.json(fill(permission.condition().form(), names)));
  }

  private static String fill(String form, Map<String, String> names) {
    String filled = form;
    for (Map<String, String> values : List.of(names, ATTRIBUTES, DEFAULTS)) {
      for (var value : values.entrySet()) {
        filled = filled.replace(value.getKey(), value.getValue());
      }
    }
    // A log group found at run time: "log-group:*", which is also what a name and ":*" match.
    return filled.replace("log-group:*:*", "log-group:*");
  }
}
