package dev.alarmkeeper.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The table of implications is sound on every value, says what it should, and nothing uncertain.
 */
class ProofsTest {
  private static final List<String> STRINGS =
      List.of(
          "a", "ab", "abc", "b", "ba", "x", "Root", "*", "a*b", "a\\b", "5", "05", "null", "é", "");
  private static final List<String> NUMBERS =
      List.of("4", "5", "5.0", "5.5", "-5", "0", "5e300", "6");

  @Test
  void implicationsAndExclusionsHoldForEveryValue() {
    List<Claim> claims = claims();
    List<Object> values = values();
    int implications = 0;
    int exclusions = 0;
    for (Claim claim : claims) {
      for (Claim other : claims) {
        if (Proofs.implies(claim, other)) {
          implications++;
          assertThat(values)
              .allMatch(
                  value -> !holds(claim, value) || holds(other, value), claim + " => " + other);
        }
        if (Proofs.excludes(claim, other)) {
          exclusions++;
          assertThat(values)
              .noneMatch(
                  value -> holds(claim, value) && holds(other, value), claim + " or " + other);
        }
      }
    }
    assertThat(implications).isGreaterThan(500);
    assertThat(exclusions).isGreaterThan(500);
  }

  @ParameterizedTest(name = "{0} proves {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          = "Root"  | = *
          = %R.*%   | = *
          > 5       | = *
          = "Root"  | = "Ro*"
          = "Root"  | = "*ot"
          = "Root"  | = "*oo*"
          = "Root"  | != "User"
          = "Root"  | != "Us*"
          = "Root*" | = "Ro*"
          = "*Root" | = "*ot"
          = "Root*" | = "*oo*"
          = "Root*" | != "User"
          = "Root*" | != "Us*"
          = "*Root" | != "*er"
          != "Ro*"  | != "Root"
          """)
  void aStrongerConditionProvesAWeakerOne(String stronger, String weaker) {
    assertThat(atom("$.a " + stronger).implies(atom("$.a " + weaker))).isTrue();
    assertThat(atom("$.a " + weaker).implies(atom("$.a " + stronger))).isFalse();
  }

  @ParameterizedTest(name = "{0} does not prove {1}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          $.a = "x"     | $.b = "x"      | another field
          $.a[*] = "x"  | $.a[*] != "y"  | a wildcard selector may mean any element or all of them
          $.a[*] = "x"  | $.a[*] = *     | as above
          $.* = "x"     | $.* = "x*"     | as above
          $.a != "x"    | $.a = *        | a null could satisfy one alone
          $.a = "5"     | $.a != "05"    | strings that spell a number could be compared as numbers
          $.a = "40"    | $.a = "4*"     | as above
          $.a = "5"     | $.a = 5        | a string and a number could differ
          $.a = 5       | $.a = "5"      | as above
          $.a = "abc"   | $.a = "a*c"    | an asterisk inside is only a letter in the guide of 2018
          $.a = "a*c"   | $.a = "a*"     | as above
          $.a = "a\\b"  | $.a != "a"     | what follows a backslash is not documented
          $.a = ""      | $.a = *        | an asterisk may need a letter
          $.a IS TRUE   | $.a = *        | a constant may be no value
          $.a NOT EXISTS | $.a IS NULL   | a missing field is not null
          $.a = 5       | $.a != 6       | numbers prove nothing but that there is a value
          $.a > 5       | $.a >= 5       | as above
          $.a = 1.10    | $.a = 1.1      | spelled differently they may be different
          $.a = 012345678901 | $.a = 12345678901 | as above
          $.a = 9007199254740992 | $.a != 9007199254740993 | as doubles they are one number
          """)
  void whatTheGuideLeavesOpenProvesNothing(String claim, String other, String reason) {
    assertThat(atom(claim).implies(atom(other))).isFalse();
  }

  @ParameterizedTest(name = "{0} excludes {1}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          $.a = "x"      | $.a = "y"      | true
          $.a = "x*"     | $.a = "y*"     | true
          $.a = "x"      | $.a != "x"     | true
          $.a = "xy"     | $.a != "x*"    | true
          $.a NOT EXISTS | $.a = *        | true
          $.a NOT EXISTS | $.a != "x"     | true
          $.a NOT EXISTS | $.a IS NULL    | true
          $.a IS TRUE    | $.a IS FALSE   | true
          $.a < 5        | $.a > 6        | true
          $.a = 5        | $.a != 5       | true
          $.a NOT EXISTS | $.a NOT EXISTS | false
          $.a NOT EXISTS | $.b = *        | false
          $.a = "x*"     | $.a = "*y"     | false
          $.a != "x"     | $.a != "y"     | false
          $.a <= 5       | $.a >= 5       | false
          $.a[*] = "x"   | $.a[*] = "y"   | false
          $.a[*] NOT EXISTS | $.a[*] = *  | false
          $.a = "5"      | $.a = "5.0"    | false
          $.a = 5        | $.a = 6        | true
          $.a = 1.10     | $.a = 1.1      | false
          $.a = 1.10     | $.a != 1.1     | false
          $.a = 012345678901 | $.a != 12345678901 | false
          $.a = 1e3      | $.a != 1000    | false
          $.a > 5        | $.a < 5.5      | false
          $.a > 1.10     | $.a <= 1.10    | true
          """)
  void conditionsThatContradictEachOtherExcludeEachOther(String a, String b, boolean excludes) {
    assertThat(atom(a).excludes(atom(b))).isEqualTo(excludes);
    assertThat(atom(b).excludes(atom(a))).isEqualTo(excludes);
  }

  private static boolean holds(Claim claim, Object value) {
    return claim.holds(value, false, new Work(1_000));
  }

  private static List<Claim> claims() {
    List<String> texts = new ArrayList<>(List.of("NOT EXISTS", "IS NULL", "IS TRUE", "IS FALSE"));
    for (String string : STRINGS) {
      for (String glob : List.of(string, "*" + string, string + "*", "*" + string + "*")) {
        texts.add("= \"" + glob + "\"");
        texts.add("!= \"" + glob + "\"");
      }
    }
    for (String number : NUMBERS) {
      for (Claim.Operator operator : Claim.Operator.values()) {
        texts.add(operator.symbol() + " " + number);
      }
    }
    texts.addAll(List.of("= %a%", "!= %a%", "= %^ab$%"));
    return texts.stream().map(text -> atom("$.a " + text).claim()).toList();
  }

  private static List<Object> values() {
    Stream<Object> strings =
        STRINGS.stream().flatMap(s -> Stream.of(s, s + "a", "a" + s, "zz" + s + "zz"));
    Stream<Object> others =
        Stream.of(4, 5, 5.5, 6, -5, 0, 7, true, false, Selector.NULL, List.of());
    return Stream.concat(strings, others).toList();
  }

  private static Expression.Atom atom(String text) {
    return (Expression.Atom)
        ((FilterPattern.Json) FilterPattern.parse("{ " + text + " }")).expression();
  }
}
