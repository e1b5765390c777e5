package dev.alarmkeeper.pattern;

import java.util.BitSet;

/**
 * The regular expression of a custom data identifier. It has the characters of filter patterns'
 * expressions. Source: CloudWatch Logs User Guide, "Custom data identifiers".
 */
public final class MaskExpression {
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
    Regex regex = new RegexParser(cursor).regex();
    if (!cursor.atEnd()) {
      throw cursor.expected("no percent sign");
    }
    return new MaskExpression(regex);
  }

  /** Whether it may mask one of the marked characters of the text. */
  public boolean touches(String text, BitSet marked) {
    return regex.touches(text, marked);
  }

  /** Whether what it masks may go on beyond the string that it begins in. */
  public boolean mayCrossStrings() {
    return regex.mayContain('"');
  }
}
