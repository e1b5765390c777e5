package dev.alarmkeeper.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.alarmkeeper.control.Setting;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What a user can set, and what arrives at the function. */
class SettingsTest {
  /** The environment variables that the function reads. */
  private static final Set<String> SETTINGS =
      Arrays.stream(Setting.values()).map(Setting::name).collect(Collectors.toSet());

  /** Parameters that shape the stack and are no business of the function. */
  private static final Set<String> TEMPLATE_ONLY =
      Set.of(
          "Architecture",
          "OperationsEmail",
          "FunctionLogRetentionDays",
          "PermissionsBoundary",
          "KmsKeyArn",
          "ConfigFrequency",
          "CentralEventBusArn");

  /** Settings whose value the stack itself knows. */
  private static final Map<String, String> STACKS_OWN =
      Map.of(
          "EVIDENCE_TABLE", "{\"Ref\":\"EvidenceTable\"}",
          "OPERATIONS_TOPIC_ARN", "{\"Ref\":\"OperationsTopic\"}",
          "EVENT_BUS_NAME", "\"default\"",
          "STACK_NAME", "{\"Ref\":\"AWS::StackName\"}");

  /** No setting: docs/adr/0015-endpoints.md. */
  private static final String ENDPOINT = "AWS_ENDPOINT_URL";

  private final Template template = Template.main();

  @Test
  void everySettingHasAParameterOfItsNameAndTheReverse() {
    Set<String> expected = new HashSet<>(TEMPLATE_ONLY);
    SETTINGS.stream()
        .filter(setting -> !STACKS_OWN.containsKey(setting))
        .forEach(setting -> expected.add(parameter(setting)));

    assertThat(template.parameters().properties())
        .extracting(Map.Entry::getKey)
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void everyParameterOfASettingReachesTheFunction() {
    ObjectNode variables =
        template.json().at("/Resources/Function/Properties/Environment/Variables").deepCopy();

    assertThat(variables.remove(ENDPOINT)).hasToString("\"\"");
    assertThat(variables.properties())
        .extracting(Map.Entry::getKey)
        .containsExactlyInAnyOrderElementsOf(SETTINGS);
    variables
        .properties()
        .forEach(
            variable ->
                assertThat(variable.getValue())
                    .hasToString(
                        STACKS_OWN.getOrDefault(
                            variable.getKey(),
                            "{\"Ref\":\"%s\"}".formatted(parameter(variable.getKey())))));
  }

  @Test
  void onlyTheSubscriptionsMustBeAnswered() {
    List<String> withoutDefault = new ArrayList<>();
    template
        .parameters()
        .properties()
        .forEach(
            parameter -> {
              JsonNode rules = parameter.getValue();
              assertThat(rules.path("Description").asText()).as(parameter.getKey()).isNotBlank();
              assertThat(rules.has("AllowedPattern") || rules.has("AllowedValues"))
                  .as("%s is checked", parameter.getKey())
                  .isTrue();
              if (!rules.has("Default")) {
                withoutDefault.add(parameter.getKey());
              } else {
                assertThat(ParameterValuesTest.accepts(rules, rules.get("Default").asText()))
                    .as("%s accepts its default", parameter.getKey())
                    .isTrue();
              }
            });
    assertThat(withoutDefault).containsExactly("Subscriptions");
  }

  @Test
  void everyParameterIsInOneGroup() {
    List<String> grouped =
        template
            .json()
            .at("/Metadata/AWS::CloudFormation::Interface/ParameterGroups")
            .findValues("Parameters")
            .stream()
            .flatMap(JsonNode::valueStream)
            .map(JsonNode::asText)
            .toList();

    assertThat(grouped)
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(
            template.parameters().properties().stream().map(Map.Entry::getKey).toList());
  }

  /** {@code LOG_GROUP_NAME} is {@code LogGroupName}. */
  private static String parameter(String setting) {
    StringBuilder name = new StringBuilder();
    for (String word : setting.split("_", -1)) {
      name.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
    }
    return name.toString();
  }
}
