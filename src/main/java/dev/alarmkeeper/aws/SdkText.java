package dev.alarmkeeper.aws;

import dev.alarmkeeper.text.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;

/**
 * Parts of an answer as people know them: as JSON with the names that the API has. The SDK's own
 * text, {@code Name(Field=value)}, is nobody's language.
 */
final class SdkText {
  private SdkText() {}

  /** A part of an answer, on one line. */
  static String of(SdkPojo part) {
    return Json.text(fields(part));
  }

  /** Parts of an answer, on one line. */
  static String of(List<? extends SdkPojo> parts) {
    return Json.text(parts.stream().map(SdkText::fields).toList());
  }

  private static Map<String, @Nullable Object> fields(SdkPojo part) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    for (SdkField<?> field : part.sdkFields()) {
      @Nullable Object value = field.getValueOrDefault(part);
      if (value != null
          && !(value instanceof SdkAutoConstructList)
          && !(value instanceof SdkAutoConstructMap)) {
        fields.put(field.memberName(), plain(value));
      }
    }
    return fields;
  }

  private static Object plain(Object value) {
    return switch (value) {
      case SdkPojo part -> fields(part);
      case List<?> list -> list.stream().map(SdkText::plain).toList();
      case Map<?, ?> map -> {
        Map<String, Object> plain = new LinkedHashMap<>();
        map.forEach((name, of) -> plain.put(String.valueOf(name), plain(of)));
        yield plain;
      }
      default -> value;
    };
  }
}
