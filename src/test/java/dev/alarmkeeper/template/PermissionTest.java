package dev.alarmkeeper.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alarmkeeper.aws.Permission;
import dev.alarmkeeper.aws.Permission.When;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The template grants the table of permissions: every row, as scoped, and nothing else. */
class PermissionTest {
  private static final String TOPIC = "arn:aws:sns:us-east-1:111122223333:alarmkeeper-alarms";

  static Stream<Arguments> deployments() {
    return Stream.of(
        Arguments.of(Map.of(), Set.of(When.ALWAYS, When.REPAIRING, When.BY_LAMBDA), Map.of()),
        Arguments.of(
            Map.of("Mode", "observe", "LogGroupKmsKeyId", "arn:key"),
            Set.of(When.ALWAYS, When.BY_LAMBDA),
            Map.of()),
        Arguments.of(
            Map.of("Mode", "observe", "ConfigRuleName", "chain"),
            Set.of(When.ALWAYS, When.BY_LAMBDA, When.WITH_CONFIG),
            Map.of()),
        Arguments.of(
            Map.of(
                "ConfigRuleName", "chain",
                "LogGroupKmsKeyId", "arn:key",
                "LogGroupName", "CloudTrail/logs",
                "TrailName", "management-trail",
                "AlarmNameTemplate", "cis-{control}",
                "AllowedAlarmActions", "arn:aws:ssm:*,arn:aws:sns:us-east-1:111122223333:pager"),
            Set.of(When.values()),
            Map.of(
                "{log_group}", "CloudTrail/logs",
                "{trail}", "management-trail",
                "{alarm}", "cis-*",
                "{alarm_actions}",
                    TOPIC + "\",\"arn:aws:ssm:*\",\"arn:aws:sns:us-east-1:111122223333:pager")),
        Arguments.of(
            Map.of("TopicArn", "arn:aws:sns:us-east-1:444455556666:security"),
            Set.of(When.ALWAYS, When.REPAIRING, When.BY_LAMBDA),
            Map.of(
                "{topic_arn}", "arn:aws:sns:us-east-1:444455556666:security",
                "{alarm_actions}", "arn:aws:sns:us-east-1:444455556666:security")));
  }

  @ParameterizedTest
  @MethodSource("deployments")
  void theRoleIsTheTable(
      Map<String, String> parameters, Set<When> when, Map<String, String> names) {
    List<Grant> expected =
        Arrays.stream(Permission.values())
            .filter(permission -> when.contains(permission.when()))
            .map(permission -> Grant.of(permission, names))
            .toList();

    assertThat(grants(Template.main().deploy(parameters)))
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void observeCannotWriteToTheChain() {
    Set<String> reads = new HashSet<>();
    for (Permission permission : Permission.values()) {
      if (permission.when() == When.ALWAYS || permission.when() == When.BY_LAMBDA) {
        reads.add(permission.action());
      }
    }
    assertThat(grants(Template.main().deploy(Map.of("Mode", "observe"))))
        .extracting(Grant::action)
        .isSubsetOf(reads)
        .noneMatch(
            action -> action.matches("(logs|cloudwatch|sns|cloudtrail):(Put(?!Log)|Set|Start).*"));
  }

  @Test
  void nothingDeletesOrDisablesOrTouchesIdentities() {
    assertThat(Permission.values())
        .extracting(Permission::action)
        .doesNotHaveDuplicates()
        .noneMatch(action -> action.matches(".*(\\*|Delete|Remove|Unsubscribe|Disable|Stop).*"))
        .noneMatch(action -> action.matches("(iam|sts|kms|organizations):.*"));
  }

  @Test
  void everyRowSaysWhy() {
    assertThat(Permission.values())
        .allSatisfy(permission -> assertThat(permission.why()).isNotBlank());
  }

  /** All statements of the function's role, one grant for each action and resource. */
  private static List<Grant> grants(Stack stack) {
    Stream<JsonNode> inline = stack.properties("FunctionRole").path("Policies").valueStream();
    Stream<JsonNode> added =
        stack.ofType("AWS::IAM::RolePolicy").values().stream()
            .filter(policy -> policy.path("RoleName").asText().contains("FunctionRole"));
    return Stream.concat(inline, added)
        .flatMap(policy -> policy.at("/PolicyDocument/Statement").valueStream())
        .peek(statement -> assertThat(statement.path("Effect").asText()).isEqualTo("Allow"))
        .flatMap(
            statement ->
                oneOrMore(statement.path("Action"))
                    .map(action -> Grant.of(action.asText(), statement)))
        .toList();
  }

  private static Stream<JsonNode> oneOrMore(JsonNode value) {
    return value.isArray() ? value.valueStream() : Stream.of(value);
  }

  private record Grant(String action, String resource, JsonNode condition) {
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
}
