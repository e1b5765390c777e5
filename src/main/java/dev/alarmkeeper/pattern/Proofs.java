package dev.alarmkeeper.pattern;

import dev.alarmkeeper.pattern.Claim.Absent;
import dev.alarmkeeper.pattern.Claim.Is;
import dev.alarmkeeper.pattern.Claim.Matching;
import dev.alarmkeeper.pattern.Claim.Numeric;
import dev.alarmkeeper.pattern.Claim.Text;

/**
 * What one claim proves about another claim on the same value. This is the whole table:
 *
 * <table>
 * <caption>Implications</caption>
 * <tr><td>{@code = "x"}, {@code = %re%}, {@code < 5} ...</td><td>{@code = *}</td></tr>
 * <tr><td>{@code = "Root"}</td><td>{@code = "Ro*"}, {@code != "User"}, {@code != "Us*"}</td></tr>
 * <tr><td>{@code = "Root*"}</td><td>{@code = "Ro*"}, {@code != "User"}</td></tr>
 * <tr><td>{@code != "Ro*"}</td><td>{@code != "Root"}</td></tr>
 * <tr><td>{@code = 5}, {@code < 5}</td><td>{@code <= 5}, {@code != 7}</td></tr>
 * </table>
 *
 * <p>Two claims exclude each other if one implies the negation of the other within its own kind;
 * two different constants do; and {@code NOT EXISTS} excludes everything else, because a missing
 * field satisfies nothing else. Left out because the guide does not settle them: anything between
 * strings, numbers and constants, and {@code != "x"} implying {@code = *} (a null could satisfy one
 * alone).
 */
final class Proofs {
  private Proofs() {}

  static boolean implies(Claim claim, Claim other) {
    if (other instanceof Text text && text.equal() && text.glob().isAnything()) {
      return comparesPositively(claim);
    }
    if (claim instanceof Text mine && other instanceof Text theirs) {
      return implies(mine, theirs);
    }
    if (claim instanceof Numeric mine && other instanceof Numeric theirs) {
      return implies(mine, theirs);
    }
    return false;
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
    if (claim instanceof Numeric mine && other instanceof Numeric theirs) {
      return implies(mine, new Numeric(theirs.operator().negated(), theirs.number()));
    }
    return false;
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

  private static boolean implies(Numeric claim, Numeric other) {
    if (!Numbers.isExact(claim.number()) || !Numbers.isExact(other.number())) {
      return false;
    }
    int sign = claim.number().compareTo(other.number());
    Operator wider = other.operator();
    return switch (claim.operator()) {
      case EQ -> wider.accepts(sign);
      case NE -> wider == Operator.NE && sign == 0;
      case LT -> isUpper(wider) && sign <= 0;
      case LE -> isUpper(wider) && (sign < 0 || (sign == 0 && wider == Operator.LE));
      case GT -> isLower(wider) && sign >= 0;
      case GE -> isLower(wider) && (sign > 0 || (sign == 0 && wider == Operator.GE));
    };
  }

  private static boolean isUpper(Operator operator) {
    return operator == Operator.LT || operator == Operator.LE || operator == Operator.NE;
  }

  private static boolean isLower(Operator operator) {
    return operator == Operator.GT || operator == Operator.GE || operator == Operator.NE;
  }
}
