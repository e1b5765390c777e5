package dev.alarmkeeper.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Nothing that should wake the function, and no run that failed, is lost without a trace. */
class DeliveryTest {
  private static final String FUNCTION =
      "arn:aws:lambda:us-east-1:111122223333:function:alarmkeeper";

  /** With every optional part. */
  private final Stack stack =
      Template.main()
          .deploy(
              Map.of(
                  "ConfigRuleName", "chain",
                  "CentralEventBusArn",
                      "arn:aws:events:us-east-1:444455556666:event-bus/security"));

  @Test
  void everyRuleHasARetryPolicyAndADeadLetterQueueThatTakesItsEvents() {
    List<String> senders =
        texts(
            stack
                .properties("UndeliveredEventsPolicy")
                .at("/PolicyDocument/Statement/0/Condition/ArnEquals/aws:SourceArn"));
    Map<String, JsonNode> rules = stack.ofType("AWS::Events::Rule");

    assertThat(rules).hasSizeGreaterThan(1);
    assertThat(senders)
        .containsExactlyInAnyOrderElementsOf(
            rules.keySet().stream().map(rule -> rule + ".Arn").toList());
    rules.forEach(
        (id, rule) -> {
          JsonNode target = rule.at("/Targets/0");
          assertThat(rule.get("Targets")).as(id).hasSize(1);
          assertThat(target.at("/DeadLetterConfig/Arn").asText())
              .as(id)
              .isEqualTo("UndeliveredEvents.Arn");
          assertThat(target.at("/RetryPolicy/MaximumEventAgeInSeconds").asInt())
              .as(id)
              .isBetween(60, 86_400);
        });
  }

  @Test
  void everyRuleMayInvokeTheFunctionAndNothingElseMay() {
    List<String> invokers = new ArrayList<>(List.of("config.amazonaws.com " + Stack.ACCOUNT));
    stack
        .patterns()
        .keySet()
        .forEach(
            rule -> {
              invokers.add("events.amazonaws.com " + rule + ".Arn");
              assertThat(stack.properties(rule).at("/Targets/0/Arn").asText()).isEqualTo(FUNCTION);
            });

    assertThat(stack.ofType("AWS::Lambda::Permission").values())
        .extracting(
            permission ->
                permission.path("Principal").asText()
                    + " "
                    + permission.path("SourceArn").asText()
                    + permission.path("SourceAccount").asText())
        .containsExactlyInAnyOrderElementsOf(invokers);
  }

  @Test
  void theScheduleMayInvokeTheFunctionAndFillTheQueue() {
    JsonNode target = stack.properties("Schedule").path("Target");
    JsonNode statements =
        stack.properties("ScheduleRole").at("/Policies/0/PolicyDocument/Statement");

    assertThat(target.path("Arn").asText()).isEqualTo(FUNCTION);
    assertThat(target.at("/DeadLetterConfig/Arn").asText()).isEqualTo("UndeliveredEvents.Arn");
    assertThat(statements.toString())
        .contains("\"lambda:InvokeFunction\",\"Resource\":\"" + FUNCTION + "\"")
        .contains("\"sqs:SendMessage\",\"Resource\":\"UndeliveredEvents.Arn\"");
  }

  @Test
  void aRunThatFailedAfterItsRetriesGoesToAQueue() {
    JsonNode runs = stack.properties("AsynchronousRuns");

    assertThat(runs.at("/DestinationConfig/OnFailure/Destination").asText())
        .isEqualTo("FailedRuns.Arn");
    assertThat(runs.path("MaximumRetryAttempts").asInt()).isEqualTo(2);
    assertThat(runs.path("MaximumEventAgeInSeconds").asInt()).isEqualTo(3600);
  }

  @Test
  void noServiceOfAnotherAccountCanAssumeARole() {
    Map<String, JsonNode> roles = stack.ofType("AWS::IAM::Role");

    assertThat(roles).hasSize(4);
    roles.forEach(
        (id, role) -> {
          JsonNode trust = role.at("/AssumeRolePolicyDocument/Statement/0");
          // Lambda sends no source context when it assumes a function's role.
          if (!id.equals("FunctionRole")) {
            assertThat(trust.at("/Condition/StringEquals/aws:SourceAccount").asText())
                .as(id)
                .isEqualTo(Stack.ACCOUNT);
          }
        });
  }

  @Test
  void concurrencyIsReservedOnlyWhenAsked() {
    assertThat(stack.properties("Function").has("ReservedConcurrentExecutions")).isFalse();
    assertThat(
            Template.main()
                .deploy(Map.of("ReservedConcurrency", "2"))
                .properties("Function")
                .path("ReservedConcurrentExecutions")
                .asText())
        .isEqualTo("2");
  }

  private static List<String> texts(JsonNode list) {
    return list.valueStream().map(JsonNode::asText).toList();
  }
}
