package dev.alarmkeeper.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
  @Test
  void everyKindOfValueIsRead() {
    assertThat(
            Json.object(
                "{\"s\":\"\\u00e9\\n\",\"n\":-1.50,\"t\":true,\"f\":false,\"o\":{},\"a\":[1,[]]}"))
        .containsExactly(
            Map.entry("s", "é\n"),
            Map.entry("n", new BigDecimal("-1.50")),
            Map.entry("t", true),
            Map.entry("f", false),
            Map.entry("o", Map.of()),
            Map.entry("a", List.of(BigDecimal.ONE, List.of())));
    assertThat(Json.object(" {\"nothing\" : null} ")).containsEntry("nothing", null);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"b\":1,\"a\":2}",
        "{\"text\":\"\\\"\\\\\\n\\u0000é😀\"}",
        "{\"list\":[true,false,null,{},[]]}",
        "{\"number\":123456789012345678901234567890.123456789}",
        "{\"number\":1E+400}",
      })
  void whatIsReadIsWrittenAsItWas(String text) {
    assertThat(Json.text(Json.object(text))).isEqualTo(text);
  }

  @Test
  void anyObjectComesBackAsItWas() {
    Random random = new Random(20261123);
    for (int i = 0; i < 500; i++) {
      Map<String, @Nullable Object> object = randomObject(random, 4);
      assertThat(Json.object(Json.text(object))).isEqualTo(object);
    }
  }

  @Test
  void itIsWrittenOnOneLine() {
    assertThat(Json.text(Map.of("text", "a\r\nb\u2028"))).doesNotContain("\n", "\r");
  }

  /** Among them a mark beyond the first plane. */
  @ParameterizedTest
  @ValueSource(strings = {"\u202E", "\u007f", "\u0085", "\u2028", "\uDB40\uDC41"})
  void whatWouldTurnALineAroundIsEscapedAndComesBack(String hostile) {
    Map<String, String> object = Map.of(hostile + "name", "a" + hostile + "b");
    String text = Json.text(object);
    assertThat(text.codePoints()).allMatch(UntrustedText::isPrintable);
    assertThat(Json.object(text)).isEqualTo(object);
  }

  @Test
  void halfACharacterIsWrittenSoThatItCanBeRead() {
    assertThat(Json.object(Json.text(Map.of("a", "x\uD800y")))).isEqualTo(Map.of("a", "x\uFFFDy"));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ``                | want a JSON object, got nothing at line 1
          [1]               | want a JSON object, got a list at line 1, column 2
          "text"            | want a JSON object, got a text at line 1, column
          null              | want a JSON object, got null at line 1, column
          {} {}             | want nothing after the JSON object at line 1, column 5
          {"a":1}x          | not JSON: Unrecognized token 'x'
          {"a":1,"a":2}     | not JSON: Duplicate field 'a' at line 1, column
          {"o":{"a":1,"a":2}} | not JSON: Duplicate field 'a'
          {"a":}            | not JSON: Unexpected character ('}' (code 125))
          {'a':1}           | not JSON: Unexpected character (''' (code 39))
          {a:1}             | not JSON: Unexpected character ('a' (code 97))
          {"a":01}          | not JSON: Invalid numeric value: Leading zeroes not allowed
          {"a":NaN}         | not JSON: Non-standard token 'NaN'
          {"a":1,}          | not JSON: Unexpected character ('}' (code 125))
          {"a":1 /* c */}   | not JSON: Unexpected character ('/' (code 47))
          {"a":             | not JSON: Unexpected end-of-input
          {"a               | not JSON: Unexpected end-of-input
          garbage           | not JSON: Unrecognized token 'garbage'
          """)
  void whatIsNotOneObjectIsRefusedAndTheMessageSaysWhere(String text, String problem) {
    assertThatExceptionOfType(JsonException.class)
        .isThrownBy(() -> Json.object(text))
        .satisfies(
            it ->
                assertThat(it.problem())
                    .startsWith(problem)
                    .containsPattern("at line 1, column \\d+$")
                    .doesNotContain("Source:", "Stream", "VALUE_", "START_", "line:"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"179E5429362511", "-1e-99999999999", "0E-2147483649"})
  void anExponentBeyondAllNumbersIsRefused(String number) {
    assertThatThrownBy(() -> Json.object("{\"a\": " + number + "}"))
        .isInstanceOf(JsonException.class)
        .hasMessageContaining("too large to be read");
  }

  @Test
  void nestingIsLimited() {
    assertThat(Json.object(nested(64))).hasSize(1);
    assertThatExceptionOfType(JsonException.class)
        .isThrownBy(() -> Json.object(nested(65)))
        .withMessageContaining("deeper than 64 levels")
        .withMessageContaining("at line 1, column ");
    assertThatExceptionOfType(JsonException.class)
        .isThrownBy(() -> Json.object("{\"a\":" + "[".repeat(1_000_000)))
        .withMessageContaining("deeper than 64 levels");
  }

  @Test
  void aNumberOfAnyLengthCostsLittle() {
    assertThatExceptionOfType(JsonException.class)
        .isThrownBy(() -> Json.object("{\"a\":" + "9".repeat(100_000) + "}"));
    assertThat(Json.text(Json.object("{\"a\":1e999999999}"))).isEqualTo("{\"a\":1E+999999999}");
  }

  private static String nested(int depth) {
    return "{\"a\":" + "[".repeat(depth - 1) + "]".repeat(depth - 1) + "}";
  }

  private static Map<String, @Nullable Object> randomObject(Random random, int depth) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    for (int i = random.nextInt(5); i > 0; i--) {
      object.put(randomText(random), randomValue(random, depth));
    }
    return object;
  }

  private static @Nullable Object randomValue(Random random, int depth) {
    return switch (random.nextInt(depth > 0 ? 7 : 5)) {
      case 0 -> null;
      case 1 -> random.nextBoolean();
      case 2 -> BigDecimal.valueOf(random.nextLong(), random.nextInt(40) - 20);
      case 3, 4 -> randomText(random);
      case 5 -> randomObject(random, depth - 1);
      default -> {
        @Nullable Object[] list = new @Nullable Object[random.nextInt(4)];
        for (int i = 0; i < list.length; i++) {
          list[i] = randomValue(random, depth - 1);
        }
        yield new ArrayList<>(Arrays.asList(list));
      }
    };
  }

  private static String randomText(Random random) {
    return random
        .ints(random.nextInt(8), 0, 0x3000)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
