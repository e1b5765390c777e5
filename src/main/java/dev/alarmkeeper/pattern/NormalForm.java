package dev.alarmkeeper.pattern;

import dev.alarmkeeper.pattern.Expression.Atom;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A pattern as a list of alternatives, of which none is stronger than another: its minimal
 * disjunctive normal form. Patterns have no negation, and so this form is unique: two patterns mean
 * the same, as far as independent atoms and the implications of {@link Proofs} go, if and only if
 * their alternatives are the same but for the order.
 *
 * @param alternatives none if the pattern never matches
 * @param text the same for all patterns of the same meaning
 */
record NormalForm(List<Alternative> alternatives, String text) {

  /** A conjunction of atoms, of which none proves another. */
  record Alternative(List<Atom> atoms) {
    /** Whether every event of this alternative certainly is one of the other. */
    boolean implies(Alternative weaker) {
      return weaker.atoms.stream()
          .allMatch(it -> atoms.stream().anyMatch(atom -> atom.implies(it)));
    }

    @Override
    public String toString() {
      return atoms.stream().map(Atom::text).collect(Collectors.joining(" && "));
    }
  }

  /** The normal form, empty if it takes more than this work. */
  static Optional<NormalForm> of(Expression expression, Work work) {
    Expansion expansion = new Expansion(expression.atoms().distinct().toList(), work);
    List<Alternative> alternatives =
        expansion.of(expression).stream().map(expansion::alternative).toList();
    return work.isSpent()
        ? Optional.empty()
        : Optional.of(new NormalForm(alternatives, text(alternatives)));
  }

  /**
   * The alternatives that prove none of the other pattern's, and so may match what it does not;
   * empty if it takes more than this work to tell.
   */
  Optional<List<Alternative>> beyond(NormalForm other, Work work) {
    List<Alternative> beyond = new ArrayList<>();
    for (Alternative mine : alternatives) {
      boolean covered = false;
      for (int i = 0; i < other.alternatives.size() && !covered; i++) {
        Alternative theirs = other.alternatives.get(i);
        if (!work.spend((long) mine.atoms.size() * theirs.atoms.size())) {
          return Optional.empty();
        }
        covered = mine.implies(theirs);
      }
      if (!covered) {
        beyond.add(mine);
      }
    }
    return Optional.of(beyond);
  }

  private static String text(List<Alternative> alternatives) {
    return alternatives.stream()
        .map(it -> it.atoms.stream().map(Atom::text).sorted().collect(Collectors.joining(" && ")))
        .sorted()
        .collect(Collectors.joining(" || "));
  }

  /** A conjunction while it is put together, by the numbers of its atoms and of what they prove. */
  private record Term(BitSet atoms, BitSet proven) {
    Term and(Term other) {
      BitSet both = (BitSet) atoms.clone();
      both.or(other.atoms);
      BitSet all = (BitSet) proven.clone();
      all.or(other.proven);
      return new Term(both, all);
    }
  }

  /** Multiplies an expression out. */
  private static final class Expansion {
    private final List<Atom> atoms;
    private final Work work;

    /** By atom, its number. */
    private final Map<Atom, Integer> numbers = new LinkedHashMap<>();

    /** By number, what the atom proves and what it excludes. */
    private final List<BitSet> proven = new ArrayList<>();

    private final List<BitSet> excluded = new ArrayList<>();

    Expansion(List<Atom> atoms, Work work) {
      this.atoms = atoms;
      this.work = work;
      // Only atoms about one selector have to do with each other.
      Map<Selector, List<Integer>> bySelector = new LinkedHashMap<>();
      for (Atom atom : atoms) {
        bySelector.computeIfAbsent(atom.selector(), _ -> new ArrayList<>()).add(numbers.size());
        numbers.put(atom, numbers.size());
      }
      for (Atom atom : atoms) {
        List<Integer> related = bySelector.getOrDefault(atom.selector(), List.of());
        BitSet implied = new BitSet();
        BitSet impossible = new BitSet();
        for (int i : work.spend(related.size()) ? related : List.<Integer>of()) {
          implied.set(i, atom.implies(atoms.get(i)));
          impossible.set(i, atom.excludes(atoms.get(i)));
        }
        proven.add(implied);
        excluded.add(impossible);
      }
    }

    List<Term> of(Expression expression) {
      return switch (expression) {
        case Atom atom -> {
          int number = numbers.getOrDefault(atom, 0);
          BitSet only = new BitSet();
          only.set(number);
          yield List.of(new Term(only, proven.get(number)));
        }
        case Expression.Any(List<Expression> parts) -> {
          List<Term> all = new ArrayList<>();
          parts.forEach(part -> all.addAll(of(part)));
          yield withoutStronger(all);
        }
        case Expression.All(List<Expression> parts) -> {
          List<Term> all = List.of(new Term(new BitSet(), new BitSet()));
          for (Expression part : parts) {
            all = product(all, of(part));
          }
          yield all;
        }
      };
    }

    private List<Term> product(List<Term> left, List<Term> right) {
      List<Term> product = new ArrayList<>();
      for (Term l : left) {
        for (Term r : right) {
          Term both = l.and(r);
          if (!work.spend(both.proven.cardinality())) {
            return List.of();
          }
          if (both.proven.stream().noneMatch(i -> excluded.get(i).intersects(both.proven))) {
            product.add(both);
          }
        }
      }
      return withoutStronger(product);
    }

    /** Absorption: {@code a || a && b} is {@code a}. */
    private List<Term> withoutStronger(List<Term> terms) {
      terms.sort(Comparator.comparingInt(it -> it.proven.cardinality()));
      List<Term> kept = new ArrayList<>();
      for (Term term : terms) {
        if (!work.spend(kept.size())) {
          return List.of();
        }
        if (kept.stream().noneMatch(weaker -> contains(term.proven, weaker.atoms))) {
          kept.add(term);
        }
      }
      return kept;
    }

    private static boolean contains(BitSet all, BitSet some) {
      return some.stream().allMatch(all::get);
    }

    Alternative alternative(Term term) {
      return new Alternative(
          term.atoms.stream()
              .filter(i -> term.atoms.stream().noneMatch(j -> isReason(j, i)))
              .mapToObj(atoms::get)
              .toList());
    }

    /** Whether an atom makes another one idle. */
    private boolean isReason(int atom, int other) {
      boolean proves = atom != other && proven.get(atom).get(other);
      return proves && (atom < other || !proven.get(other).get(atom));
    }
  }
}
