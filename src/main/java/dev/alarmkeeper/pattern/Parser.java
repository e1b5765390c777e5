package dev.alarmkeeper.pattern;

import dev.alarmkeeper.pattern.Claim.Compare;
import dev.alarmkeeper.pattern.Claim.Literal;
import dev.alarmkeeper.pattern.Claim.Operator;
import dev.alarmkeeper.pattern.Expression.Atom;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

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

  /** No more could be closed again in the longest pattern; it keeps the stack from overflowing. */
  private static final int MAX_DEPTH = FilterPattern.MAX_LENGTH / 2;

  /** What the guide allows in the name of a property. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+");

  // The guide says neither how to escape a quote nor that an asterisk in a name is only a letter.
  private static final Pattern QUOTED_NAME =
      Pattern.compile("'[^'\\\\*]+'(?=\\])|\"[^\"\\\\*]+\"(?=\\])");
  private static final Pattern INDEX = Pattern.compile("(?:0|[1-9][0-9]{0,5})(?=\\])");

  /**
   * A string without quotes. Dots, asterisks and signs are needed for {@code kms.amazonaws.com},
   * {@code 123.123.*} and {@code -5}, which are published so.
   */
  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_.*+-]+");

  private static final Pattern TEXT = Pattern.compile("[^\"\\\\]+|\\\\(?!\")");

  private static final String WORD_END = "(?![A-Za-z0-9_.*+-])";
  private static final String KEYWORDS =
      "(?:NOT[ \t\n\r]+EXISTS|IS[ \t\n\r]+(?:NULL|TRUE|FALSE))" + WORD_END;
  private static final Pattern LARGE = Pattern.compile(KEYWORDS);
  private static final Pattern SMALL = Pattern.compile("(?i)" + KEYWORDS);
  private static final Pattern EXISTS = Pattern.compile("EXISTS" + WORD_END);
  private static final Pattern CONSTANT = Pattern.compile("(?i)(?:NULL|TRUE|FALSE)" + WORD_END);

  private final Cursor cursor;
  private long wildcards;
  private int regexes;
  private int depth;

  Parser(Cursor cursor) {
    this.cursor = cursor;
  }

  static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  Expression pattern() {
    cursor.accept("{");
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
      Selector selector = selector();
      return new Atom(selector, claim(selector));
    }
    if (++depth > MAX_DEPTH) {
      throw cursor.expected("fewer '(', each of which needs a ')'");
    }
    Expression inner = any();
    if (!cursor.accept(")")) {
      throw cursor.expected("'&&', '||' or ')'");
    }
    depth--;
    return inner;
  }

  private Selector selector() {
    int start = cursor.offset();
    if (!cursor.take("$")) {
      throw cursor.expected("a selector that begins with '$', or '('");
    }
    List<Selector.Step> steps = new ArrayList<>();
    while (cursor.peek() == '.' || cursor.peek() == '[') {
      steps.add(step());
    }
    if (steps.isEmpty()) {
      throw cursor.expected("'.' and the name of a property");
    }
    Selector selector = new Selector(steps);
    wildcards += selector.wildcards();
    if (selector.wildcards() > 1 || wildcards > MAX_WILDCARDS) {
      cursor.backTo(start);
      throw cursor.expected("at most one wildcard a selector and three a pattern");
    }
    return selector;
  }

  private Selector.Step step() {
    boolean dot = cursor.take(".");
    if (cursor.take("[")) {
      return bracket(dot);
    }
    if (cursor.take("*")) {
      return Selector.Every.NAME;
    }
    String name = cursor.take(NAME);
    if (name.isEmpty()) {
      throw cursor.expected(
          "the name of a property", "letters, digits, '_' and '-'; others in ['...']");
    }
    return new Selector.Name(name);
  }

  /** A name in quotes; an index too, but not after a dot. */
  private Selector.Step bracket(boolean afterDot) {
    String name = cursor.take(QUOTED_NAME);
    String index = afterDot ? "" : cursor.take(INDEX);
    boolean every = !afterDot && name.isEmpty() && index.isEmpty() && cursor.take("*");
    if ((name.isEmpty() && index.isEmpty() && !every) || !cursor.take("]")) {
      throw cursor.expected(
          "a name in quotes without '\\' and '*'"
              + (afterDot ? "" : ", '*' or an index below 1,000,000 without leading zeros")
              + ", and ']'");
    }
    if (every) {
      return Selector.Every.INDEX;
    }
    return name.isEmpty()
        ? new Selector.Index(Integer.parseInt(index))
        : new Selector.Name(name.substring(1, name.length() - 1));
  }

  private Claim claim(Selector selector) {
    for (Operator operator : Operator.values()) {
      if (cursor.accept(operator.symbol())) {
        cursor.skipSpace();
        return new Compare(operator, operator.isOrder() ? number(operator) : literal());
      }
    }
    String keywords = cursor.take(LARGE);
    if (keywords.isEmpty()) {
      throw cursor.expected(
          "a comparison, 'NOT EXISTS', 'IS NULL', 'IS TRUE' or 'IS FALSE'", hint(selector.text()));
    }
    return keywords.startsWith("NOT")
        ? new Claim.Absent()
        : Claim.Is.valueOf(keywords.substring("IS".length()).strip());
  }

  private String hint(String selector) {
    if (cursor.isAt(SMALL)) {
      return "keywords are in capitals";
    }
    if (cursor.isAt(EXISTS)) {
      return selector.matches(".*[A-Za-z0-9_-]NOT")
          ? "a space is missing before 'NOT'"
          : "a field exists if it '= *'";
    }
    return cursor.isAt(CONSTANT) && selector.matches(".*[A-Za-z0-9_-]IS")
        ? "a space is missing before 'IS'"
        : "";
  }

  private Decimal number(Operator operator) {
    int start = cursor.offset();
    Decimal number = Decimal.read(cursor.take(WORD));
    if (number == null) {
      cursor.backTo(start);
      throw cursor.expected("a number after '" + operator.symbol() + "'");
    }
    return number;
  }

  private Literal literal() {
    return switch (cursor.peek()) {
      case '"' -> Glob.quoted(quoted());
      case '%' -> regex();
      case '\'' ->
          throw cursor.expected(
              "a string in double quotes", "CloudWatch Logs does not take single quotes here");
      default -> bare();
    };
  }

  /** The guide does not say whether {@code \"} ends a string, so no string contains it. */
  private String quoted() {
    cursor.take("\"");
    int start = cursor.offset();
    while (!cursor.take(TEXT).isEmpty()) {}
    String text = cursor.since(start);
    if (cursor.take("\\")) {
      throw cursor.expected(
          "no '\"' after '\\'", "it is not documented whether it ends the string");
    }
    if (!cursor.take("\"")) {
      throw cursor.expected("'\"' at the end of the string");
    }
    return text;
  }

  private Regex regex() {
    if (++regexes > MAX_REGEXES) {
      throw cursor.expected("at most two regular expressions");
    }
    return Regex.read(cursor);
  }

  private Literal bare() {
    int start = cursor.offset();
    boolean constant = cursor.isAt(CONSTANT);
    String word = cursor.take(WORD);
    if (word.isEmpty()) {
      throw cursor.expected("a string, a number or %a regular expression%");
    }
    Decimal number = Decimal.read(word);
    if (number != null) {
      return number;
    }
    if (constant || Decimal.isLikely(word)) {
      cursor.backTo(start);
      throw cursor.expected(
          "a string in double quotes, " + (constant ? "or 'IS'" : "or a number"),
          "without quotes it could be either");
    }
    return Glob.bare(word);
  }
}
