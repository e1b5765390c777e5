package dev.alarmkeeper.pattern;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The atoms of two patterns, numbered, and what each one proves. A conjunction is a {@link Bits} of
 * atom numbers that contains everything its atoms prove: of two such sets, the larger one is the
 * stronger conjunction.
 */
final class Vocabulary {
  private final List<Atom> atoms = new ArrayList<>();
  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<Bits> proven = new ArrayList<>();
  private final List<Bits> excluded = new ArrayList<>();

  Vocabulary(Expression... expressions) {
    for (Expression expression : expressions) {
      collect(expression);
    }
    for (Atom atom : atoms) {
      Bits implied = Bits.none(atoms.size());
      Bits impossible = Bits.none(atoms.size());
      for (int i = 0; i < atoms.size(); i++) {
        if (atom.implies(atoms.get(i))) {
          implied.set(i);
        }
        if (atom.excludes(atoms.get(i))) {
          impossible.set(i);
        }
      }
      proven.add(implied);
      excluded.add(impossible);
    }
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

  List<Atom> atoms() {
    return List.copyOf(atoms);
  }

  int size() {
    return atoms.size();
  }

  /** The conjunction of one atom: itself and what it proves. */
  Bits conjunction(Atom atom) {
    return proven.get(Objects.requireNonNull(numbers.get(atom.text())));
  }

  /** Whether certainly no event satisfies the conjunction. */
  boolean isContradiction(Bits conjunction) {
    for (int i = conjunction.next(0); i >= 0; i = conjunction.next(i + 1)) {
      if (conjunction.intersects(excluded.get(i))) {
        return true;
      }
    }
    return false;
  }

  /** The atoms of a conjunction without those that others of them prove. */
  List<Atom> essence(Bits conjunction) {
    List<Atom> essence = new ArrayList<>();
    for (int i = conjunction.next(0); i >= 0; i = conjunction.next(i + 1)) {
      boolean redundant = false;
      for (int j = conjunction.next(0); j >= 0 && !redundant; j = conjunction.next(j + 1)) {
        redundant = j != i && proven.get(j).get(i);
      }
      if (!redundant) {
        essence.add(atoms.get(i));
      }
    }
    return essence;
  }
}
