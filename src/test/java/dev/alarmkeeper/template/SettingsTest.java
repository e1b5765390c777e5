package dev.alarmkeeper.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alarmkeeper.lambda.Setting;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a user can set, and what arrives at the function. */
class SettingsTest {
  /** The environment variables that the function reads. */
  private static final Set<String> SETTINGS =
      Arrays.stream(Setting.values()).map(Setting::name).collect(Collectors.toSet());

  /** Parameters that shape the stack and are no business of the function. */
  private static final Set<String> TEMPLATE_ONLY =
      Set.of(
          "AllowedAlarmActions",
          "ScheduleMinutes",
          "OperationsEmail",
          "FunctionLogRetentionDays",
          "ReservedConcurrency",
          "PermissionsBoundary",
          "ConfigFrequency",
          "CentralEventBusArn");

  private final Template template = Template.main();

  @Test
  void everySettingHasAParameterOfItsNameAndTheReverse() {
    Set<String> expected = new HashSet<>(TEMPLATE_ONLY);
    SETTINGS.forEach(setting -> expected.add(parameter(setting)));

    assertThat(template.parameters().properties())
        .extracting(Map.Entry::getKey)
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void everyParameterOfASettingReachesTheFunction() {
    JsonNode variables = template.json().at("/Resources/Function/Properties/Environment/Variables");

    assertThat(variables.properties())
        .extracting(Map.Entry::getKey)
        .containsExactlyInAnyOrderElementsOf(SETTINGS);
    variables
        .properties()
        .forEach(
            variable ->
                assertThat(variable.getValue().path("Ref").asText())
                    .isEqualTo(parameter(variable.getKey())));
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
                assertThat(accepts(rules, rules.get("Default").asText()))
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

  @ParameterizedTest(name = "{0}={1}: {2}")
  @CsvSource({
    "Subscriptions, email:sec@example.com, true",
    "Subscriptions, 'email:sec@example.com,sqs:arn:aws:sqs:us-east-1:111122223333:q', true",
    "Subscriptions, 'https:https://hooks.example.com/alarm?x=1', true",
    "Subscriptions, '', true", // only with TopicArn: a rule says so
    "Subscriptions, sec@example.com, false",
    "Subscriptions, http:http://example.com, false", // in the clear
    "Subscriptions, 'email:a@example.com, email:b@example.com', false",
    "AlarmNameTemplate, cis-{control}-prod, true",
    "AlarmNameTemplate, every_alarm, false",
    "AlarmNameTemplate, '{control}*', false", // would widen the role
    "MetricNameTemplate, '{control}:metric', false", // AWS: [^:*]*
    "LogGroupName, aws-cloudtrail-logs-111122223333-0a1b2c, true",
    "LogGroupName, '*', false",
    "TrailName, '*', false",
    "TopicArn, arn:aws-us-gov:sns:us-gov-west-1:111122223333:t, true",
    "TopicArn, arn:aws-cn:sns:cn-north-1:111122223333:t, true",
    "TopicArn, alarmkeeper-alarms, false",
    "ReservedConcurrency, 0, false", // would switch it off
    "ReservedConcurrency, 2, true",
    "AllowedAlarmActions, 'arn:aws:sns:us-east-1:111122223333:a,arn:aws:ssm:*', true"
  })
  void valuesAreChecked(String parameter, String value, boolean accepted) {
    assertThat(accepts(template.parameters().required(parameter), value)).isEqualTo(accepted);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "Mode=observe                                          | -",
        "Subscriptions=                                        | nobody would hear",
        "Subscriptions=;TopicArn=arn:aws:sns:us-east-1:1:t     | -",
        "TopicArn=arn:aws:sns:us-east-1:1:t;TopicName=other    | not by both",
        "TopicKmsKeyId=alias/aws/sns                           | alias/aws/sns"
      })
  void wrongCombinationsAreRefused(String parameters, String refusal) {
    Map<String, String> values = new java.util.HashMap<>();
    for (String pair : parameters.strip().split(";", -1)) {
      int equals = pair.indexOf('=');
      values.put(pair.substring(0, equals), pair.substring(equals + 1));
    }

    List<String> refused = template.deploy(values).refused();

    if (refusal == null) {
      assertThat(refused).isEmpty();
    } else {
      assertThat(refused).singleElement().asString().contains(refusal);
    }
  }

  /** CloudFormation matches a pattern with the whole value. */
  private static boolean accepts(JsonNode rules, String value) {
    if (rules.has("AllowedValues")) {
      return rules.get("AllowedValues").valueStream().anyMatch(v -> v.asText().equals(value));
    }
    return value.matches(rules.get("AllowedPattern").asText());
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
