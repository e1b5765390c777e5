package dev.alarmkeeper.pattern;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads a property selector:
 *
 * <pre>
 * selector  = "$" step { step }
 * step      = "." name | ".*" | [ "." ] "['" text "']" | "[" digits "]" | "[*]"
 * </pre>
 */
final class SelectorParser {
  private static final int MAX_INDEX_DIGITS = 6;

  private final Cursor cursor;

  SelectorParser(Cursor cursor) {
    this.cursor = cursor;
  }

  Selector selector() {
    if (cursor.peek() != '$') {
      throw cursor.expected("a selector that begins with '$', or '('");
    }
    cursor.next();
    List<Step> steps = new ArrayList<>();
    while (cursor.peek() == '.' || cursor.peek() == '[') {
      steps.add(step());
    }
    if (steps.isEmpty()) {
      throw cursor.expected("'.' and the name of a property");
    }
    return new Selector(steps);
  }

  private Step step() {
    if (cursor.peek() == '[') {
      return bracket(true);
    }
    cursor.next();
    if (cursor.peek() == '[') {
      return bracket(false);
    }
    if (cursor.peek() == '*') {
      cursor.next();
      return new Step.EveryName();
    }
    int start = cursor.offset();
    while (Cursor.isNameChar(cursor.peek())) {
      cursor.next();
    }
    if (cursor.offset() == start) {
      throw cursor.expected(
          "the name of a property", "letters, digits, '_' and '-'; others in ['...']");
    }
    return new Step.Name(cursor.since(start));
  }

  /** A name in quotes; an index too, but not after a dot. */
  private Step bracket(boolean indexAllowed) {
    cursor.next();
    char c = cursor.peek();
    Step step;
    if (c == '\'' || c == '"') {
      step = new Step.Name(quotedName());
    } else if (indexAllowed && c == '*') {
      cursor.next();
      step = new Step.EveryIndex();
    } else if (indexAllowed && Cursor.isDigit(c)) {
      step = new Step.Index(index());
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
}
