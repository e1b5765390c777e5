package dev.alarmkeeper.pattern;

import dev.alarmkeeper.pattern.Claim.Absent;
import dev.alarmkeeper.pattern.Claim.Compare;
import dev.alarmkeeper.pattern.Claim.Is;
import dev.alarmkeeper.pattern.Claim.Operator;
import java.util.List;

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
  /**
   * Where a value can stand to the smaller and the larger of two numbers: below both, at the first,
   * between, at the second, above both.
   */
  private static final List<Place> PLACES =
      List.of(
          new Place(-1, -1), new Place(0, -1), new Place(1, -1), new Place(1, 0), new Place(1, 1));

  /** For a regular expression and an empty string. */
  private static final int ENOUGH = 1_000;

  private static final List<Place> PLACES_OF_ONE =
      List.of(new Place(-1, -1), new Place(0, 0), new Place(1, 1));

  /** The signs of a value's comparison with two numbers. */
  private record Place(int toSmaller, int toLarger) {}

  private Proofs() {}

  static boolean implies(Claim claim, Claim other) {
    if (!(claim instanceof Compare mine)
        || !(other instanceof Compare theirs)
        || !(theirs.literal() instanceof Glob wider)) {
      return false;
    }
    if (theirs.operator() == Operator.EQ && wider.isAnything()) {
      // An empty string may satisfy the one and not the other.
      return mine.operator() != Operator.NE && !mine.literal().isEqual("", true, new Work(ENOUGH));
    }
    if (!(mine.literal() instanceof Glob glob)) {
      return false;
    }
    if (mine.operator() == Operator.EQ) {
      return theirs.operator() == Operator.EQ ? glob.within(wider) : glob.disjoint(wider);
    }
    return theirs.operator() == Operator.NE && wider.within(glob);
  }

  static boolean excludes(Claim claim, Claim other) {
    if (claim instanceof Absent || other instanceof Absent) {
      return !claim.equals(other);
    }
    if (claim instanceof Is && other instanceof Is) {
      return !claim.equals(other);
    }
    return claim instanceof Compare mine
        && other instanceof Compare theirs
        && switch (theirs.literal()) {
          case Glob _ -> mine.literal() instanceof Glob && implies(mine, negated(theirs));
          case Decimal b -> mine.literal() instanceof Decimal a && excludes(mine, a, theirs, b);
          case Regex _ -> false;
        };
  }

  private static Compare negated(Compare claim) {
    return new Compare(
        claim.operator() == Operator.EQ ? Operator.NE : Operator.EQ, claim.literal());
  }

  private static boolean excludes(Compare mine, Decimal a, Compare theirs, Decimal b) {
    // As doubles, because a service may compute with them: what they tell apart is apart.
    int order = Double.compare(a.number().doubleValue(), b.number().doubleValue());
    if (order > 0) {
      return excludes(theirs, b, mine, a);
    }
    if (order == 0 && !a.text().equals(b.text())) {
      return false; // 1.10 is 1.1 to one reader and not to another
    }
    return (order == 0 ? PLACES_OF_ONE : PLACES)
        .stream()
            .noneMatch(
                it ->
                    mine.operator().accepts(it.toSmaller())
                        && theirs.operator().accepts(it.toLarger()));
  }
}
