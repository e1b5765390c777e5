package dev.alarmkeeper.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the stack is made of: nothing of the chain, nothing of one partition, nothing pinned. */
class OwnershipTest {
  private static final Map<String, String> EVERYTHING =
      Map.of(
          "ConfigRuleName", "chain",
          "CentralEventBusArn", "arn:bus",
          "LogGroupName", "CloudTrail/logs",
          "LogGroupKmsKeyId", "arn:key",
          "PermissionsBoundary", "arn:boundary");

  @Test
  void theStackOwnsNoLinkOfTheChain() {
    Stack stack = Template.main().deploy(EVERYTHING);

    assertThat(stack.resources().values())
        .extracting(resource -> resource.path("Type").asText())
        .doesNotContain("AWS::CloudTrail::Trail", "AWS::Logs::MetricFilter", "AWS::KMS::Key");
    assertThat(stack.ofType("AWS::Logs::LogGroup")).containsOnlyKeys("FunctionLogs");
    assertThat(stack.ofType("AWS::SNS::Topic")).containsOnlyKeys("OperationsTopic");
    assertThat(stack.ofType("AWS::SNS::Subscription")).containsOnlyKeys("OperationsSubscription");
    assertThat(stack.ofType("AWS::CloudWatch::Alarm").values())
        .allSatisfy(
            alarm -> {
              assertThat(alarm.has("AlarmName")).isFalse();
              assertThat(alarm.path("Namespace").asText()).isNotEqualTo("CISBenchmark");
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"aws-us-gov", "aws-cn"})
  void nothingNamesAnotherPartition(String partition) {
    Stack stack = Stack.of(Template.main(), partition, EVERYTHING);

    stack
        .resources()
        .forEach(
            (id, resource) -> assertThat(resource.toString()).as(id).doesNotContain("arn:aws:"));
  }

  @Test
  void theFunctionHasNoVersionThatWouldPinItsSettings() {
    Stack stack = Template.main().deploy(Map.of());
    JsonNode function = stack.properties("Function");

    assertThat(function.has("AutoPublishAlias")).isFalse();
    assertThat(function.has("SnapStart")).isFalse();
    assertThat(stack.ofType("AWS::Lambda::Version")).isEmpty();
    assertThat(stack.ofType("AWS::Lambda::Alias")).isEmpty();
    assertThat(function.path("Runtime").asText()).isEqualTo("java25");
    assertThat(function.path("Architectures").toString()).isEqualTo("[\"arm64\"]");
  }

  @Test
  void everyRoleCanBeBounded() {
    assertThat(Template.main().deploy(EVERYTHING).ofType("AWS::IAM::Role").values())
        .isNotEmpty()
        .allSatisfy(
            role ->
                assertThat(role.path("PermissionsBoundary").asText()).isEqualTo("arn:boundary"));
  }

  @Test
  void configAndTheCentralBusAreLeftOutUnlessAsked() {
    assertThat(Template.main().deploy(Map.of()).resources().keySet())
        .doesNotContain("ConfigRule", "RepairDocument", "AutomationRole", "CentralBusRule");
    assertThat(Template.main().deploy(EVERYTHING).resources().keySet())
        .contains("ConfigRule", "RepairDocument", "AutomationRole", "CentralBusRule");
  }
}
