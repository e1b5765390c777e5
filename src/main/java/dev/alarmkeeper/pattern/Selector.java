package dev.alarmkeeper.pattern;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The path of a property from the root of an event: {@code $.users[0].id}. */
record Selector(List<Step> steps, String text) {
  /** Stands for a JSON null that was found, as opposed to nothing found. */
  static final Object NULL = new Object();

  /** Where a path goes from one node to the next. */
  sealed interface Step {}

  /** A property of an object. */
  record Name(String name) implements Step {}

  /** An element of an array, counted from 0. */
  record Index(int index) implements Step {}

  /** {@code .*}: every property of an object. */
  record EveryName() implements Step {}

  /** {@code [*]}: every element of an array. */
  record EveryIndex() implements Step {}

  Selector(List<Step> steps) {
    this(List.copyOf(steps), print(steps));
  }

  boolean hasWildcard() {
    return wildcards() > 0;
  }

  int wildcards() {
    int count = 0;
    for (Step step : steps) {
      if (step instanceof EveryName || step instanceof EveryIndex) {
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
        follow(step, node, next);
      }
      found = next;
    }
    return found;
  }

  private static void follow(Step step, Object node, List<Object> found) {
    switch (step) {
      case Name(String name) -> {
        if (node instanceof Map<?, ?> object && object.containsKey(name)) {
          found.add(orNull(object.get(name)));
        }
      }
      case Index(int index) -> {
        if (node instanceof List<?> array && index < array.size()) {
          found.add(orNull(array.get(index)));
        }
      }
      case EveryName() -> {
        if (node instanceof Map<?, ?> object) {
          object.values().forEach(value -> found.add(orNull(value)));
        }
      }
      case EveryIndex() -> {
        if (node instanceof List<?> array) {
          array.forEach(value -> found.add(orNull(value)));
        }
      }
    }
  }

  private static Object orNull(@Nullable Object value) {
    return value == null ? NULL : value;
  }

  private static String print(List<Step> steps) {
    StringBuilder text = new StringBuilder("$");
    for (Step step : steps) {
      switch (step) {
        case Name(String name) when isPlain(name) -> text.append('.').append(name);
        case Name(String name) when name.indexOf('\'') < 0 ->
            text.append(".['").append(name).append("']");
        case Name(String name) -> text.append(".[\"").append(name).append("\"]");
        case Index(int index) -> text.append('[').append(index).append(']');
        case EveryName() -> text.append(".*");
        case EveryIndex() -> text.append("[*]");
      }
    }
    return text.toString();
  }

  private static boolean isPlain(String name) {
    for (int i = 0; i < name.length(); i++) {
      if (!Cursor.isNameChar(name.charAt(i))) {
        return false;
      }
    }
    return true;
  }
}
