package dev.alarmkeeper.text;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * JSON as maps, lists, strings, numbers and booleans, by streaming: databind would more than double
 * the time of a cold start.
 */
public final class Json {
  private static final int DEEPEST = 64;
  private static final Pattern PLACES =
      Pattern.compile(
          " \\(start marker at \\[[^\\]]*\\]\\)| \\([^()]*`[^`]*`[^()]*\\)| at line: [0-9]+, column: [0-9]+|\\[Source:[^\\]]*\\]");
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
          // Of two fields of one name, one reader takes the first and another the last.
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private Json() {}

  /**
   * Reads one JSON object.
   *
   * @throws JsonException if the text is not one JSON object, names a field twice or is nested more
   *     than 64 deep; the message says where
   */
  public static Map<String, @Nullable Object> object(String text) {
    try (JsonParser parser = FACTORY.createParser(text)) {
      return only(parser);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /**
   * Writes a JSON object on one line. What would move a cursor or turn a line around, such as a
   * bidirectional mark, is written as an escape: a reader gets it back, a terminal never sees it.
   */
  public static String text(Map<String, ? extends @Nullable Object> object) {
    return JsonEscapes.of(written(object, _ -> {}));
  }

  /** As {@link #text(Map)}, on several lines, indented for people. */
  public static String pretty(Map<String, ? extends @Nullable Object> object) {
    return written(object, JsonGenerator::useDefaultPrettyPrinter)
        .lines()
        .map(JsonEscapes::of)
        .collect(Collectors.joining("\n"));
  }

  /** Writes a JSON array, with the same care. */
  public static String text(List<?> array) {
    return JsonEscapes.of(written(array, _ -> {}));
  }

  private static String written(Object value, Consumer<JsonGenerator> layout) {
    StringWriter text = new StringWriter();
    try (JsonGenerator generator = FACTORY.createGenerator(text)) {
      layout.accept(generator);
      write(generator, value);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return text.toString();
  }

  /** The same as bytes, which is how AWS counts its limits. */
  public static byte[] utf8(Map<String, ? extends @Nullable Object> object) {
    return text(object).getBytes(StandardCharsets.UTF_8);
  }

  private static Map<String, @Nullable Object> only(JsonParser parser) throws IOException {
    try {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new JsonException(
            "want a JSON object, got " + kind(parser.currentToken()) + at(parser));
      }
      Map<String, @Nullable Object> object = readObject(parser);
      if (parser.nextToken() != null) {
        throw new JsonException("want nothing after the JSON object" + at(parser));
      }
      return object;
    } catch (JsonProcessingException broken) {
      // Where a limit was passed the exception itself has no location.
      throw new JsonException("not JSON: " + words(broken) + at(parser));
    }
  }

  private static @Nullable Object readValue(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> readObject(parser);
      case START_ARRAY -> {
        List<@Nullable Object> list = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          list.add(readValue(parser));
        }
        yield list;
      }
      case VALUE_STRING -> parser.getText();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser);
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      default -> throw new JsonException("unexpected " + kind(parser.currentToken()) + at(parser));
    };
  }

  /** JSON has numbers whose exponent is too large for any of Java's. */
  private static BigDecimal number(JsonParser parser) throws IOException {
    try {
      return parser.getDecimalValue();
    } catch (NumberFormatException | ArithmeticException _) {
      throw new JsonException("a number is too large to be read" + at(parser));
    }
  }

  private static Map<String, @Nullable Object> readObject(JsonParser parser) throws IOException {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      object.put(name, readValue(parser));
    }
    return object;
  }

  private static void write(JsonGenerator generator, @Nullable Object value) throws IOException {
    switch (value) {
      case null -> generator.writeNull();
      case Map<?, ?> object -> {
        generator.writeStartObject();
        for (var field : object.entrySet()) {
          generator.writeFieldName(String.valueOf(field.getKey()));
          write(generator, field.getValue());
        }
        generator.writeEndObject();
      }
      case Iterable<?> list -> {
        generator.writeStartArray();
        for (Object item : list) {
          write(generator, item);
        }
        generator.writeEndArray();
      }
      case Boolean truth -> generator.writeBoolean(truth);
      case Integer number -> generator.writeNumber(number);
      case Number number -> generator.writeNumber(String.valueOf(number));
      default -> generator.writeString(value.toString());
    }
  }

  /** The parser's words without its places, which are told once, and its own names. */
  private static String words(JsonProcessingException broken) {
    return broken instanceof StreamConstraintsException
        ? "deeper than " + DEEPEST + " levels, or longer than is read"
        : PLACES.matcher(broken.getOriginalMessage()).replaceAll("");
  }

  private static String at(JsonParser parser) {
    JsonLocation place = parser.currentLocation();
    return " at line " + place.getLineNr() + ", column " + place.getColumnNr();
  }

  private static String kind(@Nullable JsonToken token) {
    return switch (token) {
      case null -> "nothing";
      case START_OBJECT, END_OBJECT, FIELD_NAME, VALUE_EMBEDDED_OBJECT -> "an object";
      case START_ARRAY, END_ARRAY -> "a list";
      case VALUE_STRING -> "a text";
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
      case VALUE_TRUE, VALUE_FALSE -> "a truth value";
      case VALUE_NULL -> "null";
      case NOT_AVAILABLE -> "nothing yet";
    };
  }
}
