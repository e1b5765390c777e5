package dev.alarmkeeper.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WildcardsTest {
  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource({
    "abc,     abc,         true",
    "abc,     abcd,        false",
    "abc,     ab,          false",
    "*,       anything,    true",
    "*,       '',          true",
    "'',      '',          true",
    "'',      a,           false",
    "a*,      a,           true",
    "a*c,     abbbc,       true",
    "a*c,     abbbd,       false",
    "a*c,     abcbc,       true",
    "*b*,     abc,         true",
    "**,      abc,         true",
    "a?c,     abc,         true",
    "a?c,     ac,          false",
    "?,       '',          false",
    "a.c,     abc,         false",
    "A*,      abc,         false",
    "a*b*c,   aXbYbZc,     true",
    "a*b*c,   aXcYb,       false",
  })
  void starIsAnyRunAndQuestionMarkAnyOne(String form, String text, boolean matches) {
    assertThat(Wildcards.match(form, text)).isEqualTo(matches);
  }

  /** A policy is anybody's text: one that makes a matcher try every split must not stop a run. */
  @Test
  void hostileFormsTakeLittleTime() {
    String text = "a".repeat(20_000);
    assertTimeoutPreemptively(
        Duration.ofMinutes(1),
        () -> {
          assertThat(Wildcards.match("a*".repeat(10_000) + "b", text)).isFalse();
          assertThat(Wildcards.match("*" + "a".repeat(2_000) + "b", text)).isFalse();
          assertThat(Wildcards.match("*a*a*a*a*a*a*a*a*a*a*a*b", text)).isFalse();
        });
  }
}
