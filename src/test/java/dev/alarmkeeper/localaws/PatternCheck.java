package dev.alarmkeeper.localaws;

import dev.alarmkeeper.localaws.signal.EventPattern;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Pattern;

/**
 * Refuses the filter patterns that the service refuses, as far as their outline goes: quotes,
 * brackets and length. The real benchmark's single quotes are among them.
 */
final class PatternCheck {
  private static final int LONGEST_PATTERN = 1024;
  // The one place for single quotes: $.['a.b'] and $['a.b'].
  private static final Pattern QUOTED_NAME = Pattern.compile("\\['[^']+'\\]");
  private static final Pattern TEXT = Pattern.compile("\"(\\\\.|[^\"\\\\])*\"");

  private PatternCheck() {}

  static void check(Input input, String pattern) {
    input.checkLength("filterPattern", pattern, 0, LONGEST_PATTERN);
    String trimmed = pattern.strip();
    if (!trimmed.startsWith("{")) {
      return;
    }
    try {
      EventPattern.of(pattern);
    } catch (IllegalArgumentException e) {
      throw input.codes().invalid("Invalid metric filter pattern: " + e.getMessage());
    }
    String outline = QUOTED_NAME.matcher(TEXT.matcher(trimmed).replaceAll("t")).replaceAll(".n");
    if (!trimmed.endsWith("}")
        || outline.contains("'")
        || outline.contains("\"")
        || !balanced(outline)
        || outline.replaceAll("[{}\\s]", "").isEmpty()) {
      throw input.codes().invalid("Invalid metric filter pattern");
    }
  }

  /** Whether it holds a regular expression, which stands between two percent signs. */
  static boolean hasRegex(String pattern) {
    return TEXT.matcher(pattern).replaceAll("t").matches("(?s).*%[^%]+%.*");
  }

  private static boolean balanced(String outline) {
    Deque<Character> open = new ArrayDeque<>();
    for (int i = 0; i < outline.length(); i++) {
      char c = outline.charAt(i);
      switch (c) {
        case '{' -> open.push('}');
        case '(' -> open.push(')');
        case '[' -> open.push(']');
        case '}', ')', ']' -> {
          if (open.isEmpty() || open.pop() != c) {
            return false;
          }
        }
        default -> {}
      }
    }
    return open.isEmpty();
  }
}
