package dev.alarmkeeper.aws;

import dev.alarmkeeper.chain.Arn;
import dev.alarmkeeper.chain.TopicPolicy;
import dev.alarmkeeper.chain.TopicPolicy.Statement;
import dev.alarmkeeper.evidence.Json;
import dev.alarmkeeper.evidence.JsonException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The JSON text of a topic's policy: what we do not know in it stays as it is.
 *
 * @param json the document
 */
record PolicyDocument(Map<String, @Nullable Object> json) {
  /** Names the one statement that is ours. */
  static final String SID = "AlarmkeeperLetsCloudWatchAlarmsPublish";

  private static final String STATEMENT = "Statement";

  static PolicyDocument parse(String text) {
    try {
      return new PolicyDocument(Json.object(text));
    } catch (JsonException broken) {
      throw new MalformedAnswerException("the policy is " + broken.problem());
    }
  }

  String text() {
    return Json.text(json);
  }

  /**
   * The document with our statement. It names account and alarms, so that CloudWatch cannot be made
   * to publish for anybody else.
   */
  PolicyDocument letAlarmsPublish(Arn topic) {
    Map<String, Object> ours = new LinkedHashMap<>();
    ours.put("Sid", SID);
    ours.put("Effect", "Allow");
    ours.put("Principal", Map.of("Service", TopicPolicy.CLOUDWATCH));
    ours.put("Action", "SNS:Publish");
    ours.put("Resource", topic.toString());
    Arn alarms =
        new Arn(topic.partition(), "cloudwatch", topic.region(), topic.account(), "alarm:*");
    Map<String, Object> condition = new LinkedHashMap<>();
    condition.put("StringEquals", Map.of("aws:SourceAccount", topic.account()));
    condition.put("ArnLike", Map.of("aws:SourceArn", alarms.toString()));
    ours.put("Condition", condition);

    List<@Nullable Object> statements = new ArrayList<>();
    for (Object statement : listOf(json.get(STATEMENT))) {
      if (!(statement instanceof Map<?, ?> map && SID.equals(map.get("Sid")))) {
        statements.add(statement);
      }
    }
    statements.add(ours);
    Map<String, @Nullable Object> merged = new LinkedHashMap<>(json);
    merged.putIfAbsent("Version", "2012-10-17");
    merged.put(STATEMENT, statements);
    return new PolicyDocument(merged);
  }

  TopicPolicy policy() {
    List<Statement> statements = new ArrayList<>();
    for (Object statement : listOf(json.get(STATEMENT))) {
      if (!(statement instanceof Map<?, ?> map)) {
        throw new MalformedAnswerException("a statement of the policy is not an object");
      }
      statements.add(statement(map));
    }
    return new TopicPolicy(statements);
  }

  private static Statement statement(Map<?, ?> map) {
    boolean inverted =
        map.containsKey("NotPrincipal")
            || map.containsKey("NotAction")
            || map.containsKey("NotResource");
    return new Statement(
        Optional.ofNullable(map.get("Sid")).map(String::valueOf),
        "Allow".equals(map.get("Effect")),
        principals(map.get("Principal")),
        strings(map.get("Action")),
        strings(map.get("Resource")),
        conditions(map.get("Condition")),
        inverted);
  }

  private static Map<String, List<String>> principals(@Nullable Object principal) {
    return principal instanceof Map<?, ?> kinds ? lists(kinds) : Map.of("AWS", strings(principal));
  }

  private static Map<String, Map<String, List<String>>> conditions(@Nullable Object conditions) {
    Map<String, Map<String, List<String>>> result = new LinkedHashMap<>();
    if (conditions instanceof Map<?, ?> operators) {
      operators.forEach(
          (operator, keys) ->
              result.put(
                  String.valueOf(operator), keys instanceof Map<?, ?> map ? lists(map) : Map.of()));
    }
    return result;
  }

  private static Map<String, List<String>> lists(Map<?, ?> map) {
    Map<String, List<String>> result = new LinkedHashMap<>();
    map.forEach((key, value) -> result.put(String.valueOf(key), strings(value)));
    return result;
  }

  private static List<String> strings(@Nullable Object value) {
    return listOf(value).stream().map(String::valueOf).toList();
  }

  /** IAM lets a list of one be written without its brackets. */
  private static List<?> listOf(@Nullable Object value) {
    return switch (value) {
      case null -> List.of();
      case List<?> list -> list;
      default -> List.of(value);
    };
  }
}
