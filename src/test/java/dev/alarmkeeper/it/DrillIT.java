package dev.alarmkeeper.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alarmkeeper.chain.Link;
import dev.alarmkeeper.evidence.DrillOrder;
import dev.alarmkeeper.evidence.Schemas;
import dev.alarmkeeper.evidence.incident.Incident;
import dev.alarmkeeper.evidence.report.ReportJson;
import dev.alarmkeeper.localaws.Clients;
import dev.alarmkeeper.localaws.LocalAws;
import dev.alarmkeeper.reconcile.Verdict;
import dev.alarmkeeper.settings.DrillSchedule;
import dev.alarmkeeper.text.Json;
import dev.alarmkeeper.text.JsonFields;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Fire drills over a whole chain: an event goes in, and what happens at each link is observed. */
class DrillIT {
  private static final String ALARM = "root_usage_alarm";
  private DrillScene scene;

  @BeforeEach
  void start() {
    scene = new DrillScene();
  }

  @AfterEach
  void stop() {
    scene.close();
  }

  @Test
  void anAlarmThatIsHeardPasses() {
    scene.run();
    scene.pass(20);

    assertThat(scene.last().requiredText("result")).isEqualTo("passed");
    assertThat(scene.last().requiredNumber("heard_seconds")).isBetween(1, 300);
    assertThat(scene.last().object("seconds").json().keySet())
        .containsExactly("filter", "alarm", "action", "endpoints", "recovered");
    assertThat(scene.report().verdict()).isEqualTo(Verdict.COMPLIANT);
    assertThat(scene.left().incidents()).isEmpty();
    assertThat(scene.left().missing()).isEmpty();
  }

  @Test
  void theReportTellsDrillsAsItsSchemaSays() {
    scene.run();
    assertSchema();
    scene.pass(20);
    assertSchema();
    Clients.of(scene.aws, "root")
        .cloudWatch()
        .setAlarmState(it -> it.alarmName(ALARM).stateValue("ALARM").stateReason("real"));
    scene.run(new DrillOrder(true, List.of("root_usage")));
    assertThat(scene.control("root_usage").json())
        .containsKeys("last", "last_heard", "last_firing", "due", "waits");
    assertSchema();
  }

  private void assertSchema() {
    Map<String, @Nullable Object> report = new LinkedHashMap<>(ReportJson.of(scene.report()));
    report.put("drills", scene.drills().json());
    assertThat(Schemas.problems(Schemas.of("report"), Json.text(report))).isEmpty();
  }

  @Test
  void theEventCanNotBeMistaken() {
    scene.run();

    assertThat(scene.events())
        .singleElement()
        .satisfies(
            it -> {
              JsonFields event = new JsonFields(Json.object(it));
              assertThat(event.requiredText("eventID")).startsWith("alarmkeeper-drill-");
              assertThat(event.requiredText("userAgent")).contains("alarmkeeper-drill");
              assertThat(event.object("alarmkeeperDrill").isTrue("drill")).isTrue();
              assertThat(event.requiredText("recipientAccountId")).isEqualTo(LocalAws.ACCOUNT);
              assertThat(event.text("userIdentity", "accountId")).contains(LocalAws.ACCOUNT);
              assertThat(event.text("userIdentity", "type")).contains("Root");
              assertThat(event.requiredText("awsRegion")).isEqualTo(LocalAws.REGION);
            });
  }

  @Test
  void peopleAreToldBeforeAndAfter() {
    scene.run();

    assertThat(scene.told())
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.subject()).contains("DRILL begins: " + ALARM);
              assertThat(it.text())
                  .contains(
                      new JsonFields(Json.object(scene.events().getFirst()))
                          .requiredText("eventID"));
            });

    scene.pass(20);

    assertThat(scene.told()).extracting(it -> it.subject()).hasSize(2);
    assertThat(scene.told().getLast().subject()).contains("DRILL heard: " + ALARM);
    assertThat(scene.told().getLast().text()).contains("HEARD: alarm " + ALARM + ", in ");
  }

  @Test
  void theStatementTellsTheLastDrill() {
    scene.run();
    scene.pass(20);
    Instant end = scene.aws.now().plus(Duration.ofMinutes(1));
    String json = Json.text(scene.statement(end.minus(Duration.ofHours(1)), end));

    assertThat(Schemas.problems(Schemas.of("statement"), json)).isEmpty();
    assertThat(new JsonFields(Json.object(json)).requiredText("text"))
        .containsPattern("root_usage: last drill 2026-11-01, heard in [0-9]+ s");
    // Before the drill began there was none.
    assertThat(scene.statement(DrillScene.BEGIN.minus(Duration.ofHours(1)), DrillScene.BEGIN))
        .doesNotContainKey("drills");
  }

  @Test
  void theStatementTellsADrillThatWasNotHeard() {
    scene.aws.logs().maskUnseen("\"Root\"");
    scene.run();
    scene.pass(35);
    Instant end = scene.aws.now().plus(Duration.ofMinutes(1));
    String json = Json.text(scene.statement(end.minus(Duration.ofHours(1)), end));

    assertThat(Schemas.problems(Schemas.of("statement"), json)).isEmpty();
    assertThat(new JsonFields(Json.object(json)).requiredText("text"))
        .contains("root_usage: last drill 2026-11-01, not heard");
  }

  @Test
  void theNextDrillComesAfterAMonth() {
    scene.run();
    scene.pass(30);
    assertThat(scene.events()).hasSize(1);

    scene.aws.setTime(scene.aws.now().plus(Duration.ofDays(29)));
    scene.run();
    assertThat(scene.events()).hasSize(1);

    scene.aws.setTime(scene.aws.now().plus(Duration.ofDays(2)));
    scene.run();
    assertThat(scene.events()).hasSize(2);
  }

  @Test
  void aMaskThatNoFieldShowsIsFound() {
    scene.aws.logs().maskUnseen("\"Root\"");
    scene.run();
    assertThat(scene.report().verdict()).as("every field looks right").isEqualTo(Verdict.COMPLIANT);

    scene.pass(35);

    assertThat(scene.last().requiredText("result")).isEqualTo("failed");
    assertThat(scene.last().requiredText("silent")).isEqualTo("filter");
    assertThat(scene.report().verdict()).isEqualTo(Verdict.NEEDS_PERSON);
    assertThat(scene.left().incidents())
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.subject().link()).isEqualTo(Link.METRIC_FILTER);
              assertThat(it.exposing()).isTrue();
              assertThat(it.findings().getFirst().differences().getFirst().why())
                  .contains("the metric got no datapoint", "masking", "dimension");
            });
    assertThat(scene.told().getLast().subject()).contains("DRILL NOT HEARD");
  }

  @Test
  void theIncidentEndsWithADrillThatIsHeard() {
    scene.aws.logs().maskUnseen("\"Root\"");
    scene.run();
    scene.pass(35);
    scene.aws.logs().unmaskUnseen();

    scene.pass(10);
    assertThat(scene.left().incidents()).as("nothing proves it yet").hasSize(1);
    scene.run(new DrillOrder(true, List.of("root_usage")));
    scene.pass(20);

    assertThat(scene.last().requiredText("result")).isEqualTo("passed");
    assertThat(scene.report().verdict()).isEqualTo(Verdict.COMPLIANT);
    assertThat(scene.left().incidents()).allMatch(it -> it.state() == Incident.State.ENDED);
  }

  @Test
  void aPolicyThatRefusesIsToldInAwsWords() {
    scene.run();
    String topic = scene.aws.arn("sns", "alarmkeeper-alarms");
    // Between two runs: no look sees it before the alarm's history does.
    Clients.of(scene.aws, "attacker")
        .sns()
        .setTopicAttributes(
            it ->
                it.topicArn(topic)
                    .attributeName("Policy")
                    .attributeValue(
                        """
                        {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
                          "Principal": {"AWS": "arn:aws:iam::111122223333:root"},
                          "Action": "sns:Publish", "Resource": "%s"}]}"""
                            .formatted(topic)));
    scene.aws.pass(Duration.ofMinutes(5));
    scene.run();

    assertThat(scene.last().requiredText("result")).isEqualTo("failed");
    assertThat(scene.last().requiredText("silent")).isEqualTo("action");
    assertThat(scene.last().requiredText("why")).contains("not authorized to perform: SNS:Publish");
    assertThat(scene.left().incidents()).extracting(it -> it.subject().link()).contains(Link.TOPIC);
  }

  @Test
  void aRealFiringWhoseActionFailedIsAnIncidentAtOnce() {
    scene.run();
    scene.pass(20);
    String topic = scene.aws.arn("sns", "alarmkeeper-alarms");
    var policy = scene.aws.sns().topic(topic).path("Policy").asText();
    Clients attacker = Clients.of(scene.aws, "attacker");
    attacker
        .sns()
        .setTopicAttributes(
            it ->
                it.topicArn(topic)
                    .attributeName("Policy")
                    .attributeValue(
                        """
                        {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
                          "Principal": {"AWS": "arn:aws:iam::111122223333:root"},
                          "Action": "sns:Publish", "Resource": "%s"}]}"""
                            .formatted(topic)));
    attacker
        .cloudWatch()
        .setAlarmState(it -> it.alarmName(ALARM).stateValue("ALARM").stateReason("real"));
    attacker
        .sns()
        .setTopicAttributes(
            it -> it.topicArn(topic).attributeName("Policy").attributeValue(policy));
    scene.run();

    assertThat(scene.control("root_usage").object("last_firing").requiredText("result"))
        .isEqualTo("failed");
    assertThat(scene.left().incidents())
        .singleElement()
        .satisfies(it -> assertThat(it.subject().link()).isEqualTo(Link.TOPIC));
    assertThat(scene.report().verdict()).isEqualTo(Verdict.NEEDS_PERSON);
  }

  @Test
  void aRealFiringThatIsHeardIsEvidence() {
    scene.run();
    scene.pass(20);
    Clients.of(scene.aws, "root")
        .cloudWatch()
        .setAlarmState(it -> it.alarmName(ALARM).stateValue("ALARM").stateReason("real"));
    scene.run();

    assertThat(scene.control("root_usage").object("last_firing").requiredText("result"))
        .isEqualTo("passed");
    assertThat(scene.left().incidents()).isEmpty();
  }

  @Test
  void twoRunsAtOnceBeginOneDrill() {
    // The second one writes between the first one's read and its write.
    scene.aws.before("dynamodb:TransactWriteItems", scene::runElsewhere);
    scene.run();

    assertThat(scene.events()).hasSize(1);
    assertThat(scene.told()).hasSize(1);
  }

  @Test
  void aDrillThatCanNotBeKeptDoesNotBegin() {
    scene.aws.faults().on("dynamodb:TransactWriteItems").deny();
    scene.run();

    assertThat(scene.events()).isEmpty();
    assertThat(scene.told()).isEmpty();
  }

  @Test
  void aDrillOfWhichNobodyCanBeToldDoesNotBegin() {
    scene.aws.faults().on("sns:Publish").deny();
    scene.run();

    assertThat(scene.events()).isEmpty();
    assertThat(scene.drills().has("running")).isFalse();
    assertThat(scene.left().missing()).anyMatch(it -> it.contains("people not told of a drill"));
  }

  @Test
  void anAlarmThatIsInAlarmAlreadyIsNotDrilled() {
    Clients.of(scene.aws, "root")
        .cloudWatch()
        .setAlarmState(it -> it.alarmName(ALARM).stateValue("ALARM").stateReason("real"));
    scene.run();

    assertThat(scene.events()).isEmpty();
    assertThat(scene.control("root_usage").requiredText("waits")).contains("in ALARM already");
  }

  @Test
  void aChainThatIsNotWholeIsNotDrilled() {
    scene.aws.sns().unsubscribeFromOutside(DrillScene.EMAIL);
    scene.run();

    assertThat(scene.events()).isEmpty();
    assertThat(scene.control("root_usage").requiredText("waits")).contains("not compliant");
  }

  @Test
  void aDrillThatWasDisturbedProvesNothing() {
    scene.run();
    Clients.of(scene.aws, "attacker")
        .logs()
        .deleteMetricFilter(
            it -> it.logGroupName(LocalAws.LOG_GROUP).filterName("root_usage_metric"));
    scene.pass(35);

    assertThat(scene.last().requiredText("result")).isEqualTo("unknown");
    assertThat(scene.last().requiredText("why")).contains("changed or broken meanwhile");
    assertThat(scene.report().verdict()).isEqualTo(Verdict.COMPLIANT);
  }

  @Test
  void aDeploymentWithOtherNamesEndsADrill() {
    scene.run();
    scene.deploy("ALARM_NAME_TEMPLATE", "other-{control}");
    scene.aws.pass(Duration.ofMinutes(1));
    scene.run();

    assertThat(scene.last().requiredText("result")).isEqualTo("unknown");
    assertThat(scene.last().requiredText("why")).contains("settings");
  }

  @Test
  void aDeploymentInBetweenCarriesADrillOn() {
    scene.run();
    scene.newProcess();
    scene.pass(5);
    scene.newProcess();
    scene.pass(15);

    assertThat(scene.last().requiredText("result")).isEqualTo("passed");
    assertThat(scene.events()).hasSize(1);
  }

  @Test
  void throttledReadsAreNoResult() {
    scene.run();
    scene.aws.faults().on("cloudwatch:DescribeAlarmHistory").throttle();
    scene.aws.faults().on("cloudwatch:GetMetricData").throttle();
    scene.pass(10);
    assertThat(scene.drills().has("running")).isTrue();
    assertThat(scene.left().missing()).anyMatch(it -> it.contains("drill not observed yet"));

    scene.pass(25);

    assertThat(scene.last().requiredText("result")).isEqualTo("unknown");
    assertThat(scene.last().requiredText("why")).contains("could not be read");
    assertThat(scene.report().verdict()).isEqualTo(Verdict.COMPLIANT);
  }

  @Test
  void throttledReadsThatPassAreNoHarm() {
    scene.run();
    scene.aws.faults().on("cloudwatch:DescribeAlarmHistory").throttle();
    scene.pass(10);
    scene.aws.faults().clear();
    scene.pass(10);

    assertThat(scene.last().requiredText("result")).isEqualTo("passed");
  }

  @Test
  void clocksThatAreApartDoNotMatter() {
    for (Duration skew : List.of(Duration.ofSeconds(-50), Duration.ofMinutes(3))) {
      scene.skew = skew;
      scene.run(new DrillOrder(true, List.of("root_usage")));
      scene.pass(20);

      assertThat(scene.last().requiredText("result")).as("skew %s", skew).isEqualTo("passed");
    }
  }

  @Test
  void drillsThatAreOffReadAndWriteNothing() {
    scene.schedule = DrillSchedule.OFF;
    scene.newProcess();
    scene.aws.journal().clear();
    scene.run(new DrillOrder(true, List.of("root_usage")));

    assertThat(scene.events()).isEmpty();
    assertThat(scene.aws.journal().count("cloudwatch:DescribeAlarmHistory")).isZero();
    assertThat(scene.aws.journal().count("cloudwatch:GetMetricData")).isZero();
    assertThat(scene.aws.journal().count("logs:PutLogEvents")).isZero();
  }

  @Test
  void onRequestDrillsWhatIsAskedForAlone() {
    scene.schedule = DrillSchedule.ON_REQUEST;
    scene.newProcess();
    scene.run();
    assertThat(scene.events()).isEmpty();

    scene.run(new DrillOrder(true, List.of("root_usage")));
    assertThat(scene.events()).hasSize(1);
  }

  @Test
  void aDrillThatIsOverdueIsAFinding() {
    scene.run();
    scene.pass(20);
    Clients.of(scene.aws, "root")
        .cloudWatch()
        .setAlarmState(it -> it.alarmName(ALARM).stateValue("ALARM").stateReason("real"));
    scene.aws.setTime(scene.aws.now().plus(Duration.ofDays(38)));
    scene.run();

    assertThat(scene.report().after().findings())
        .anySatisfy(
            it ->
                assertThat(it.differences())
                    .extracting(one -> one.field())
                    .containsExactly("drilled"));
  }

  @Test
  void onlyARunWithADrillReadsTheTableOnceAndWritesTwiceAtMost() {
    // What broke before is searched to its end.
    scene.aws.setTime(scene.aws.now().plus(Duration.ofHours(3)));
    scene.run(DrillOrder.NONE);
    scene.run(DrillOrder.NONE);
    scene.aws.journal().clear();
    scene.run();
    assertThat(scene.aws.journal().count("dynamodb:*")).isEqualTo(3);

    scene.aws.pass(Duration.ofMinutes(5));
    scene.aws.journal().clear();
    scene.run();
    assertThat(scene.aws.journal().count("dynamodb:*")).isEqualTo(2);
  }

  @Test
  void drillsAreNoMissedRootEvents() {
    scene.run();
    String drill = new JsonFields(Json.object(scene.events().getFirst())).requiredText("eventID");
    Clients attacker = Clients.of(scene.aws, "attacker");
    attacker
        .logs()
        .deleteMetricFilter(
            it -> it.logGroupName(LocalAws.LOG_GROUP).filterName("root_usage_metric"));
    // It carries the marks of a drill, and no drill wrote it.
    scene
        .aws
        .logs()
        .ingest(
            LocalAws.LOG_GROUP,
            scene.aws.now(),
            scene.events().getFirst().replace(drill, "alarmkeeper-drill-forged"));
    scene.pass(5);
    scene.pass(30);

    List<String> missed =
        scene.aws.sns().published().stream()
            .filter(it -> it.subject().contains("MISSED"))
            .map(it -> it.text())
            .toList();
    assertThat(missed).anyMatch(it -> it.contains("alarmkeeper-drill-forged"));
    assertThat(missed).noneMatch(it -> it.contains(drill));
  }
}
