package dev.alarmkeeper.pattern;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The tree of a JSON pattern. There is no negation, so every expression is monotone in its atoms.
 */
sealed interface Expression permits Atom, Expression.All, Expression.Any {
  /** Whether it matches; where the work is spent, {@link Truth#MAYBE}. */
  Truth truth(Map<String, ? extends @Nullable Object> event, Work work);

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
    public Truth truth(Map<String, ? extends @Nullable Object> event, Work work) {
      Truth all = Truth.YES;
      for (int i = 0; i < parts.size() && all != Truth.NO; i++) {
        all = all.and(parts.get(i).truth(event, work));
      }
      return all;
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
    public Truth truth(Map<String, ? extends @Nullable Object> event, Work work) {
      Truth any = Truth.NO;
      for (int i = 0; i < parts.size() && any != Truth.YES; i++) {
        any = any.or(parts.get(i).truth(event, work));
      }
      return any;
    }
  }
}
