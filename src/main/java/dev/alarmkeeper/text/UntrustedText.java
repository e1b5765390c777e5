package dev.alarmkeeper.text;

/**
 * Text that somebody else wrote: a field of an event, or of a resource. It is shown to people and
 * machines, and never becomes an identifier of a request. {@link #toString} is the only way out.
 */
public final class UntrustedText {
  /** Characters kept of a field of an event. */
  public static final int SHORT = 256;

  /** Characters kept of a value that AWS itself limits, such as a filter pattern. */
  public static final int LONG = 1_200;

  private final String text;

  private UntrustedText(String text) {
    this.text = text;
  }

  /** Keeps at most {@link #SHORT} characters of the text, each of them safe to print. */
  public static UntrustedText of(String raw) {
    return new UntrustedText(safe(raw, SHORT));
  }

  /**
   * The text with every control, format (bidirectional marks among them), surrogate and
   * line-separator character replaced by U+FFFD, and cut to a length.
   *
   * @param limit the most characters to keep; a cut is marked by an ellipsis
   */
  public static String safe(String raw, int limit) {
    StringBuilder safe = new StringBuilder(Math.min(raw.length(), limit));
    raw.codePoints()
        .limit(limit)
        .forEach(point -> safe.appendCodePoint(isPrintable(point) ? point : 0xFFFD));
    if (raw.codePointCount(0, raw.length()) > limit) {
      safe.append('…');
    }
    return safe.toString();
  }

  /** Whether a character stays where it is printed and moves no other. */
  public static boolean isPrintable(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof UntrustedText that && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** The text, safe to print. */
  @Override
  public String toString() {
    return text;
  }
}
