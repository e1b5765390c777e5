package dev.alarmkeeper.localaws.signal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Whether a resource's policy lets a caller do something. The context of the call is known, so that
 * each condition is either met or not. <a
 * href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html">JSON
 * policy elements</a>.
 */
public final class Permissions {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^},]+)(?:\\s*,\\s*'([^']*)')?}");
  private static final Pattern LITERAL = Pattern.compile("[*?$]");
  private static final String POLICY_WITH_VARIABLES = "2012-10-17";

  private Permissions() {}

  /**
   * One call as a service makes it.
   *
   * @param kind {@code Service} or {@code AWS}
   * @param principal the service's name, or the account
   * @param context the condition keys in lower case, with their values
   */
  public record Asked(
      String kind,
      String principal,
      String action,
      String resource,
      Map<String, List<String>> context) {
    /** The same call with one more condition key. */
    public Asked with(String key, String value) {
      Map<String, List<String>> more = new HashMap<>(context);
      more.put(key, List.of(value));
      return new Asked(kind, principal, action, resource, more);
    }
  }

  /** Whether a statement allows it and none denies it. */
  public static boolean allows(JsonNode policy, Asked asked) {
    boolean variables = policy.path("Version").asText().equals(POLICY_WITH_VARIABLES);
    List<String> effects =
        many(policy.path("Statement"))
            .filter(statement -> concerns(statement, asked, variables))
            .map(statement -> statement.path("Effect").asText())
            .toList();
    return effects.contains("Allow") && !effects.contains("Deny");
  }

  /** Whether there is a condition operator of this name. */
  public static boolean isOperator(String name) {
    return Condition.exists(name);
  }

  private static boolean concerns(JsonNode statement, Asked asked, boolean variables) {
    return has(statement, "Principal", node -> isPrincipal(node, asked))
        && has(statement, "Action", node -> anyLike(node, asked.action(), true))
        && has(
            statement,
            "Resource",
            node ->
                many(node)
                    .map(it -> filled(it.asText(), asked, variables))
                    .flatMap(Optional::stream)
                    .anyMatch(glob -> like(glob, asked.resource(), false)))
        && statement.path("Condition").properties().stream()
            .allMatch(
                operator ->
                    operator.getValue().properties().stream()
                        .allMatch(
                            condition ->
                                Condition.of(operator.getKey())
                                    .holds(
                                        asked
                                            .context()
                                            .get(condition.getKey().toLowerCase(Locale.ROOT)),
                                        many(condition.getValue())
                                            .map(it -> filled(it.asText(), asked, variables))
                                            .flatMap(Optional::stream)
                                            .toList())));
  }

  private static boolean has(
      JsonNode statement, String element, java.util.function.Predicate<JsonNode> names) {
    return statement.has("Not" + element)
        ? !names.test(statement.path("Not" + element))
        : names.test(statement.path(element));
  }

  /** {@code "*"} and {@code {"AWS": "*"}} are everybody; a service is named as it is. */
  private static boolean isPrincipal(JsonNode node, Asked asked) {
    if (node.asText().equals("*")) {
      return true;
    }
    return many(node.path("AWS")).anyMatch(it -> it.asText().equals("*"))
        || many(node.path(asked.kind()))
            .map(JsonNode::asText)
            .anyMatch(
                name ->
                    name.equals(asked.principal())
                        || (asked.kind().equals("AWS")
                            && name.startsWith("arn:")
                            && name.contains("::" + asked.principal() + ":")));
  }

  private static boolean anyLike(JsonNode globs, String text, boolean anyCase) {
    return many(globs).anyMatch(glob -> like(glob.asText(), text, anyCase));
  }

  /**
   * The text with its variables filled in; nothing if one of them has no value in this call, for
   * then it matches nothing. Characters that a glob would read are taken as they are.
   */
  private static Optional<String> filled(String text, Asked asked, boolean variables) {
    if (!variables) {
      return Optional.of(text);
    }
    StringBuilder filled = new StringBuilder();
    Matcher variable = VARIABLE.matcher(text);
    while (variable.find()) {
      String key = variable.group(1).strip();
      List<String> values = asked.context().get(key.toLowerCase(Locale.ROOT));
      String value = variable.group(2);
      if (LITERAL.matcher(key).matches()) {
        value = key;
      } else if (values != null && values.size() == 1) {
        value = values.getFirst();
      }
      if (value == null) {
        return Optional.empty();
      }
      variable.appendReplacement(filled, Matcher.quoteReplacement(value));
    }
    variable.appendTail(filled);
    return Optional.of(filled.toString());
  }

  static boolean like(String glob, String text, boolean anyCase) {
    String regex =
        ("\\Q" + glob.replace("\\E", "") + "\\E").replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q");
    int flags = Pattern.DOTALL | (anyCase ? Pattern.CASE_INSENSITIVE : 0);
    return Pattern.compile(regex, flags).matcher(text).matches();
  }

  private static Stream<JsonNode> many(JsonNode oneOrMany) {
    if (oneOrMany.isMissingNode()) {
      return Stream.empty();
    }
    return oneOrMany.isArray() ? oneOrMany.valueStream() : Stream.of(oneOrMany);
  }
}
