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
    String quote = name.indexOf('\'') < 0 ? "'" : "\"";
    return Parser.isName(name) ? "." + name : ".[" + quote + name + quote + "]";
  }

  long wildcards() {
    return steps.stream().filter(Every.class::isInstance).count();
  }

  /**
   * The values at the end of the path, {@link #NULL} for a null; none if there is no such property.
   */
  List<Object> find(Object root) {
    List<Object> found = List.of(root);
    for (Step step : steps) {
      List<Object> next = new ArrayList<>();
      found.forEach(node -> follow(step, node, next));
      found = next;
    }
    return found;
  }

  private static void follow(Step step, Object node, List<Object> found) {
    switch (step) {
      case Step _ when node.equals(Example.ANYTHING) -> found.add(node);
      case Name(String name) when node instanceof Map<?, ?> object && object.containsKey(name) ->
          found.add(orNull(object.get(name)));
      case Index(int index) when node instanceof List<?> array && index < array.size() ->
          found.add(orNull(array.get(index)));
      case Every every when every == Every.NAME && node instanceof Map<?, ?> object ->
          object.values().forEach(it -> found.add(orNull(it)));
      case Every every when every == Every.INDEX && node instanceof List<?> array ->
          array.forEach(it -> found.add(orNull(it)));
      case Name _, Index _, Every _ -> {} // the path ends before its end
    }
  }

  private static Object orNull(@Nullable Object value) {
    return value == null ? NULL : value;
  }

  /**
   * A copy of the event with another value at the end of the path, or without that property. Only a
   * path of names is followed: no event of a trail is told apart by the elements of an array.
   */
  Map<String, @Nullable Object> put(Map<String, ? extends @Nullable Object> event, Object value) {
    return steps.stream().allMatch(Name.class::isInstance)
        ? put(event, 0, value)
        : new LinkedHashMap<>(event);
  }

  private Map<String, @Nullable Object> put(@Nullable Object node, int step, Object value) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    if (node instanceof Map<?, ?> before) {
      before.forEach((key, old) -> object.put(String.valueOf(key), old));
    }
    String name = ((Name) steps.get(step)).name();
    if (step + 1 < steps.size()) {
      if (!value.equals(ABSENT) || object.containsKey(name)) {
        object.put(name, put(object.get(name), step + 1, value));
      }
    } else if (value.equals(ABSENT)) {
      object.remove(name);
    } else {
      object.put(name, value.equals(NULL) ? null : value);
    }
    return object;
  }
}
