package dev.alarmkeeper.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever may write a filter may write any text; none may stop or slow down the comparison. */
class HostileInputTest {
  /**
   * Of processor time. The dearest text takes some 20 ms; one that work grows with beyond what is
   * counted takes minutes. Between them stands a bound that no slow machine reaches.
   */
  private static final long LIMIT_MILLIS = 2_000;

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final String ROOT =
      "{ $.userIdentity.type = \"Root\" && $.userIdentity.invokedBy NOT EXISTS"
          + " && $.eventType != \"AwsServiceEvent\" }";
  private static final String TOKENS =
      "{ } ( ) && || & | $ $. . .a .b ['a'] [\"b\"] [0] [99999] [*] .* = != < <= > >= NOT EXISTS IS NULL"
          + " TRUE FALSE \"x\" \"*x\" \"x*\" \" ' \\ * % %a+% %[^a]{2,3}|b$% 5 -5 1e9 1e999 .5 x Root é \0";

  @BeforeAll
  static void warmUp() {
    for (int i = 0; i < 300; i++) {
      Comparison.of(ROOT, product(5));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("hostile")
  void aPatternMadeToBeSlowIsNot(String name, String text) {
    assertThat(text).hasSizeLessThanOrEqualTo(FilterPattern.MAX_LENGTH);
    judge(text);
  }

  @Test
  void tooManyAlternativesAreDifferentUnlessTheTextIsTheSame() {
    Comparison comparison = Comparison.of(product(40), product(39));

    assertThat(comparison.relation()).isEqualTo(Relation.DIFFERENT);
    assertThat(comparison.explanation())
        .containsExactly("too many alternatives to compare by meaning");
    assertThat(Comparison.of(product(40), product(40)).relation()).isEqualTo(Relation.EQUAL);
  }

  @Test
  void randomTextsAreReadOrRefused() {
    Random random = new Random(20261123);
    List<String> seeds = new ArrayList<>(hostile().map(a -> (String) a.get()[1]).toList());
    seeds.add(ROOT);
    String[] tokens = TOKENS.split(" ", -1);
    for (int i = 0; i < 5_000; i++) {
      StringBuilder text = new StringBuilder(seeds.get(random.nextInt(seeds.size())));
      for (int edits = random.nextInt(6); edits > 0; edits--) {
        int at = random.nextInt(text.length() + 1);
        int to = Math.min(text.length(), at + random.nextInt(12));
        text.replace(
            at, to, tokens[random.nextInt(tokens.length)] + (random.nextBoolean() ? " " : ""));
      }
      judge(text.toString());
    }
  }

  /**
   * Reads, compares and matches; fails on any exception but the documented one, and if it is slow.
   */
  static void judge(String text) {
    long best = Long.MAX_VALUE;
    // The first times may be spent on loading and compiling code: only what is always slow is slow.
    for (int attempt = 0; attempt < 3 && best > LIMIT_MILLIS * 1_000_000; attempt++) {
      long start = THREADS.getCurrentThreadCpuTime();
      examine(text);
      best = Math.min(best, THREADS.getCurrentThreadCpuTime() - start);
    }
    assertThat(best / 1_000_000).as(text).isLessThanOrEqualTo(LIMIT_MILLIS);
  }

  private static void examine(String text) {
    assertThat(Comparison.of(text, text).relation()).isEqualTo(Relation.EQUAL);
    Relation there = Comparison.of(ROOT, text).relation();
    Relation back = Comparison.of(text, ROOT).relation();
    assertThat(back)
        .as(text)
        .isEqualTo(
            switch (there) {
              case BROADER -> Relation.NARROWER;
              case NARROWER -> Relation.BROADER;
              case EQUAL, DIFFERENT, UNPARSEABLE -> there;
            });
    try {
      if (FilterPattern.parse(text) instanceof FilterPattern.Json json) {
        json.matches(Map.of("a", "x".repeat(100), "b", List.of(Map.of("c", 5))));
      }
      assertThat(there).isNotEqualTo(Relation.UNPARSEABLE);
    } catch (PatternException e) {
      assertThat(there).isEqualTo(Relation.UNPARSEABLE);
      assertThat(e.offset()).isBetween(0, text.length());
      assertThat(e.getMessage()).hasLineCount(1);
    }
  }

  private static Stream<Arguments> hostile() {
    return Stream.of(
        Arguments.of("2^47 alternatives", product(47)),
        Arguments.of("2^11 alternatives", product(11)),
        Arguments.of("2^10 alternatives", product(10)),
        Arguments.of("alternatives of two sizes", product(10).replace("$.a3=1", "$.x=1&&$.y=2")),
        Arguments.of("many atoms", chain("||")),
        Arguments.of("many clauses", chain("&&")),
        Arguments.of(
            "many conditions on one field", chain("||").replaceAll("\\$\\.f\\d+", "\\$.a")),
        Arguments.of("conditions that prove each other", falling()),
        Arguments.of("deep nesting", "{" + "(".repeat(508) + "$.a=1" + ")".repeat(508) + "}"),
        Arguments.of("open parentheses", "{" + "(".repeat(1023)),
        Arguments.of("nested choices", nested()),
        Arguments.of("a slow regex for backtrackers", "{$.a=%" + "x*".repeat(400) + "y%}"),
        Arguments.of("repetitions", "{$.a=%" + "x{0,250}x{0,150}" + "y% && $.a=%[^y]{40}z%}"),
        Arguments.of("many regex alternatives", "{$.a=%" + "x+y|".repeat(250) + "z%}"),
        Arguments.of("a long number", "{$.a=" + "9".repeat(1000) + "}"),
        Arguments.of(
            "a large exponent", "{$.a=1e999 && $.a=1e-999 || $.a<" + "9".repeat(300) + "e999}"),
        Arguments.of("a large index", "{$.a[999999]=1 && $.a[999998] NOT EXISTS}"),
        Arguments.of("a deep selector", "{$" + ".a".repeat(500) + "=1}"),
        Arguments.of("a deep array", "{$.a" + "[9]".repeat(330) + "=1}"),
        Arguments.of("wildcards", "{$.*.a.b.c=1 && $.a[*]=2 && $.*=3}"));
  }

  /** {@code (a||b) && (c||d) && ...}: 2 to the n alternatives. */
  private static String product(int n) {
    StringBuilder text = new StringBuilder("{($.a0=1||$.b0=1)");
    for (int i = 1; i < n && text.length() < 1000; i++) {
      text.append("&&($.a").append(i).append("=1||$.b").append(i).append("=1)");
    }
    return text.append('}').toString();
  }

  private static String chain(String operator) {
    StringBuilder text = new StringBuilder("{$.f0=0");
    for (int i = 1; text.length() < 1005; i++) {
      text.append(operator).append("$.f").append(i).append('=').append(i);
    }
    return text.append('}').toString();
  }

  private static String falling() {
    StringBuilder text = new StringBuilder("{$.a<0");
    for (int i = 1; text.length() < 1000; i++) {
      text.append(i % 2 == 0 ? "&&$.a<" : "||$.a>").append(i);
    }
    return text.append('}').toString();
  }

  private static String nested() {
    String text = "$.z=1";
    for (int i = 0; text.length() < 990; i++) {
      text = "($.a" + i + "=1||$.b" + i + "=1&&" + text + ")";
    }
    return "{" + text + "}";
  }
}
