package dev.alarmkeeper.pattern;

import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A number as the guide spells it: an integer or a decimal with an optional sign, and an optional
 * exponent: {@code 500}, {@code +1000}, {@code 55.5}, {@code 10e-3}. It is kept as it is spelled:
 * 1.10 may or may not be 1.1.
 */
record Decimal(String text, BigDecimal number) implements Claim.Literal {
  // Three digits of an exponent are enough for every double; more could make arithmetic expensive.
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?[0-9]++(\\.[0-9]++)?([eE][+-]?[0-9]{1,3})?");
  private static final Pattern LIKELY = Pattern.compile("[+\\-.eE]*[0-9][+\\-.eE0-9]*");
  private static final int MAX_LENGTH = 400;

  /** The number that the whole text spells; null if it spells none. */
  static @Nullable Decimal read(String text) {
    return !text.isEmpty()
            && text.charAt(text.length() - 1) <= '9' // most values are words
            && text.length() <= MAX_LENGTH
            && NUMBER.matcher(text).matches()
        ? new Decimal(text, new BigDecimal(text))
        : null;
  }

  /**
   * Whether some reader could take the text for a number, even if {@link #read} does not: {@code
   * .5}, {@code 5.}, {@code 1e9999}.
   */
  static boolean isLikely(String text) {
    return LIKELY.matcher(text).matches() && text.indexOf('.') == text.lastIndexOf('.');
  }

  static boolean isNumber(Object value) {
    return read(value.toString()) != null;
  }

  /** A number equals by value; a string by its spelling, and perhaps by value. */
  @Override
  public boolean isEqual(Object value, boolean may, Work work) {
    Decimal found = read(value.toString());
    if (found == null) {
      return false;
    }
    boolean sameValue = found.number.compareTo(number) == 0;
    return value instanceof String
        ? found.text.equals(text) || (may && (sameValue || isSameDouble(found)))
        : sameValue || (may && isSameDouble(found));
  }

  private boolean isSameDouble(Decimal other) {
    return number.doubleValue() == other.number.doubleValue();
  }

  /** Whether a value is so ordered to this number. */
  boolean holds(Claim.Operator operator, Object value) {
    Decimal found = read(value.toString());
    return found != null && operator.accepts(found.number.compareTo(number));
  }
}
