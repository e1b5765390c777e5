package dev.alarmkeeper.pattern;

/**
 * Reads what follows a selector:
 *
 * <pre>
 * claim     = "NOT" "EXISTS" | "IS" ( "NULL" | "TRUE" | "FALSE" )
 *           | ( "=" | "!=" ) literal
 *           | ( "&lt;" | "&lt;=" | "&gt;" | "&gt;=" ) number
 * </pre>
 */
final class ClaimParser {
  private final Cursor cursor;
  private final LiteralParser literals;

  ClaimParser(Cursor cursor) {
    this.cursor = cursor;
    this.literals = new LiteralParser(cursor);
  }

  Claim claim() {
    if (cursor.accept("!=")) {
      return literals.equality(false);
    }
    if (cursor.accept("=")) {
      return literals.equality(true);
    }
    if (cursor.accept("<=")) {
      return literals.comparison(Operator.LE);
    }
    if (cursor.accept("<")) {
      return literals.comparison(Operator.LT);
    }
    if (cursor.accept(">=")) {
      return literals.comparison(Operator.GE);
    }
    if (cursor.accept(">")) {
      return literals.comparison(Operator.GT);
    }
    return keywords();
  }

  private Claim keywords() {
    int start = cursor.offset();
    String first = cursor.keyword();
    int second = cursor.offset();
    if (first.equals("NOT")) {
      if (cursor.keyword().equals("EXISTS")) {
        return new Claim.Absent();
      }
      cursor.backTo(second);
      throw cursor.expected("'EXISTS' after 'NOT'");
    }
    if (first.equals("IS")) {
      return switch (cursor.keyword()) {
        case "NULL" -> Claim.Is.NULL;
        case "TRUE" -> Claim.Is.TRUE;
        case "FALSE" -> Claim.Is.FALSE;
        default -> {
          cursor.backTo(second);
          throw cursor.expected("'NULL', 'TRUE' or 'FALSE' after 'IS'");
        }
      };
    }
    cursor.backTo(start);
    cursor.skipSpace();
    throw cursor.expected(
        "a comparison, 'IS' or 'NOT EXISTS'",
        first.equals("EXISTS") ? "a field exists if it '= *'" : "keywords are in capitals");
  }
}
