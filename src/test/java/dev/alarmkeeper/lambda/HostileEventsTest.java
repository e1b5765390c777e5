package dev.alarmkeeper.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alarmkeeper.Fixtures;
import dev.alarmkeeper.docs.Figure;
import dev.alarmkeeper.text.Json;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever is sent is an event that we know or one clear error: no other exception, ever. */
class HostileEventsTest {
  private static final int MUTATIONS = 1_000;
  private static final String HOSTILE_LETTERS = "{}[]\",:\\u0000\u202E\uD800'01eE+-.ntf \n\u001b😀";

  private final EventParser parser = new EventParser(Fixtures.controls("all"));
  private final Random random = new Random(20261123);

  /** Read once: a million events would read them a million times. */
  private final List<String> samples = Samples.files().stream().map(Samples::text).toList();

  @Test
  void mutatedTextIsParsedOrRefused() {
    int refused = 0;
    for (int i = 0; i < MUTATIONS; i++) {
      StringBuilder text = new StringBuilder(sample());
      for (int j = random.nextInt(6); j >= 0; j--) {
        mutate(text);
      }
      refused += parseOrRefuse(text.toString());
    }
    assertThat(refused).as("refused").isBetween(MUTATIONS / 4, MUTATIONS - 1);
  }

  @Test
  void mutatedFieldsAreParsedOrRefused() {
    int refused = 0;
    for (int i = 0; i < MUTATIONS; i++) {
      Object mutated = mutated(Json.object(sample()), 2);
      refused += parseOrRefuse(mutated instanceof Map<?, ?> map ? Json.text(fields(map)) : "[]");
    }
    assertThat(refused).as("refused").isBetween(MUTATIONS / 20, MUTATIONS - 1);
  }

  @Test
  @Tag("slow")
  void aMillionHostileEventsAreParsedOrRefused() throws IOException {
    int count = 1_000_000;
    int refused = 0;
    long longest = 0;
    for (int i = 0; i < count; i++) {
      String event;
      if (random.nextBoolean()) {
        StringBuilder text = new StringBuilder(sample());
        for (int j = random.nextInt(6); j >= 0; j--) {
          mutate(text);
        }
        event = text.toString();
      } else {
        Object mutated = mutated(Json.object(sample()), 2);
        event = mutated instanceof Map<?, ?> map ? Json.text(fields(map)) : "[]";
      }
      long start = System.nanoTime();
      refused += parseOrRefuse(event);
      longest = Math.max(longest, System.nanoTime() - start);
    }
    assertThat(refused).isBetween(count / 20, count - 1);
    new Figure(
            "malformed or hostile events, seeded: an event that we know, or one clean error",
            count,
            0,
            "%,d refused; the longest took %,d ms"
                .formatted(refused, Duration.ofNanos(longest).toMillis()))
        .write();
  }

  private int parseOrRefuse(String event) {
    try {
      assertThat(parser.parse(event).cause().trigger()).isNotBlank();
      return 0;
    } catch (EventException refused) {
      assertThat(refused.getMessage())
          .hasSizeBetween(10, 1_300)
          .doesNotContain("\n", "\u202E", "\u001b");
      return 1;
    }
  }

  private String sample() {
    return samples.get(random.nextInt(samples.size()));
  }

  private void mutate(StringBuilder text) {
    int at = random.nextInt(text.length());
    switch (random.nextInt(5)) {
      case 0 -> text.deleteCharAt(at);
      case 1 -> text.insert(at, letter());
      case 2 -> text.setCharAt(at, letter());
      case 3 -> text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(20)));
      default -> text.insert(at, text.substring(at, Math.min(text.length(), at + 30)));
    }
    if (text.isEmpty()) {
      text.append(letter());
    }
  }

  private char letter() {
    return HOSTILE_LETTERS.charAt(random.nextInt(HOSTILE_LETTERS.length()));
  }

  /** The value, or another of any kind in its place, or in the place of something inside it. */
  private @Nullable Object mutated(@Nullable Object value, int chance) {
    if (random.nextInt(12) < chance - 1) {
      return hostile();
    }
    return switch (value) {
      case Map<?, ?> map -> {
        Map<String, @Nullable Object> changed = new LinkedHashMap<>();
        map.forEach((key, item) -> changed.put(String.valueOf(key), mutated(item, chance)));
        yield changed;
      }
      case List<?> list -> {
        List<@Nullable Object> changed = new ArrayList<>();
        list.forEach(item -> changed.add(mutated(item, chance)));
        yield changed;
      }
      case null -> null;
      default -> value;
    };
  }

  private @Nullable Object hostile() {
    return switch (random.nextInt(8)) {
      case 0 -> null;
      case 1 -> true;
      case 2 -> new BigDecimal("1E+999999999");
      case 3 -> "";
      case 4 -> "\u202E\u001b[2J\n".repeat(random.nextInt(200));
      case 5 -> List.of(List.of(), Map.of());
      case 6 -> Map.of("", Map.of());
      default -> "{\"a\":" + "[".repeat(200);
    };
  }

  private static Map<String, @Nullable Object> fields(Map<?, ?> map) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    map.forEach((key, value) -> fields.put(String.valueOf(key), value));
    return fields;
  }
}
