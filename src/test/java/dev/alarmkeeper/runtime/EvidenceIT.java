package dev.alarmkeeper.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.alarmkeeper.events.Replay;
import dev.alarmkeeper.events.SampleEvent;
import dev.alarmkeeper.localaws.DynamoDbLocal;
import dev.alarmkeeper.localaws.LocalAws;
import dev.alarmkeeper.localaws.Sns;
import dev.alarmkeeper.runtime.Answer.Returned;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * Somebody deletes the filter, root signs in five times, and the packaged function says who it was
 * and which five events nobody heard of; it keeps that in a real DynamoDB, if a local one.
 */
@EnabledOnOs(value = OS.LINUX, disabledReason = "the runtime interface client is for Linux alone")
class EvidenceIT {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String ALICE = "alice@example.com";
  private static final List<String> FIVE =
      IntStream.rangeClosed(1, 5).mapToObj("sign-in-%s"::formatted).toList();

  private final String table = "evidence-" + UUID.randomUUID();
  private final DynamoDbLocal dynamoDb = DynamoDbLocal.started();
  private final LocalAws aws = LocalAws.start();
  private FunctionProcess function;

  @BeforeEach
  void start() throws InterruptedException {
    dynamoDb.addTable(table);
    aws.seedTrailAndLogGroup();
    Deployment.seedOperations(aws, "operations");
    function = launch();
    run(SampleEvent.of("direct-repair.json").text());
    run(SampleEvent.of("schedule.json").text());
    // CloudTrail tells whole seconds: what Alice does in the second in which the setup was repaired
    // could be what had broken it before.
    Thread.sleep(Duration.between(Instant.now(), now().plusSeconds(1)));
  }

  @AfterEach
  void stop() {
    function.close();
    aws.close();
  }

  @Test
  void theActorAndTheFiveSignInsAreTold() {
    String deletion = deleteFilter();
    FIVE.forEach(this::rootSignsIn);

    JsonNode report = run(deletion);

    JsonNode incident = report.path("evidence").path("incidents").path(0);
    assertThat(report.path("evidence").path("missing")).isEmpty();
    assertThat(incident.path("incident").asText()).startsWith("metric_filter/root_usage_metric/");
    assertThat(incident.path("state").asText()).isEqualTo("repaired");
    assertThat(incident.at("/candidates/0/actor").asText()).endsWith(ALICE);
    // An earlier call may still be on its way into the history.
    assertThat(incident.path("broken_since_certainty").asText()).isNotEqualTo("known");
    assertThat(announced()).containsExactlyElementsOf(FIVE);
    assertThat(notices())
        .anyMatch(it -> it.subject().contains("root_usage_metric") && it.text().contains(ALICE))
        .anyMatch(it -> FIVE.stream().allMatch(it.text()::contains));
    assertThat(kept()).contains(ALICE, "sign-in-5");
  }

  @Test
  void aRunThatIsKilledRightAfterItsRepairIsMadeUpForByTheNext() {
    String deletion = deleteFilter();
    FIVE.forEach(this::rootSignsIn);
    FunctionProcess killed = function;
    aws.after("logs:PutMetricFilter", killed::kill);
    assertThatExceptionOfType(EndedException.class).isThrownBy(() -> killed.invoke(deletion));
    killed.close();
    assertThat(announced()).isEmpty();
    // Whether the killed run still wrote what it saw is a matter of milliseconds. Where it did not,
    // the event alone proves nothing, and the incident is made of CloudTrail's history.
    String record = read(deletion).path("detail").toString();
    aws.cloudTrail().addEvent(now(), "logs.amazonaws.com", "DeleteMetricFilter", record);

    function = launch();
    JsonNode evidence = run(deletion).path("evidence");

    assertThat(evidence.at("/incidents/0/candidates/0/actor").asText())
        .as("%s; the table has %s", evidence, kept())
        .endsWith(ALICE);
    assertThat(announced()).containsExactlyElementsOf(FIVE);
  }

  @Test
  void aTableThatIsGoneStopsNoRepair() {
    String deletion = deleteFilter();
    dynamoDb.call("DeleteTable", "{\"TableName\": \"%s\"}".formatted(table));

    JsonNode report = run(deletion);

    assertThat(aws.logs().hasFilter(LocalAws.LOG_GROUP, "root_usage_metric")).isTrue();
    assertThat(report.path("evidence").path("missing").toString()).contains(table);
    assertThat(notices()).anyMatch(it -> it.text().contains(ALICE));
  }

  @Test
  void theStatementCountsTheMinutesAndNamesTheIncident() {
    run(deleteFilter());

    JsonNode statement =
        run(
            "{\"statement\":{\"from\":\"%s\",\"to\":\"%s\"}}"
                .formatted(now().minus(1, ChronoUnit.DAYS), now().plus(1, ChronoUnit.DAYS)));

    assertThat(statement.path("text").asText()).contains("root_usage", ALICE);
  }

  private FunctionProcess launch() {
    return FunctionProcess.start(
        aws,
        Map.of(
            "SUBSCRIPTIONS",
            "sqs:" + Deployment.QUEUE,
            "EVIDENCE_TABLE",
            table,
            "OPERATIONS_TOPIC_ARN",
            aws.arn("sns", "operations"),
            "EVENT_BUS_NAME",
            "default",
            "AWS_ENDPOINT_URL_DYNAMODB",
            dynamoDb.endpoint().toString()));
  }

  private JsonNode run(String event) {
    return switch (function.invoke(event)) {
      case Returned returned -> returned.json();
      case Answer.Threw(String type, String message) ->
          throw new IllegalStateException(type + ": " + message);
    };
  }

  /** Alice deletes the filter now; returns the event that tells of it. */
  private String deleteFilter() {
    SampleEvent sample = SampleEvent.of("delete-metric-filter.json");
    new Replay(aws).of(sample);
    return sample.text().replace("2026-11-23T10:15:30Z", now().toString());
  }

  private void rootSignsIn(String id) {
    String event =
        """
        {"eventName": "ConsoleLogin", "eventID": "%s", "eventTime": "%s", "awsRegion": "us-east-1",
         "eventType": "AwsConsoleSignIn", "sourceIPAddress": "203.0.113.9",
         "userIdentity": {"type": "Root", "arn": "arn:aws:iam::111122223333:root"}}
        """
            .formatted(id, now());
    aws.logs().ingest(LocalAws.LOG_GROUP, now(), event);
  }

  private List<Sns.Message> notices() {
    return aws.sns().published().stream()
        .filter(it -> it.topicArn().endsWith(":operations"))
        .toList();
  }

  private List<String> announced() {
    return aws.eventBridge().events().stream()
        .filter(it -> it.path("DetailType").asText().equals("Missed Root Activity"))
        .map(it -> read(it.path("Detail").asText()).path("events"))
        .flatMap(it -> StreamSupport.stream(it.spliterator(), false))
        .map(it -> it.path("event_id").asText())
        .toList();
  }

  private String kept() {
    return dynamoDb.call("Scan", "{\"TableName\": \"%s\"}".formatted(table));
  }

  private static JsonNode read(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException broken) {
      throw new IllegalStateException(broken);
    }
  }

  /** As CloudTrail tells times. */
  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS);
  }
}
