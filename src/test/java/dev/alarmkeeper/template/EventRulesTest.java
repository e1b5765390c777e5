package dev.alarmkeeper.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which events wake the function. The table of API calls is {@code api-calls.txt}. */
class EventRulesTest {
  private final Waking waking = new Waking(Map.of());

  @ParameterizedTest(name = "{0} on {1} {2} {3}")
  @CsvFileSource(resources = "api-calls.txt", delimiter = '|', quoteCharacter = '\0')
  void wakesOnTheCallsThatCanBreakALink(
      String rule, String service, String operation, String parameters) {
    Set<String> expected = rule.equals("-") ? Set.of() : Set.of(rule);
    for (Actor actor : EnumSet.complementOf(EnumSet.of(Actor.ALARMKEEPER))) {
      assertThat(waking.by(actor.calls(service, operation, parameters)))
          .as("by %s", actor)
          .isEqualTo(expected);
    }
    assertThat(waking.by(Actor.ALARMKEEPER.calls(service, operation, parameters)))
        .as("by alarmkeeper's own role")
        .isEmpty();
  }

  @Test
  void theTableHoldsAtLeastSixtyCalls() throws IOException {
    Path table = Path.of("src/test/resources/dev/alarmkeeper/template/api-calls.txt");
    try (var lines = Files.lines(table)) {
      Set<List<String>> calls =
          lines
              .filter(line -> line.contains("|") && !line.startsWith("#"))
              .map(line -> List.of(line.split(" *\\| *", -1)).subList(1, 3))
              .collect(Collectors.toSet());
      assertThat(calls).hasSizeGreaterThanOrEqualTo(60);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "delete-metric-filter, MetricFiltersRule",
    "delete-metric-filter-by-root, MetricFiltersRule",
    "delete-metric-filter-by-iam-user, MetricFiltersRule",
    "delete-metric-filter-by-assumed-role, MetricFiltersRule",
    "delete-metric-filter-by-aws-service, MetricFiltersRule",
    "denied-delete-metric-filter, MetricFiltersRule", // an attempt is worth a look
    "put-metric-filter, MetricFiltersRule",
    "put-metric-filter-by-alarmkeeper,",
    "delete-log-group, LogGroupRule",
    "put-transformer, LogGroupRule",
    "put-metric-alarm, AlarmsRule",
    "delete-alarms, SilencedAlarmsRule",
    "disable-alarm-actions, SilencedAlarmsRule",
    "put-alarm-mute-rule, SilencedAlarmsRule",
    "delete-topic, TopicRule",
    "set-topic-attributes, TopicRule",
    "set-subscription-attributes, TopicRule",
    "unsubscribe, TopicRule",
    "stop-logging, TrailRule",
    "update-trail, TrailRule",
    "put-event-selectors, TrailRule",
    "schedule-key-deletion, KeyRule",
    "put-function-concurrency, FunctionRule",
    "disable-rule, SelfRule",
    "delete-schedule, SelfRule",
    "alarm-configuration-change, AlarmChangesRule",
    "alarm-configuration-change-monitoring, AlarmChangesRule",
    "config-item-change, ConfigAlarmsRule",
    "config-compliance-change, ConfigChangesRule",
    "schedule,", // these two come from a schedule, and need no rule
    "scheduler,"
  })
  void eachSampleWakesThroughOneRule(String file, String rule) {
    assertThat(waking.by(Waking.sample(file))).isEqualTo(rule == null ? Set.of() : Set.of(rule));
  }

  @Test
  void aCompliantVerdictOfConfigWakesNobody() {
    var change = Waking.sample("config-compliance-change");
    change.withObject("/detail/newEvaluationResult").put("complianceType", "COMPLIANT");

    assertThat(waking.by(change)).isEmpty();
  }

  @Test
  void onlyCallsSayWhoAndOnlyThereItselfIsLeftOut() {
    Template.main()
        .deploy(Map.of())
        .patterns()
        .forEach(
            (rule, pattern) -> {
              boolean calls = pattern.path("detail-type").toString().contains("CloudTrail");
              JsonNode guard = pattern.at("/detail/userIdentity/sessionContext/sessionIssuer/arn");
              assertThat(guard.isMissingNode()).as(rule).isEqualTo(!calls);
            });
  }

  /** Whoever takes down what wakes the function wakes it. */
  @Test
  void noRuleIsSwitchedOffOrLedAwayUnheard() {
    Map<String, String> all = Map.of("ConfigRuleName", "chain");
    Set<String> rules = Template.main().deploy(all).patterns().keySet();
    Waking waking = new Waking(all);
    for (String rule : rules) {
      String name = "alarmkeeper-" + rule + "-EXAMPLE";
      // Two rules cannot watch each other: CloudFormation makes one before the other.
      if (!rule.equals("SelfRule")) {
        assertThat(waking.by(onRule("DisableRule", "name", name)))
            .as(name)
            .containsExactly("SelfRule");
      }
      if (!rule.equals("SelfRule") && !rule.equals("TargetsRule")) {
        assertThat(waking.by(onRule("RemoveTargets", "rule", name)))
            .as(name)
            .containsExactly("TargetsRule");
      }
    }
    assertThat(rules).contains("SelfRule", "TargetsRule", "SettingsRule");
  }

  /** Services make and retire grants all day: those are left out, and nobody else's. */
  @ParameterizedTest
  @ValueSource(strings = {"CreateGrant", "RetireGrant", "RevokeGrant"})
  void aGrantWakesUnlessAServiceMakesIt(String operation) {
    for (Actor actor : Actor.values()) {
      boolean isPerson = actor != Actor.AWS_SERVICE && actor != Actor.ALARMKEEPER;
      assertThat(waking.by(actor.calls("kms", operation, "{\"keyId\":\"k\",\"grantId\":\"g\"}")))
          .as("by %s", actor)
          .isEqualTo(isPerson ? Set.of("KeyRule") : Set.of());
    }
  }

  /** The overrides and AWS Config are watched where the stack uses them. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "ssm | PutParameter | {\"name\":\"/alarmkeeper/overrides\",\"overwrite\":true}",
        "ssm | PutParameter |"
            + " {\"name\":\"arn:aws:ssm:us-east-1:111122223333:parameter/alarmkeeper/overrides\"}",
        "ssm | DeleteParameter | {\"name\":\"/alarmkeeper/overrides\"}",
        "ssm | DeleteParameters | {\"names\":[\"/other\",\"/alarmkeeper/overrides\"]}",
        "ssm | UpdateDocument | {\"name\":\"alarmkeeper-RepairDocument-EXAMPLE\"}",
        "config | DeleteConfigRule | {\"configRuleName\":\"chain\"}",
        "config | PutConfigRule | {\"configRule\":{\"configRuleName\":\"chain\"}}",
        "config | PutRemediationExceptions | {\"configRuleName\":\"chain\",\"resourceKeys\":[]}",
        "config | DeleteRemediationConfiguration | {\"configRuleName\":\"chain\"}",
        "config | PutRemediationConfigurations |"
            + " {\"remediationConfigurations\":[{\"configRuleName\":\"chain\"}]}",
        "config | StopConfigurationRecorder | {\"configurationRecorderName\":\"default\"}"
      })
  void whatSettingsNameIsWatched(String service, String operation, String parameters) {
    Map<String, String> overrides = Map.of("OverridesParameter", "/alarmkeeper/overrides");
    Map<String, String> config = Map.of("ConfigRuleName", "chain");
    boolean isOverrides = operation.contains("Parameter");
    JsonNode call = Actor.ASSUMED_ROLE.calls(service, operation, parameters);
    assertThat(new Waking(isOverrides ? overrides : config).by(call))
        .containsExactly("SettingsRule");
    assertThat(new Waking(isOverrides ? config : overrides).by(call)).isEmpty();
    assertThat(waking.by(call)).isEmpty();
  }

  private static JsonNode onRule(String operation, String parameter, String name) {
    return Actor.ROOT.calls("events", operation, "{\"%s\":\"%s\"}".formatted(parameter, name));
  }
}
