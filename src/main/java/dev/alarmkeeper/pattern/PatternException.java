package dev.alarmkeeper.pattern;

/**
 * A text that is not a filter pattern, or not certainly one. The message has three lines: what was
 * expected, the text around the place, and a caret below it.
 */
public final class PatternException extends IllegalArgumentException {
  private static final int SHOWN_BEFORE = 40;
  private static final int SHOWN_AFTER = 30;

  private final int offset;
  private final String summary;

  PatternException(String text, int offset, String expected, String hint) {
    String found = offset < text.length() ? "'" + shown(text.charAt(offset)) + "'" : "the end";
    String problem = "expected " + expected + " at offset " + offset + ", found " + found;
    String line = hint.isEmpty() ? problem : problem + " (" + hint + ")";
    super(line + caret(text, offset));
    this.offset = offset;
    this.summary = line;
  }

  /** Where the text stops being a pattern: 0 is its first character, its length is its end. */
  public int offset() {
    return offset;
  }

  /** What was expected, in one line, for reports. Quotes at most one character of the text. */
  public String summary() {
    return summary;
  }

  private static String caret(String text, int offset) {
    int from = Math.max(0, offset - SHOWN_BEFORE);
    int to = Math.min(text.length(), offset + SHOWN_AFTER);
    StringBuilder lines = new StringBuilder("\n");
    for (int i = from; i < to; i++) {
      lines.append(shown(text.charAt(i)));
    }
    return lines.append('\n').repeat(' ', offset - from).append('^').toString();
  }

  /** One printable column for one character, so that the caret stands below the right one. */
  private static char shown(char c) {
    return c < ' ' || c > '~' ? '?' : c;
  }
}
