package dev.alarmkeeper.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What docs/terraform.md gives to Terraform fits what is deployed. */
class TerraformPageTest {
  private static final Pattern BLOCK = Pattern.compile("```hcl\\n(.*?)```", Pattern.DOTALL);
  private static final Pattern PARAMETERS =
      Pattern.compile("parameters = \\{\\n(.*?)\\n +}", Pattern.DOTALL);
  private static final Pattern ASSIGNED = Pattern.compile("(?m)^ +(\\w+) += +\"?([^\"\\n]+)");

  @Test
  void stacksParametersAreThoseOfTheTemplate() throws IOException {
    JsonNode known = plain().path("Parameters");
    List<MatchResult> given = ASSIGNED.matcher(match(PARAMETERS, page())).results().toList();

    assertThat(given).extracting(it -> it.group(1)).contains("Mode", "ArtifactKey");
    for (MatchResult parameter : given) {
      JsonNode definition = known.path(parameter.group(1));
      assertThat(definition.isMissingNode()).as(parameter.group(1)).isFalse();
      if (definition.has("AllowedValues")) {
        assertThat(definition.path("AllowedValues"))
            .extracting(JsonNode::asText)
            .contains(parameter.group(2));
      }
    }
    known
        .properties()
        .forEach(
            it -> {
              if (!it.getValue().has("Default")) {
                assertThat(given)
                    .as("a parameter without a default has to be given")
                    .extracting(one -> one.group(1))
                    .contains(it.getKey());
              }
            });
  }

  @Test
  void stacksOutputsAreThoseOfTheTemplate() throws IOException {
    JsonNode known = plain().path("Outputs");
    List<String> asked =
        Pattern.compile("outputs\\[\"(\\w+)\"]")
            .matcher(page())
            .results()
            .map(it -> it.group(1))
            .toList();

    assertThat(asked).isNotEmpty().allMatch(known::has);
  }

  /** What is ignored of an alarm is what a repair may write of it. */
  @Test
  void alarmsBlockNamesWhatItSets() throws IOException {
    String alarm =
        match(Pattern.compile("\"aws_cloudwatch_metric_alarm\".*?\\n}\\n", Pattern.DOTALL), page());
    String ignored = match(Pattern.compile("ignore_changes = \\[(.*?)]", Pattern.DOTALL), alarm);

    assertThat(ASSIGNED.matcher(alarm).results().map(it -> it.group(1)))
        .filteredOn(it -> !List.of("alarm_name", "ignore_changes").contains(it))
        .isNotEmpty()
        .allMatch(it -> Pattern.compile("\\b" + it + "\\b").matcher(ignored).find());
  }

  @Test
  void bracketsOfEachBlockClose() throws IOException {
    List<String> blocks = BLOCK.matcher(page()).results().map(it -> it.group(1)).toList();

    assertThat(blocks).hasSize(2);
    for (String block : blocks) {
      String code = block.replaceAll("\"(?:\\\\.|[^\"\\\\])*\"", "");
      for (String pair : List.of("{}", "[]", "()")) {
        assertThat(code.chars().filter(it -> it == pair.charAt(0)).count())
            .as(pair)
            .isEqualTo(code.chars().filter(it -> it == pair.charAt(1)).count());
      }
    }
  }

  private static String page() throws IOException {
    return Files.readString(Path.of("docs/terraform.md"));
  }

  private static JsonNode plain() throws IOException {
    return Template.parse(StackSet.template(Files.readString(Path.of("template.yaml")))).json();
  }

  private static String match(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .findFirst()
        .map(it -> it.groupCount() > 0 ? it.group(1) : it.group())
        .orElseThrow();
  }
}
