package dev.alarmkeeper.pattern;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Patterns of about a thousand characters that were made to be dear, by kind; each is another. */
public final class HostilePatterns {
  private static final String ROOT =
      "$.userIdentity.type=Root&&$.userIdentity.invokedBy NOT EXISTS&&$.eventType!=AwsServiceEvent";

  private HostilePatterns() {}

  /** So many of each kind. */
  public static Map<String, String[]> of(int count) {
    Map<String, IntFunction<String>> kinds = new LinkedHashMap<>();
    kinds.put("a product that most events match", i -> "{" + product("!=", i, 950) + "}");
    kinds.put("a product that no event matches", i -> "{" + product("=", i, 950) + "}");
    kinds.put("root usage, or a product", i -> "{(" + ROOT + ")||(" + product("=", i, 850) + ")}");
    kinds.put(
        "root usage, and a product", i -> "{(" + ROOT + ")&&(" + product("!=", i, 850) + ")}");
    kinds.put("any event name but one, many times", i -> "{" + joined("&&$.eventName!=n", i) + "}");
    kinds.put(
        "root usage, or many names", i -> "{(" + ROOT + ")" + joined("||$.eventName=n", i) + "}");
    kinds.put("distinct selectors", i -> "{" + joined("||$.s%d=x".formatted(i), 0) + "}");
    kinds.put("many conjunctions", i -> "{" + joined("&&$.c%d=x".formatted(i), 0) + "}");
    kinds.put("deep nesting", i -> "{" + "(".repeat(500) + "$.a=" + i + ")".repeat(500) + "}");
    kinds.put("nested choices", i -> "{" + nested(i) + "}");
    kinds.put(
        "expressions that backtrack",
        i ->
            "{$.eventName!=%"
                + "[a-z]*".repeat(100)
                + i
                + "%||$.eventSource=%"
                + ".*".repeat(150)
                + "!%}");
    kinds.put(
        "expressions that repeat", i -> "{$.eventName=%" + ".{0,99}".repeat(130) + "#" + i + "%}");
    kinds.put("wildcards", i -> "{$.*=a" + i + "||$.*.b!=x||$.*.c!=\"" + "y".repeat(900) + "\"}");
    kinds.put("long texts", i -> "{$.eventName!=\"*" + "x".repeat(950) + i + "*\"}");
    kinds.put("asterisks", i -> "{$.eventName!=\"" + "*e".repeat(450) + i + "\"}");
    kinds.put("deep selectors", i -> "{$" + ".userIdentity".repeat(70) + "!=" + i + "}");
    kinds.put("numbers", i -> "{$.a>" + i + joined("&&$.a<9", i) + "}");
    kinds.put("no pattern at all", i -> "{".repeat(900) + i);
    Map<String, String[]> patterns = new LinkedHashMap<>();
    kinds.forEach(
        (kind, pattern) ->
            patterns.put(kind, IntStream.range(0, count).mapToObj(pattern).toArray(String[]::new)));
    return patterns;
  }

  /** {@code (a||b) && (c||d) && ...}: 2 to the 30 alternatives. */
  private static String product(String operator, int seed, int length) {
    StringBuilder text = new StringBuilder("$.z" + seed + operator + "w");
    for (int i = 0; text.length() < length; i++) {
      text.append("&&($.a%d%s%s||$.b%d%s%s)".formatted(i, operator, "x", i, operator, "y"));
    }
    return text.toString();
  }

  private static String joined(String part, int seed) {
    StringBuilder text = new StringBuilder(part.substring(2).replaceFirst("%d", "0"));
    text.append("0");
    String name = part.replaceFirst("=", "~");
    for (int i = seed; text.length() < 880; i++) {
      text.append(
          part.contains("eventName") || part.contains("<") ? part + i : name.replace("~", i + "="));
    }
    return (part.startsWith("||$.eventName") ? "||" : "") + text;
  }

  private static String nested(int seed) {
    String text = "$.z=" + seed;
    for (int i = 0; text.length() < 950; i++) {
      text = "($.a" + i + "=1||$.b" + i + "=1&&" + text + ")";
    }
    return text;
  }
}
