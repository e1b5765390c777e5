package dev.alarmkeeper.pattern;

import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Numbers as the guide spells them: an integer or a decimal with an optional sign, and an optional
 * exponent: {@code 500}, {@code +1000}, {@code 55.5}, {@code 10e-3}.
 */
final class Numbers {
  // Three digits of an exponent are enough for every double; more could make arithmetic expensive.
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?[0-9]++(\\.[0-9]++)?([eE][+-]?[0-9]{1,3})?");
  private static final Pattern LIKELY = Pattern.compile("[+\\-.eE]*[0-9][+\\-.eE0-9]*");

  /** More digits than this, and a service that computes with doubles may see two numbers as one. */
  private static final int EXACT_DIGITS = 15;

  private static final int EXACT_EXPONENT = 300;
  private static final int MAX_LENGTH = 400;

  private Numbers() {}

  /** The number that the whole text spells; null if it spells none. */
  static @Nullable BigDecimal read(String text) {
    return !text.isEmpty()
            && text.charAt(text.length() - 1) <= '9' // most values are words
            && text.length() <= MAX_LENGTH
            && NUMBER.matcher(text).matches()
        ? new BigDecimal(text)
        : null;
  }

  /**
   * Whether some reader could take the text for a number, even if {@link #read} does not: {@code
   * .5}, {@code 5.}, {@code 1e9999}.
   */
  static boolean isLikely(String text) {
    return LIKELY.matcher(text).matches() && text.indexOf('.') == text.lastIndexOf('.');
  }

  /** Whether the number means the same to a service that computes with doubles. */
  static boolean isExact(BigDecimal number) {
    BigDecimal plain = number.stripTrailingZeros();
    return plain.precision() <= EXACT_DIGITS && Math.abs(plain.scale()) <= EXACT_EXPONENT;
  }
}
