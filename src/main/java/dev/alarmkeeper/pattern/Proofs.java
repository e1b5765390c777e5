package dev.alarmkeeper.pattern;

import dev.alarmkeeper.pattern.Claim.Absent;
import dev.alarmkeeper.pattern.Claim.Is;
import dev.alarmkeeper.pattern.Claim.Matching;
import dev.alarmkeeper.pattern.Claim.Numeric;
import dev.alarmkeeper.pattern.Claim.Operator;
import dev.alarmkeeper.pattern.Claim.Text;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.stream.Stream;

/**
 * What one claim proves about another claim on the same value. This is the whole table:
 *
 * <table>
 * <caption>Implications</caption>
 * <tr><td>{@code = "x"}, {@code = %re%}, {@code < 5} ...</td><td>{@code = *}</td></tr>
 * <tr><td>{@code = "Root"}</td><td>{@code = "Ro*"}, {@code != "User"}, {@code != "Us*"}</td></tr>
 * <tr><td>{@code = "Root*"}</td><td>{@code = "Ro*"}, {@code != "User"}</td></tr>
 * <tr><td>{@code != "Ro*"}</td><td>{@code != "Root"}</td></tr>
 * </table>
 *
 * <p>Two strings exclude each other if one implies the negation of the other; two numbers if no
 * number satisfies both, however they are spelled; two different constants do; and {@code NOT
 * EXISTS} excludes everything else, because a missing field satisfies nothing else. Left out
 * because the guide does not settle them: anything between strings, numbers and constants, and
 * {@code != "x"} implying {@code = *} (a null could satisfy one alone).
 */
final class Proofs {
  private Proofs() {}

  static boolean implies(Claim claim, Claim other) {
    if (other instanceof Text text && text.equal() && text.glob().isAnything()) {
      return comparesPositively(claim);
    }
    return claim instanceof Text mine && other instanceof Text theirs && implies(mine, theirs);
  }

  static boolean excludes(Claim claim, Claim other) {
    if (claim instanceof Absent || other instanceof Absent) {
      return !(claim instanceof Absent && other instanceof Absent);
    }
    if (claim instanceof Is && other instanceof Is) {
      return !claim.equals(other);
    }
    if (claim instanceof Text mine && other instanceof Text theirs) {
      return implies(mine, new Text(!theirs.equal(), theirs.glob()));
    }
    return claim instanceof Numeric mine
        && other instanceof Numeric theirs
        && excludes(mine, theirs);
  }

  private static boolean comparesPositively(Claim claim) {
    return switch (claim) {
      case Text text -> text.equal() && !text.glob().body().isEmpty();
      case Matching matching -> matching.equal();
      case Numeric numeric -> numeric.operator() != Operator.NE;
      case Absent _, Is _ -> false;
    };
  }

  private static boolean implies(Text claim, Text other) {
    if (claim.equal()) {
      return other.equal()
          ? claim.glob().within(other.glob())
          : claim.glob().disjoint(other.glob());
    }
    return !other.equal() && other.glob().within(claim.glob());
  }

  /** Each comparison changes only at its own number: the numbers between and beside are enough. */
  private static boolean excludes(Numeric claim, Numeric other) {
    BigDecimal a = claim.number();
    BigDecimal b = other.number();
    if (!Numbers.isExact(a) || !Numbers.isExact(b)) {
      return false;
    }
    if (a.compareTo(b) == 0 && !claim.spelling().equals(other.spelling())) {
      return false; // 1.10 is 1.1 to one reader and not to another
    }
    BigDecimal middle = a.add(b).divide(BigDecimal.TWO, MathContext.UNLIMITED);
    return Stream.of(a, b, middle, a.min(b).subtract(BigDecimal.ONE), a.max(b).add(BigDecimal.ONE))
        .noneMatch(
            number ->
                claim.operator().accepts(number.compareTo(a))
                    && other.operator().accepts(number.compareTo(b)));
  }
}
