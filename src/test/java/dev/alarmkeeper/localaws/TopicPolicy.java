package dev.alarmkeeper.localaws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Who may do what with a topic. As much of IAM's language as topic policies here use. */
final class TopicPolicy {
  private static final ObjectMapper JSON = new ObjectMapper();

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
    try {
      if (!JSON.readTree(policy).path("Statement").isArray()) {
        throw input.codes().invalid("Invalid parameter: Policy Error: no statements");
      }
    } catch (JsonProcessingException e) {
      throw input.codes().invalid("Invalid parameter: Policy Error: null");
    }
  }

  /** The owner's own principals pass; others need a statement of the policy that lets them. */
  static void check(Call call, String arn, ObjectNode topic, String action) {
    String account = call.principal().account();
    if (!account.equals(Topics.owner(arn)) && !letsAccount(topic, account, action)) {
      throw call.input()
          .codes()
          .denied("User: %s is not authorized to perform: SNS:%s".formatted(account, action));
    }
  }

  /** Whether CloudWatch may publish for this alarm: what breaks the chain without a trace. */
  static boolean letsAlarmPublish(ObjectNode topic, String account, String alarmArn) {
    Asked asked =
        new Asked(
            "Service",
            "cloudwatch.amazonaws.com",
            "sns:Publish",
            Map.of(
                "aws:sourceowner", account,
                "aws:sourceaccount", account,
                "aws:sourcearn", alarmArn));
    return allows(topic, asked);
  }

  private static boolean letsAccount(ObjectNode topic, String account, String action) {
    Map<String, String> context = Map.of("aws:sourceowner", account, "aws:sourceaccount", account);
    return allows(topic, new Asked("AWS", account, "sns:" + action, context));
  }

  private record Asked(String kind, String principal, String action, Map<String, String> context) {}

  private static boolean allows(ObjectNode topic, Asked asked) {
    List<String> effects =
        Tree.stream(read(topic.path("Attributes").path("Policy").asText()).path("Statement"))
            .filter(statement -> concerns(statement, asked))
            .map(statement -> statement.path("Effect").asText())
            .toList();
    return effects.contains("Allow") && !effects.contains("Deny");
  }

  private static boolean concerns(JsonNode statement, Asked asked) {
    JsonNode principal = statement.path("Principal");
    boolean who =
        principal.asText().equals("*")
            || texts(principal.path("AWS")).anyMatch("*"::equals)
            || texts(principal.path(asked.kind)).anyMatch(name -> name.contains(asked.principal));
    boolean what = texts(statement.path("Action")).anyMatch(action -> like(action, asked.action));
    return who
        && what
        && statement.path("Condition").properties().stream()
            .flatMap(operator -> operator.getValue().properties().stream())
            .allMatch(condition -> holds(condition, asked.context));
  }

  private static boolean holds(Map.Entry<String, JsonNode> condition, Map<String, String> context) {
    String actual = context.getOrDefault(condition.getKey().toLowerCase(Locale.ROOT), "");
    return texts(condition.getValue()).anyMatch(expected -> like(expected, actual));
  }

  private static boolean like(String glob, String text) {
    String regex = ("\\Q" + glob + "\\E").replace("*", "\\E.*\\Q");
    return Pattern.compile(regex, Pattern.CASE_INSENSITIVE).matcher(text).matches();
  }

  private static Stream<String> texts(JsonNode oneOrMany) {
    return oneOrMany.isArray()
        ? oneOrMany.valueStream().map(JsonNode::asText)
        : Stream.of(oneOrMany).filter(JsonNode::isTextual).map(JsonNode::asText);
  }

  private static JsonNode read(String policy) {
    try {
      return JSON.readTree(policy);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("checked when it was set", e);
    }
  }
}
