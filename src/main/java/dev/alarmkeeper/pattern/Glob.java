package dev.alarmkeeper.pattern;

/**
 * A string of a pattern, with an asterisk at its begin, at its end, at both, or nowhere. The guide
 * gives the asterisk a meaning only there: "Ev*ent will only match the actual string Ev*ent".
 *
 * @param text the canonical spelling
 * @param pattern what stands between the quotation marks
 * @param body the pattern without the asterisks that have a meaning
 * @param isCertain whether the guide leaves one reading only
 */
record Glob(String text, String pattern, String body, boolean isCertain) implements Claim.Literal {

  /** What stands in quotation marks. */
  static Glob quoted(String pattern) {
    String body = body(pattern);
    return new Glob('"' + pattern + '"', pattern, body, isCertain(pattern, body));
  }

  /** A word, which means the same as in quotation marks unless it could be a kind of number. */
  static Glob bare(String word) {
    Glob glob = quoted(word);
    return Decimal.isLikely(glob.body) ? new Glob(word, word, glob.body, false) : glob;
  }

  private static String body(String pattern) {
    if (pattern.equals("*")) {
      return "";
    }
    return pattern.substring(
        pattern.startsWith("*") ? 1 : 0, pattern.length() - (pattern.endsWith("*") ? 1 : 0));
  }

  /**
   * It does not say what an asterisk inside means since it stopped to mention it, nor what follows
   * a backslash, nor whether the string "5" is the number 5, nor whether an asterisk alone matches
   * an empty string. Beside a text it does: "AccessDenied*" is published to find AccessDenied.
   */
  private static boolean isCertain(String pattern, String body) {
    return pattern.equals("*")
        || (!body.isEmpty()
            && body.indexOf('*') < 0
            && body.indexOf('\\') < 0
            && !Decimal.isLikely(body));
  }

  boolean isAnything() {
    return pattern.equals("*");
  }

  private boolean openStart() {
    return pattern.startsWith("*");
  }

  private boolean openEnd() {
    return pattern.endsWith("*");
  }

  @Override
  public boolean isEqual(Object value, boolean may, Work work) {
    String found = value.toString();
    if (isCertain) {
      return matches(found);
    }
    if (!work.spend(pattern.length())) {
      return may;
    }
    return matches(found) || (may && mayMatch(found));
  }

  private boolean matches(String value) {
    if (openStart()) {
      return openEnd() ? value.contains(body) : value.endsWith(body);
    }
    return openEnd() ? value.startsWith(body) : value.equals(body);
  }

  /**
   * Whether some reader could find a match: one to whom an asterisk means any text wherever it
   * stands, a backslash something else than itself, or a number in quotes a number.
   */
  private boolean mayMatch(String value) {
    Decimal number = Decimal.read(pattern);
    return pattern.indexOf('\\') >= 0
        || (number != null && number.isEqual(value, true, new Work(0)))
        || (body.indexOf('*') >= 0 && matchesInPieces(value));
  }

  private boolean matchesInPieces(String value) {
    String[] pieces = pattern.split("\\*", -1);
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
    if (other.openStart() && other.openEnd()) {
      return body.contains(other.body);
    }
    if (other.openStart()) {
      return !openEnd() && body.endsWith(other.body);
    }
    if (other.openEnd()) {
      return !openStart() && body.startsWith(other.body);
    }
    return pattern.equals(other.pattern);
  }

  /** Whether certainly no value is matched by both. */
  boolean disjoint(Glob other) {
    if (!isCertain || !other.isCertain) {
      return false;
    }
    if (!openStart() && !openEnd()) {
      return !other.matches(pattern);
    }
    if (!other.openStart() && !other.openEnd()) {
      return !matches(other.pattern);
    }
    if (!openStart() && !other.openStart()) {
      return !body.startsWith(other.body) && !other.body.startsWith(body);
    }
    if (!openEnd() && !other.openEnd()) {
      return !body.endsWith(other.body) && !other.body.endsWith(body);
    }
    return false;
  }
}
