package dev.alarmkeeper.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** AWS Config asks on a schedule, and may repair through an Automation document. */
class ConfigRemediationTest {
  private final Stack stack = Template.main().deploy(Map.of("ConfigRuleName", "chain"));
  private final JsonNode document = stack.properties("RepairDocument").path("Content");

  @Test
  void theRuleAsksTheFunctionPeriodically() {
    JsonNode source = stack.properties("ConfigRule").path("Source");

    assertThat(source.path("Owner").asText()).isEqualTo("CUSTOM_LAMBDA");
    assertThat(source.path("SourceIdentifier").asText()).endsWith(":function:alarmkeeper");
    assertThat(source.at("/SourceDetails/0/MessageType").asText())
        .isEqualTo("ScheduledNotification");
    assertThat(source.at("/SourceDetails/0/MaximumExecutionFrequency").asText())
        .isEqualTo("One_Hour");
  }

  @ParameterizedTest(name = "{0}={1}: {2}")
  @CsvSource({
    "AutomationAssumeRole, arn:aws-cn:iam::111122223333:role/alarmkeeper-Automation, true",
    "AutomationAssumeRole, admin, false",
    "AccountId, 111122223333, true",
    "AccountId, '1111\"}, {\"mode\":\"x', false" // it is put into a payload as text
  })
  void theDocumentTakesConstrainedParameters(String parameter, String value, boolean accepted) {
    String pattern = document.at("/parameters/" + parameter + "/allowedPattern").asText();

    assertThat(pattern).startsWith("^").endsWith("$");
    assertThat(value.matches(pattern)).isEqualTo(accepted);
  }

  @Test
  void theDocumentRunsTheFunctionOnceAndThenReadsItsVerdict() {
    JsonNode run = document.at("/mainSteps/0");
    JsonNode check = document.at("/mainSteps/1");

    assertThat(document.path("mainSteps")).hasSize(2);
    assertThat(document.at("/parameters/Mode/allowedValues").toString())
        .isEqualTo("[\"repair\",\"observe\"]");
    assertThat(run.path("action").asText()).isEqualTo("aws:invokeLambdaFunction");
    assertThat(run.at("/inputs/InvocationType").asText()).isEqualTo("RequestResponse");
    assertThat(run.at("/inputs/InputPayload").toString()).isEqualTo("{\"mode\":\"{{ Mode }}\"}");
    assertThat(check.path("action").asText()).isEqualTo("aws:executeScript");
    assertThat(check.at("/inputs/InputPayload/report").asText())
        .isEqualTo("{{ %s.Payload }}", run.path("name").asText());
    // What the script lets pass is run, in Python, by .ci/check-template.
    assertThat(check.at("/inputs/Script").asText())
        .contains("(\"compliant\", \"repaired\", \"covered_elsewhere\", \"needs_person\")");
  }

  @Test
  void theDocumentPutsOutTheVerdictAndWhatAPersonMustDo() {
    JsonNode check = document.at("/mainSteps/1");

    assertThat(check.path("outputs").findValuesAsText("Name")).containsExactly("verdict", "advice");
    assertThat(document.path("outputs"))
        .extracting(JsonNode::asText)
        .containsExactly("assert.verdict", "assert.advice");
  }

  @Test
  void theAutomationMayInvokeTheFunctionAndNothingElse() {
    JsonNode policies = stack.properties("AutomationRole").path("Policies");

    assertThat(policies).hasSize(1);
    assertThat(policies.at("/0/PolicyDocument/Statement").toString())
        .isEqualTo(
            "[{\"Effect\":\"Allow\",\"Action\":\"lambda:InvokeFunction\",\"Resource\":"
                + "\"arn:aws:lambda:us-east-1:111122223333:function:alarmkeeper\"}]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"false", "true"})
  void theRemediationBindsTheRuleToTheDocument(String automatic) {
    JsonNode remediation =
        Template.read(Path.of("remediation.yaml"))
            .deploy(Map.of("ConfigRuleName", "chain", "Automatic", automatic))
            .properties("Remediation");

    assertThat(remediation.path("ConfigRuleName").asText())
        .isEqualTo(stack.properties("ConfigRule").path("ConfigRuleName").asText());
    assertThat(remediation.path("TargetType").asText()).isEqualTo("SSM_DOCUMENT");
    assertThat(remediation.path("TargetId").asText()).isEqualTo("imported chain:RepairDocument");
    assertThat(remediation.at("/Parameters/AutomationAssumeRole/StaticValue/Values/0").asText())
        .isEqualTo("imported chain:AutomationRoleArn");
    assertThat(remediation.path("Automatic").asText()).isEqualTo(automatic);
    // Every parameter of the document is given, by the name the document has for it.
    assertThat(remediation.path("Parameters").properties())
        .extracting(Map.Entry::getKey)
        .containsExactlyInAnyOrderElementsOf(
            document.path("parameters").properties().stream().map(Map.Entry::getKey).toList());
  }

  @Test
  void whatTheRemediationImportsIsExported() {
    assertThat(Template.main().json().path("Outputs").findValues("Export"))
        .extracting(export -> export.at("/Name/Fn::Sub").asText())
        .containsExactly("${ConfigRuleName}:RepairDocument", "${ConfigRuleName}:AutomationRoleArn");
  }
}
