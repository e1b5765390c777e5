package dev.alarmkeeper.pattern;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What an atom says about the value that its selector finds. */
sealed interface Claim {
  /** The claim in its canonical spelling. */
  String text();

  /**
   * Whether the claim is true of a value that was found; {@link Selector#NULL} for a null. Settled
   * are strings and numbers; a boolean or null satisfies only {@code IS}, an object or an array
   * nothing, but the guide does not rule out that some comparison holds.
   */
  Truth holds(Object value, Work work);

  /** {@code NOT EXISTS}: there is no value. */
  record Absent() implements Claim {
    @Override
    public String text() {
      return "NOT EXISTS";
    }

    @Override
    public Truth holds(Object value, Work work) {
      return Truth.NO;
    }
  }

  /** {@code IS NULL}, {@code IS TRUE}, {@code IS FALSE}. */
  enum Is implements Claim {
    NULL,
    TRUE,
    FALSE;

    /** The only value that satisfies the claim. */
    Object value() {
      return switch (this) {
        case NULL -> Selector.NULL;
        case TRUE -> true;
        case FALSE -> false;
      };
    }

    @Override
    public String text() {
      return "IS " + name();
    }

    @Override
    public Truth holds(Object found, Work work) {
      boolean spelled = found instanceof String text && name().equalsIgnoreCase(text);
      return value().equals(found)
          ? Truth.YES
          : spelled || found.equals(Example.ANYTHING) ? Truth.MAYBE : Truth.NO;
    }
  }

  /** {@code = "text"} or {@code != "text"}, with or without asterisks. */
  record Text(boolean equal, Glob glob) implements Claim {
    @Override
    public String text() {
      return (equal ? "= \"" : "!= \"") + glob.text() + '"';
    }

    @Override
    public Truth holds(Object value, Work work) {
      String scalar = scalar(value);
      if (!glob.isCertain() && !work.spend(glob.text().length())) {
        return Truth.MAYBE; // all its readings are looked at
      }
      return scalar == null
          ? unsettled(value, equal, glob::mayMatch)
          : signed(glob.truth(scalar), equal);
    }
  }

  /** {@code = %regex%} or {@code != %regex%}. */
  record Matching(boolean equal, Regex regex) implements Claim {
    @Override
    public String text() {
      return (equal ? "= %" : "!= %") + regex.text() + '%';
    }

    @Override
    public Truth holds(Object value, Work work) {
      String scalar = scalar(value);
      return scalar == null
          ? unsettled(value, equal, text -> regex.find(text, work) != Truth.NO)
          : signed(regex.find(scalar, work), equal);
    }
  }

  /** A comparison with a number, which is kept as it is spelled: 1.10 may or may not be 1.1. */
  record Numeric(Operator operator, String spelling, BigDecimal number) implements Claim {
    @Override
    public String text() {
      return operator.symbol() + " " + spelling;
    }

    @Override
    public Truth holds(Object value, Work work) {
      String scalar = scalar(value);
      if (scalar == null) {
        return unsettled(value, operator != Operator.NE, text -> false);
      }
      BigDecimal found = Numbers.read(scalar);
      if (operator != Operator.EQ && operator != Operator.NE) {
        return Truth.of(found != null && operator.accepts(found.compareTo(number)));
      }
      if (found == null) {
        return operator == Operator.EQ ? Truth.NO : Truth.MAYBE;
      }
      return signed(equals(value, scalar, found), operator == Operator.EQ);
    }

    /** A number equals by value; a string by its spelling, and perhaps by value. */
    private Truth equals(Object value, String scalar, BigDecimal found) {
      boolean sameValue =
          found.compareTo(number) == 0 || found.doubleValue() == number.doubleValue();
      boolean same =
          value instanceof String ? scalar.equals(spelling) : found.compareTo(number) == 0;
      return same ? Truth.YES : sameValue ? Truth.MAYBE : Truth.NO;
    }
  }

  /** A comparison of two numbers. */
  enum Operator {
    EQ("="),
    NE("!="),
    LT("<"),
    LE("<="),
    GT(">"),
    GE(">=");

    private final String symbol;

    Operator(String symbol) {
      this.symbol = symbol;
    }

    String symbol() {
      return symbol;
    }

    /** Whether a value fits whose comparison with the pattern's number has this sign. */
    boolean accepts(int sign) {
      return switch (this) {
        case EQ -> sign == 0;
        case NE -> sign != 0;
        case LT -> sign < 0;
        case LE -> sign <= 0;
        case GT -> sign > 0;
        case GE -> sign >= 0;
      };
    }
  }

  private static Truth signed(Truth equals, boolean equal) {
    return equal ? equals : equals.negated();
  }

  /** What nothing but {@code IS} is known to be true of. */
  private static Truth unsettled(Object value, boolean equal, Predicate<String> mayEqual) {
    boolean may =
        !equal
            || value.equals(Example.ANYTHING)
            || mayEqual.test(
                switch (value) {
                  case Map<?, ?> _, List<?> _ -> "";
                  default -> value.equals(Selector.NULL) ? "null" : value.toString();
                });
    return may ? Truth.MAYBE : Truth.NO;
  }

  /** The text of a string or a number; nothing else is known to be comparable. */
  private static @Nullable String scalar(Object value) {
    return value instanceof String || value instanceof Number ? value.toString() : null;
  }
}
