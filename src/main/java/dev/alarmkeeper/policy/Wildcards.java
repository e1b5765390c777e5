package dev.alarmkeeper.policy;

import java.util.Arrays;

/**
 * Text in which {@code *} is any run of characters and {@code ?} is any one, as in IAM policies.
 * {@code ${*}}, {@code ${?}} and {@code ${$}} stand for the characters themselves; every other
 * {@code ${...}} is a variable. Source: IAM User Guide, "IAM policy elements: Variables and tags".
 */
public final class Wildcards {
  private static final int RUN = -1;
  private static final int ONE = -2;
  private static final String VARIABLE = "${";

  private Wildcards() {}

  /** Whether the text has what only the request's context can resolve. */
  static boolean hasVariable(String form) {
    return withoutEscapes(form).contains(VARIABLE);
  }

  /** Whether the text has a variable, or what stands for a character of special meaning. */
  static boolean isSpecial(String form) {
    return form.contains(VARIABLE);
  }

  /** The text itself, where wildcards mean nothing: what stands for a character is that one. */
  static String literal(String form) {
    return form.replace("${*}", "*").replace("${?}", "?").replace("${$}", "$");
  }

  /** Whether the whole text is of the form; in time proportional to both lengths' product. */
  public static boolean match(String form, String text) {
    return match(parse(form), text);
  }

  private static boolean match(int[] form, String text) {
    int at = 0;
    int in = 0;
    int star = -1;
    int mark = 0;
    while (in < text.length()) {
      if (at < form.length && form[at] == RUN) {
        star = at++;
        mark = in;
      } else if (at < form.length && (form[at] == ONE || form[at] == text.charAt(in))) {
        at++;
        in++;
      } else if (star >= 0) {
        at = star + 1;
        in = ++mark;
      } else {
        return false;
      }
    }
    while (at < form.length && form[at] == RUN) {
      at++;
    }
    return at == form.length;
  }

  private static int[] parse(String form) {
    int[] parsed = new int[form.length()];
    int length = 0;
    for (int at = 0; at < form.length(); at++) {
      if (isEscape(form, at)) {
        parsed[length++] = form.charAt(at + 2);
        at += 3;
      } else {
        parsed[length++] =
            switch (form.charAt(at)) {
              case '*' -> RUN;
              case '?' -> ONE;
              default -> form.charAt(at);
            };
      }
    }
    return Arrays.copyOf(parsed, length);
  }

  private static boolean isEscape(String form, int at) {
    return form.startsWith("${*}", at)
        || form.startsWith("${?}", at)
        || form.startsWith("${$}", at);
  }

  private static String withoutEscapes(String form) {
    return form.replace("${*}", "").replace("${?}", "").replace("${$}", "");
  }
}
