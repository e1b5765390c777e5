package dev.alarmkeeper.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import dev.alarmkeeper.chain.Link;
import dev.alarmkeeper.text.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The overrides document: what it changes, and that a wrong one is refused with all its faults. */
class OverridesTest {
  private static final JsonSchema SCHEMA =
      JsonSchemaFactory.getInstance(VersionFlag.V202012)
          .getSchema(read(Path.of("docs/schemas/overrides.json")));
  private static final String PATTERN = "\"pattern\":\"{ $.a = \\\"b\\\" }\"";

  @Test
  void theDocumentedExampleIsRightForSchemaAndCode() {
    String example = example();
    assertThat(SCHEMA.validate(example, InputFormat.JSON)).isEmpty();

    List<Control> controls = over(example);

    assertThat(controls).hasSize(Catalogue.controls().size() + 1);
    assertThat(control(controls, "console_authentication_failures").tuning().threshold())
        .isEqualTo(3);
    assertThat(control(controls, "root_usage").tuning())
        .isEqualTo(
            new Tuning(
                1,
                Optional.of("RootActivity"),
                Optional.of("RootActivityCount"),
                Optional.of("security-root-activity"),
                Optional.empty(),
                List.of(),
                false,
                Optional.empty()));
    assertThat(control(controls, "unauthorized_api_calls").pattern(Profile.SECURITY_HUB))
        .contains("scanner");
    Control custom = controls.getLast();
    assertThat(custom.id()).isEqualTo("secret_deletions");
    assertThat(custom.samples()).extracting(Sample::name).contains("a secret is deleted");
    assertThat(custom.samples().getFirst().json())
        .isEqualTo(
            "{\"eventSource\":\"secretsmanager.amazonaws.com\",\"eventName\":\"DeleteSecret\"}");
  }

  @Test
  void anOwnerSaysWhoElseFeedsAMetricAndWhichControlsShareOne() {
    List<Control> controls =
        over(
            "{\"overrides\":{\"root_usage\":{\"feeders\":[\"a\",\"app/logs:b c\"],"
                + "\"sharesMetric\":true}}}");
    assertThat(control(controls, "root_usage").tuning().feeders())
        .containsExactly("a", "app/logs:b c");
    assertThat(control(controls, "root_usage").tuning().sharesMetric()).isTrue();
    assertThat(control(controls, "vpc_changes").tuning().sharesMetric()).isFalse();
  }

  /** One metric, and with one threshold one alarm, if all of them say so. */
  @ParameterizedTest(name = "{0}, {1}: {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "'sharesMetric':true | 'sharesMetric':true | []",
        "'sharesMetric':true | 'sharesMetric':false | [metric \"M\", alarm \"A\"]",
        "'sharesMetric':true | 'sharesMetric':true,'threshold':3 | [alarm \"A\"]",
      })
  void controlsShareAMetricIfAllSayThatTheyDo(String one, String other, String clashes) {
    List<Control> controls =
        over(
            ("{'overrides':{'root_usage':{'metric':'M','alarm':'A',%s},"
                    + "'vpc_changes':{'metric':'M','alarm':'A',%s}}}")
                .formatted(one, other)
                .replace('\'', '"'));
    assertThat(
            new ChainSettings.Names("N", "{control}", "{control}")
                    .clashes(
                        List.of(control(controls, "root_usage"), control(controls, "vpc_changes")))
                    .stream()
                    .map(it -> it.substring(0, it.indexOf(':')))
                    .toList()
                    .toString())
        .isEqualTo(clashes);
  }

  @Test
  void theDocumentedRiskIsAcceptedToTheEndOfItsDay() {
    Acceptance accepted =
        Overrides.of(Catalogue.controls(), Json.object(example())).accepted().getFirst();
    assertThat(accepted.link()).isEqualTo(Link.TRAIL);
    assertThat(accepted.field()).isEqualTo("leaves out");
    assertThat(accepted.isOver(Instant.parse("2027-03-31T23:59:59Z"))).isFalse();
    assertThat(accepted.isOver(Instant.parse("2027-04-01T00:00:00Z"))).isTrue();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "link     | \"bucket\"     | accept[0].link: got \"bucket\", want one of trail, log_group",
        "link     | null          | accept[0].link: got null",
        "name     | \"\"           | accept[0].name: got",
        "observed | 5             | accept[0].observed: got 5",
        "because  | \"\"           | accept[0].because: got",
        "until    | \"2027-02-30\" | accept[0].until: got \"2027-02-30\", want a day",
        "until    | \"for ever\"   | accept[0].until: got \"for ever\", want a day",
        "verdict  | \"compliant\"  | accept[0].verdict: got \"compliant\", want no such field",
      })
  void aWrongAcceptanceIsAFaultOfTheDocument(String field, String value, String fault) {
    String entry = accept(field, value);
    assertThat(faults("{\"accept\":[" + entry + "]}")).singleElement().asString().contains(fault);
  }

  @Test
  void anAcceptanceWithoutAReasonOrADayIsAFault() {
    for (String field : List.of("link", "name", "field", "observed", "because", "until")) {
      String document = "{\"accept\":[" + accept(field, null) + "]}";
      assertThat(faults(document)).singleElement().asString().contains("the field " + field);
      assertThat(SCHEMA.validate(document, InputFormat.JSON)).isNotEmpty();
    }
    String twice = accept("because", "\"x\"");
    assertThat(faults("{\"accept\":[" + twice + "," + twice + "]}")).hasSize(1);
  }

  private static String accept(String field, @Nullable String value) {
    Map<String, String> entry = new LinkedHashMap<>();
    for (String each : List.of("link", "name", "field", "observed", "because")) {
      entry.put(each, "\"trail\"");
    }
    entry.put("until", "\"2027-03-31\"");
    entry.put(field, value);
    return entry.entrySet().stream()
        .filter(it -> it.getValue() != null)
        .map(it -> "\"%s\":%s".formatted(it.getKey(), it.getValue()))
        .collect(Collectors.joining(",", "{", "}"));
  }

  @Test
  void whatIsNotOverriddenIsTheCatalogues() {
    assertThat(over("{}")).isEqualTo(Catalogue.controls());
    assertThat(over("{\"overrides\":{\"root_usage\":{}}}")).isEqualTo(Catalogue.controls());
  }

  /** Both the schema and the code refuse; the code says where and what. */
  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "{\"override\":{}} | override: got an object, want no such field",
        "{\"overrides\":[]} | overrides: got a list, want an object",
        "{\"overrides\":{\"root_usage\":null}} | overrides.root_usage: got null, want an object",
        "{\"overrides\":{\"root_usage\":{\"treshold\":1}}} | overrides.root_usage.treshold: got 1",
        "{\"overrides\":{\"root_usage\":{\"feeders\":\"a\"}}} | feeders: got \"a\", want a list",
        "{\"overrides\":{\"root_usage\":{\"feeders\":[\"a:b:c\"]}}} | feeders[0]: got \"a:b:c\"",
        "{\"overrides\":{\"root_usage\":{\"feeders\":[\"\"]}}} | feeders[0]: got \"\"",
        "{\"overrides\":{\"root_usage\":{\"sharesMetric\":1}}} | sharesMetric: got 1, want true or",
        "{\"overrides\":{\"root_usage\":{\"threshold\":0}}} | threshold: got 0, want a whole number",
        "{\"overrides\":{\"root_usage\":{\"threshold\":1.5}}} | threshold: got 1.5",
        "{\"overrides\":{\"root_usage\":{\"threshold\":\"1\"}}} | threshold: got \"1\"",
        "{\"overrides\":{\"root_usage\":{\"threshold\":1e999999999}}} | threshold: got 1E+999999999",
        "{\"overrides\":{\"root_usage\":{\"pattern\":\"\"}}} | pattern: got \"\", want a filter pattern in",
        "{\"overrides\":{\"root_usage\":{\"pattern\":\"Root\"}}} | want a filter pattern in braces",
        "{\"overrides\":{\"root_usage\":{\"pattern\":7}}} | pattern: got 7, want a filter pattern",
        "{\"overrides\":{\"root_usage\":{\"filter\":\"a:b\"}}} | filter: got \"a:b\", want 1 to 512",
        "{\"overrides\":{\"root_usage\":{\"metric\":\"a$b\"}}} | metric: got \"a$b\", want 1 to 255",
        "{\"overrides\":{\"root_usage\":{\"alarm\":\"\"}}} | alarm: got \"\", want 1 to 255",
        "{\"custom\":{}} | custom: got an object, want a list",
        "{\"custom\":[{}]} | custom[0]: no id, want one",
        "{\"custom\":[{\"id\":\"all\",\"title\":\"T\",$P}]} | custom[0].id: got \"all\"",
        "{\"custom\":[{\"id\":\"CloudWatch.1\",\"title\":\"T\",$P}]} | custom[0].id: got \"CloudWatch.1\"",
        "{\"custom\":[{\"id\":\"x\",\"title\":\"\",$P}]} | custom[0].title: got \"\"",
        "{\"custom\":[{\"id\":\"x\",\"title\":\"T\"}]} | custom[0]: no pattern",
        "{\"custom\":[{\"id\":\"x\",\"title\":\"T\",$P,\"samples\":[{}]}]} | samples[0]: no event",
        "{\"custom\":[{\"id\":\"x\",\"title\":\"T\",$P,\"samples\":[{\"name\":\"n\",\"matches\":1,\"event\":{}}]}]}"
            + " | samples[0].matches: got 1, want true or false",
        "{\"custom\":[{\"id\":\"x\",\"title\":\"T\",$P,\"samples\":[{\"name\":\"n\",\"matches\":true,\"event\":[]}]}]}"
            + " | samples[0].event: got a list, want an object"
      })
  void aWrongDocumentIsRefused(String document, String fault) {
    String json = document.strip().replace("$P", PATTERN);
    assertThat(SCHEMA.validate(json, InputFormat.JSON)).as("schema").isNotEmpty();
    assertThat(faults(json)).as("code").anySatisfy(it -> assertThat(it).contains(fault.strip()));
  }

  /** What a schema cannot know. */
  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "{\"overrides\":{\"root\":{}}} | overrides.root: got an object, want no override, or the id or a number",
        "{\"overrides\":{\"root_usage\":{\"pattern\":\"{ $.a = 'b' }\"}}} | pattern: got \"{ $.a = 'b' }\"",
        "{\"custom\":[{\"id\":\"root_usage\",\"title\":\"T\",$P}]} | want an id that no other control has",
        "{\"custom\":[{\"id\":\"x\",\"title\":\"T\",$P},{\"id\":\"x\",\"title\":\"U\",$P}]} | custom[1].id: got \"x\"",
        "{\"custom\":[{\"id\":\"x\",\"title\":\"T\",$P,\"samples\":[{\"name\":\"n\",\"matches\":true,\"event\":{}}]}]}"
            + " | samples[0]: got an object, want an event that the pattern matches",
        "{\"custom\":[{\"id\":\"x\",\"title\":\"T\",$P,\"samples\":[{\"name\":\"n\",\"matches\":false,\"event\":{\"a\":\"b\"}}]}]}"
            + " | want an event that the pattern does not match"
      })
  void theCodeKnowsMoreThanTheSchema(String document, String fault) {
    String json = document.strip().replace("$P", PATTERN);
    assertThat(SCHEMA.validate(json, InputFormat.JSON)).isEmpty();
    assertThat(faults(json)).anySatisfy(it -> assertThat(it).contains(fault.strip()));
  }

  /** An override that never fires would leave a control that nobody hears of. */
  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '\0',
      value = {
        "root_usage ~ { $.userIdentity.type = \\\"root\\\" } ~ matches some event of the control, such as \"root signs in at the console\"",
        "4.3 ~ { $.userIdentity.type = Root && $.userIdentity.type = IAMUser } ~ do not contradict each other",
        "CloudWatch.1 ~ { $.a = 1 && $.a = 2 } ~ do not contradict each other",
        "5.3 ~ { $.a > 5 && $.a < 3 } ~ do not contradict each other",
        "3.3 ~ { $.a NOT EXISTS && $.a = x || $.b IS TRUE && $.b IS FALSE } ~ do not contradict each other",
        "cloudwatch.5 ~ { $.eventName = StopLoging } ~ such as \"CreateTrail\"",
        "vpc_changes ~ { $.eventName = %^createvpc$% } ~ such as \"CreateVpc\"",
        "4.10 ~ { $.eventName = x } ~ such as \"AuthorizeSecurityGroupIngress\""
      })
  void anOverrideThatCanNeverFireIsRefusedOrSaysWhy(String name, String pattern, String fault) {
    String json = "{\"overrides\":{\"%s\":{\"pattern\":\"%s\"%s}}}";
    String reason = ",\"because\":\"the SIEM watches it\"";

    assertThat(faults(json.formatted(name.strip(), pattern.strip(), "")))
        .singleElement()
        .asString()
        .contains(fault.strip(), "or a \"because\"");
    String accepted = json.formatted(name.strip(), pattern.strip(), reason);
    assertThat(SCHEMA.validate(accepted, InputFormat.JSON)).isEmpty();
    assertThat(over(accepted))
        .filteredOn(it -> it.tuning().because().isPresent())
        .singleElement()
        .satisfies(it -> assertThat(it.tuning().because()).contains("the SIEM watches it"));
  }

  @Test
  void aPatternThatMayFireNeedsNoReasonAndKeepsNone() {
    for (String pattern :
        List.of(
            "{ $.userIdentity.type = Root }",
            "{ $.userIdentity.type = %Ro+t% }",
            "{ $.userIdentity.type = \\\"R*t\\\" }")) {
      List<Control> controls =
          over(
              "{\"overrides\":{\"4.3\":{\"pattern\":\"%s\",\"because\":\"x\"}}}"
                  .formatted(pattern));
      assertThat(control(controls, "root_usage").tuning().because()).isEmpty();
      assertThat(over("{\"overrides\":{\"4.3\":{\"pattern\":\"%s\"}}}".formatted(pattern)))
          .hasSize(Catalogue.controls().size());
    }
  }

  @Test
  void aCustomPatternWhoseClausesContradictEachOtherIsRefusedToo() {
    String json =
        "{\"custom\":[{\"id\":\"x\",\"title\":\"T\",\"pattern\":\"{ $.a = x && $.a = y }\"%s}]}";

    assertThat(faults(json.formatted("")))
        .singleElement()
        .asString()
        .startsWith("custom[0].pattern")
        .contains("do not contradict each other");
    assertThat(over(json.formatted(",\"because\":\"later\"")).getLast().tuning().because())
        .contains("later");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"4.3", "5.3", "3.3", "CloudWatch.1", "cloudwatch.1", "PCI.CW.1", "ROOT_USAGE"})
  void everyPublishedNumberNamesAControl(String name) {
    String json = "{\"overrides\":{\"%s\":{\"threshold\":2}}}".formatted(name);

    assertThat(SCHEMA.validate(json, InputFormat.JSON)).isEmpty();
    assertThat(control(over(json), "root_usage").tuning().threshold()).isEqualTo(2);
  }

  @Test
  void twoNamesOfOneControlAreAFault() {
    assertThat(
            faults("{\"overrides\":{\"4.3\":{\"threshold\":2},\"root_usage\":{\"threshold\":3}}}"))
        .singleElement()
        .asString()
        .contains("overrides.root_usage", "one override of root_usage, which is 4.3");
  }

  @Test
  void allFaultsAreToldTogether() {
    assertThat(
            faults(
                "{\"x\":1,\"overrides\":{\"root_usage\":{\"threshold\":0,\"alarm\":\"\"}},"
                    + "\"custom\":[{\"id\":\"X\"}]}"))
        .hasSize(6);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u001b[31mred", "two\nlines"})
  void aFaultShowsNoControlCharacters(String name) {
    String json = Json.text(Map.of("overrides", Map.of(name, name)));
    assertThat(faults(json))
        .allSatisfy(it -> assertThat(it.chars()).noneMatch(Character::isISOControl));
  }

  @Test
  void numbersListsAndNullsOfASampleAreWrittenAsTheyAre() {
    String event = "{\"a\":\"b\",\"n\":[1,2.5,null,{}],\"t\":true}";
    List<Control> controls =
        over(
            "{\"custom\":[{\"id\":\"x\",\"title\":\"T\",%s,\"samples\":[{\"name\":\"n\",\"matches\":true,\"event\":%s}]}]}"
                .formatted(PATTERN, event));
    assertThat(controls.getLast().samples().getFirst().json()).isEqualTo(event);
  }

  private static List<String> faults(String json) {
    List<String> faults = new ArrayList<>();
    assertThatExceptionOfType(OverridesException.class)
        .isThrownBy(() -> over(json))
        .satisfies(it -> faults.addAll(it.faults()));
    return faults;
  }

  private static List<Control> over(String json) {
    return Overrides.over(Catalogue.controls(), Json.object(json));
  }

  private static Control control(List<Control> controls, String id) {
    return controls.stream().filter(it -> it.id().equals(id)).findFirst().orElseThrow();
  }

  private static String example() {
    String page = read(Path.of("docs/overrides.md"));
    int from = page.indexOf("```json\n") + "```json\n".length();
    return page.substring(from, page.indexOf("```", from));
  }

  private static String read(Path path) {
    try {
      return Files.readString(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
