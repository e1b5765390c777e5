package dev.alarmkeeper.evidence.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alarmkeeper.Fixtures;
import dev.alarmkeeper.chain.Alarm;
import dev.alarmkeeper.chain.Arn;
import dev.alarmkeeper.chain.LogGroup;
import dev.alarmkeeper.chain.Observed.Present;
import dev.alarmkeeper.chain.Observed.Unreadable;
import dev.alarmkeeper.chain.Trail;
import dev.alarmkeeper.evidence.Story;
import dev.alarmkeeper.evidence.incident.BrokenSince.Basis;
import dev.alarmkeeper.evidence.incident.Incident;
import dev.alarmkeeper.evidence.incident.SearchProgress;
import dev.alarmkeeper.evidence.store.LinkRecordJson;
import dev.alarmkeeper.evidence.store.StoredDocuments;
import dev.alarmkeeper.reconcile.Mode;
import dev.alarmkeeper.text.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** However the calls lie, no one is blamed for certain who may not have done it. */
class FalseAccuserTest {
  private static final String ALICE = "arn:aws:iam::111122223333:user/alice";
  private static final String BOB = "arn:aws:iam::111122223333:user/bob";
  private static final String ALARMS = "monitoring.amazonaws.com";
  private static final String ALARM = "root_usage_alarm";
  private static final String OURS = "{\"alarmNames\":[\"root_usage_alarm\"]}";
  private static final String THRESHOLD_5 =
      """
      {"alarmName":"root_usage_alarm","threshold":5.0,"actionsEnabled":true,
       "comparisonOperator":"GreaterThanOrEqualToThreshold"}\
      """;

  private final Story story = new Story();

  /** The chain is verified at 12:00, and nobody repairs. */
  @BeforeEach
  void verify() {
    story.mode = Mode.OBSERVE;
    story.run();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "denied           | errorCode | AccessDenied",
        "a dry run        | errorCode | DryRunOperation",
        "another Region   | awsRegion | eu-west-1",
        "another account  | recipientAccountId | 444455556666",
        "another service  | eventSource | logs.amazonaws.com",
        "reads only       | eventName | DescribeAlarms",
        "tags             | eventName | TagResource",
        "before the look  | eventTime | 2026-11-23T11:59:59Z",
        "after the look   | eventTime | 2026-11-23T12:05:16Z",
        "without a time   | eventTime | soon"
      })
  void whoDidNothingOfTheKindIsNotNamed(String what, String field, String value) {
    Map<String, @Nullable Object> record = at(1, "DeleteAlarms", BOB, OURS);
    record.put(field, value);
    story.deleteAlarm();
    settle();

    assertThat(incident().candidates()).as(what).isEmpty();
    assertThat(incident().since().basis()).isEqualTo(Basis.LAST_VERIFIED);
  }

  @Test
  void oneCallAloneIsExact() {
    Instant then = later(1);
    at(0, "DeleteAlarms", ALICE, "{\"alarmNames\":[\"cpu\",\"root_usage_alarm\",\"disk\"]}");
    story.deleteAlarm();
    settle();

    assertBlamed(Basis.CALL, then, ALICE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"alarmNames\":[\"cpu\",\"dev/root_usage_alarm\"]}",
        "{\"alarmNames\":[\"root_usage_alarm2\",\"oot_usage_alarm\"]}",
        "{\"alarmNames\":\"root_usage_alarm\"}",
        "{\"note\":\"root_usage_alarm\"}",
        "{}"
      })
  void aBatchOfOthersIsNoCause(String parameters) {
    at(1, "DeleteAlarms", BOB, parameters);
    story.deleteAlarm();
    settle();

    assertThat(incident().candidates()).isEmpty();
  }

  @Test
  void whatWasUndoneBeforeTheLookIsListedAndNobodyIsCertain() {
    Instant first = later(1);
    at(0, "DisableAlarmActions", ALICE, OURS);
    at(1, "EnableAlarmActions", ALICE, OURS);
    at(1, "PutMetricAlarm", BOB, THRESHOLD_5);
    raiseThreshold();
    settle();

    assertBlamed(Basis.EARLIEST_CALL, first, ALICE, BOB);
  }

  @Test
  void whoDeletedItIsListedBeforeWhoMadeItAnewAndWorse() {
    Instant first = later(1);
    at(0, "DeleteAlarms", ALICE, OURS);
    at(2, "PutMetricAlarm", BOB, THRESHOLD_5);
    raiseThreshold();
    settle();

    assertBlamed(Basis.EARLIEST_CALL, first, ALICE, BOB);
  }

  @Test
  void whoWeakenedItIsListedBeforeWhoDeletedIt() {
    Instant first = later(1);
    at(0, "PutMetricAlarm", ALICE, THRESHOLD_5);
    at(2, "DeleteAlarms", BOB, OURS);
    story.deleteAlarm();
    settle();

    assertBlamed(Basis.EARLIEST_CALL, first, ALICE, BOB);
  }

  @ParameterizedTest(name = "{0} s after the look began")
  @ValueSource(ints = {0, 1, 5, 15})
  void aCallWhileTheLookWasReadingOrByAnotherClockMayBeIt(int seconds) {
    Instant first = later(1);
    at(0, "DisableAlarmActions", BOB, OURS);
    at(1, "EnableAlarmActions", BOB, OURS);
    story.later(Duration.ofMinutes(3));
    at(0, "DisableAlarmActions", ALICE, OURS)
        .put("eventTime", story.now.plusSeconds(seconds).toString());
    change(it -> it.actions(false));
    story.run();
    story.later(SearchProgress.LAG.plusSeconds(15)).run();

    assertBlamed(Basis.EARLIEST_CALL, first, BOB, ALICE);
  }

  @Test
  void eventsThatArriveInTheWrongOrderAreListedInTheRightOne() {
    Instant first = later(1);
    var early = record("DisableAlarmActions", ALICE, OURS);
    story.later(Duration.ofMinutes(2));
    var late = record("PutMetricAlarm", BOB, THRESHOLD_5);
    change(it -> it.actions(false).threshold(5));
    story.later(Duration.ofMinutes(1)).run(Story.cause(late));
    story.later(Duration.ofMinutes(1)).run(Story.cause(early));
    story.outside.records.add(late);
    story.outside.records.add(early);
    story.later(SearchProgress.LAG.plusSeconds(15)).run();

    assertBlamed(Basis.EARLIEST_CALL, first, ALICE, BOB);
  }

  @Test
  void beforeTheLagIsOverNobodyIsCertain() {
    Instant first = later(1);
    var late = record("DisableAlarmActions", ALICE, OURS);
    story.later(Duration.ofMinutes(1));
    at(0, "DisableAlarmActions", BOB, OURS);
    change(it -> it.actions(false));
    story.later(Duration.ofMinutes(1)).run();
    story.later(Duration.ofMinutes(14)).run();
    assertThat(incident().since().basis()).isEqualTo(Basis.LAST_VERIFIED);

    story.outside.records.add(late);
    story.later(Duration.ofMinutes(2)).run();

    assertBlamed(Basis.EARLIEST_CALL, first, ALICE, BOB);
  }

  @Test
  void aHistoryThatCannotBeReadMakesNobodyCertain() {
    at(1, "DeleteAlarms", BOB, OURS);
    story.deleteAlarm();
    Story.cause(record("DeleteAlarms", BOB, OURS));
    story.later(Duration.ofMinutes(1)).run();
    story.outside.broken =
        Optional.of(new Unreadable<>("cloudtrail:LookupEvents: throttled", true));
    story.later(SearchProgress.LAG.plusSeconds(15)).run();

    assertThat(incident().since().basis()).isEqualTo(Basis.LAST_VERIFIED);
  }

  @Test
  void twoCallsWithoutAnIdAreTwo() {
    Instant first = later(1);
    at(0, "DeleteAlarms", ALICE, OURS).remove("eventID");
    at(1, "DeleteAlarms", BOB, OURS).remove("eventID");
    story.deleteAlarm();
    settle();

    assertBlamed(Basis.EARLIEST_CALL, first, ALICE, BOB);
  }

  @Test
  void twoCallsOfOneSecondAreTwo() {
    Instant first = later(1);
    at(0, "DeleteAlarms", ALICE, OURS);
    at(0, "DeleteAlarms", BOB, OURS);
    story.deleteAlarm();
    settle();

    assertThat(incident().since().basis()).isEqualTo(Basis.EARLIEST_CALL);
    assertThat(incident().since().at()).isEqualTo(first);
    assertThat(incident().candidates()).hasSize(2);
  }

  @Test
  void ofMoreThanAreKeptTheEarliestAreAndNobodyIsCertain() {
    Instant first = later(1);
    for (int i = 0; i < 60; i++) {
      at(0, "DeleteAlarms", ALICE + i, OURS);
      story.later(Duration.ofSeconds(1));
    }
    story.deleteAlarm();
    settle();

    assertThat(incident().since().basis()).isEqualTo(Basis.EARLIEST_CALL);
    assertThat(incident().since().at()).isEqualTo(first);
    assertThat(incident().candidates()).hasSizeGreaterThan(1);
  }

  @Test
  void oneWhoseLongNamesFillTheRecordLeavesTheOthersDoubt() {
    later(1);
    String longest = "arn:aws:iam::111122223333:user/" + "\uD83D\uDE00".repeat(200);
    for (int i = 0; i < 20; i++) {
      at(0, "DeleteAlarms", longest + i, OURS);
    }
    story.deleteAlarm();
    settle();
    story.newProcess();
    story.later(Duration.ofMinutes(1)).run();

    assertThat(incident().since().basis()).isEqualTo(Basis.EARLIEST_CALL);
    assertThat(incident().candidates()).hasSizeGreaterThan(1);
  }

  @Test
  void aCallThatWroteSomethingElseExplainsNothing() {
    at(1, "PutMetricAlarm", BOB, "{\"alarmName\":\"root_usage_alarm\",\"threshold\":1.0}");
    change(it -> it.actions(false));
    settle();

    // Who leaves actionsEnabled out has them enabled.
    assertThat(incident().candidates()).hasSize(1);
    assertThat(incident().since().basis()).isEqualTo(Basis.LAST_VERIFIED);
  }

  @Test
  void aSubscriptionThatIsGoneIsBlamedOnNobodyForCertain() {
    story.outside.records.add(
        call(
            later(1),
            "sns.amazonaws.com",
            "Unsubscribe",
            BOB,
            "{\"subscriptionArn\":\"%s:another-one\"}".formatted(Fixtures.TOPIC_ARN)));
    story.chain.subscriptions = new Present<>(List.of());
    settle();

    Incident incident = incident();
    assertThat(incident.since().basis()).isEqualTo(Basis.LAST_VERIFIED);
    assertThat(incident.candidates()).hasSize(1);
    assertThat(story.outside.notices)
        .allMatch(it -> !it.body().contains("Who: Unsubscribe"))
        .anyMatch(it -> it.body().contains("Who, maybe: Unsubscribe"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"name\":\"%s\",\"isMultiRegionTrail\":true} | LAST_VERIFIED",
        "{\"name\":\"%s\",\"s3BucketName\":\"other\"} | LAST_VERIFIED",
        "{\"name\":\"%s\",\"cloudWatchLogsLogGroupArn\":\"%sx:*\"} | LAST_VERIFIED",
        "{\"name\":\"%s\",\"cloudWatchLogsLogGroupArn\":\"%s\"} | CALL",
        "{\"name\":\"%s\",\"cloudWatchLogsLogGroupArn\":\"%s:*\"} | CALL"
      })
  void whoChangedSomethingElseOfATrailIsNotCertain(String parameters, Basis basis) {
    Trail trail = Fixtures.trail();
    Arn loot = LogGroup.arn(Fixtures.ACCOUNT, "loot");
    story.outside.records.add(
        call(
            later(1),
            "cloudtrail.amazonaws.com",
            "UpdateTrail",
            BOB,
            parameters.formatted(trail.arn(), loot)));
    story.chain.trail =
        new Present<>(new Trail(trail.arn(), trail.organization(), true, Optional.of(loot), true));
    settle();

    assertThat(incident().since().basis()).isEqualTo(basis);
  }

  @Test
  void whatAServiceDidForSomebodySaysForWhom() {
    Instant then = later(1);
    var record = at(0, "DeleteAlarms", ALICE, OURS);
    record.put(
        "userIdentity",
        Json.object(
            """
            {"type":"AssumedRole","invokedBy":"cloudformation.amazonaws.com",
             "arn":"arn:aws:sts::111122223333:assumed-role/Deploy/chained",
             "sessionContext":{"sourceIdentity":"carol",
               "sessionIssuer":{"arn":"arn:aws:iam::111122223333:role/Deploy"},
               "attributes":{"mfaAuthenticated":"true"}}}
            """));
    story.deleteAlarm();
    settle();

    assertThat(incident().since().basis()).isEqualTo(Basis.CALL);
    assertThat(incident().since().at()).isEqualTo(then);
    assertThat(story.outside.notices.getLast().body())
        .containsSubsequence(
            "  by AssumedRole arn:aws:sts::111122223333:assumed-role/Deploy/chained",
            "  through cloudformation.amazonaws.com",
            "  begun as carol",
            "  in a session of arn:aws:iam::111122223333:role/Deploy",
            "  MFA: yes");
  }

  @Test
  void aRoleOfOurNameInAnotherAccountIsNotUs() {
    at(
        1,
        "DeleteAlarms",
        "arn:aws:sts::444455556666:assumed-role/alarmkeeper-FunctionRole/alarmkeeper",
        OURS);
    story.deleteAlarm();
    settle();

    assertThat(incident().candidates()).hasSize(1);
  }

  /** What of an alarm is changed. */
  private static final class Change {
    private boolean actions = true;
    private double threshold = 1;

    Change actions(boolean enabled) {
      actions = enabled;
      return this;
    }

    Change threshold(double value) {
      threshold = value;
      return this;
    }
  }

  private void raiseThreshold() {
    change(it -> it.threshold(5));
  }

  private void change(UnaryOperator<Change> how) {
    Change change = how.apply(new Change());
    Alarm alarm = Fixtures.desired().watches().getFirst().alarm();
    assertThat(alarm.name()).isEqualTo(ALARM);
    Alarm.Evaluation is = alarm.evaluation();
    story.chain.alarms =
        new Present<>(
            List.of(
                new Alarm(
                    alarm.name(),
                    alarm.type(),
                    alarm.signal(),
                    new Alarm.Evaluation(
                        is.period(),
                        is.periods(),
                        is.datapoints(),
                        new Alarm.Condition(is.condition().operator(), change.threshold),
                        is.missingData()),
                    new Alarm.Actions(change.actions, alarm.actions().alarm()),
                    alarm.extras(),
                    Optional.empty(),
                    Optional.empty())));
  }

  private Instant later(int minutes) {
    return story.later(Duration.ofMinutes(minutes)).now;
  }

  /** A call so many minutes later, which CloudTrail's history has. */
  private Map<String, @Nullable Object> at(
      int minutes, String operation, String actor, String parameters) {
    later(minutes);
    Map<String, @Nullable Object> record = record(operation, actor, parameters);
    story.outside.records.add(record);
    return record;
  }

  private Map<String, @Nullable Object> record(String operation, String actor, String parameters) {
    return call(story.now, ALARMS, operation, actor, parameters);
  }

  private Map<String, @Nullable Object> call(
      Instant at, String service, String operation, String actor, String parameters) {
    Map<String, @Nullable Object> record = story.call(service, operation, actor, parameters);
    record.put("eventID", "id-" + story.outside.records.size() + "-" + at.toEpochMilli());
    return record;
  }

  /** The look is at 12:05, and the history is read when its lag is over. */
  private void settle() {
    story.later(Duration.between(story.now, Fixtures.NOW.plus(Duration.ofMinutes(5)))).run();
    story.later(SearchProgress.LAG.plusSeconds(15)).run();
  }

  private void assertBlamed(Basis basis, Instant since, String... actors) {
    Incident incident = incident();
    assertThat(incident.candidates())
        .extracting(it -> it.call().actor().name().orElseThrow().toString())
        .containsExactly(actors);
    assertThat(incident.since().basis()).isEqualTo(basis);
    assertThat(incident.since().at()).isEqualTo(since);
  }

  private Incident incident() {
    return LinkRecordJson.read(story.kept(StoredDocuments.DRIFT).getFirst()).incident();
  }
}
