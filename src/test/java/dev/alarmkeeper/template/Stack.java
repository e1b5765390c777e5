package dev.alarmkeeper.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What CloudFormation would make of a template: parameters filled in, conditions decided.
 *
 * @param resources each resource's {@code Type} and {@code Properties} by its logical id
 * @param refused the descriptions of the template's rules that these parameters break
 */
record Stack(Map<String, JsonNode> resources, List<String> refused) {
  static final String ACCOUNT = "111122223333";
  static final String REGION = "us-east-1";

  static Stack of(Template template, String partition, Map<String, String> parameters) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("AWS::AccountId", ACCOUNT);
    values.put("AWS::Region", REGION);
    values.put("AWS::Partition", partition);
    values.put("AWS::StackName", "alarmkeeper");
    values.put("Subscriptions", "email:sec@example.com");
    template
        .parameters()
        .properties()
        .forEach(p -> values.putIfAbsent(p.getKey(), p.getValue().path("Default").asText()));
    parameters.forEach(
        (name, value) -> {
          template.parameters().required(name);
          values.put(name, value);
        });

    Intrinsics intrinsics = new Intrinsics(template.json(), Map.copyOf(values));
    return new Stack(resources(template.json(), intrinsics), refusals(template.json(), intrinsics));
  }

  /** The properties of a resource. */
  JsonNode properties(String logicalId) {
    JsonNode resource = resources.get(logicalId);
    if (resource == null) {
      throw new IllegalArgumentException("not in the stack: " + logicalId);
    }
    return resource.path("Properties");
  }

  /** The properties of all resources of a type, by logical id. */
  Map<String, JsonNode> ofType(String type) {
    Map<String, JsonNode> found = new LinkedHashMap<>();
    resources.forEach(
        (id, resource) -> {
          if (resource.path("Type").asText().equals(type)) {
            found.put(id, resource.path("Properties"));
          }
        });
    return found;
  }

  /** The event patterns of the rules that invoke the function, by logical id. */
  Map<String, JsonNode> patterns() {
    return ofType("AWS::Events::Rule").entrySet().stream()
        .filter(rule -> targetsFunction(rule.getValue()))
        .collect(Collectors.toMap(Map.Entry::getKey, rule -> rule.getValue().get("EventPattern")));
  }

  private boolean targetsFunction(JsonNode rule) {
    return rule.path("Targets").path(0).path("Id").asText().equals("function");
  }

  private static Map<String, JsonNode> resources(JsonNode template, Intrinsics intrinsics) {
    Map<String, JsonNode> resources = new LinkedHashMap<>();
    for (var field : template.path("Resources").properties()) {
      ObjectNode resource = field.getValue().deepCopy();
      JsonNode condition = resource.remove("Condition");
      if (condition == null
          || intrinsics.condition(template.path("Conditions").required(condition.asText()))) {
        resources.put(field.getKey(), intrinsics.resolve(resource));
      }
    }
    return resources;
  }

  private static List<String> refusals(JsonNode template, Intrinsics intrinsics) {
    return template
        .path("Rules")
        .valueStream()
        .filter(
            rule -> !rule.has("RuleCondition") || intrinsics.condition(rule.get("RuleCondition")))
        .flatMap(rule -> rule.path("Assertions").valueStream())
        .filter(assertion -> !intrinsics.condition(assertion.get("Assert")))
        .map(assertion -> assertion.get("AssertDescription").asText())
        .toList();
  }
}
