package dev.alarmkeeper.pattern;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What an atom says about the value that its selector finds. */
sealed interface Claim {
  /** The claim in its canonical spelling. */
  String text();

  /**
   * Whether the claim is true of a value that was found; {@link Selector#NULL} for a null. Settled
   * are strings and numbers; a boolean or null satisfies only {@code IS}, an object or an array
   * nothing, but the guide does not rule out that some comparison holds.
   *
   * @param may as in {@link Expression#matches}
   */
  boolean holds(Object value, boolean may, Work work);

  /** {@code NOT EXISTS}: there is no value. */
  record Absent() implements Claim {
    @Override
    public String text() {
      return "NOT EXISTS";
    }

    @Override
    public boolean holds(Object value, boolean may, Work work) {
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

    /** As JSON spells it. */
    String json() {
      return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String text() {
      return "IS " + name();
    }

    @Override
    public boolean holds(Object found, boolean may, Work work) {
      return value().equals(found)
          || (may
              && (found.equals(Example.ANYTHING)
                  || (found instanceof String string && json().equalsIgnoreCase(string))));
    }
  }

  /** A comparison: {@code = "text"}, {@code != %regex%}, {@code >= 5}. */
  record Compare(Operator operator, Literal literal) implements Claim {
    @Override
    public String text() {
      return operator.symbol() + " " + literal.text();
    }

    @Override
    public boolean holds(Object value, boolean may, Work work) {
      if (!(value instanceof String) && !(value instanceof Number)) {
        return may && mayHold(value, work);
      }
      return switch (operator) {
        case EQ -> literal.isEqual(value, may, work);
        case NE ->
            (literal instanceof Decimal && !Decimal.isNumber(value))
                ? may
                : !literal.isEqual(value, !may, work);
        case LT, LE, GT, GE -> literal instanceof Decimal number && number.holds(operator, value);
      };
    }

    /** Nothing but {@code IS} is known to be true of a null, a boolean, an object or an array. */
    private boolean mayHold(Object value, Work work) {
      String text =
          switch (value) {
            case Map<?, ?> _, List<?> _ -> "";
            default -> value.equals(Selector.NULL) ? "null" : value.toString();
          };
      return operator == Operator.NE
          || value.equals(Example.ANYTHING)
          || (operator == Operator.EQ && literal.isEqual(text, true, work));
    }
  }

  /** What a comparison is made with. */
  sealed interface Literal permits Glob, Regex, Decimal {
    /** The literal in its canonical spelling. */
    String text();

    /**
     * Whether a string or a number equals it.
     *
     * @param may as in {@link Expression#matches}
     */
    boolean isEqual(Object value, boolean may, Work work);
  }

  /** Comparison operators, none before one that begins with it. */
  enum Operator {
    NE("!="),
    LE("<="),
    GE(">="),
    EQ("="),
    LT("<"),
    GT(">");

    private final String symbol;

    Operator(String symbol) {
      this.symbol = symbol;
    }

    String symbol() {
      return symbol;
    }

    boolean isOrder() {
      return this != EQ && this != NE;
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
}
