package dev.alarmkeeper.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What {@code sam local} makes of the template, and {@code events/env.json} of that. */
class SamLocalTest {
  private final Template template = Template.main();
  private final JsonNode variables =
      template.json().at("/Resources/Function/Properties/Environment/Variables");
  private final JsonNode env = env();

  @Test
  void everyVariableOfTheFileIsOneThatTheTemplateNames() {
    // SAM drops any other, and says nothing (samcli/local/lambdafn/env_vars.py).
    assertThat(names(env)).isSubsetOf(names(variables));
  }

  @Test
  void whatSamCannotResolveIsInTheFile() {
    // Of a resource SAM gives the logical id, of a parameter without a default its name. Of what
    // begins with AWS:: it has values of its own.
    Set<String> unresolved = new TreeSet<>();
    variables
        .properties()
        .forEach(
            it -> {
              String name = it.getValue().path("Ref").asText();
              boolean isPseudo = name.startsWith("AWS::");
              if (!name.isEmpty()
                  && !isPseudo
                  && !template.parameters().path(name).has("Default")) {
                unresolved.add(it.getKey());
              }
            });

    assertThat(unresolved)
        .containsExactlyInAnyOrder("SUBSCRIPTIONS", "EVIDENCE_TABLE", "OPERATIONS_TOPIC_ARN");
    assertThat(names(env)).containsAll(unresolved);
  }

  @Test
  void theTemplateTakesTheSubscriptionsOfTheFile() {
    assertThat(
            ParameterValuesTest.accepts(
                template.parameters().path("Subscriptions"), env.path("SUBSCRIPTIONS").asText()))
        .isTrue();
  }

  @Test
  void aDeployedFunctionHasNoEndpoint() {
    assertThat(
            template
                .deploy(Map.of())
                .properties("Function")
                .at("/Environment/Variables/AWS_ENDPOINT_URL")
                .asText("missing"))
        .isEmpty();
  }

  private static Set<String> names(JsonNode object) {
    Set<String> names = new TreeSet<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static JsonNode env() {
    try {
      return Template.JSON
          .readTree(Files.readString(Path.of("events", "env.json")))
          .path("Function");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
