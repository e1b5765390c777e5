package dev.alarmkeeper.pattern;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event that people know, to show with it what a pattern does.
 *
 * @param name what happens in it
 * @param event JSON as the usual parsers give it: maps, lists, strings, numbers, booleans and nulls
 */
public record Example(String name, Map<String, ? extends @Nullable Object> event) {
  /** As a field's value: whatever the field may hold. Only {@code mayMatch} knows it. */
  public static final Object ANYTHING =
      new Object() {
        @Override
        public String toString() {
          return "anything";
        }
      };
}
