package dev.alarmkeeper.localaws;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.alarmkeeper.localaws.signal.Permissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Who may do what with a topic, and which policies SNS takes. */
final class TopicPolicy {
  private static final ObjectMapper JSON = new ObjectMapper();
  // https://docs.aws.amazon.com/general/latest/gr/sns.html, "Topic policy size".
  private static final int MOST_BYTES = 30_720;
  private static final List<String> VERSIONS = List.of("2008-10-17", "2012-10-17");

  private TopicPolicy() {}

  /** The attributes of a topic created by name alone. */
  static ObjectNode defaults(String arn) {
    String policy =
        """
        {"Version":"2008-10-17","Id":"__default_policy_ID","Statement":[{\
        "Sid":"__default_statement_ID","Effect":"Allow","Principal":{"AWS":"*"},\
        "Action":["SNS:GetTopicAttributes","SNS:SetTopicAttributes","SNS:AddPermission",\
        "SNS:RemovePermission","SNS:DeleteTopic","SNS:Subscribe","SNS:ListSubscriptionsByTopic",\
        "SNS:Publish"],"Resource":"%s",\
        "Condition":{"StringEquals":{"AWS:SourceOwner":"%s"}}}]}"""
            .formatted(arn, Topics.owner(arn));
    return Tree.object().put("Policy", policy).put("DisplayName", "");
  }

  static void checkPolicy(Input input, String policy) {
    if (policy.getBytes(UTF_8).length > MOST_BYTES) {
      throw refused(input, "Policy is too large");
    }
    JsonNode read;
    try {
      read = JSON.readTree(policy);
    } catch (JsonProcessingException e) {
      throw refused(input, "null");
    }
    JsonNode statements = read.path("Statement");
    if (statements.isMissingNode() || statements.isEmpty()) {
      throw refused(input, "no statements");
    }
    if (read.has("Version") && !VERSIONS.contains(read.path("Version").asText())) {
      throw refused(input, "Invalid version");
    }
    (statements.isArray() ? statements.valueStream() : Stream.of(statements))
        .forEach(statement -> checkStatement(input, statement));
  }

  private static void checkStatement(Input input, JsonNode statement) {
    if (!List.of("Allow", "Deny").contains(statement.path("Effect").asText())) {
      throw refused(input, "Statement effect must be Allow or Deny");
    }
    for (String element : List.of("Principal", "Action", "Resource")) {
      if (statement.has(element) == statement.has("Not" + element)) {
        throw refused(input, "Statement has no " + element + " or two");
      }
    }
    statement
        .path("Condition")
        .fieldNames()
        .forEachRemaining(
            operator -> {
              if (!Permissions.isOperator(operator)) {
                throw refused(input, "Invalid condition operator " + operator);
              }
            });
  }

  private static AwsError refused(Input input, String why) {
    return input.codes().invalid("Invalid parameter: Policy Error: " + why);
  }

  /** The owner's own principals pass; others need a statement of the policy that lets them. */
  static void check(Call call, String arn, ObjectNode topic, String action) {
    String account = call.principal().account();
    if (!account.equals(Topics.owner(arn)) && !letsAccount(topic, arn, account, action)) {
      throw call.input()
          .codes()
          .denied("User: %s is not authorized to perform: SNS:%s".formatted(account, action));
    }
  }

  static boolean allows(ObjectNode topic, Permissions.Asked asked) {
    return Permissions.allows(read(topic.path("Attributes").path("Policy").asText()), asked);
  }

  private static boolean letsAccount(ObjectNode topic, String arn, String account, String action) {
    Map<String, List<String>> context =
        Map.of(
            "aws:sourceowner", List.of(account),
            "aws:principalaccount", List.of(account),
            "aws:principalisawsservice", List.of("false"));
    return allows(topic, new Permissions.Asked("AWS", account, "sns:" + action, arn, context));
  }

  private static JsonNode read(String policy) {
    try {
      return JSON.readTree(policy);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("checked when it was set", e);
    }
  }
}
