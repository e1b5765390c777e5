package dev.alarmkeeper.pattern;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A pattern as a list of alternatives, of which none is stronger than another: its minimal
 * disjunctive normal form. Patterns have no negation, and so this form is unique: two patterns mean
 * the same, as far as independent atoms and the implications of {@link Proofs} go, if and only if
 * their alternatives prove each other.
 */
final class NormalForm {
  private static final Comparator<Alternative> WEAKEST_FIRST =
      Comparator.comparingInt(alternative -> alternative.proven().cardinality());

  /**
   * A conjunction.
   *
   * @param atoms the numbers of its atoms
   * @param proven these and whatever they prove
   */
  record Alternative(BitSet atoms, BitSet proven) {}

  private final List<Atom> atoms = new ArrayList<>();
  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<BitSet> proven = new ArrayList<>();
  private final List<BitSet> excluded = new ArrayList<>();
  private final List<Alternative> alternatives;

  private NormalForm(Expression expression, Work work) {
    collect(expression);
    relate(work);
    this.alternatives = expand(expression, work);
  }

  /** The normal form, empty if it takes more than this work. */
  static Optional<NormalForm> of(Expression expression, Work work) {
    NormalForm form = new NormalForm(expression, work);
    return work.isSpent() ? Optional.empty() : Optional.of(form);
  }

  /** None if the pattern never matches. */
  List<Alternative> alternatives() {
    return alternatives;
  }

  List<Atom> atoms() {
    return atoms;
  }

  /** The atoms of an alternative without those that others of them prove. */
  List<Atom> atoms(Alternative alternative) {
    List<Atom> essence = new ArrayList<>();
    alternative.atoms().stream()
        .filter(
            i ->
                alternative.atoms().stream()
                    .noneMatch(
                        j -> j != i && proven.get(j).get(i) && (j < i || !proven.get(i).get(j))))
        .forEach(i -> essence.add(atoms.get(i)));
    return essence;
  }

  /** What the atoms of this form prove of another form's. */
  List<BitSet> proofs(NormalForm other) {
    List<BitSet> proofs = new ArrayList<>();
    for (Atom atom : atoms) {
      BitSet proves = new BitSet();
      for (int i = 0; i < other.atoms.size(); i++) {
        if (atom.implies(other.atoms.get(i))) {
          proves.set(i);
        }
      }
      proofs.add(proves);
    }
    return proofs;
  }

  /** What an alternative proves of another form's atoms, with {@link #proofs} of this one. */
  static BitSet reach(Alternative alternative, List<BitSet> proofs) {
    BitSet reach = new BitSet();
    alternative.atoms().stream().forEach(i -> reach.or(proofs.get(i)));
    return reach;
  }

  private void collect(Expression expression) {
    switch (expression) {
      case Atom atom -> {
        if (numbers.putIfAbsent(atom.text(), atoms.size()) == null) {
          atoms.add(atom);
        }
      }
      case Expression.All(List<Expression> parts) -> parts.forEach(this::collect);
      case Expression.Any(List<Expression> parts) -> parts.forEach(this::collect);
    }
  }

  /** Only atoms about one selector have to do with each other. */
  private void relate(Work work) {
    Map<String, BitSet> bySelector = new LinkedHashMap<>();
    for (int i = 0; i < atoms.size(); i++) {
      bySelector.computeIfAbsent(atoms.get(i).selector().text(), _ -> new BitSet()).set(i);
    }
    for (int i = 0; i < atoms.size(); i++) {
      BitSet implied = new BitSet();
      BitSet impossible = new BitSet();
      BitSet related = bySelector.getOrDefault(atoms.get(i).selector().text(), new BitSet());
      if (!work.spend(related.cardinality())) {
        related = new BitSet();
      }
      for (int j = related.nextSetBit(0); j >= 0; j = related.nextSetBit(j + 1)) {
        implied.set(j, atoms.get(i).implies(atoms.get(j)));
        impossible.set(j, atoms.get(i).excludes(atoms.get(j)));
      }
      proven.add(implied);
      excluded.add(impossible);
    }
  }

  private List<Alternative> expand(Expression expression, Work work) {
    return switch (expression) {
      case Atom atom -> {
        int number = Objects.requireNonNull(numbers.get(atom.text()));
        BitSet only = new BitSet();
        only.set(number);
        yield List.of(new Alternative(only, proven.get(number)));
      }
      case Expression.Any(List<Expression> parts) -> {
        List<Alternative> all = new ArrayList<>();
        for (Expression part : parts) {
          all.addAll(expand(part, work));
        }
        yield withoutStronger(all, work);
      }
      case Expression.All(List<Expression> parts) -> {
        List<Alternative> all = List.of(new Alternative(new BitSet(), new BitSet()));
        for (Expression part : parts) {
          all = product(all, expand(part, work), work);
        }
        yield all;
      }
    };
  }

  private List<Alternative> product(List<Alternative> left, List<Alternative> right, Work work) {
    List<Alternative> product = new ArrayList<>();
    for (Alternative l : left) {
      for (Alternative r : right) {
        Alternative both = new Alternative(or(l.atoms(), r.atoms()), or(l.proven(), r.proven()));
        if (!work.spend(both.proven().cardinality())) {
          return List.of();
        }
        if (!isContradiction(both.proven())) {
          product.add(both);
        }
      }
    }
    return withoutStronger(product, work);
  }

  private static BitSet or(BitSet some, BitSet more) {
    BitSet union = (BitSet) some.clone();
    union.or(more);
    return union;
  }

  /** Whether certainly no event satisfies the conjunction. */
  private boolean isContradiction(BitSet conjunction) {
    for (int i = conjunction.nextSetBit(0); i >= 0; i = conjunction.nextSetBit(i + 1)) {
      if (conjunction.intersects(excluded.get(i))) {
        return true;
      }
    }
    return false;
  }

  /** Absorption: {@code a || a && b} is {@code a}. */
  private static List<Alternative> withoutStronger(List<Alternative> alternatives, Work work) {
    alternatives.sort(WEAKEST_FIRST);
    List<Alternative> kept = new ArrayList<>();
    for (Alternative alternative : alternatives) {
      if (!work.spend(kept.size())) {
        return List.of();
      }
      if (kept.stream().noneMatch(weaker -> contains(alternative.proven(), weaker.atoms()))) {
        kept.add(alternative);
      }
    }
    return kept;
  }

  static boolean contains(BitSet all, BitSet some) {
    for (int i = some.nextSetBit(0); i >= 0; i = some.nextSetBit(i + 1)) {
      if (!all.get(i)) {
        return false;
      }
    }
    return true;
  }
}
