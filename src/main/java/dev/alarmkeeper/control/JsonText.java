package dev.alarmkeeper.control;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the values that samples are made of as JSON. */
final class JsonText {
  private JsonText() {}

  static String of(Object value) {
    StringBuilder json = new StringBuilder();
    write(value, json);
    return json.toString();
  }

  private static void write(@Nullable Object value, StringBuilder json) {
    switch (value) {
      case null -> json.append("null");
      case Map<?, ?> object -> {
        char before = '{';
        for (Map.Entry<?, ?> property : object.entrySet()) {
          json.append(before);
          quote(String.valueOf(property.getKey()), json);
          json.append(':');
          write(property.getValue(), json);
          before = ',';
        }
        json.append(object.isEmpty() ? "{}" : "}");
      }
      case List<?> list -> {
        char before = '[';
        for (Object item : list) {
          json.append(before);
          write(item, json);
          before = ',';
        }
        json.append(list.isEmpty() ? "[]" : "]");
      }
      case Boolean flag -> json.append(flag);
      case Number number -> json.append(number);
      case String text -> quote(text, json);
      default -> throw new IllegalArgumentException("no JSON for " + value.getClass());
    }
  }

  private static void quote(String text, StringBuilder json) {
    json.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < ' ') {
        json.append("\\u00").append(c < 16 ? "0" : "1").append(Character.forDigit(c & 15, 16));
      } else {
        json.append(c);
      }
    }
    json.append('"');
  }
}
