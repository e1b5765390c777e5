package dev.alarmkeeper.pattern;

/**
 * Reads one position of a regular expression: a character, a dot, an escape, or a set in brackets.
 * Allowed are the characters that the guide lists; a space too, which the CDK's examples have.
 */
final class CharsParser {
  private static final String SYMBOLS = "_#=@/;,-: ";
  private static final String OPERATORS = "^$?[]{}|\\*+.";

  private final Cursor cursor;

  CharsParser(Cursor cursor) {
    this.cursor = cursor;
  }

  Chars chars() {
    char c = cursor.peek();
    if (c == '[') {
      return set();
    }
    if (c == '.') {
      cursor.next();
      return Chars.ANY;
    }
    if (c == '\\') {
      return escape();
    }
    if (!isLiteral(c)) {
      throw cursor.expected("a character that regular expressions may contain, or '%'");
    }
    cursor.next();
    return Chars.range(c, c);
  }

  private static boolean isLiteral(char c) {
    return Cursor.isWordChar(c) || (c != Cursor.END && SYMBOLS.indexOf(c) >= 0);
  }

  private Chars escape() {
    cursor.next();
    char c = cursor.peek();
    Chars chars =
        switch (c) {
          case 'd' -> Chars.DIGIT;
          case 'D' -> Chars.DIGIT.not();
          case 's' -> Chars.SPACE;
          case 'S' -> Chars.SPACE.not();
          case 'w' -> Chars.WORD;
          case 'W' -> Chars.WORD.not();
          case 'x' -> Chars.NONE;
          default -> {
            if (c == Cursor.END || OPERATORS.indexOf(c) + SYMBOLS.indexOf(c) < -1) {
              throw cursor.expected("an escape: an operator or one of d D s S w W xhh");
            }
            yield Chars.range(c, c);
          }
        };
    cursor.next();
    return c == 'x' ? hexadecimal() : chars;
  }

  private Chars hexadecimal() {
    int code = 0;
    for (int i = 0; i < 2; i++) {
      int digit = Character.digit(cursor.peek(), 16);
      if (digit < 0 || cursor.peek() > 'f') {
        throw cursor.expected("two hexadecimal digits");
      }
      cursor.next();
      code = code * 16 + digit;
    }
    if (code > 127) {
      throw cursor.expected("an ASCII code before this");
    }
    return Chars.range((char) code, (char) code);
  }

  private Chars set() {
    cursor.next();
    boolean negated = cursor.peek() == '^';
    if (negated) {
      cursor.next();
    }
    Chars set = Chars.NONE;
    do {
      set = set.or(member());
    } while (cursor.peek() != ']');
    cursor.next();
    return negated ? set.not() : set;
  }

  /** A character, an escape or a range; operators other than brackets are letters here. */
  private Chars member() {
    char first = cursor.peek();
    if (first == '\\') {
      return escape();
    }
    setChar();
    if (cursor.peek() != '-') {
      return Chars.range(first, first);
    }
    int dash = cursor.offset();
    cursor.next();
    if (cursor.peek() == ']') {
      cursor.backTo(dash);
      return Chars.range(first, first);
    }
    char last = cursor.peek();
    setChar();
    if (last < first) {
      throw cursor.expected("a range in ascending order before this");
    }
    return Chars.range(first, last);
  }

  private void setChar() {
    char c = cursor.peek();
    boolean operator = c != Cursor.END && ".*+?{}|^$".indexOf(c) >= 0;
    if (!operator && !isLiteral(c)) {
      throw cursor.expected("a character of the set, or ']'");
    }
    cursor.next();
  }
}
