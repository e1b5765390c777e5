package dev.alarmkeeper.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every pattern that CIS, AWS or a checker publishes, and strings that checkers take for them. */
class PublishedPatternsTest {
  private static final Map<String, JsonNode> PUBLISHED = published();

  @ParameterizedTest(name = "{0}")
  @MethodSource("labels")
  void aPublishedPatternIsReadUnlessItIsBroken(String label) {
    if (published(label).path("parses").asBoolean()) {
      assertThat(FilterPattern.parse(text(label))).isInstanceOf(FilterPattern.Json.class);
    } else {
      assertThatExceptionOfType(PatternException.class)
          .isThrownBy(() -> FilterPattern.parse(text(label)));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("labels")
  void spacesMakeNoDifference(String label) {
    String respelled =
        text(label).replace("||", "\n || ").replace("&&", "\t&& ").replace("=", " = ");
    String expected = published(label).path("parses").asBoolean() ? "EQUAL" : "UNPARSEABLE";

    assertThat(Comparison.of(text(label), respelled.replace("! =", "!=")).relation())
        .hasToString(expected);
  }

  @ParameterizedTest(name = "{1} is {2} compared with {0}: {3}")
  @CsvSource({
    "1d,  1a,  BROADER,     no exclusions",
    "1d,  1b,  BROADER,     matches almost every event",
    "1d,  1c,  BROADER,     exclusions for one error code only",
    "1c,  1a,  BROADER,     no exclusions",
    "1a,  1d,  NARROWER,    exclusions",
    "2a,  2b,  NARROWER,    successful sign-ins of users only",
    "2b,  2a,  BROADER,     every sign-in",
    "3a,  3x,  EQUAL,       without quotes",
    "6a,  6x,  UNPARSEABLE, a space without quotes",
    "6x,  6a,  UNPARSEABLE, the desired one is broken",
    "10a, 10b, BROADER,     one more event",
    "10b, 10a, NARROWER,    one event is missing",
    "13a, 13b, NARROWER,    a guard for one event",
    "13a, 13c, NARROWER,    a guard for all events",
    "13b, 13c, NARROWER,    a guard for all events instead of one",
    "15a, 15b, BROADER,     three more events",
    "7a,  8a,  DIFFERENT,   another control",
  })
  void conflictingPatternsAreToldApart(
      String desired, String observed, Relation relation, String why) {
    Comparison comparison = Comparison.of(text(desired), text(observed));

    assertThat(comparison.relation()).isEqualTo(relation);
    assertThat(comparison.explanation()).isNotEmpty();
    assertThat(comparison.counterexample(List.of()).isPresent())
        .isEqualTo(relation != Relation.EQUAL && relation != Relation.UNPARSEABLE);
  }

  @Test
  void patternsOfDifferentControlsAreNeverEqual() {
    PUBLISHED.forEach(
        (desired, a) ->
            PUBLISHED.forEach(
                (observed, b) -> {
                  if (!control(desired).equals(control(observed))) {
                    assertThat(Comparison.of(text(desired), text(observed)).relation())
                        .as(desired + " and " + observed)
                        .isNotEqualTo(Relation.EQUAL);
                  }
                }));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          Prowler's expression for root looks for the three clauses in this order ~ 3a ~ NARROWER \
            ~ { $.userIdentity.type = "Root" && $.userIdentity.invokedBy NOT EXISTS && $.eventType != "AwsServiceEvent" && $.eventName = "never" }
          ... whatever stands between them ~ 3a ~ DIFFERENT \
            ~ { $.userIdentity.type = "RootX" && $.userIdentity.invokedBy NOT EXISTS && $.eventType != "AwsServiceEvent" }
          ... or joins them ~ 3a ~ BROADER \
            ~ { $.userIdentity.type = "Root" || $.userIdentity.invokedBy NOT EXISTS || $.eventType != "AwsServiceEvent" }
          ... so that a pattern that never matches passes ~ 3a ~ NARROWER \
            ~ { $.userIdentity.type = "Root" && $.userIdentity.invokedBy NOT EXISTS && $.eventType != "AwsServiceEvent" && $.eventType NOT EXISTS }
          CloudSploit compares without spaces ~ 3a ~ UNPARSEABLE \
            ~ {$.useridentity.type=root&&$.useridentity.invokedbynotexists&&$.eventtype!=awsserviceevent}
          ... and in small letters ~ 3a ~ DIFFERENT \
            ~ { $.userIdentity.type = "root" && $.userIdentity.invokedBy NOT EXISTS && $.eventType != "AwsServiceEvent" }
          Steampipe's documentation for CIS 1.3 ~ 3a ~ UNPARSEABLE \
            ~ { $.userIdentity.type = "Root" && $.userIdentity.invokedByNOT EXISTS && $.eventType != "AwsServiceEvent" }
          Steampipe's documentation for CIS 6.0 ~ 15a ~ UNPARSEABLE \
            ~ { ($.eventSource = organizations.amazonaws.com) && ($.eventName = AcceptHandshake") }
          single quotes, terraform-provider-aws#2945 ~ 3a ~ UNPARSEABLE \
            ~ { $.userIdentity.type = 'Root' && $.userIdentity.invokedBy NOT EXISTS && $.eventType != 'AwsServiceEvent' }
          order and line breaks fail by text, prowler#2904 ~ 3a ~ EQUAL \
            ~ {($.eventType!="AwsServiceEvent")&&($.userIdentity.invokedBy NOT EXISTS)&&($.userIdentity.type="Root")}
          """)
  void whatOthersGetWrongIsDecidedByMeaning(
      String reason, String desired, Relation relation, String observed) {
    assertThat(Comparison.of(text(desired), observed).relation()).isEqualTo(relation);
  }

  private static Stream<Arguments> labels() {
    return PUBLISHED.keySet().stream().map(Arguments::of);
  }

  private static String control(String label) {
    return label.replaceAll("[a-z]", "");
  }

  private static String text(String label) {
    return published(label).path("pattern").asText();
  }

  private static JsonNode published(String label) {
    return Objects.requireNonNull(PUBLISHED.get(label));
  }

  private static Map<String, JsonNode> published() {
    Map<String, JsonNode> published = new LinkedHashMap<>();
    try (InputStream file =
        Objects.requireNonNull(
            PublishedPatternsTest.class.getResourceAsStream("/patterns/published.json"))) {
      for (JsonNode patterns : new ObjectMapper().readTree(file)) {
        for (JsonNode pattern : patterns) {
          published.put(pattern.path("label").asText().split(" ", 2)[0], pattern);
        }
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return published;
  }
}
