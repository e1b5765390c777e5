package dev.alarmkeeper.pattern;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The tree of a JSON pattern. There is no negation, so every expression is monotone in its atoms.
 */
sealed interface Expression permits Atom, Expression.All, Expression.Any {
  boolean matches(Map<String, ? extends @Nullable Object> event);

  /** All conditions, in the order of the text. */
  List<Atom> atoms();

  /** Parts joined by {@code &&}. */
  record All(List<Expression> parts) implements Expression {
    public All {
      parts = List.copyOf(parts);
    }

    @Override
    public List<Atom> atoms() {
      return parts.stream().flatMap(part -> part.atoms().stream()).toList();
    }

    @Override
    public boolean matches(Map<String, ? extends @Nullable Object> event) {
      for (Expression part : parts) {
        if (!part.matches(event)) {
          return false;
        }
      }
      return true;
    }
  }

  /** Parts joined by {@code ||}. */
  record Any(List<Expression> parts) implements Expression {
    public Any {
      parts = List.copyOf(parts);
    }

    @Override
    public List<Atom> atoms() {
      return parts.stream().flatMap(part -> part.atoms().stream()).toList();
    }

    @Override
    public boolean matches(Map<String, ? extends @Nullable Object> event) {
      for (Expression part : parts) {
        if (part.matches(event)) {
          return true;
        }
      }
      return false;
    }
  }
}
