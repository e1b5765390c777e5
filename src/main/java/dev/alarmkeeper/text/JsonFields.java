package dev.alarmkeeper.text;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Looks into a JSON object that somebody else wrote. What is absent, or is of another kind, is
 * empty.
 */
public record JsonFields(Map<String, @Nullable Object> json) {

  /** The text at a path, which is one name or several, one inside the other. */
  public Optional<String> text(String... path) {
    return at(path) instanceof String text ? Optional.of(text) : Optional.empty();
  }

  /** The text at a path, for showing only. */
  public Optional<UntrustedText> shown(String... path) {
    return text(path).map(UntrustedText::of);
  }

  /** The instant at a path; empty also where it is not written as ISO 8601 says. */
  public Optional<Instant> instant(String... path) {
    try {
      return text(path).map(Instant::parse);
    } catch (DateTimeParseException _) {
      return Optional.empty();
    }
  }

  /** Whether there is something else than null in a field. */
  public boolean has(String name) {
    return json.get(name) != null;
  }

  /** The object in a field; empty where there is none. */
  public JsonFields object(String name) {
    return json.get(name) instanceof Map<?, ?> map
        ? new JsonFields(cast(map))
        : new JsonFields(Map.of());
  }

  /** The texts in a list; none where there is no list. */
  public List<String> texts(String name) {
    return list(name).filter(String.class::isInstance).map(String.class::cast).toList();
  }

  /** The objects in a list; none where there is no list. */
  public List<JsonFields> objects(String name) {
    return list(name)
        .filter(Map.class::isInstance)
        .map(it -> new JsonFields(cast((Map<?, ?>) it)))
        .toList();
  }

  private Stream<?> list(String name) {
    return json.get(name) instanceof List<?> list ? list.stream() : Stream.empty();
  }

  private @Nullable Object at(String... path) {
    JsonFields holder = this;
    for (String name : Arrays.asList(path).subList(0, path.length - 1)) {
      holder = holder.object(name);
    }
    return holder.json().get(path[path.length - 1]);
  }

  @SuppressWarnings("unchecked") // every object that Json reads has text as its keys
  private static Map<String, @Nullable Object> cast(Map<?, ?> map) {
    return (Map<String, @Nullable Object>) map;
  }
}
