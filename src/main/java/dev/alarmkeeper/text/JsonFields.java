package dev.alarmkeeper.text;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Looks into a JSON object that somebody else wrote. What is absent, or is of another kind, is
 * empty.
 */
public record JsonFields(Map<String, @Nullable Object> json) {
  private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

  /** Nothing. */
  public static final JsonFields EMPTY = new JsonFields(Map.of());

  /** The text at a path, which is one name or several, one inside the other. */
  public Optional<String> text(String... path) {
    return at(path) instanceof String text ? Optional.of(text) : Optional.empty();
  }

  /** The text at a path, for showing only. */
  public Optional<UntrustedText> shown(String... path) {
    return text(path).map(UntrustedText::of);
  }

  /**
   * The instant at a path; empty also where it is not written as ISO 8601 says, or lies outside of
   * the years 2000 to 9999: ISO 8601 goes further, and nobody can reckon with it.
   */
  public Optional<Instant> instant(String... path) {
    try {
      return text(path)
          .map(Instant::parse)
          .filter(it -> !it.isBefore(EARLIEST) && it.isBefore(LATEST));
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

  /**
   * The text in a field.
   *
   * @throws JsonException if there is none
   */
  public String requiredText(String name) {
    return text(name).orElseThrow(() -> missing(name, "text"));
  }

  /**
   * The instant in a field.
   *
   * @throws JsonException if there is none
   */
  public Instant requiredInstant(String name) {
    return instant(name)
        .orElseThrow(
            () -> missing(name, "an instant of the years 2000 to 9999, as ISO 8601 writes it"));
  }

  /**
   * The number in a field.
   *
   * @throws JsonException if there is none
   */
  public int requiredNumber(String name) {
    if (json.get(name) instanceof Number number) {
      return number.intValue();
    }
    throw missing(name, "a number");
  }

  /**
   * The constant that a field names in lower case.
   *
   * @throws JsonException if there is none
   */
  public <E extends Enum<E>> E requiredOneOf(Class<E> type, String name) {
    try {
      return Enum.valueOf(type, requiredText(name).toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException _) {
      throw missing(name, "one of " + List.of(type.getEnumConstants()));
    }
  }

  /** Whether a field says true. */
  public boolean isTrue(String name) {
    return Boolean.TRUE.equals(json.get(name));
  }

  private static JsonException missing(String name, String want) {
    return new JsonException("field " + name + ": want " + want);
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
