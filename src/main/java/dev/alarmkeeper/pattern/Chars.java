package dev.alarmkeeper.pattern;

/** A set of characters: any of ASCII, one bit each, and all or none of the others. */
record Chars(long low, long high, boolean others) {
  static final Chars NONE = new Chars(0, 0, false);
  static final Chars DIGIT = range('0', '9');
  static final Chars WORD = DIGIT.or(range('a', 'z')).or(range('A', 'Z')).or(range('_', '_'));
  static final Chars SPACE = range('\t', '\r').or(range(' ', ' '));
  static final Chars ANY = range('\n', '\n').not();

  /** The ASCII characters from the first to the last one. */
  static Chars range(char first, char last) {
    long low = 0;
    long high = 0;
    for (char c = first; c <= last; c++) {
      if (c < 64) {
        low |= 1L << c;
      } else {
        high |= 1L << (c - 64);
      }
    }
    return new Chars(low, high, false);
  }

  Chars or(Chars more) {
    return new Chars(low | more.low, high | more.high, others || more.others);
  }

  Chars not() {
    return new Chars(~low, ~high, !others);
  }

  boolean contain(char c) {
    if (c >= 128) {
      return others;
    }
    return ((c < 64 ? low >>> c : high >>> (c - 64)) & 1) != 0;
  }

  /** A printable member if there is one. */
  char sample() {
    for (char c = '~'; c >= ' '; c--) {
      if (contain(c)) {
        return c;
      }
    }
    return '?';
  }
}
