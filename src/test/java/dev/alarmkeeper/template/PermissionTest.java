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
  static Stream<Arguments> deployments() {
    return Stream.of(
        Arguments.of(
            Map.of(),
            Set.of(
                When.ALWAYS, When.REPAIRING, When.TELLING, When.LOOKING_AT_ITSELF, When.BY_LAMBDA),
            Map.of()),
        Arguments.of(
            Map.of(
                "Mode", "observe",
                "LogGroupKmsKeyId", "arn:key",
                "LogGroupDeletionProtection", "true"),
            Set.of(When.ALWAYS, When.TELLING, When.LOOKING_AT_ITSELF, When.BY_LAMBDA),
            Map.of()),
        Arguments.of(
            Map.of("Mode", "observe", "ConfigRuleName", "chain"),
            Set.of(
                When.ALWAYS,
                When.TELLING,
                When.LOOKING_AT_ITSELF,
                When.BY_LAMBDA,
                When.WITH_CONFIG),
            Map.of()),
        Arguments.of(
            Map.of(
                "ConfigRuleName", "chain",
                "LogGroupKmsKeyId", "arn:key",
                "OverridesParameter", "/alarmkeeper/overrides",
                "LogGroupDeletionProtection", "true",
                "LogGroupName", "CloudTrail/logs",
                "TrailName", "management-trail",
                "AlarmNameTemplate", "cis-{control}",
                "DrillSchedule", "monthly",
                "AllowedAlarmActions", "arn:aws:ssm:*,arn:aws:sns:us-east-1:111122223333:pager"),
            Set.of(When.values()),
            Map.of(
                "{log_group}", "CloudTrail/logs",
                "{trail}", "management-trail",
                "{alarm}", "*",
                "{overrides}", "/alarmkeeper/overrides",
                "{alarm_actions}",
                    Grant.TOPIC
                        + "\",\"arn:aws:ssm:*\",\"arn:aws:sns:us-east-1:111122223333:pager")),
        Arguments.of(
            Map.of("Mode", "observe", "DrillSchedule", "on_request", "LogGroupName", "logs"),
            Set.of(
                When.ALWAYS, When.TELLING, When.LOOKING_AT_ITSELF, When.BY_LAMBDA, When.DRILLING),
            Map.of("{log_group}", "logs")),
        Arguments.of(
            Map.of("AlarmNameTemplate", "cis-{control}"),
            Set.of(
                When.ALWAYS, When.REPAIRING, When.TELLING, When.LOOKING_AT_ITSELF, When.BY_LAMBDA),
            Map.of("{alarm}", "cis-*")),
        Arguments.of(
            Map.of("TopicArn", "arn:aws:sns:us-east-1:444455556666:security"),
            Set.of(
                When.ALWAYS, When.REPAIRING, When.TELLING, When.LOOKING_AT_ITSELF, When.BY_LAMBDA),
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
      if (!permission.writes() || permission.when() == When.BY_LAMBDA) {
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
        .extracting(it -> it.action() + " " + it.resource() + " " + it.when())
        .doesNotHaveDuplicates();
    assertThat(Permission.values())
        .extracting(Permission::action)
        .noneMatch(action -> action.matches(".*(\\*|Delete|Remove|Unsubscribe|Disable|Stop).*"))
        .noneMatch(
            action ->
                action.matches("(iam|sts|organizations):.*|kms:(?!DescribeKey|GetKeyPolicy).*"));
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
}
