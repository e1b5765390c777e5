package dev.alarmkeeper.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * CloudFormation's intrinsic functions, as far as the template uses them; another one is an error.
 *
 * @param template the template, for its conditions and mappings
 * @param values what {@code Ref} of a parameter or pseudo parameter gives
 */
record Intrinsics(JsonNode template, Map<String, String> values) {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z0-9:.]+)}");
  private static final String NO_VALUE = "AWS::NoValue";

  /** The node without functions; missing if it is {@code AWS::NoValue}. */
  JsonNode resolve(JsonNode node) {
    if (node.isArray()) {
      ArrayNode list = Template.JSON.createArrayNode();
      node.forEach(item -> addUnlessMissing(list, resolve(item)));
      return list;
    }
    if (!node.isObject()) {
      return node;
    }
    if (node.size() == 1) {
      var only = node.properties().iterator().next();
      if (only.getKey().equals("Ref") || only.getKey().startsWith("Fn::")) {
        return call(only.getKey(), only.getValue());
      }
    }
    ObjectNode object = Template.JSON.createObjectNode();
    for (var field : node.properties()) {
      JsonNode value = resolve(field.getValue());
      if (!value.isMissingNode()) {
        object.set(field.getKey(), value);
      }
    }
    return object;
  }

  boolean condition(JsonNode condition) {
    if (condition.has("Condition")) {
      return condition(template.path("Conditions").required(condition.get("Condition").asText()));
    }
    return resolve(condition).asBoolean();
  }

  private JsonNode call(String function, JsonNode argument) {
    return switch (function) {
      case "Ref" -> ref(argument.asText());
      case "Fn::GetAtt" -> TextNode.valueOf(attribute(argument.asText()));
      case "Fn::Sub" -> TextNode.valueOf(sub(argument));
      case "Fn::ImportValue" -> TextNode.valueOf("imported " + resolve(argument).asText());
      case "Fn::If" -> {
        JsonNode condition = template.path("Conditions").required(argument.get(0).asText());
        yield resolve(argument.get(condition(condition) ? 1 : 2));
      }
      case "Fn::Join" ->
          TextNode.valueOf(String.join(argument.get(0).asText(), texts(resolve(argument.get(1)))));
      case "Fn::Split" ->
          Template.JSON.valueToTree(
              List.of(
                  resolve(argument.get(1))
                      .asText()
                      .split(Pattern.quote(argument.get(0).asText()), -1)));
      case "Fn::Select" -> resolve(argument.get(1)).required(argument.get(0).asInt());
      case "Fn::FindInMap" -> {
        List<String> path = texts(resolve(argument));
        yield template.requiredAt("/Mappings/" + String.join("/", path));
      }
      case "Fn::Equals" ->
          BooleanNode.valueOf(
              resolve(argument.get(0)).asText().equals(resolve(argument.get(1)).asText()));
      case "Fn::Not" -> BooleanNode.valueOf(!condition(argument.get(0)));
      case "Fn::And" -> BooleanNode.valueOf(argument.valueStream().allMatch(this::condition));
      case "Fn::Or" -> BooleanNode.valueOf(argument.valueStream().anyMatch(this::condition));
      default -> throw new IllegalArgumentException("unknown function " + function);
    };
  }

  private JsonNode ref(String name) {
    return name.equals(NO_VALUE) ? MissingNode.getInstance() : TextNode.valueOf(physicalId(name));
  }

  /** A parameter's value, or what a resource might be called once it is deployed. */
  private String physicalId(String name) {
    String value = values.get(name);
    if (value != null) {
      return value;
    }
    template.path("Resources").required(name);
    return switch (name) {
      case "Function", "Schedule" -> "alarmkeeper";
      default -> "alarmkeeper-" + name + "-EXAMPLE";
    };
  }

  private String attribute(String resourceAndAttribute) {
    String resource = resourceAndAttribute.substring(0, resourceAndAttribute.indexOf('.'));
    template.path("Resources").required(resource);
    // The samples in events/ know alarmkeeper's own role and function by these.
    return switch (resourceAndAttribute) {
      case "FunctionRole.Arn" -> arn("iam", "", "role/alarmkeeper");
      case "Function.Arn" -> arn("lambda", Stack.REGION, "function:alarmkeeper");
      default -> resourceAndAttribute;
    };
  }

  private String arn(String service, String region, String resource) {
    return String.join(
        ":", "arn", physicalId("AWS::Partition"), service, region, Stack.ACCOUNT, resource);
  }

  private String sub(JsonNode argument) {
    JsonNode text = argument.isArray() ? argument.get(0) : argument;
    JsonNode own = argument.isArray() ? argument.get(1) : MissingNode.getInstance();
    return VARIABLE
        .matcher(text.asText())
        .replaceAll(
            found -> {
              String name = found.group(1);
              String value =
                  own.has(name)
                      ? resolve(own.get(name)).asText()
                      : name.contains(".") ? attribute(name) : physicalId(name);
              return Matcher.quoteReplacement(value);
            });
  }

  private static List<String> texts(JsonNode list) {
    return list.valueStream().map(JsonNode::asText).toList();
  }

  private static void addUnlessMissing(ArrayNode list, JsonNode item) {
    if (!item.isMissingNode()) {
      list.add(item);
    }
  }
}
