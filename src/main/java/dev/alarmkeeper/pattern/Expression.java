package dev.alarmkeeper.pattern;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The tree of a JSON pattern. There is no negation, so every expression is monotone in its atoms.
 */
sealed interface Expression {
  /**
   * Whether it matches an event.
   *
   * @param may whether a reading counts that the guide does not rule out, or only the one that is
   *     settled here; also the answer where the work is spent
   */
  boolean matches(Map<String, ? extends @Nullable Object> event, boolean may, Work work);

  /** All conditions, in the order of the text. */
  Stream<Atom> atoms();

  /** Parts joined by {@code &&}. */
  record All(List<Expression> parts) implements Expression {
    @Override
    public boolean matches(Map<String, ? extends @Nullable Object> event, boolean may, Work work) {
      return parts.stream().allMatch(part -> part.matches(event, may, work));
    }

    @Override
    public Stream<Atom> atoms() {
      return parts.stream().flatMap(Expression::atoms);
    }
  }

  /** Parts joined by {@code ||}. */
  record Any(List<Expression> parts) implements Expression {
    @Override
    public boolean matches(Map<String, ? extends @Nullable Object> event, boolean may, Work work) {
      return parts.stream().anyMatch(part -> part.matches(event, may, work));
    }

    @Override
    public Stream<Atom> atoms() {
      return parts.stream().flatMap(Expression::atoms);
    }
  }

  /**
   * One condition: a claim about the value that a selector finds. Two atoms are the same if their
   * canonical texts are.
   */
  record Atom(Selector selector, Claim claim, String text) implements Expression {
    Atom(Selector selector, Claim claim) {
      this(selector, claim, selector.text() + " " + claim.text());
    }

    @Override
    public boolean matches(Map<String, ? extends @Nullable Object> event, boolean may, Work work) {
      if (!work.spend(selector.steps().size())) {
        return may;
      }
      List<Object> values = selector.find(event);
      if (claim instanceof Claim.Absent) {
        // A null is a value here; and of several values one might do for "not exists".
        return values.isEmpty()
            || (may && (selector.wildcards() > 0 || values.contains(Selector.NULL)));
      }
      return values.stream().anyMatch(value -> claim.holds(value, may, work));
    }

    @Override
    public Stream<Atom> atoms() {
      return Stream.of(this);
    }

    /** Whether this atom being true proves that the other one is. */
    boolean implies(Atom other) {
      return text.equals(other.text)
          || (isAboutSameValue(other) && Proofs.implies(claim, other.claim));
    }

    /** Whether no event can make both true. */
    boolean excludes(Atom other) {
      return isAboutSameValue(other) && Proofs.excludes(claim, other.claim);
    }

    /** A wildcard selector may find one value for this atom and another one for the other. */
    private boolean isAboutSameValue(Atom other) {
      return selector.wildcards() == 0 && selector.text().equals(other.selector.text());
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Atom atom && text.equals(atom.text);
    }

    @Override
    public int hashCode() {
      return text.hashCode();
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
