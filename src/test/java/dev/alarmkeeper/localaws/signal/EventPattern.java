package dev.alarmkeeper.localaws.signal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which log events a filter pattern matches. <a
 * href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html">Filter
 * pattern syntax</a>: patterns for JSON, for terms, for a regular expression, and the empty one.
 * Patterns for space-delimited events match no CloudTrail event here: theirs is one JSON document.
 */
public final class EventPattern {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<String, EventPattern> READ = new ConcurrentHashMap<>();
  private static final Pattern TERM =
      Pattern.compile("\\s*([-?]?)(?:\"((?:\\\\.|[^\"\\\\])*)\"|(\\S+))");

  private final Predicate<String> text;

  private EventPattern(Predicate<String> text) {
    this.text = text;
  }

  /** Reads a pattern; throws {@link IllegalArgumentException} for one that is none. */
  public static EventPattern of(String pattern) {
    return READ.computeIfAbsent(pattern, it -> new EventPattern(read(it.strip())));
  }

  /** Whether it matches an event. */
  public boolean matches(String event) {
    return text.test(event);
  }

  private static Predicate<String> read(String pattern) {
    if (pattern.isEmpty()) {
      return _ -> true;
    }
    if (pattern.startsWith("{")) {
      Predicate<JsonNode> expression = new JsonPattern(pattern).read();
      return event -> {
        try {
          JsonNode json = JSON.readTree(event);
          return json.isObject() && expression.test(json);
        } catch (JsonProcessingException _) {
          return false;
        }
      };
    }
    if (pattern.startsWith("[")) {
      return _ -> false;
    }
    if (pattern.length() > 2 && pattern.startsWith("%") && pattern.endsWith("%")) {
      return Pattern.compile(pattern.substring(1, pattern.length() - 1)).asPredicate();
    }
    return terms(pattern);
  }

  /**
   * All plain terms are in the event, no excluded one, and one of the optional ones unless there
   * are plain ones.
   */
  private static Predicate<String> terms(String pattern) {
    Predicate<String> all = _ -> true;
    Predicate<String> any = _ -> false;
    boolean optional = false;
    boolean plain = false;
    Matcher terms = TERM.matcher(pattern);
    while (terms.find()) {
      String word = terms.group(2) == null ? terms.group(3) : terms.group(2);
      Predicate<String> has = event -> event.contains(word);
      switch (terms.group(1)) {
        case "-" -> all = all.and(has.negate());
        case "?" -> {
          any = any.or(has);
          optional = true;
        }
        default -> {
          all = all.and(has);
          plain = true;
        }
      }
    }
    return optional && !plain ? all.and(any) : all;
  }
}
