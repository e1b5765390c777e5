package dev.alarmkeeper.pattern;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where a selector goes from one node of an event to the next. */
sealed interface Step {
  /** The step in its canonical spelling. */
  String text();

  /** Adds the nodes to which the step leads. */
  void follow(Object node, List<Object> found);

  /** A property of an object: {@code .name} or {@code .['name']}, which are the same. */
  record Name(String name) implements Step {
    @Override
    public String text() {
      for (int i = 0; i < name.length(); i++) {
        if (!Cursor.isNameChar(name.charAt(i))) {
          String quote = name.indexOf('\'') < 0 ? "'" : "\"";
          return ".[" + quote + name + quote + "]";
        }
      }
      return "." + name;
    }

    @Override
    public void follow(Object node, List<Object> found) {
      if (node instanceof Map<?, ?> object && object.containsKey(name)) {
        found.add(orNull(object.get(name)));
      }
    }
  }

  /** An element of an array, counted from 0: {@code [0]}. */
  record Index(int index) implements Step {
    @Override
    public String text() {
      return "[" + index + "]";
    }

    @Override
    public void follow(Object node, List<Object> found) {
      if (node instanceof List<?> array && index < array.size()) {
        found.add(orNull(array.get(index)));
      }
    }
  }

  /** Every property of an object: {@code .*}. */
  record EveryName() implements Step {
    @Override
    public String text() {
      return ".*";
    }

    @Override
    public void follow(Object node, List<Object> found) {
      if (node instanceof Map<?, ?> object) {
        for (Object value : object.values()) {
          found.add(orNull(value));
        }
      }
    }
  }

  /** Every element of an array: {@code [*]}. */
  record EveryIndex() implements Step {
    @Override
    public String text() {
      return "[*]";
    }

    @Override
    public void follow(Object node, List<Object> found) {
      if (node instanceof List<?> array) {
        for (Object value : array) {
          found.add(orNull(value));
        }
      }
    }
  }

  private static Object orNull(@Nullable Object value) {
    return value == null ? Selector.NULL : value;
  }
}
