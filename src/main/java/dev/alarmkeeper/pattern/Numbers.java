package dev.alarmkeeper.pattern;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Numbers as the guide spells them: an integer or a decimal with an optional sign, and an optional
 * exponent: {@code 500}, {@code +1000}, {@code 55.5}, {@code 10e-3}.
 */
final class Numbers {
  /** More digits than this, and a service that computes with doubles may see two numbers as one. */
  private static final int EXACT_DIGITS = 15;

  private static final int EXACT_EXPONENT = 300;
  private static final int MAX_LENGTH = 400;

  private Numbers() {}

  /** The number that the whole text spells, without trailing zeros; null if it spells none. */
  static @Nullable BigDecimal read(String text) {
    int length = text.length();
    int i = sign(text, 0);
    int digits = digits(text, i);
    int end = i + digits;
    if (end < length && text.charAt(end) == '.') {
      int decimals = digits(text, end + 1);
      if (decimals == 0) {
        return null;
      }
      end += 1 + decimals;
    }
    if (digits == 0) {
      return null;
    }
    if (end < length && (text.charAt(end) == 'e' || text.charAt(end) == 'E')) {
      int start = sign(text, end + 1);
      int exponent = digits(text, start);
      // Three digits are enough for every double; more could make arithmetic expensive.
      if (exponent == 0 || exponent > 3) {
        return null;
      }
      end = start + exponent;
    }
    return end == length && length <= MAX_LENGTH ? new BigDecimal(text).stripTrailingZeros() : null;
  }

  /**
   * Whether some reader could take the text for a number, even if {@link #read} does not: {@code
   * .5}, {@code 5.}, {@code 1e9999}.
   */
  static boolean isLikely(String text) {
    boolean digit = false;
    int dots = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      digit |= Cursor.isDigit(c);
      dots += c == '.' ? 1 : 0;
      if (!Cursor.isDigit(c) && "+-.eE".indexOf(c) < 0) {
        return false;
      }
    }
    return digit && dots <= 1;
  }

  /** Whether the number means the same to a service that computes with doubles. */
  static boolean isExact(BigDecimal number) {
    return number.precision() <= EXACT_DIGITS && Math.abs(number.scale()) <= EXACT_EXPONENT;
  }

  private static int sign(String text, int i) {
    return i < text.length() && (text.charAt(i) == '+' || text.charAt(i) == '-') ? i + 1 : i;
  }

  private static int digits(String text, int from) {
    int i = from;
    while (i < text.length() && Cursor.isDigit(text.charAt(i))) {
      i++;
    }
    return i - from;
  }
}
