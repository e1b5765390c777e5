package dev.alarmkeeper.pattern;

import dev.alarmkeeper.pattern.Regex.Cell;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a regular expression between percent signs. Allowed are letters, digits, some symbols, the
 * operators {@code ^ $ ? [ ] { } | \ * + .} and the escapes {@code \d \D \s \S \w \W \xhh}; groups
 * are not.
 */
final class RegexParser {
  /** Repetitions are written out, so that {@code a{999}} counts 999. */
  private static final int MAX_CELLS = 512;

  private final Cursor cursor;
  private int cells;

  RegexParser(Cursor cursor) {
    this.cursor = cursor;
  }

  Regex regex() {
    cursor.next();
    int start = cursor.offset();
    List<List<Cell>> alternatives = new ArrayList<>();
    do {
      alternatives.add(sequence());
    } while (cursor.next() == '|');
    String text = cursor.since(start);
    return new Regex(text.substring(0, text.length() - 1), alternatives);
  }

  private List<Cell> sequence() {
    List<Cell> sequence = new ArrayList<>();
    while (cursor.peek() != '|' && cursor.peek() != '%') {
      piece(sequence);
      if (sequence.size() + cells > MAX_CELLS) {
        throw cursor.expected("at most 512 positions");
      }
    }
    if (sequence.isEmpty()) {
      throw cursor.expected("a regular expression");
    }
    cells += sequence.size();
    return sequence;
  }

  private void piece(List<Cell> sequence) {
    char c = cursor.peek();
    if (c == '^') {
      cursor.next();
      sequence.add(Regex.Anchor.START);
    } else if (c == '$') {
      cursor.next();
      sequence.add(Regex.Anchor.END);
    } else {
      repeat(new CharsParser(cursor).chars(), sequence);
    }
  }

  private void repeat(Chars chars, List<Cell> sequence) {
    switch (cursor.peek()) {
      case '?' -> {
        cursor.next();
        sequence.add(new Regex.One(chars, true, false));
      }
      case '*' -> {
        cursor.next();
        sequence.add(new Regex.One(chars, true, true));
      }
      case '+' -> {
        cursor.next();
        sequence.add(new Regex.One(chars, false, false));
        sequence.add(new Regex.One(chars, true, true));
      }
      case '{' -> counted(chars, sequence);
      default -> sequence.add(new Regex.One(chars, false, false));
    }
  }

  private void counted(Chars chars, List<Cell> sequence) {
    cursor.next();
    int least = count();
    for (int i = 0; i < least; i++) {
      sequence.add(new Regex.One(chars, false, false));
    }
    if (cursor.peek() == ',') {
      cursor.next();
      if (cursor.peek() == '}') {
        sequence.add(new Regex.One(chars, true, true));
      } else {
        int most = count();
        for (int i = least; i < most; i++) {
          sequence.add(new Regex.One(chars, true, false));
        }
        if (most < least) {
          throw cursor.expected("a count that is not below the first one, before this");
        }
      }
    }
    if (cursor.peek() != '}') {
      throw cursor.expected("'}' after the count");
    }
    cursor.next();
  }

  private int count() {
    int start = cursor.offset();
    while (Cursor.isDigit(cursor.peek())) {
      cursor.next();
    }
    String digits = cursor.since(start);
    if (digits.isEmpty() || digits.length() > 3) {
      cursor.backTo(start);
      throw cursor.expected("a count of at most three digits");
    }
    return Integer.parseInt(digits);
  }
}
