package dev.alarmkeeper.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alarmkeeper.evidence.incident.SearchProgress;
import dev.alarmkeeper.evidence.notify.OperationsTopic.Notice;
import dev.alarmkeeper.evidence.store.StoredDocuments;
import dev.alarmkeeper.text.Json;
import dev.alarmkeeper.text.JsonFields;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who tampers with alarmkeeper itself is told, once CloudTrail's history has the call. */
class OwnStackTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final String MALLORY = "arn:aws:sts::111122223333:assumed-role/Admin/mallory";
  private static final String US =
      "arn:aws:sts::111122223333:assumed-role/alarmkeeper-FunctionRole/alarmkeeper";

  private final Story story = new Story();

  @ParameterizedTest(name = "{1} {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          events     | DisableRule    | {"name":"alarmkeeper-TrailRule-1A2B3C"} | rule alarmkeeper-TrailRule | aws events enable-rule --name alarmkeeper-TrailRule-1A2B3C
          events     | DeleteRule     | {"name":"alarmkeeper-TrailRule-1A2B3C"} | rule alarmkeeper-TrailRule | detect-stack-drift
          events     | PutRule        | {"name":"alarmkeeper-TrailRule-1A2B3C","state":"DISABLED"} | rule alarmkeeper-TrailRule | detect-stack-drift
          events     | RemoveTargets  | {"rule":"alarmkeeper-KeyRule-1A2B3C","ids":["function"]} | rule alarmkeeper-KeyRule | detect-stack-drift
          events     | PutTargets     | {"rule":"alarmkeeper-KeyRule-1A2B3C"} | rule alarmkeeper-KeyRule | detect-stack-drift
          scheduler  | DeleteSchedule | {"name":"alarmkeeper-Schedule-1A2B3C"} | schedule alarmkeeper-Schedule | detect-stack-drift
          scheduler  | UpdateSchedule | {"name":"alarmkeeper-Schedule-1A2B3C"} | schedule alarmkeeper-Schedule | detect-stack-drift
          lambda     | PutFunctionConcurrency20171031 | {"functionName":"alarmkeeper-Function-1A2B3C"} | function alarmkeeper-Function-1A2B3C | aws lambda delete-function-concurrency --function-name alarmkeeper-Function-1A2B3C
          lambda     | PutFunctionConcurrency | {"functionName":"111122223333:alarmkeeper-Function-1A2B3C"} | function alarmkeeper-Function-1A2B3C | delete-function-concurrency
          lambda     | UpdateFunctionCode20150331v2 | {"functionName":"111122223333:function:alarmkeeper-Function-1A2B3C"} | function alarmkeeper-Function-1A2B3C | detect-stack-drift
          lambda     | UpdateFunctionConfiguration20150331v2 | {"functionName":"alarmkeeper-Function-1A2B3C:$LATEST"} | function alarmkeeper-Function-1A2B3C | detect-stack-drift
          lambda     | DeleteFunction20150331 | {"functionName":"arn:aws:lambda:us-east-1:111122223333:function:alarmkeeper-Function-1A2B3C"} | function alarmkeeper-Function-1A2B3C | detect-stack-drift
          lambda     | AddPermission20150331v2 | {"functionName":"alarmkeeper-Function-1A2B3C"} | function alarmkeeper-Function-1A2B3C | detect-stack-drift
          lambda     | RemovePermission20150331v2 | {"functionName":"alarmkeeper-Function-1A2B3C"} | function alarmkeeper-Function-1A2B3C | detect-stack-drift
          lambda     | PutFunctionEventInvokeConfig | {"functionName":"alarmkeeper-Function-1A2B3C"} | function alarmkeeper-Function-1A2B3C | detect-stack-drift
          dynamodb   | DeleteTable | {"tableName":"alarmkeeper-EvidenceTable-1A2B3C"} | table alarmkeeper-EvidenceTable-1A2B3C | detect-stack-drift
          dynamodb   | UpdateTimeToLive | {"tableName":"arn:aws:dynamodb:us-east-1:111122223333:table/alarmkeeper-EvidenceTable-1A2B3C"} | table alarmkeeper-EvidenceTable-1A2B3C | detect-stack-drift
          dynamodb   | PutResourcePolicy | {"resourceArn":"arn:aws:dynamodb:us-east-1:111122223333:table/alarmkeeper-EvidenceTable-1A2B3C"} | table alarmkeeper-EvidenceTable-1A2B3C | detect-stack-drift
          monitoring | DeleteAlarms | {"alarmNames":["cpu","alarmkeeper-HeartbeatAlarm-1A2B3C"]} | watching alarm alarmkeeper-HeartbeatAlarm | detect-stack-drift
          monitoring | DisableAlarmActions | {"alarmNames":["alarmkeeper-HeartbeatAlarm-1A2B3C"]} | watching alarm alarmkeeper-HeartbeatAlarm | aws cloudwatch enable-alarm-actions --alarm-names alarmkeeper-HeartbeatAlarm-1A2B3C
          monitoring | PutMetricAlarm | {"alarmName":"alarmkeeper-HeartbeatAlarm-1A2B3C"} | watching alarm alarmkeeper-HeartbeatAlarm | detect-stack-drift
          sns        | Unsubscribe | {"subscriptionArn":"arn:aws:sns:us-east-1:111122223333:alarmkeeper-OperationsTopic-1A2B3C:0a1b"} | operations topic alarmkeeper-OperationsTopic-1A2B3C | detect-stack-drift
          sns        | SetTopicAttributes | {"topicArn":"arn:aws:sns:us-east-1:111122223333:alarmkeeper-OperationsTopic-1A2B3C"} | operations topic alarmkeeper-OperationsTopic-1A2B3C | detect-stack-drift
          sqs        | DeleteQueue | {"queueUrl":"https://sqs.us-east-1.amazonaws.com/111122223333/alarmkeeper-FailedRuns-1A2B3C"} | queue alarmkeeper-FailedRuns | detect-stack-drift
          iam        | DeleteRolePolicy | {"roleName":"alarmkeeper-FunctionRole-1A2B3C"} | role alarmkeeper-FunctionRole | detect-stack-drift
          iam        | PutRolePolicy | {"roleName":"alarmkeeper-FunctionRole-1A2B3C"} | role alarmkeeper-FunctionRole | detect-stack-drift
          iam        | PutRolePermissionsBoundary | {"roleName":"alarmkeeper-FunctionRole-1A2B3C"} | role alarmkeeper-FunctionRole | detect-stack-drift
          config     | DeleteConfigRule | {"configRuleName":"chain"} | AWS Config rule chain | detect-stack-drift
          config     | PutConfigRule | {"configRule":{"configRuleName":"chain"}} | AWS Config rule chain | detect-stack-drift
          config     | PutRemediationExceptions | {"configRuleName":"chain"} | AWS Config rule chain | aws configservice delete-remediation-exceptions --config-rule-name chain --resource-keys ResourceType=AWS::::Account,ResourceId=111122223333
          config     | PutRemediationConfigurations | {"remediationConfigurations":[{"configRuleName":"chain"}]} | AWS Config rule chain | detect-stack-drift
          ssm        | PutParameter | {"name":"/alarmkeeper/overrides"} | overrides parameter /alarmkeeper/overrides | detect-stack-drift
          ssm        | DeleteParameters | {"names":["/other","/alarmkeeper/overrides"]} | overrides parameter /alarmkeeper/overrides | detect-stack-drift
          """)
  void itIsToldWithWhoDidItAndWhatPutsItBack(
      String service, String operation, String parameters, String part, String command) {
    happens(service, operation, MALLORY, parameters);

    JsonFields incident = onlyIncident();
    assertThat(incident.text("link")).contains("alarmkeeper");
    assertThat(incident.text("name")).contains(part);
    assertThat(incident.text("state")).contains("changed");
    assertThat(incident.isTrue("exposing")).isFalse();
    assertThat(story.outside.notices).hasSize(1);
    Notice notice = story.outside.notices.getFirst();
    assertThat(notice.subject()).startsWith("alarmkeeper: CHANGED alarmkeeper ");
    assertThat(notice.body())
        .startsWith("CHANGED: alarmkeeper " + part + "\n")
        .contains("Who: " + operation + "\n", MALLORY, "If this was not meant, put it back.")
        .contains(command)
        // Nobody looked whether it is put back, and the chain was whole.
        .doesNotContain("Whole again", "WHOLE", "Exposed", "Broken");
    assertThat(story.published()).containsExactly("Needs Person");
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          events    | DisableRule | {"name":"nightly"}
          events    | DisableRule | {"name":"alarmkeeper2-TrailRule-1A2B3C"}
          events    | EnableRule | {"name":"alarmkeeper-TrailRule-1A2B3C"}
          logs      | DisableRule | {"name":"alarmkeeper-TrailRule-1A2B3C"}
          lambda    | UpdateFunctionCode20150331v2 | {"functionName":"my-alarmkeeper-Function-1A2B3C"}
          lambda    | UpdateFunctionCode20150331v2 | {"functionName":"alarmkeeper-Function-1A2B3C-2"}
          lambda    | GetFunction20150331v2 | {"functionName":"alarmkeeper-Function-1A2B3C"}
          dynamodb  | DeleteTable | {"tableName":"orders"}
          sns       | Unsubscribe | {"subscriptionArn":"arn:aws:sns:us-east-1:111122223333:orders:0a1b"}
          ssm       | PutParameter | {"name":"/x/alarmkeeper/overrides"}
          config    | DeleteConfigRule | {"configRuleName":"chain-2"}
          """)
  void whatIsSomebodyElsesIsNoIncident(String service, String operation, String parameters) {
    happens(service, operation, MALLORY, parameters);

    assertNothingTold();
  }

  /** An event alone proves nothing: it may be forged. */
  @Test
  void aForgedEventMakesNoIncidentAndNoMail() {
    var forged = disableRule(MALLORY);
    story.later(MINUTE).run(Story.cause(forged));
    story.later(SearchProgress.LAG).run();
    story.later(Duration.ofHours(1)).run();

    assertNothingTold();
  }

  @Test
  void theHistoryMayHaveItLate() {
    var record = disableRule(MALLORY);
    story.later(MINUTE).run(Story.cause(record));
    assertNothingTold();
    story.outside.records.add(record);
    story.newProcess();
    story.later(SearchProgress.LAG).run();

    assertThat(onlyIncident().text("state")).contains("changed");
    assertThat(story.outside.notices).hasSize(1);
  }

  @Test
  void anEventThatCameTwiceOrIsReplayedIsToldOnce() {
    var record = disableRule(MALLORY);
    story.outside.records.add(record);
    for (Duration later : List.of(MINUTE, MINUTE, Duration.ofHours(2), Duration.ofDays(30))) {
      story.later(later).run(Story.cause(record));
    }

    assertThat(story.outside.notices).hasSize(1);
    assertThat(onlyIncident().requiredNumber("number")).isEqualTo(1);
  }

  /** The repository's own samples are such events. */
  @Test
  void anOldEventIsNoNews() {
    var record = disableRule(MALLORY);
    story.outside.records.add(record);
    story.later(Duration.ofHours(4)).run(Story.cause(record));

    assertNothingTold();
  }

  @Test
  void anotherChangeIsAnotherIncident() {
    happens("events", "DisableRule", MALLORY, "{\"name\":\"alarmkeeper-TrailRule-1A2B3C\"}");
    story.later(Duration.ofHours(1));
    happens("events", "DisableRule", MALLORY, "{\"name\":\"alarmkeeper-TrailRule-1A2B3C\"}");

    assertThat(story.outside.notices).hasSize(2);
  }

  /** Whichever spelling the caller chose, it is one function, and its incidents are counted so. */
  @Test
  void anotherSpellingIsTheSamePart() {
    happens(
        "lambda",
        "UpdateFunctionCode20150331v2",
        MALLORY,
        "{\"functionName\":\"alarmkeeper-Function-1A2B3C\"}");
    story.later(Duration.ofHours(1));
    happens(
        "lambda",
        "UpdateFunctionCode20150331v2",
        MALLORY,
        "{\"functionName\":\"111122223333:alarmkeeper-Function-1A2B3C:$LATEST\"}");

    assertThat(onlyIncident().requiredNumber("number")).isEqualTo(2);
  }

  @Test
  void itStaysToldAndIsNeverCalledWhole() {
    happens("events", "DisableRule", MALLORY, "{\"name\":\"alarmkeeper-TrailRule-1A2B3C\"}");
    for (int i = 0; i < 3; i++) {
      story.later(Duration.ofDays(1)).run();
    }

    assertThat(story.outside.notices).hasSize(1);
    assertThat(onlyIncident().text("state")).contains("changed");
  }

  @Test
  void ourOwnCallsAndRefusedOnesChangeNothing() {
    happens("events", "PutRule", US, "{\"name\":\"alarmkeeper-TrailRule-1A2B3C\"}");
    Map<String, @Nullable Object> denied = new HashMap<>(disableRule(MALLORY));
    denied.put("errorCode", "AccessDenied");
    happens(denied);

    assertNothingTold();
  }

  @ParameterizedTest
  @ValueSource(strings = {"recipientAccountId=444455556666", "awsRegion=eu-west-1"})
  void elsewhereIsNotHere(String where) {
    Map<String, @Nullable Object> record = new HashMap<>(disableRule(MALLORY));
    record.put(where.split("=", -1)[0], where.split("=", -1)[1]);
    happens(record);

    assertNothingTold();
  }

  /** A deployment is told too, and by whom: whoever made it knows what it is. */
  @Test
  void aDeploymentSaysThatCloudFormationMadeIt() {
    Map<String, @Nullable Object> record =
        new HashMap<>(
            story.call(
                "lambda.amazonaws.com",
                "UpdateFunctionCode20150331v2",
                MALLORY,
                "{\"functionName\":\"alarmkeeper-Function-1A2B3C\"}"));
    record.put(
        "userIdentity",
        Json.object(
            """
            {"type": "AssumedRole", "arn": "%s", "invokedBy": "cloudformation.amazonaws.com"}"""
                .formatted(MALLORY)));
    happens(record);

    assertThat(story.outside.notices.getFirst().body())
        .contains(MALLORY, "through cloudformation.amazonaws.com");
  }

  /** The name comes from an event, and people paste commands. */
  @Test
  void aNameBecomesNoCommand() {
    happens("events", "DisableRule", MALLORY, "{\"name\":\"alarmkeeper-$(reboot)\"}");

    assertThat(story.outside.notices.getFirst().body())
        .contains("aws events enable-rule --name 'alarmkeeper-$(reboot)' --region us-east-1\n");
  }

  private Map<String, @Nullable Object> disableRule(String actor) {
    return story.call(
        "events.amazonaws.com",
        "DisableRule",
        actor,
        "{\"name\":\"alarmkeeper-TrailRule-1A2B3C\"}");
  }

  private void happens(String service, String operation, String actor, String parameters) {
    happens(story.call(service + ".amazonaws.com", operation, actor, parameters));
  }

  private void happens(Map<String, @Nullable Object> record) {
    story.outside.records.add(record);
    story.later(MINUTE).run(Story.cause(record));
  }

  private void assertNothingTold() {
    assertThat(story.kept(StoredDocuments.DRIFT)).isEmpty();
    assertThat(story.outside.notices).isEmpty();
    assertThat(story.outside.events).isEmpty();
  }

  private JsonFields onlyIncident() {
    List<JsonFields> kept = story.kept(StoredDocuments.DRIFT);
    assertThat(kept).hasSize(1);
    return kept.getFirst().object("incident");
  }
}
