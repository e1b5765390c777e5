package dev.alarmkeeper.pattern;

import java.math.BigDecimal;

/**
 * A string of a pattern, with an asterisk at its begin, at its end, at both, or nowhere. The guide
 * gives the asterisk a meaning only there: "Ev*ent will only match the actual string Ev*ent".
 */
record Glob(String text, String body, boolean isCertain) {
  Glob(String text) {
    this(text, body(text), isCertain(text, body(text)));
  }

  boolean isAnything() {
    return text.equals("*");
  }

  boolean openStart() {
    return text.startsWith("*");
  }

  boolean openEnd() {
    return text.endsWith("*");
  }

  /** The text without the asterisks that have a meaning. */
  private static String body(String text) {
    if (text.equals("*")) {
      return "";
    }
    return text.substring(
        text.startsWith("*") ? 1 : 0, text.length() - (text.endsWith("*") ? 1 : 0));
  }

  Truth truth(String value) {
    return matches(value) ? Truth.YES : mayMatch(value) ? Truth.MAYBE : Truth.NO;
  }

  boolean matches(String value) {
    if (openStart()) {
      return openEnd() ? value.contains(body) : value.endsWith(body);
    }
    return openEnd() ? value.startsWith(body) : value.equals(body);
  }

  /**
   * Whether some reader could find a match: one to whom an asterisk means any text wherever it
   * stands, a backslash something else than itself, or a number in quotes a number.
   */
  boolean mayMatch(String value) {
    if (matches(value) || isCertain) {
      return matches(value);
    }
    if (text.indexOf('\\') >= 0) {
      return true;
    }
    BigDecimal number = Numbers.read(text);
    BigDecimal found = number == null ? null : Numbers.read(value);
    if (number != null && found != null && number.compareTo(found) == 0) {
      return true;
    }
    return body().indexOf('*') >= 0 && matchesInPieces(value);
  }

  private boolean matchesInPieces(String value) {
    String[] pieces = text.split("\\*", -1);
    int at = pieces[0].length();
    if (!value.startsWith(pieces[0])) {
      return false;
    }
    for (int i = 1; i < pieces.length - 1; i++) {
      int found = value.indexOf(pieces[i], at);
      if (found < 0) {
        return false;
      }
      at = found + pieces[i].length();
    }
    String last = pieces[pieces.length - 1];
    return value.length() - last.length() >= at && value.endsWith(last);
  }

  /** Whether every value that this one matches certainly is matched by the other. */
  boolean within(Glob other) {
    if (!isCertain || !other.isCertain) {
      return false;
    }
    if (other.isAnything()) {
      return true;
    }
    String mine = body();
    String wider = other.body();
    if (other.openStart() && other.openEnd()) {
      return mine.contains(wider);
    }
    if (other.openStart()) {
      return !openEnd() && mine.endsWith(wider);
    }
    if (other.openEnd()) {
      return !openStart() && mine.startsWith(wider);
    }
    return text.equals(other.text);
  }

  /** Whether certainly no value is matched by both. */
  boolean disjoint(Glob other) {
    if (!isCertain || !other.isCertain) {
      return false;
    }
    if (!openStart() && !openEnd()) {
      return !other.matches(text);
    }
    if (!other.openStart() && !other.openEnd()) {
      return !matches(other.text);
    }
    String mine = body();
    String theirs = other.body();
    if (!openStart() && !other.openStart()) {
      return !mine.startsWith(theirs) && !theirs.startsWith(mine);
    }
    if (!openEnd() && !other.openEnd()) {
      return !mine.endsWith(theirs) && !theirs.endsWith(mine);
    }
    return false;
  }

  /**
   * Whether the guide leaves one reading only. It does not say what an asterisk inside means since
   * it stopped to mention it, nor what follows a backslash, nor whether the string "5" is the
   * number 5, nor whether an asterisk alone matches an empty string. Beside a text it does:
   * "AccessDenied*" is published to find AccessDenied.
   */
  private static boolean isCertain(String text, String body) {
    return text.equals("*")
        || (!body.isEmpty()
            && body.indexOf('*') < 0
            && body.indexOf('\\') < 0
            && !Numbers.isLikely(body));
  }
}
