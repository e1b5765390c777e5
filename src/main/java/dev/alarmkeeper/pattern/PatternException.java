package dev.alarmkeeper.pattern;

import java.util.Objects;

/**
 * A text that is not a filter pattern, or not certainly one. The message is one line, for reports
 * too: it quotes at most one character of the text.
 */
public final class PatternException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final int offset;

  PatternException(String text, int offset, String expected, String hint) {
    super(
        "expected %s at offset %d, found %s%s"
            .formatted(
                expected, offset, found(text, offset), hint.isEmpty() ? "" : " (" + hint + ")"));
    this.offset = offset;
  }

  /** What was expected and where, in one line. */
  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }

  /** Where the text stops being a pattern: 0 is its first character, its length is its end. */
  public int offset() {
    return offset;
  }

  private static String found(String text, int offset) {
    if (offset >= text.length()) {
      return "the end";
    }
    char c = text.charAt(offset);
    return "'" + (c < ' ' || c > '~' ? '?' : c) + "'";
  }
}
