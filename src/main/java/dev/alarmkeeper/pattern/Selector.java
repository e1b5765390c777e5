package dev.alarmkeeper.pattern;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The path of a property from the root of an event: {@code $.users[0].id}. Two selectors are the
 * same if their canonical texts are.
 */
record Selector(List<Step> steps, String text) {
  /** Stands for a JSON null that was found, as opposed to nothing found. */
  static final Object NULL = new Object();

  /** Stands for the property not being there. */
  static final Object ABSENT = new Object();

  /** Stands for whatever name a wildcard finds. */
  private static final String ANY = "any";

  private static final int MOST_ELEMENTS = 100;

  /** Where a selector goes from one node of an event to the next. */
  sealed interface Step {}

  /** A property of an object: {@code .name} or {@code .['name']}, which are the same. */
  record Name(String name) implements Step {}

  /** An element of an array, counted from 0: {@code [0]}. */
  record Index(int index) implements Step {}

  /** Every property of an object, {@code .*}, or every element of an array, {@code [*]}. */
  enum Every implements Step {
    NAME,
    INDEX
  }

  Selector(List<Step> steps) {
    this(List.copyOf(steps), text(steps));
  }

  private static String text(List<Step> steps) {
    StringBuilder text = new StringBuilder("$");
    for (Step step : steps) {
      switch (step) {
        case Name(String name) -> text.append(text(name));
        case Index(int index) -> text.append('[').append(index).append(']');
        case Every every -> text.append(every == Every.NAME ? ".*" : "[*]");
      }
    }
    return text.toString();
  }

  private static String text(String name) {
    for (int i = 0; i < name.length(); i++) {
      if (!Cursor.isNameChar(name.charAt(i))) {
        String quote = name.indexOf('\'') < 0 ? "'" : "\"";
        return ".[" + quote + name + quote + "]";
      }
    }
    return "." + name;
  }

  boolean hasWildcard() {
    return wildcards() > 0;
  }

  int wildcards() {
    int count = 0;
    for (Step step : steps) {
      count += step instanceof Every ? 1 : 0;
    }
    return count;
  }

  /**
   * The values at the end of the path, {@link #NULL} for a null; none if there is no such property.
   */
  List<Object> find(Object root) {
    List<Object> found = List.of(root);
    for (Step step : steps) {
      if (found.isEmpty()) {
        return found;
      }
      List<Object> next = new ArrayList<>();
      for (Object node : found) {
        follow(step, node, next);
      }
      found = next;
    }
    return found;
  }

  private static void follow(Step step, Object node, List<Object> found) {
    if (node.equals(Example.ANYTHING)) {
      found.add(node);
      return;
    }
    switch (step) {
      case Name(String name) when node instanceof Map<?, ?> object -> {
        if (object.containsKey(name)) {
          found.add(orNull(object.get(name)));
        }
      }
      case Index(int index) when node instanceof List<?> array -> {
        if (index < array.size()) {
          found.add(orNull(array.get(index)));
        }
      }
      case Every every when every == Every.NAME && node instanceof Map<?, ?> object ->
          object.values().forEach(value -> found.add(orNull(value)));
      case Every every when every == Every.INDEX && node instanceof List<?> array ->
          array.forEach(value -> found.add(orNull(value)));
      case Name _, Index _, Every _ -> {} // the path ends before its end
    }
  }

  private static Object orNull(@Nullable Object value) {
    return value == null ? NULL : value;
  }

  /** A copy of the event with another value at the end of the path, or without that property. */
  Map<String, @Nullable Object> put(Map<String, ? extends @Nullable Object> event, Object value) {
    // The first step of a selector is a name.
    String first = steps.getFirst() instanceof Name(String name) ? name : ANY;
    return property(event, first, steps.subList(1, steps.size()), value);
  }

  private static @Nullable Object put(@Nullable Object node, List<Step> steps, Object value) {
    if (steps.isEmpty()) {
      return value.equals(NULL) ? null : value;
    }
    List<Step> rest = steps.subList(1, steps.size());
    return switch (steps.getFirst()) {
      case Name(String name) -> property(node, name, rest, value);
      case Every every when every == Every.NAME -> property(node, ANY, rest, value);
      case Index(int index) -> element(node, index, rest, value);
      case Every _ -> element(node, 0, rest, value);
    };
  }

  private static Map<String, @Nullable Object> property(
      @Nullable Object node, String name, List<Step> rest, Object value) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    if (node instanceof Map<?, ?> before) {
      before.forEach((key, old) -> object.put(String.valueOf(key), old));
    }
    if (!value.equals(ABSENT)) {
      object.put(name, put(object.get(name), rest, value));
    } else if (rest.isEmpty()) {
      object.remove(name);
    } else if (object.containsKey(name)) {
      object.put(name, put(object.get(name), rest, value));
    }
    return object;
  }

  private static @Nullable Object element(
      @Nullable Object node, int index, List<Step> rest, Object value) {
    List<@Nullable Object> array =
        node instanceof List<?> old ? new ArrayList<>(old) : new ArrayList<>();
    if (value.equals(ABSENT) || index >= MOST_ELEMENTS) {
      // No example is better than one with a hundred elements.
      return array.subList(0, Math.min(index, array.size()));
    }
    while (array.size() <= index) {
      array.add("");
    }
    array.set(index, put(array.get(index), rest, value));
    return array;
  }
}
