package dev.alarmkeeper.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The grammar: what is read, and where and why reading stops. */
class ParsingTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{ $.eventType = \"UpdateTrail\" }",
        "{ $.sourceIPAddress != 123.123.* }",
        "{ $.arrayKey[0] = \"value\" }",
        "{ $.objectList[1].id = 2 }",
        "{ $.SomeObject IS NULL }",
        "{ $.SomeOtherObject NOT EXISTS }",
        "{ $.ThisFlag IS TRUE }",
        "{ $.ThisFlag IS FALSE }",
        "{ ($.user.id = 1) && ($.users[0].email = \"John.Doe@example.com\") }",
        "{ $.user.email = \"John.Stiles@example.com\" || $.coordinates[0][1] = nonmatch && $.a[2] = no }",
        "{ $.latency >= 500 }",
        "{ $.numbers[0] < 10e3 }",
        "{ $.numbers[0] < 10e-3 }",
        "{ $.processes[4].averageRuntime <= 55.5 }",
        "{ $.latency > +1000 }",
        "{ $.latency = -5 }",
        "{ $.latency = * }",
        "{ $.* = \"UpdateTrail\" }",
        "{ $.arrayKey[*] = \"value\" }",
        "{ $.['cluster.name'] = \"c\" }",
        "{ $.eventType = %Trail$% }",
        "{ $.ip = %10\\.10\\.[0-9]{1,3}\\.1|\\x28\\d+% && $.b != %[^a-c.-]?% }",
        "{$.a=b}",
        "\n{ $.a = \"x y \\ é $ @ || } \" }\t",
      })
  void documentedFormsAreRead(String text) {
    assertThat(FilterPattern.parse(text)).isInstanceOf(FilterPattern.Json.class);
    assertThat(FilterPattern.parse(text).text()).isEqualTo(text);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "'',                          EVERYTHING",
    "' ',                         EVERYTHING",
    "'\t',                        TERMS",
    "'\0',                        TERMS",
    "ERROR,                       TERMS",
    "?ERROR ?WARN,                TERMS",
    "'\"{ $.a = 1 }\"',           QUOTED",
    "' \"{ $.a = 1 }\" ',         QUOTED",
    "'\" \"',                     QUOTED",
    "'\"\"',                      QUOTED",
    "'\"a phrase\"',              TERMS",
    "'\"',                        TERMS",
    "%AUTHORIZED%,                TERMS",
    "'[ip, user, ..., bytes]',    SPACE_DELIMITED",
    "' [w1=ERROR || w1=WARN, w2]', SPACE_DELIMITED",
  })
  void otherFormsAreKeptAsText(String text, FilterPattern.Form form) {
    assertThat(FilterPattern.parse(text)).isEqualTo(new FilterPattern.Opaque(text, form));
  }

  @ParameterizedTest(name = "{2}")
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          8  ~ a string in double quotes                              ~ { $.a = 'Root' }
          13 ~ '&&', '||' or '}'                                      ~ { $.a = Root User }
          6  ~ a comparison, 'NOT EXISTS', 'IS NULL', 'IS TRUE' or 'IS FALSE' ~ { $.a EXISTS }
          6  ~ a comparison, 'NOT EXISTS', 'IS NULL', 'IS TRUE' or 'IS FALSE' ~ { $.a not exists }
          6  ~ a comparison, 'NOT EXISTS', 'IS NULL', 'IS TRUE' or 'IS FALSE' ~ { $.a NOT NULL }
          6  ~ a comparison, 'NOT EXISTS', 'IS NULL', 'IS TRUE' or 'IS FALSE' ~ { $.a IS NOT NULL }
          17 ~ a comparison, 'NOT EXISTS', 'IS NULL', 'IS TRUE' or 'IS FALSE' ~ { $.invokedByNOT EXISTS }
          9  ~ a number after '>'                                     ~ { $.a >  x }
          8  ~ a number after '<'                                     ~ { $.a < 1e }
          8  ~ a number after '<'                                     ~ { $.a < 1e9999 }
          7  ~ a comparison, 'NOT EXISTS', 'IS NULL', 'IS TRUE' or 'IS FALSE' ~ { $.a  }
          8  ~ a string, a number or %a regular expression%           ~ { $.a = }
          8  ~ a string in double quotes, or a number                 ~ { $.a = 1e9999 }
          8  ~ a string in double quotes, or a number                 ~ { $.a = .5 }
          8  ~ a string in double quotes, or 'IS'                     ~ { $.a = true }
          9  ~ a string in double quotes, or 'IS'                     ~ { $.a != NULL }
          12 ~ '"' at the end of the string                           ~ { $.a = "x }
          11 ~ no '"' after '\\'                                      ~ { $.a = "x\\" }
          2  ~ a selector that begins with '$', or '('                ~ { a = 1 }
          2  ~ a selector that begins with '$', or '('                ~ { }
          2  ~ a selector that begins with '$', or '('                ~ { !($.a = 1) }
          3  ~ '.' and the name of a property                         ~ { $ = 1 }
          4  ~ the name of a property                                 ~ { $..a = 1 }
          4  ~ a name in quotes without '\\' and '*', '*' or an index below 1,000,000 without leading zeros, and ']' ~ { $[a] = 1 }
          5  ~ a name in quotes without '\\' and '*', and ']'         ~ { $.[0] = 1 }
          4  ~ a name in quotes without '\\' and '*', '*' or an index below 1,000,000 without leading zeros, and ']' ~ { $[01] = 1 }
          4  ~ a name in quotes without '\\' and '*', '*' or an index below 1,000,000 without leading zeros, and ']' ~ { $[0 = 1 }
          5  ~ a name in quotes without '\\' and '*', and ']'         ~ { $.['*'] = 1 }
          2  ~ at most one wildcard a selector and three a pattern    ~ { $.*[*] = 1 }
          36 ~ at most one wildcard a selector and three a pattern    ~ { $.* = 1 && $.* = 2 && $.* = 3 && ($[*] = 4) }
          34 ~ at most two regular expressions                        ~ { $.a = %a% || $.b = %b% || $.c = %c% }
          9  ~ a piece of a regular expression                        ~ { $.a = %% }
          9  ~ a piece of a regular expression                        ~ { $.a = %(a)% }
          10 ~ a piece of a regular expression, or '%'                ~ { $.a = %a!% }
          11 ~ a piece of a regular expression, or '%'                ~ { $.a = %a**% }
          9  ~ a piece of a regular expression                        ~ { $.a = %[a% }
          9  ~ a regular expression whose ranges and counts ascend    ~ { $.a = %[b-a]% }
          9  ~ a piece of a regular expression                        ~ { $.a = %\\b% }
          9  ~ a regular expression whose ranges and counts ascend    ~ { $.a = %a{2,1}% }
          9  ~ '&&', '||' or ')'                                      ~ { ($.a=1 }
          10 ~ nothing after '}'                                      ~ { $.a=1 } x
          8  ~ '&&', '||' or '}'                                      ~ { $.a=1 & $.b=2 }
          11 ~ a selector that begins with '$', or '('                ~ { $.a=1 && }
          """)
  void anErrorSaysWhereAndWhatWasExpected(int offset, String expected, String text) {
    assertThatExceptionOfType(PatternException.class)
        .isThrownBy(() -> FilterPattern.parse(text))
        .satisfies(
            e -> {
              assertThat(e.getMessage())
                  .startsWith("expected " + expected + " at offset " + offset);
              assertThat(e.offset()).isEqualTo(offset);
            });
  }

  @Test
  void theMessageIsOneLineAndQuotesOneCharacter() {
    assertThatExceptionOfType(PatternException.class)
        .isThrownBy(() -> FilterPattern.parse("{ $.a =\n\u202eRoot }"))
        .withMessage(
            "expected a string, a number or %a regular expression% at offset 8, found '?'");
  }

  @Test
  void theLimitIs1024Characters() {
    String longest = "{ $.a = \"" + "x".repeat(1024 - 12) + "\" }";

    assertThat(longest).hasSize(1024);
    assertThat(FilterPattern.parse(longest)).isInstanceOf(FilterPattern.Json.class);
    assertThatExceptionOfType(PatternException.class)
        .isThrownBy(() -> FilterPattern.parse(longest + " "))
        .withMessageStartingWith("expected at most 1,024 characters at offset 1024");
  }

  @Test
  void deepNestingIsRead() {
    String text = "{" + "(".repeat(500) + "$.a=1" + ")".repeat(500) + "}";

    assertThat(FilterPattern.parse(text)).isInstanceOf(FilterPattern.Json.class);
  }
}
