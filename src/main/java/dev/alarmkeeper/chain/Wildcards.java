package dev.alarmkeeper.chain;

/** The wildcards of IAM policies: {@code *} is any run of characters, {@code ?} is any one. */
final class Wildcards {
  private Wildcards() {}

  /** Whether the whole text is of the form; in time proportional to both lengths' product. */
  static boolean match(String form, String text) {
    int at = 0;
    int in = 0;
    int star = -1;
    int mark = 0;
    while (in < text.length()) {
      if (at < form.length() && form.charAt(at) == '*') {
        star = at++;
        mark = in;
      } else if (at < form.length()
          && (form.charAt(at) == '?' || form.charAt(at) == text.charAt(in))) {
        at++;
        in++;
      } else if (star >= 0) {
        at = star + 1;
        in = ++mark;
      } else {
        return false;
      }
    }
    while (at < form.length() && form.charAt(at) == '*') {
      at++;
    }
    return at == form.length();
  }
}
