package dev.alarmkeeper.pattern;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A place in the text of a pattern, and the ways to step over what stands there. */
final class Cursor {
  /**
   * What {@link #peek} gives behind the last character; no pattern contains it as a meaningful one.
   */
  static final char END = '\0';

  private static final Pattern HTML = Pattern.compile("&(?:[a-z]{2,4}|#x?[0-9A-Fa-f]{2,4});");
  private static final Pattern ESCAPED_QUOTE = Pattern.compile("\\\\\"");

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

  void skipSpace() {
    while (" \t\n\r".indexOf(peek()) >= 0) {
      offset++;
    }
  }

  /** Steps over the token if it stands here. */
  boolean take(String token) {
    boolean here = text.startsWith(token, offset);
    offset += here ? token.length() : 0;
    return here;
  }

  /** Steps over the token if it stands here, after white space. */
  boolean accept(String token) {
    skipSpace();
    return take(token);
  }

  /** Steps over what the expression matches here; empty if it matches nothing. */
  String take(Pattern token) {
    Matcher matcher = at(token);
    if (!matcher.lookingAt()) {
      return "";
    }
    offset = matcher.end();
    return matcher.group();
  }

  boolean isAt(Pattern token) {
    return at(token).lookingAt();
  }

  private Matcher at(Pattern token) {
    return token.matcher(text).region(offset, text.length());
  }

  String since(int start) {
    return text.substring(start, offset);
  }

  void backTo(int start) {
    offset = start;
  }

  PatternException expected(String what) {
    return expected(what, "");
  }

  /** Where there is no hint, one for what machines make of a pattern on its way. */
  PatternException expected(String what, String hint) {
    String likely = hint;
    if (hint.isEmpty() && isAt(HTML)) {
      likely = "this is how HTML spells another character";
    } else if (hint.isEmpty() && isAt(ESCAPED_QUOTE)) {
      likely = "the backslash of a shell or of JSON still stands before the quote";
    }
    return new PatternException(text, offset, what, likely);
  }
}
