package dev.alarmkeeper.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The judge against its adversary: conditions that are nearly the same, and an evaluator of its own
 * that reads them in every way that the user guide leaves open. What is called equal has to be
 * equal in each of these readings, and what is called broader may miss no event in any.
 */
class ReadingsTest {
  private static final Object ABSENT = new Object();

  /** What the guide leaves open, one bit each. */
  private enum Open {
    NUMBERS_BY_VALUE,
    QUOTED_NUMBERS_BY_VALUE,
    ASTERISK_INSIDE_IS_WILD,
    LONE_ASTERISK_NEEDS_A_LETTER,
    CONSTANTS_ARE_TEXT,
    UNEQUAL_IS_TRUE_OF_ALL_ELEMENTS,
    BACKSLASH_ESCAPES
  }

  private static final int READINGS = 1 << Open.values().length;

  private static final List<@Nullable Object> VALUES = new ArrayList<>();
  private static final Map<String, BitSet> TABLES = new LinkedHashMap<>();
  private static final List<String> CONDITIONS = new ArrayList<>();

  static {
    VALUES.addAll(
        List.of(
            ABSENT, true, false, "", "x", "xy", "yx", "X", "x x", "1.1", "1.10", "12", "012", "5",
            "5.0", "a*c", "abc", "ac", "a\\b", "ab", "true", "null", "10", "1e1"));
    VALUES.addAll(
        List.of(
            new BigDecimal("1.1"),
            new BigDecimal("1.10"),
            12,
            5,
            new BigDecimal("5.0"),
            10,
            9007199254740992L,
            9007199254740993L));
    VALUES.addAll(List.of(List.of(), List.of("x"), List.of("x", "y"), List.of("y", "z")));
    VALUES.add(null);
    for (String literal :
        List.of(
            "x",
            "xy",
            "\"x\"",
            "\"x*\"",
            "\"*x\"",
            "\"*x*\"",
            "\"**\"",
            "\"xy\"",
            "X",
            "\"X\"",
            "\"x x\"",
            "\"\"",
            "*",
            "\"*\"",
            "1.1",
            "1.10",
            "+1.1",
            "\"1.1\"",
            "\"1.10\"",
            "\"1.1*\"",
            "12",
            "012",
            "\"12\"",
            "\"012\"",
            "12.0",
            "5",
            "5.0",
            "5e0",
            "\"5\"",
            "\"5*\"",
            "10",
            "1e1",
            "\"10\"",
            "\"1e1\"",
            "\"a*c\"",
            "\"abc\"",
            "\"ac\"",
            "\"a*\"",
            "\"a\\b\"",
            "\"ab\"",
            "\"true\"",
            "\"null\"",
            "9007199254740992",
            "9007199254740993",
            "%x%",
            "%^x$%",
            "%x*%",
            "%^$%",
            "%.%")) {
      for (String operator : List.of("=", "!=")) {
        add(
            "$.a " + operator + " " + literal,
            (reading, value) -> compared(reading, value, operator, literal));
      }
    }
    for (String number : List.of("5", "5.0", "10", "1.10")) {
      for (String operator : List.of("<", "<=", ">", ">=")) {
        add("$.a " + operator + " " + number, (_, value) -> ordered(value, operator, number));
      }
    }
    add("$.a NOT EXISTS", (_, value) -> ABSENT.equals(value));
    add("$.a IS NULL", (_, value) -> value == null);
    add("$.a IS TRUE", (_, value) -> Boolean.TRUE.equals(value));
    add("$.a IS FALSE", (_, value) -> Boolean.FALSE.equals(value));
    for (String literal : List.of("x", "y", "\"x*\"")) {
      for (String operator : List.of("=", "!=")) {
        add(
            "$.a[*] " + operator + " " + literal,
            (reading, value) -> element(reading, value, operator, literal));
      }
    }
    add(
        "$.a[0] = x",
        (_, value) -> value instanceof List<?> l && !l.isEmpty() && "x".equals(l.getFirst()));
  }

  private static void add(String condition, BiFunction<Integer, @Nullable Object, Boolean> truth) {
    CONDITIONS.add(condition);
    BitSet table = new BitSet();
    for (int reading = 0; reading < READINGS; reading++) {
      for (int i = 0; i < VALUES.size(); i++) {
        table.set(reading * VALUES.size() + i, truth.apply(reading, VALUES.get(i)));
      }
    }
    TABLES.put(condition, table);
  }

  @SuppressWarnings("EnumOrdinal") // one bit each, and kept nowhere
  private static boolean is(int reading, Open open) {
    return (reading >> open.ordinal() & 1) == 1;
  }

  private static boolean compared(
      int reading, @Nullable Object value, String operator, String literal) {
    if (ABSENT.equals(value) || value instanceof List<?>) {
      return false;
    }
    if ((value == null || value instanceof Boolean) && !is(reading, Open.CONSTANTS_ARE_TEXT)) {
      return false;
    }
    return equal(reading, String.valueOf(value), literal) == operator.equals("=");
  }

  private static boolean equal(int reading, String value, String literal) {
    if (literal.startsWith("%")) {
      String regex = literal.substring(1, literal.length() - 1);
      return Pattern.compile(regex).matcher(value).find();
    }
    boolean quoted = literal.startsWith("\"");
    String text = quoted ? literal.substring(1, literal.length() - 1) : literal;
    boolean byValue = is(reading, quoted ? Open.QUOTED_NUMBERS_BY_VALUE : Open.NUMBERS_BY_VALUE);
    if (byValue && isNumber(text) && isNumber(value)) {
      return new BigDecimal(text).compareTo(new BigDecimal(value)) == 0;
    }
    String pattern = is(reading, Open.BACKSLASH_ESCAPES) ? text.replace("\\", "") : text;
    boolean lone = pattern.replace("*", "").isEmpty();
    String any = lone && is(reading, Open.LONE_ASTERISK_NEEDS_A_LETTER) ? ".+" : ".*";
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      boolean outside = i == 0 || i == pattern.length() - 1;
      boolean wild =
          pattern.charAt(i) == '*' && (outside || is(reading, Open.ASTERISK_INSIDE_IS_WILD));
      regex.append(wild ? any : Pattern.quote(pattern.substring(i, i + 1)));
    }
    return value.matches("(?s)" + regex);
  }

  private static boolean isNumber(String text) {
    return text.matches("[+-]?\\d+(\\.\\d+)?([eE]\\d+)?");
  }

  private static boolean ordered(@Nullable Object value, String operator, String number) {
    if (value == null || !isNumber(value.toString())) {
      return false;
    }
    int sign = new BigDecimal(value.toString()).compareTo(new BigDecimal(number));
    return switch (operator) {
      case "<" -> sign < 0;
      case "<=" -> sign <= 0;
      case ">" -> sign > 0;
      default -> sign >= 0;
    };
  }

  private static boolean element(
      int reading, @Nullable Object value, String operator, String literal) {
    if (!(value instanceof List<?> list) || list.isEmpty()) {
      return false;
    }
    boolean all = operator.equals("!=") && is(reading, Open.UNEQUAL_IS_TRUE_OF_ALL_ELEMENTS);
    return all
        ? list.stream().allMatch(it -> compared(reading, it, operator, literal))
        : list.stream().anyMatch(it -> compared(reading, it, operator, literal));
  }

  @Test
  void everyPairOfConditionsIsJudgedSoundlyInEveryReading() {
    int sure = 0;
    for (String desired : CONDITIONS) {
      for (String observed : CONDITIONS) {
        sure += check(desired, TABLES.get(desired), observed, TABLES.get(observed));
      }
    }
    assertThat(CONDITIONS.size() * CONDITIONS.size()).isGreaterThan(10_000);
    assertThat(sure).as("pairs of which something was proven").isGreaterThan(500);
  }

  @Test
  void combinationsAreJudgedSoundlyInEveryReading() {
    Random random = new Random(20261125);
    int sure = 0;
    for (int i = 0; i < 20_000; i++) {
      List<String> some = new ArrayList<>();
      for (int j = 0; j < 4; j++) {
        some.add(CONDITIONS.get(random.nextInt(CONDITIONS.size())));
      }
      Combined desired = combined(random, some);
      if (random.nextBoolean()) {
        some.set(random.nextInt(4), CONDITIONS.get(random.nextInt(CONDITIONS.size())));
      }
      Combined observed = combined(random, some);
      sure += check(desired.text(), desired.table(), observed.text(), observed.table());
    }
    assertThat(sure).isGreaterThan(1_000);
  }

  private record Combined(String text, BitSet table) {}

  /** One of {@code a && b || c && d}, {@code a && (b || c)} and so on. */
  private static Combined combined(Random random, List<String> some) {
    String text = some.getFirst();
    BitSet table = copy(some.getFirst());
    for (String next : some.subList(1, some.size())) {
      boolean and = random.nextInt(3) == 0;
      text = "(" + text + (and ? ") && (" : ") || (") + next + ")";
      if (and) {
        table.and(copy(next));
      } else {
        table.or(copy(next));
      }
    }
    return new Combined(text, table);
  }

  private static BitSet copy(String condition) {
    return (BitSet) TABLES.getOrDefault(condition, new BitSet()).clone();
  }

  /** Whether something was proven; it has to be so in every reading, of every event. */
  private static int check(
      String desired, @Nullable BitSet wanted, String observed, @Nullable BitSet found) {
    Relation relation = Comparison.of("{ " + desired + " }", "{ " + observed + " }").relation();
    BitSet missed = (BitSet) Objects.requireNonNull(wanted).clone();
    missed.andNot(Objects.requireNonNull(found));
    BitSet noise = (BitSet) found.clone();
    noise.andNot(wanted);
    boolean sound =
        switch (relation) {
          case EQUAL -> missed.isEmpty() && noise.isEmpty();
          case BROADER -> missed.isEmpty();
          case NARROWER -> noise.isEmpty();
          case DIFFERENT, UNPARSEABLE -> true;
        };
    assertThat(sound).as("%s: %s and %s", relation, desired, observed).isTrue();
    return relation == Relation.DIFFERENT ? 0 : 1;
  }
}
