package dev.alarmkeeper.text;

/** Commands for people to paste: what somebody else named must not become a command of its own. */
public final class Shell {
  private Shell() {}

  /** The text as one word of a POSIX shell, whatever is in it. */
  public static String word(String text) {
    return text.matches("[A-Za-z0-9_./:@=-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
