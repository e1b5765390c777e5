package dev.alarmkeeper.pattern;

import java.util.ArrayList;
import java.util.List;

/**
 * The path of a property from the root of an event: {@code $.users[0].id}. Two selectors are the
 * same if their canonical texts are.
 */
record Selector(List<Step> steps, String text) {
  /** Stands for a JSON null that was found, as opposed to nothing found. */
  static final Object NULL = new Object();

  Selector(List<Step> steps) {
    this(List.copyOf(steps), text(steps));
  }

  private static String text(List<Step> steps) {
    StringBuilder text = new StringBuilder("$");
    for (Step step : steps) {
      text.append(step.text());
    }
    return text.toString();
  }

  boolean hasWildcard() {
    return wildcards() > 0;
  }

  int wildcards() {
    int count = 0;
    for (Step step : steps) {
      if (step instanceof Step.EveryName || step instanceof Step.EveryIndex) {
        count++;
      }
    }
    return count;
  }

  /**
   * The values at the end of the path, {@link #NULL} for a null; none if there is no such property.
   */
  List<Object> find(Object root) {
    List<Object> found = List.of(root);
    for (Step step : steps) {
      List<Object> next = new ArrayList<>();
      for (Object node : found) {
        step.follow(node, next);
      }
      found = next;
    }
    return found;
  }
}
