package dev.alarmkeeper.pattern;

import dev.alarmkeeper.pattern.Claim.Operator;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Reads the JSON form by recursive descent:
 *
 * <pre>
 * pattern   = "{" any "}"
 * any       = all { "||" all }
 * all       = primary { "&amp;&amp;" primary }
 * primary   = "(" any ")" | selector claim
 * selector  = "$" step { step }
 * step      = "." name | ".*" | [ "." ] "['" text "']" | "[" digits "]" | "[*]"
 * claim     = "NOT" "EXISTS" | "IS" ( "NULL" | "TRUE" | "FALSE" )
 *           | ( "=" | "!=" ) literal
 *           | ( "&lt;" | "&lt;=" | "&gt;" | "&gt;=" ) number
 * literal   = '"' text '"' | word | number | "%" regex "%"
 * </pre>
 *
 * An asterisk at the begin or the end of a text or a word stands for any text.
 */
final class Parser {
  private static final int MAX_WILDCARDS = 3;
  private static final int MAX_REGEXES = 2;
  private static final int MAX_INDEX_DIGITS = 6;

  private final Cursor cursor;
  private int wildcards;
  private int regexes;

  Parser(Cursor cursor) {
    this.cursor = cursor;
  }

  Expression pattern() {
    cursor.expect("{");
    Expression expression = any();
    if (!cursor.accept("}")) {
      throw cursor.expected("'&&', '||' or '}'");
    }
    cursor.skipSpace();
    if (!cursor.atEnd()) {
      throw cursor.expected("nothing after '}'");
    }
    return expression;
  }

  private Expression any() {
    List<Expression> parts = new ArrayList<>();
    do {
      parts.add(all());
    } while (cursor.accept("||"));
    return parts.size() == 1 ? parts.getFirst() : new Expression.Any(parts);
  }

  private Expression all() {
    List<Expression> parts = new ArrayList<>();
    do {
      parts.add(primary());
    } while (cursor.accept("&&"));
    return parts.size() == 1 ? parts.getFirst() : new Expression.All(parts);
  }

  private Expression primary() {
    if (!cursor.accept("(")) {
      return atom();
    }
    Expression inner = any();
    if (!cursor.accept(")")) {
      throw cursor.expected("'&&', '||' or ')'");
    }
    return inner;
  }

  private Atom atom() {
    cursor.skipSpace();
    int start = cursor.offset();
    Selector selector = selector();
    wildcards += selector.wildcards();
    if (selector.wildcards() > 1 || wildcards > MAX_WILDCARDS) {
      cursor.backTo(start);
      throw cursor.expected("at most one wildcard a selector and three a pattern");
    }
    cursor.skipSpace();
    start = cursor.offset();
    Claim claim = claim(selector);
    if (claim instanceof Claim.Matching && ++regexes > MAX_REGEXES) {
      cursor.backTo(start);
      throw cursor.expected("at most two regular expressions");
    }
    return new Atom(selector, claim);
  }

  private Selector selector() {
    if (cursor.peek() != '$') {
      throw cursor.expected("a selector that begins with '$', or '('");
    }
    cursor.next();
    List<Selector.Step> steps = new ArrayList<>();
    while (cursor.peek() == '.' || cursor.peek() == '[') {
      steps.add(step());
    }
    if (steps.isEmpty()) {
      throw cursor.expected("'.' and the name of a property");
    }
    return new Selector(steps);
  }

  private Selector.Step step() {
    if (cursor.peek() == '[') {
      return bracket(true);
    }
    cursor.next();
    if (cursor.peek() == '[') {
      return bracket(false);
    }
    if (cursor.peek() == '*') {
      cursor.next();
      return Selector.Every.NAME;
    }
    int start = cursor.offset();
    while (Cursor.isNameChar(cursor.peek())) {
      cursor.next();
    }
    if (cursor.offset() == start) {
      throw cursor.expected(
          "the name of a property", "letters, digits, '_' and '-'; others in ['...']");
    }
    return new Selector.Name(cursor.since(start));
  }

  /** A name in quotes; an index too, but not after a dot. */
  private Selector.Step bracket(boolean indexAllowed) {
    cursor.next();
    char c = cursor.peek();
    Selector.Step step;
    if (c == '\'' || c == '"') {
      step = new Selector.Name(quotedName());
    } else if (indexAllowed && c == '*') {
      cursor.next();
      step = Selector.Every.INDEX;
    } else if (indexAllowed && Cursor.isDigit(c)) {
      step = new Selector.Index(index());
    } else {
      throw cursor.expected(
          indexAllowed ? "an index, '*' or a name in quotes" : "a name in quotes");
    }
    if (cursor.peek() != ']') {
      throw cursor.expected("']'");
    }
    cursor.next();
    return step;
  }

  /**
   * The guide says neither how to escape a quote nor that an asterisk in a name is only a letter.
   */
  private String quotedName() {
    char quote = cursor.next();
    int start = cursor.offset();
    while (!cursor.atEnd() && cursor.peek() != quote) {
      if (cursor.peek() == '\\' || cursor.peek() == '*') {
        throw cursor.expected("a name without '\\' and '*'");
      }
      cursor.next();
    }
    String name = cursor.since(start);
    if (cursor.atEnd() || name.isEmpty()) {
      throw cursor.expected("a name and a closing quote");
    }
    cursor.next();
    return name;
  }

  private int index() {
    int start = cursor.offset();
    while (Cursor.isDigit(cursor.peek())) {
      cursor.next();
    }
    String digits = cursor.since(start);
    if (digits.length() > MAX_INDEX_DIGITS || (digits.length() > 1 && digits.startsWith("0"))) {
      cursor.backTo(start);
      throw cursor.expected("an index without leading zeros, below 1,000,000");
    }
    return Integer.parseInt(digits);
  }

  private Claim claim(Selector selector) {
    if (cursor.accept("!=")) {
      return equality(false);
    }
    if (cursor.accept("=")) {
      return equality(true);
    }
    for (Operator operator : List.of(Operator.LE, Operator.LT, Operator.GE, Operator.GT)) {
      if (cursor.accept(operator.symbol())) {
        return comparison(operator);
      }
    }
    return keywords(selector);
  }

  private Claim keywords(Selector selector) {
    int start = cursor.offset();
    String first = cursor.keyword();
    int second = cursor.offset();
    if (first.equals("NOT")) {
      String last = cursor.keyword();
      if (last.equals("EXISTS")) {
        return new Claim.Absent();
      }
      cursor.backTo(second);
      throw cursor.expected("'EXISTS' after 'NOT'", capitals(last, "EXISTS"));
    }
    if (first.equals("IS")) {
      String last = cursor.keyword();
      return switch (last) {
        case "NULL" -> Claim.Is.NULL;
        case "TRUE" -> Claim.Is.TRUE;
        case "FALSE" -> Claim.Is.FALSE;
        default -> {
          cursor.backTo(second);
          throw cursor.expected(
              "'NULL', 'TRUE' or 'FALSE' after 'IS'", capitals(last, "NULL", "TRUE", "FALSE"));
        }
      };
    }
    cursor.backTo(start);
    cursor.skipSpace();
    String hint = hint(selector, first);
    throw hint.isEmpty()
        ? cursor.expected("a comparison, 'IS' or 'NOT EXISTS'")
        : cursor.expected("a comparison, 'IS' or 'NOT EXISTS'", hint);
  }

  private static String hint(Selector selector, String word) {
    String before = selector.text();
    boolean glued =
        switch (word) {
          case "EXISTS" -> before.endsWith("NOT") && !before.endsWith(".NOT");
          case "NULL", "TRUE", "FALSE" -> before.endsWith("IS") && !before.endsWith(".IS");
          default -> false;
        };
    if (glued) {
      return "a space is missing before '" + (word.equals("EXISTS") ? "NOT'" : "IS'");
    }
    return word.equals("EXISTS") ? "a field exists if it '= *'" : capitals(word, "NOT", "IS");
  }

  /** The hint for a keyword in small letters, and for no other word. */
  private static String capitals(String word, String... keywords) {
    String large = word.toUpperCase(Locale.ROOT);
    return !word.equals(large) && List.of(keywords).contains(large)
        ? "keywords are in capitals"
        : "";
  }

  private Claim comparison(Operator operator) {
    cursor.skipSpace();
    int start = cursor.offset();
    String word = word();
    BigDecimal number = Numbers.read(word);
    if (number == null) {
      cursor.backTo(start);
      throw cursor.expected("a number after '" + operator.symbol() + "'");
    }
    return new Claim.Numeric(operator, word, number);
  }

  private Claim equality(boolean equal) {
    cursor.skipSpace();
    return switch (cursor.peek()) {
      case '"' -> new Claim.Text(equal, new Glob(quoted()));
      case '%' -> new Claim.Matching(equal, Regex.read(cursor));
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
      return new Claim.Numeric(equal ? Operator.EQ : Operator.NE, word, number);
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
