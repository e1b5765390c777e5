package dev.alarmkeeper.text;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Commands for people to paste: what somebody else named must not become a command of its own. */
public final class Shell {
  private static final String REGION = " --region ";

  private Shell() {}

  /** The text as one word of a POSIX shell, whatever is in it. */
  public static String word(String text) {
    return text.matches("[A-Za-z0-9_./:@=-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }

  /**
   * The commands of the AWS CLI, each in the Region of its service: whoever pastes one may have
   * another Region set.
   *
   * @param commands none, one, or more with semicolons between them
   * @param regionOf the Region of a service, by the service's name in the CLI
   */
  public static String inRegions(String commands, UnaryOperator<String> regionOf) {
    return String.join(
        "; ",
        split(commands).stream()
            .map(String::strip)
            .map(
                it ->
                    it.startsWith("aws ") && !unquoted(it).contains(REGION)
                        ? it + REGION + word(regionOf.apply(it.split(" ", 3)[1]))
                        : it)
            .toList());
  }

  /** The parts between semicolons that no quotes hold. */
  private static List<String> split(String commands) {
    List<String> parts = new ArrayList<>();
    String outside = unquoted(commands);
    int from = 0;
    for (int end = outside.indexOf(';'); end >= 0; end = outside.indexOf(';', from)) {
      parts.add(commands.substring(from, end));
      from = end + 1;
    }
    parts.add(commands.substring(from));
    return parts;
  }

  /** The same, as long, with a dot for whatever stands in quotes or behind a backslash. */
  private static String unquoted(String text) {
    StringBuilder outside = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean escapes = c == '\\' && !quoted && i + 1 < text.length();
      if (c == '\'') {
        quoted = !quoted;
      }
      outside.append(quoted || escapes || c == '\'' ? '.' : c);
      if (escapes) {
        outside.append('.');
        i++;
      }
    }
    return outside.toString();
  }
}
