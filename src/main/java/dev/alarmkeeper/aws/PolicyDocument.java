package dev.alarmkeeper.aws;

import dev.alarmkeeper.chain.Arn;
import dev.alarmkeeper.chain.Publishing;
import dev.alarmkeeper.policy.ResourcePolicy;
import dev.alarmkeeper.policy.ResourcePolicy.Element;
import dev.alarmkeeper.policy.ResourcePolicy.Principals;
import dev.alarmkeeper.policy.ResourcePolicy.Statement;
import dev.alarmkeeper.text.Json;
import dev.alarmkeeper.text.JsonException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The JSON text of a topic's policy: what we do not know in it stays as it is.
 *
 * @param json the document
 */
record PolicyDocument(Map<String, @Nullable Object> json) {
  /** Names the one statement that is ours. */
  static final String SID = "AlarmkeeperLetsCloudWatchAlarmsPublish";

  /**
   * The largest policy of a topic. Source: SNS Developer Guide, "Amazon SNS API permissions",
   * policy quotas.
   */
  private static final int MOST_BYTES = 30_720;

  private static final int MOST_STATEMENTS = 100;

  private static final String STATEMENT = "Statement";

  static PolicyDocument parse(String text) {
    try {
      return new PolicyDocument(Json.object(text));
    } catch (JsonException broken) {
      throw new MalformedAnswerException("the policy is " + broken.problem());
    }
  }

  /** What SNS gives a topic that is made without a policy: its account may do as IAM lets it. */
  static PolicyDocument usual(Arn topic) {
    Map<String, Object> owner = new LinkedHashMap<>();
    owner.put("Sid", "__default_statement_ID");
    owner.put("Effect", "Allow");
    owner.put("Principal", Map.of("AWS", "*"));
    owner.put(
        "Action",
        List.of(
            "SNS:GetTopicAttributes",
            "SNS:SetTopicAttributes",
            "SNS:AddPermission",
            "SNS:RemovePermission",
            "SNS:DeleteTopic",
            "SNS:Subscribe",
            "SNS:ListSubscriptionsByTopic",
            "SNS:Publish"));
    owner.put("Resource", topic.toString());
    owner.put("Condition", Map.of("StringEquals", Map.of("AWS:SourceOwner", topic.account())));
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("Version", "2008-10-17");
    document.put("Id", "__default_policy_ID");
    document.put(STATEMENT, List.of(owner));
    return new PolicyDocument(document);
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
    ours.put("Principal", Map.of("Service", Publishing.CLOUDWATCH));
    ours.put("Action", "SNS:Publish");
    ours.put("Resource", topic.toString());
    Arn alarms =
        new Arn(topic.partition(), "cloudwatch", topic.region(), topic.account(), "alarm:*");
    Map<String, Object> condition = new LinkedHashMap<>();
    condition.put("StringEquals", Map.of("aws:SourceAccount", topic.account()));
    condition.put("ArnLike", Map.of("aws:SourceArn", alarms.toString()));
    ours.put("Condition", condition);

    // In place of an older one of ours, so that one which is right already changes nothing.
    List<@Nullable Object> statements = new ArrayList<>();
    for (Object statement : listOf(json.get(STATEMENT))) {
      if (!(statement instanceof Map<?, ?> map && SID.equals(map.get("Sid")))) {
        statements.add(statement);
      } else if (!statements.contains(ours)) {
        statements.add(ours);
      }
    }
    if (!statements.contains(ours)) {
      statements.add(ours);
    }
    Map<String, @Nullable Object> merged = new LinkedHashMap<>(json);
    merged.putIfAbsent("Version", "2012-10-17");
    merged.put(STATEMENT, statements);
    return new PolicyDocument(merged);
  }

  /** By how much it is larger than SNS takes; empty if it is not. */
  Optional<String> excess() {
    int bytes = Json.utf8(json).length;
    int statements = listOf(json.get(STATEMENT)).size();
    if (bytes > MOST_BYTES) {
      return Optional.of("it would have %d bytes of at most %d".formatted(bytes, MOST_BYTES));
    }
    return statements > MOST_STATEMENTS
        ? Optional.of(
            "it would have %d statements of at most %d".formatted(statements, MOST_STATEMENTS))
        : Optional.empty();
  }

  ResourcePolicy policy() {
    List<Statement> statements = new ArrayList<>();
    for (Object statement : listOf(json.get(STATEMENT))) {
      statements.add(statement(object(statement)));
    }
    return new ResourcePolicy(statements);
  }

  private static Statement statement(Map<?, ?> map) {
    return new Statement(
        Optional.ofNullable(map.get("Sid")).map(String::valueOf),
        digest(map),
        isAllow(map.get("Effect")),
        either(map, "Principal")
            .map(it -> new Principals(it.equals("NotPrincipal"), principals(map.get(it)))),
        element(map, "Action"),
        element(map, "Resource"),
        conditions(map.get("Condition")));
  }

  private static boolean isAllow(@Nullable Object effect) {
    if ("Allow".equals(effect)) {
      return true;
    }
    if ("Deny".equals(effect)) {
      return false;
    }
    throw new MalformedAnswerException("a statement of the policy neither allows nor denies");
  }

  private static Optional<Element> element(Map<?, ?> map, String name) {
    return either(map, name).map(it -> new Element(it.startsWith("Not"), strings(map.get(it))));
  }

  /** Which of an element and its inversion is there; AWS takes one of them alone. */
  private static Optional<String> either(Map<?, ?> map, String name) {
    List<String> there = Stream.of(name, "Not" + name).filter(map::containsKey).toList();
    return there.size() == 1 ? Optional.of(there.getFirst()) : Optional.empty();
  }

  private static String digest(Map<?, ?> statement) {
    Map<String, @Nullable Object> sorted = new TreeMap<>();
    statement.forEach((key, value) -> sorted.put(String.valueOf(key), value));
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(Json.utf8(sorted));
      return HexFormat.of().formatHex(hash, 0, 4);
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException(missing); // every Java has it
    }
  }

  private static Map<String, List<String>> principals(@Nullable Object principal) {
    return principal instanceof Map<?, ?> kinds ? lists(kinds) : Map.of("AWS", strings(principal));
  }

  private static Map<String, Map<String, List<String>>> conditions(@Nullable Object conditions) {
    Map<String, Map<String, List<String>>> result = new LinkedHashMap<>();
    if (conditions != null) {
      object(conditions)
          .forEach((operator, keys) -> result.put(String.valueOf(operator), lists(object(keys))));
    }
    return result;
  }

  private static Map<?, ?> object(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    throw new MalformedAnswerException("a part of the policy is not an object");
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
