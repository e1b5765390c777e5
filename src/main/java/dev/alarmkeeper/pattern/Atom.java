package dev.alarmkeeper.pattern;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One condition of a pattern: a claim about the value that a selector finds. Two atoms are the same
 * if their canonical texts are.
 */
record Atom(Selector selector, Claim claim, String text) implements Expression {
  Atom(Selector selector, Claim claim) {
    this(selector, claim, selector.text() + " " + claim.text());
  }

  @Override
  public Truth truth(Map<String, ? extends @Nullable Object> event, Work work) {
    if (!work.spend(selector.steps().size())) {
      return Truth.MAYBE;
    }
    List<Object> values = selector.find(event);
    if (claim instanceof Claim.Absent) {
      return absence(values);
    }
    Truth any = Truth.NO;
    for (int i = 0; i < values.size() && any != Truth.YES; i++) {
      any = any.or(claim.holds(values.get(i), work));
    }
    return any;
  }

  /** A null is a value here; and of several values one might do for "not exists". */
  private Truth absence(List<Object> values) {
    if (values.isEmpty()) {
      return Truth.YES;
    }
    boolean open = selector.hasWildcard() || values.getFirst().equals(Selector.NULL);
    return open ? Truth.MAYBE : Truth.NO;
  }

  @Override
  public List<Atom> atoms() {
    return List.of(this);
  }

  /** Whether this atom being true proves that the other one is. */
  boolean implies(Atom other) {
    return text.equals(other.text) || (aboutSameValue(other) && Proofs.implies(claim, other.claim));
  }

  /** Whether no event can make both true. */
  boolean excludes(Atom other) {
    return aboutSameValue(other) && Proofs.excludes(claim, other.claim);
  }

  /** A wildcard selector may find one value for this atom and another one for the other. */
  private boolean aboutSameValue(Atom other) {
    return !selector.hasWildcard() && selector.text().equals(other.selector.text());
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
