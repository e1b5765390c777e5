package dev.alarmkeeper.lambda;

import dev.alarmkeeper.chain.UntrustedText;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks into a JSON object. What is absent, or is of another kind, is empty. */
record Fields(Map<String, @Nullable Object> json) {

  /** The text at a path, which is one name or several, one inside the other. */
  Optional<String> text(String... path) {
    return at(path) instanceof String text ? Optional.of(text) : Optional.empty();
  }

  /** The text at a path, for showing only. */
  Optional<UntrustedText> shown(String... path) {
    return text(path).map(UntrustedText::of);
  }

  /** The instant at a path; empty also where it is not written as ISO 8601 says. */
  Optional<Instant> instant(String... path) {
    try {
      return text(path).map(Instant::parse);
    } catch (DateTimeParseException _) {
      return Optional.empty();
    }
  }

  boolean has(String name) {
    return json.get(name) != null;
  }

  /** The text of a field that has to be there. */
  String required(String name) {
    return text(name).orElseThrow(() -> new EventException("no text in field " + name));
  }

  /** The object in a field; empty where there is none. */
  Fields object(String name) {
    return json.get(name) instanceof Map<?, ?> map ? new Fields(cast(map)) : new Fields(Map.of());
  }

  private @Nullable Object at(String... path) {
    Fields holder = this;
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
