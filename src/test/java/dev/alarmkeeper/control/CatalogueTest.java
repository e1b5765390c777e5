package dev.alarmkeeper.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.alarmkeeper.pattern.Comparison;
import dev.alarmkeeper.pattern.FilterPattern;
import dev.alarmkeeper.pattern.Relation;
import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The catalogue says what the benchmarks say, and its samples prove each word of its patterns. */
class CatalogueTest {
  private static final Pattern LITERAL =
      Pattern.compile("(?<==\\s?)\"[^\"]+\"|(?<==\\s?)[A-Za-z0-9.]+|NOT EXISTS");

  @Test
  void theFifteenControlsAreInTheOrderOfTheBenchmark() {
    assertThat(Catalogue.controls())
        .extracting(Control::id)
        .containsExactly(
            "unauthorized_api_calls",
            "console_signin_without_mfa",
            "root_usage",
            "iam_policy_changes",
            "cloudtrail_changes",
            "console_authentication_failures",
            "cmk_disabled_or_deleted",
            "s3_bucket_policy_changes",
            "config_changes",
            "security_group_changes",
            "nacl_changes",
            "network_gateway_changes",
            "route_table_changes",
            "vpc_changes",
            "organizations_changes");
  }

  @ParameterizedTest
  @EnumSource(Profile.class)
  void rootUsageHasTheOnePatternThatEveryCheckerAccepts(Profile profile) {
    assertThat(
            Comparison.of(
                    "{ $.userIdentity.type = \"Root\" && $.userIdentity.invokedBy NOT EXISTS"
                        + " && $.eventType != \"AwsServiceEvent\" }",
                    control("root_usage").pattern(profile))
                .relation())
        .isEqualTo(Relation.EQUAL);
  }

  @ParameterizedTest(name = "{0}: {1} {2} {3}")
  @CsvSource({
    "unauthorized_api_calls,          1d, 1h, 1d",
    "console_signin_without_mfa,      2a, 2h, 2a",
    "root_usage,                      3a, 3h, 3a",
    "iam_policy_changes,              4a, 4h, 4a",
    "cloudtrail_changes,              5a, 5h, 5a",
    "console_authentication_failures, 6a, 6h, 6a",
    "cmk_disabled_or_deleted,         7a, 7h, 7a",
    "s3_bucket_policy_changes,        8a, 8h, 8a",
    "config_changes,                  9a, 9h, 9a",
    "security_group_changes,          10b, 10h, 10b",
    "nacl_changes,                    11a, 11h, 11a",
    "network_gateway_changes,         12a, 12h, 12a",
    "route_table_changes,             13a, 13h, 13c",
    "vpc_changes,                     14a, 14h, 14a",
    "organizations_changes,           15a, 15a, 15b",
  })
  void patternsAreSpelledAsPublished(String id, String cis, String securityHub, String prowler)
      throws IOException {
    assertThat(control(id).pattern(Profile.CIS)).isEqualTo(published(cis));
    assertThat(control(id).pattern(Profile.SECURITY_HUB)).isEqualTo(published(securityHub));
    assertThat(control(id).pattern(Profile.PROWLER)).isEqualTo(published(prowler));
  }

  /** Each text stands in the fixture too, letter by letter, with where and when it was read. */
  @Test
  void everyPublishedTextHasItsSourceAndDate() throws IOException {
    Set<String> fixture = new HashSet<>();
    try (InputStream file =
        Objects.requireNonNull(
            CatalogueTest.class.getResourceAsStream("/patterns/published.json"))) {
      for (JsonNode patterns : new ObjectMapper().readTree(file)) {
        for (JsonNode pattern : patterns) {
          fixture.add(pattern.path("pattern").asText());
          assertThat(pattern.path("url").asText()).startsWith("https://");
          assertThat(LocalDate.parse(pattern.path("read").asText())).isAfter("2023-01-01");
        }
      }
    }
    for (Control control : Catalogue.controls()) {
      assertThat(control.published()).hasSizeGreaterThanOrEqualTo(2);
      for (Published published : control.published()) {
        assertThat(fixture).contains(published.text());
        assertThat(published.url()).startsWith("https://");
        assertThat(published.read()).isAfter("2023-01-01");
      }
    }
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("everyPattern")
  void aPatternMatchesExactlyItsSamples(String id, Profile profile) {
    for (Sample sample : control(id).samples()) {
      assertThat(matches(control(id).pattern(profile), sample))
          .as(sample.name())
          .isEqualTo(sample.matches(profile));
    }
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("everyPattern")
  void atLeastTwoSamplesMatchAndTwoDoNot(String id, Profile profile) {
    List<Sample> samples = control(id).samples();

    assertThat(samples.stream().filter(sample -> sample.matches(profile)).count())
        .isGreaterThanOrEqualTo(2);
    assertThat(samples.stream().filter(sample -> !sample.matches(profile)).count())
        .isGreaterThanOrEqualTo(2);
    // TestMetricFilter takes no more in one call.
    assertThat(samples).hasSizeLessThanOrEqualTo(50).doesNotHaveDuplicates();
  }

  /** Change any one word of a pattern, and some sample notices. */
  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("everyPattern")
  void samplesProveEveryWordOfThePattern(String id, Profile profile) {
    Control control = control(id);
    String pattern = control.pattern(profile);
    List<MatchResult> literals = LITERAL.matcher(pattern).results().toList();

    assertThat(literals).isNotEmpty();
    for (MatchResult literal : literals) {
      String other = literal.group().equals("NOT EXISTS") ? "= *" : "\"another\"";
      String mutant =
          pattern.substring(0, literal.start()) + other + pattern.substring(literal.end());
      assertThat(control.samples())
          .as(mutant)
          .anyMatch(sample -> matches(mutant, sample) != sample.matches(profile));
    }
  }

  @Test
  void samplesDoNotShareNamesWithinAControl() {
    for (Control control : Catalogue.controls()) {
      assertThat(control.samples()).extracting(Sample::name).doesNotHaveDuplicates();
    }
  }

  @Test
  void theJsonOfASampleIsItsEvent() throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    for (Control control : Catalogue.controls()) {
      for (Sample sample : control.samples()) {
        assertThat(mapper.readTree(sample.json())).isEqualTo(mapper.valueToTree(sample.event()));
        assertThat(sample.json()).doesNotContain("\n");
      }
    }
  }

  @Test
  void noTwoControlsShareANumber() {
    Set<String> seen = new HashSet<>();
    for (Control control : Catalogue.controls()) {
      assertThat(control.numbers().values()).as(control.id()).allMatch(seen::add);
    }
  }

  private static Stream<Arguments> everyPattern() {
    return Catalogue.controls().stream()
        .flatMap(
            control ->
                Stream.of(Profile.values()).map(profile -> Arguments.of(control.id(), profile)));
  }

  private static Control control(String id) {
    return Catalogue.controls().stream()
        .filter(control -> control.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static boolean matches(String pattern, Sample sample) {
    return ((FilterPattern.Json) FilterPattern.parse(pattern)).matches(sample.event());
  }

  /** A string of the collection of published patterns, by the first word of its label. */
  private static String published(String label) throws IOException {
    try (InputStream file =
        Objects.requireNonNull(
            CatalogueTest.class.getResourceAsStream("/patterns/published.json"))) {
      for (JsonNode patterns : new ObjectMapper().readTree(file)) {
        for (JsonNode pattern : patterns) {
          if (pattern.path("label").asText().startsWith(label + " ")) {
            return pattern.path("pattern").asText();
          }
        }
      }
    }
    throw new AssertionError("no published pattern " + label);
  }
}
