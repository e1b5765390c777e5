package dev.alarmkeeper.pattern;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads the JSON form by recursive descent:
 *
 * <pre>
 * pattern   = "{" any "}"
 * any       = all { "||" all }
 * all       = primary { "&amp;&amp;" primary }
 * primary   = "(" any ")" | selector claim
 * </pre>
 */
final class Parser {
  private static final int MAX_WILDCARDS = 3;
  private static final int MAX_REGEXES = 2;

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
    Selector selector = new SelectorParser(cursor).selector();
    wildcards += selector.wildcards();
    if (selector.wildcards() > 1 || wildcards > MAX_WILDCARDS) {
      cursor.backTo(start);
      throw cursor.expected("at most one wildcard a selector and three a pattern");
    }
    cursor.skipSpace();
    start = cursor.offset();
    Claim claim = new ClaimParser(cursor).claim();
    if (claim instanceof Claim.Matching && ++regexes > MAX_REGEXES) {
      cursor.backTo(start);
      throw cursor.expected("at most two regular expressions");
    }
    return new Atom(selector, claim);
  }
}
