package dev.alarmkeeper.pattern;

import java.util.BitSet;
import java.util.Optional;

/**
 * The regular expression of a custom data identifier. It has the characters of filter patterns'
 * expressions. Source: CloudWatch Logs User Guide, "Custom data identifiers".
 */
public final class MaskExpression {
  /** Looks at characters: some milliseconds, and far more than an ordinary expression takes. */
  private static final int MATCHING = 1_000_000;

  private final Regex regex;

  private MaskExpression(Regex regex) {
    this.regex = regex;
  }

  /**
   * Reads an expression.
   *
   * @throws PatternException if it has what custom data identifiers cannot have, or what is not
   *     understood
   */
  public static MaskExpression parse(String text) {
    Cursor cursor = new Cursor("%" + text + "%");
    Regex regex = Regex.read(cursor);
    if (!cursor.atEnd()) {
      throw cursor.expected("no percent sign");
    }
    return new MaskExpression(regex);
  }

  /**
   * Whether it masks one of the marked characters of the text; empty where it would take too long
   * to tell.
   */
  public Optional<Boolean> touches(String text, BitSet marked) {
    return switch (regex.touches(text, marked, new Work(MATCHING))) {
      case YES -> Optional.of(true);
      case NO -> Optional.of(false);
      case MAYBE -> Optional.empty();
    };
  }

  /** Whether what it masks may go on beyond the string that it begins in. */
  public boolean mayCrossStrings() {
    return regex.mayCrossQuotes();
  }
}
