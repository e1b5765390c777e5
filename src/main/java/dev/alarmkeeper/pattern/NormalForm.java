package dev.alarmkeeper.pattern;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A pattern as a list of alternatives, of which none is stronger than another: its minimal
 * disjunctive normal form. Patterns have no negation, and so this form is unique: two patterns mean
 * the same, as far as independent atoms and the implications of {@link Proofs} go, if and only if
 * their alternatives are the same.
 */
final class NormalForm {
  /**
   * Steps before giving up: a millisecond or two, and enough for 500 alternatives. The largest
   * published pattern has 21; a hostile one could have 2^47.
   */
  private static final int MAX_WORK = 200_000;

  private static final Comparator<Bits> WEAKEST_FIRST = Comparator.comparingInt(Bits::count);

  private final Vocabulary vocabulary;
  private int work;
  private boolean overBudget;

  private NormalForm(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  /** The alternatives, none if the pattern never matches; empty if it takes too much work. */
  static Optional<List<Bits>> of(Expression expression, Vocabulary vocabulary) {
    NormalForm form = new NormalForm(vocabulary);
    List<Bits> alternatives = form.expand(expression);
    return form.overBudget ? Optional.empty() : Optional.of(alternatives);
  }

  private List<Bits> expand(Expression expression) {
    return switch (expression) {
      case Atom atom -> List.of(vocabulary.conjunction(atom));
      case Expression.Any(List<Expression> parts) -> {
        List<Bits> alternatives = new ArrayList<>();
        for (Expression part : parts) {
          alternatives.addAll(expand(part));
        }
        yield withoutStronger(alternatives);
      }
      case Expression.All(List<Expression> parts) -> {
        List<Bits> alternatives = List.of(Bits.none(vocabulary.size()));
        for (Expression part : parts) {
          alternatives = product(alternatives, expand(part));
        }
        yield alternatives;
      }
    };
  }

  private List<Bits> product(List<Bits> left, List<Bits> right) {
    List<Bits> product = new ArrayList<>();
    for (Bits l : left) {
      for (Bits r : right) {
        if (isOverBudget(1)) {
          return List.of();
        }
        Bits both = l.or(r);
        if (!vocabulary.isContradiction(both)) {
          product.add(both);
        }
      }
    }
    return withoutStronger(product);
  }

  /** Absorption: {@code a || a && b} is {@code a}. */
  private List<Bits> withoutStronger(List<Bits> alternatives) {
    alternatives.sort(WEAKEST_FIRST);
    List<Bits> kept = new ArrayList<>();
    for (Bits alternative : alternatives) {
      boolean stronger = false;
      for (int i = 0; i < kept.size() && !stronger; i++) {
        stronger = alternative.containsAll(kept.get(i));
      }
      if (isOverBudget(kept.size())) {
        return List.of();
      }
      if (!stronger) {
        kept.add(alternative);
      }
    }
    return kept;
  }

  private boolean isOverBudget(int steps) {
    work += steps;
    overBudget |= work > MAX_WORK;
    return overBudget;
  }
}
