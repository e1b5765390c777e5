package dev.alarmkeeper.pattern;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A place in the text of a pattern, and the ways to step over what stands there. */
final class Cursor {
  /**
   * What {@link #peek} gives behind the last character; no pattern contains it as a meaningful one.
   */
  static final char END = '\0';

  private static final List<String> HTML = List.of("&amp;", "&lt;", "&gt;", "&quot;", "&#");

  private final String text;
  private int offset;

  Cursor(String text) {
    this.text = text;
  }

  int offset() {
    return offset;
  }

  char peek() {
    return offset < text.length() ? text.charAt(offset) : END;
  }

  boolean atEnd() {
    return offset >= text.length();
  }

  char next() {
    char c = peek();
    offset++;
    return c;
  }

  void skipSpace() {
    while (peek() == ' ' || peek() == '\t' || peek() == '\n' || peek() == '\r') {
      offset++;
    }
  }

  /** Steps over the token if it stands here, after white space. */
  boolean accept(String token) {
    skipSpace();
    if (!text.startsWith(token, offset)) {
      return false;
    }
    offset += token.length();
    return true;
  }

  /** Steps over what the expression matches here. */
  boolean accept(Pattern token) {
    Matcher matcher = token.matcher(text).region(offset, text.length());
    if (!matcher.lookingAt()) {
      return false;
    }
    offset = matcher.end();
    return true;
  }

  /** Steps over the token, which must stand here after white space. */
  void expect(String token) {
    if (!accept(token)) {
      throw expected("'" + token + "'");
    }
  }

  /** Steps over a word, after white space; empty if there is none. */
  String keyword() {
    skipSpace();
    int start = offset;
    while (isNameChar(peek())) {
      offset++;
    }
    return text.substring(start, offset);
  }

  String since(int start) {
    return text.substring(start, offset);
  }

  void backTo(int start) {
    offset = start;
  }

  PatternException expected(String what) {
    boolean html = HTML.stream().anyMatch(it -> text.startsWith(it, offset));
    return expected(what, html ? "this is how HTML spells another character" : "");
  }

  PatternException expected(String what, String hint) {
    return new PatternException(text, offset, what, hint);
  }

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** ASCII letters, digits and underscore: what the guide allows in a string without quotes. */
  static boolean isWordChar(char c) {
    return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  }

  /** What the guide allows in the name of a property. */
  static boolean isNameChar(char c) {
    return isWordChar(c) || c == '-';
  }
}
