package dev.alarmkeeper.pattern;

import java.math.BigDecimal;

/**
 * Reads what a value is compared with:
 *
 * <pre>
 * literal   = '"' text '"' | word | number | "%" regex "%"
 * </pre>
 *
 * An asterisk at the begin or the end of a text or a word stands for any text.
 */
final class LiteralParser {
  private final Cursor cursor;

  LiteralParser(Cursor cursor) {
    this.cursor = cursor;
  }

  Claim comparison(Operator operator) {
    cursor.skipSpace();
    int start = cursor.offset();
    BigDecimal number = Numbers.read(word());
    if (number == null) {
      cursor.backTo(start);
      throw cursor.expected("a number after '" + operator.symbol() + "'");
    }
    return new Claim.Numeric(operator, number);
  }

  Claim equality(boolean equal) {
    cursor.skipSpace();
    return switch (cursor.peek()) {
      case '"' -> new Claim.Text(equal, new Glob(quoted()));
      case '%' -> new Claim.Matching(equal, new RegexParser(cursor).regex());
      case '\'' ->
          throw cursor.expected(
              "a string in double quotes", "CloudWatch Logs does not take single quotes here");
      default -> bare(equal);
    };
  }

  private Claim bare(boolean equal) {
    int start = cursor.offset();
    String word = word();
    if (word.isEmpty()) {
      throw cursor.expected("a string, a number or %a regular expression%");
    }
    if (word.equalsIgnoreCase("true")
        || word.equalsIgnoreCase("false")
        || word.equalsIgnoreCase("null")) {
      cursor.backTo(start);
      throw cursor.expected(
          "a string in double quotes, or 'IS'", "without quotes it could mean either");
    }
    BigDecimal number = Numbers.read(word);
    if (number != null) {
      return new Claim.Numeric(equal ? Operator.EQ : Operator.NE, number);
    }
    if (Numbers.isLikely(word)) {
      cursor.backTo(start);
      throw cursor.expected("a number or a string in double quotes", "this could be either");
    }
    return new Claim.Text(equal, new Glob(word));
  }

  /**
   * A string without quotes. Dots, asterisks and signs are needed for {@code kms.amazonaws.com},
   * {@code 123.123.*} and {@code -5}, which are published so.
   */
  private String word() {
    int start = cursor.offset();
    while (Cursor.isNameChar(cursor.peek())
        || cursor.peek() == '.'
        || cursor.peek() == '*'
        || cursor.peek() == '+') {
      cursor.next();
    }
    return cursor.since(start);
  }

  /** The guide does not say whether {@code \"} ends a string, so no string contains it. */
  private String quoted() {
    cursor.next();
    int start = cursor.offset();
    while (!cursor.atEnd() && cursor.peek() != '"') {
      if (cursor.next() == '\\' && cursor.peek() == '"') {
        throw cursor.expected(
            "no '\"' after '\\'", "it is not documented whether it ends the string");
      }
    }
    if (cursor.atEnd()) {
      throw cursor.expected("'\"' at the end of the string");
    }
    String text = cursor.since(start);
    cursor.next();
    return text;
  }
}
