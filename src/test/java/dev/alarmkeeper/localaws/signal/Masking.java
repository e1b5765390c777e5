package dev.alarmkeeper.localaws.signal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a data protection policy leaves of a log event: sensitive data is replaced by asterisks, for
 * metric filters too. <a
 * href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/mask-sensitive-log-data.html">Help
 * protect sensitive log data with masking</a>.
 */
public final class Masking {
  /**
   * Those managed identifiers that can meet something in a root sign-in, by the last part of their
   * ARNs. AWS does not publish how it finds them; the others look for keywords, such as a card's,
   * that no such event has.
   */
  private static final Map<String, Pattern> MANAGED =
      Map.of(
          "IpAddress", Pattern.compile("\\b\\d{1,3}(\\.\\d{1,3}){3}\\b"),
          "EmailAddress", Pattern.compile("[\\w.+-]+@[\\w-]+\\.[\\w.-]+"));

  private Masking() {}

  /** The text of an event, as it is seen under these policies. */
  public static String mask(List<JsonNode> policies, String text) {
    String masked = text;
    for (JsonNode policy : policies) {
      for (JsonNode statement : policy.path("Statement")) {
        if (statement.path("Operation").has("Deidentify")) {
          masked = hide(policy, statement, masked);
        }
      }
    }
    return masked;
  }

  /** The text without what the statement finds. */
  public static String hide(JsonNode policy, JsonNode statement, String text) {
    String masked = text;
    for (Pattern sensitive : found(policy, statement).toList()) {
      masked = sensitive.matcher(masked).replaceAll(found -> "*".repeat(found.group().length()));
    }
    return masked;
  }

  /** Whether the statement finds something in the text. */
  public static boolean finds(JsonNode policy, JsonNode statement, String text) {
    return found(policy, statement).anyMatch(it -> it.matcher(text).find());
  }

  private static Stream<Pattern> found(JsonNode policy, JsonNode statement) {
    return statement
        .path("DataIdentifier")
        .valueStream()
        .flatMap(identifier -> pattern(policy, identifier.asText()));
  }

  private static Stream<Pattern> pattern(JsonNode policy, String identifier) {
    if (identifier.startsWith("arn:")) {
      return Stream.ofNullable(MANAGED.get(identifier.substring(identifier.lastIndexOf('/') + 1)));
    }
    return policy
        .at("/Configuration/CustomDataIdentifier")
        .valueStream()
        .filter(custom -> custom.path("Name").asText().equals(identifier))
        .map(custom -> Pattern.compile(custom.path("Regex").asText()));
  }
}
