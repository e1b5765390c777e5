package dev.alarmkeeper.pattern;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event made of the values of some selectors. Paths that contradict each other leave one out.
 */
final class EventBuilder {
  /** Stands for the field not being there. */
  static final Object ABSENT = new Object();

  private static final int MAX_INDEX = 99;

  private final Map<String, Selector> selectors = new LinkedHashMap<>();
  private final Map<String, Object> values = new LinkedHashMap<>();
  private Map<String, @Nullable Object> event = new LinkedHashMap<>();

  Object get(Selector selector) {
    return values.getOrDefault(selector.text(), ABSENT);
  }

  void set(Selector selector, Object value) {
    selectors.put(selector.text(), selector);
    values.put(selector.text(), value);
    event = new LinkedHashMap<>();
    values.forEach(
        (text, v) -> {
          Selector path = selectors.get(text);
          if (path != null && !v.equals(ABSENT)) {
            put(event, path.steps(), v.equals(Selector.NULL) ? null : v);
          }
        });
  }

  Map<String, @Nullable Object> event() {
    return event;
  }

  private static @Nullable Object put(
      @Nullable Object node, List<Step> steps, @Nullable Object value) {
    if (steps.isEmpty()) {
      return value;
    }
    List<Step> rest = steps.subList(1, steps.size());
    return switch (steps.getFirst()) {
      case Step.Name(String name) -> property(node, name, rest, value);
      case Step.EveryName() -> property(node, "any", rest, value);
      case Step.Index(int index) -> element(node, index, rest, value);
      case Step.EveryIndex() -> element(node, 0, rest, value);
    };
  }

  @SuppressWarnings("unchecked") // Every map in an event is made here.
  private static Object property(
      @Nullable Object node, String name, List<Step> rest, @Nullable Object value) {
    Map<String, @Nullable Object> object =
        node instanceof Map ? (Map<String, @Nullable Object>) node : new LinkedHashMap<>();
    object.put(name, put(object.get(name), rest, value));
    return object;
  }

  @SuppressWarnings("unchecked") // Every list in an event is made here.
  private static Object element(
      @Nullable Object node, int index, List<Step> rest, @Nullable Object value) {
    List<@Nullable Object> array =
        node instanceof List ? (List<@Nullable Object>) node : new ArrayList<>();
    // A far element is put near, which the patterns will not accept: no example rather than a long
    // one.
    int near = Math.min(index, MAX_INDEX);
    while (array.size() <= near) {
      array.add("");
    }
    array.set(near, put(array.get(near), rest, value));
    return array;
  }
}
