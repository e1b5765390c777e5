package dev.alarmkeeper.pattern;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** What an atom says about the value that its selector finds. */
sealed interface Claim {
  /** The claim in its canonical spelling. */
  String text();

  /** Whether the claim is true of a value that was found; {@link Selector#NULL} for a null. */
  boolean holds(Object value);

  /** {@code NOT EXISTS}: there is no value. */
  record Absent() implements Claim {
    @Override
    public String text() {
      return "NOT EXISTS";
    }

    @Override
    public boolean holds(Object value) {
      return false;
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
    public boolean holds(Object found) {
      return value().equals(found);
    }
  }

  /** {@code = "text"} or {@code != "text"}, with or without asterisks. */
  record Text(boolean equal, Glob glob) implements Claim {
    @Override
    public String text() {
      return (equal ? "= \"" : "!= \"") + glob.text() + '"';
    }

    @Override
    public boolean holds(Object value) {
      String scalar = scalar(value);
      return scalar != null && glob.matches(scalar) == equal;
    }
  }

  /** {@code = %regex%} or {@code != %regex%}. */
  record Matching(boolean equal, Regex regex) implements Claim {
    @Override
    public String text() {
      return (equal ? "= %" : "!= %") + regex.text() + '%';
    }

    @Override
    public boolean holds(Object value) {
      String scalar = scalar(value);
      return scalar != null && regex.find(scalar) == equal;
    }
  }

  /** A comparison with a number. */
  record Numeric(Operator operator, BigDecimal number) implements Claim {
    @Override
    public String text() {
      String digits = Math.abs(number.scale()) < 20 ? number.toPlainString() : number.toString();
      return operator.symbol() + " " + digits;
    }

    @Override
    public boolean holds(Object value) {
      String scalar = scalar(value);
      BigDecimal found = scalar == null ? null : Numbers.read(scalar);
      return found != null && operator.accepts(found.compareTo(number));
    }
  }

  /** The text of a string or a number; nothing else can be compared. */
  private static @Nullable String scalar(Object value) {
    return value instanceof String || value instanceof Number ? value.toString() : null;
  }
}
