package dev.alarmkeeper.localaws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.alarmkeeper.localaws.signal.Masking;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Data protection policies of topics. <a
 * href="https://docs.aws.amazon.com/sns/latest/dg/sns-message-data-protection-policies.html">Understanding
 * data protection policies</a>.
 */
final class MessageProtection {
  private static final String FIELD = "DataProtectionPolicy";
  private static final int LONGEST_DOCUMENT = 30_720;
  private static final Set<String> OPERATIONS = Set.of("Audit", "Deidentify", "Deny");
  private static final ObjectMapper JSON = new ObjectMapper();

  private MessageProtection() {}

  static Map<String, Operation> operations() {
    return Map.of(
        "GetDataProtectionPolicy", Operation.read(MessageProtection::get),
        "PutDataProtectionPolicy", Operation.command(MessageProtection::put));
  }

  /**
   * What is left of a message that CloudWatch publishes; empty where the policy refuses it. What
   * everybody is kept from publishing, CloudWatch is too.
   */
  static Optional<String> published(ObjectNode topic, String message) {
    JsonNode policy = policy(topic);
    String left = message;
    for (JsonNode statement : statements(policy, "Inbound", "*").toList()) {
      if (denies(policy, statement, message)) {
        return Optional.empty();
      }
      if (statement.at("/Operation/Deidentify").isObject()) {
        left = Masking.hide(policy, statement, left);
      }
    }
    return Optional.of(left).filter(it -> !it.matches("[*\\s]*"));
  }

  /** Whether a message is kept from a subscription that the owner's root user made. */
  static boolean withholds(ObjectNode topic, String message, String account) {
    JsonNode policy = policy(topic);
    return statements(policy, "Outbound", "arn:aws:iam::" + account + ":root")
        .anyMatch(it -> denies(policy, it, message));
  }

  private static boolean denies(JsonNode policy, JsonNode statement, String message) {
    return statement.at("/Operation/Deny").isObject() && Masking.finds(policy, statement, message);
  }

  private static Stream<JsonNode> statements(JsonNode policy, String direction, String principal) {
    return policy
        .path("Statement")
        .valueStream()
        .filter(it -> it.path("DataDirection").asText().equals(direction))
        .filter(
            it ->
                Tree.strings(it.path("Principal")).stream()
                    .anyMatch(one -> one.equals("*") || one.equals(principal)));
  }

  private static JsonNode policy(ObjectNode topic) {
    return read(topic.path(FIELD).asText("{}"));
  }

  private static ObjectNode get(Call call) {
    ObjectNode topic = topic(call, "GetDataProtectionPolicy");
    return topic.has(FIELD) ? Tree.object().put(FIELD, topic.path(FIELD).asText()) : Tree.object();
  }

  private static void put(Call call) {
    ObjectNode topic = topic(call, "PutDataProtectionPolicy");
    String document = call.input().text(FIELD, "");
    if (document.isEmpty()) {
      topic.remove(FIELD);
      return;
    }
    check(call.input(), document);
    topic.put(FIELD, document);
  }

  /** A FIFO topic has no such policy: https://github.com/mondoohq/mql/pull/10629. */
  private static ObjectNode topic(Call call, String action) {
    String arn = call.input().required("ResourceArn");
    if (arn.endsWith(".fifo")) {
      throw AwsError.refused(
          "InvalidAction", "Operation (%s) is not supported on this topic".formatted(action));
    }
    ObjectNode topic = call.store().table(Topics.TABLE).get(arn);
    if (topic == null) {
      throw call.input().codes().notFound("Topic does not exist");
    }
    TopicPolicy.check(call, arn, topic, action);
    return topic;
  }

  private static void check(Input input, String document) {
    JsonNode policy;
    try {
      policy = JSON.readTree(document);
    } catch (JsonProcessingException e) {
      throw refused(input, "not JSON");
    }
    if (document.length() > LONGEST_DOCUMENT
        || !policy.path("Version").asText().equals("2021-06-01")
        || policy.path("Name").asText().isEmpty()
        || policy.path("Statement").isEmpty()) {
      throw refused(input, "a policy has a name, a version and statements");
    }
    Set<String> custom =
        policy
            .at("/Configuration/CustomDataIdentifier")
            .valueStream()
            .map(it -> it.path("Name").asText())
            .collect(Collectors.toSet());
    int audits = 0;
    for (JsonNode statement : policy.path("Statement")) {
      List<String> operations = names(statement.path("Operation"));
      boolean inbound = statement.path("DataDirection").asText().equals("Inbound");
      if (operations.size() != 1 || !OPERATIONS.containsAll(operations)) {
        throw refused(input, "one of Audit, Deidentify and Deny");
      }
      if (!inbound
          && (!statement.path("DataDirection").asText().equals("Outbound")
              || !operations.contains("Deny"))) {
        throw refused(input, "DataDirection");
      }
      audits += operations.contains("Audit") ? 1 : 0;
      List<String> identifiers = Tree.strings(statement.path("DataIdentifier"));
      if (identifiers.isEmpty()
          || statement.path("Principal").isEmpty()
          || !identifiers.stream()
              .allMatch(it -> custom.contains(it) || it.contains(":data-identifier/"))) {
        throw refused(input, "a statement has principals and known data identifiers");
      }
    }
    if (audits > 1) {
      throw refused(input, "one audit statement at most");
    }
  }

  private static List<String> names(JsonNode object) {
    return object.properties().stream().map(Map.Entry::getKey).toList();
  }

  private static AwsError refused(Input input, String why) {
    return input.codes().invalid("Invalid parameter: DataProtectionPolicy Reason: " + why);
  }

  private static JsonNode read(String document) {
    try {
      return JSON.readTree(document);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("checked when it was put", e);
    }
  }
}
