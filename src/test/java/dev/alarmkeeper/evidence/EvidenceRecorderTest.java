package dev.alarmkeeper.evidence;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.alarmkeeper.Fixtures;
import dev.alarmkeeper.chain.Link;
import dev.alarmkeeper.chain.LogGroup;
import dev.alarmkeeper.chain.Observed;
import dev.alarmkeeper.chain.Observed.Present;
import dev.alarmkeeper.chain.Topic;
import dev.alarmkeeper.evidence.cause.BreakingCalls;
import dev.alarmkeeper.evidence.history.CloudTrailRecords;
import dev.alarmkeeper.evidence.incident.BrokenSince;
import dev.alarmkeeper.evidence.incident.Incident;
import dev.alarmkeeper.evidence.incident.LinkRecord;
import dev.alarmkeeper.evidence.incident.SearchProgress;
import dev.alarmkeeper.evidence.incident.Window;
import dev.alarmkeeper.evidence.notify.OperationsTopic;
import dev.alarmkeeper.evidence.notify.Sent;
import dev.alarmkeeper.evidence.store.DocumentStore;
import dev.alarmkeeper.evidence.store.EvidenceStore;
import dev.alarmkeeper.evidence.store.LinkRecordJson;
import dev.alarmkeeper.evidence.store.StoredDocuments;
import dev.alarmkeeper.evidence.store.VerifiedPeriods;
import dev.alarmkeeper.policy.Answer;
import dev.alarmkeeper.policy.Grant;
import dev.alarmkeeper.reconcile.Cause;
import dev.alarmkeeper.reconcile.Mode;
import dev.alarmkeeper.reconcile.Outcome;
import dev.alarmkeeper.reconcile.Repair;
import dev.alarmkeeper.reconcile.Report;
import dev.alarmkeeper.reconcile.Reports;
import dev.alarmkeeper.text.Json;
import dev.alarmkeeper.text.JsonFields;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Incidents, from their cause to their end, across runs and processes. */
class EvidenceRecorderTest {
  private static final String MALLORY = "arn:aws:sts::111122223333:assumed-role/Admin/mallory";
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration PERIOD = Duration.ofMinutes(5);

  private final Story story = new Story();

  @Test
  void aWholeChainLeavesNothingButTheTimeItWasVerified() {
    EvidenceSummary left = story.run();

    assertThat(left.incidents()).isEmpty();
    assertThat(left.missing()).isEmpty();
    assertThat(story.published()).isEmpty();
    assertThat(story.kept(VerifiedPeriods.CURRENT)).hasSize(1);
  }

  @Test
  void theCallThatWokeUsIsTheCauseAndTheBeginning() {
    story.run();
    Instant broken = story.later(MINUTE).now;
    Cause deletion = story.deleteFilter(MALLORY);

    assertThat(only(story.later(Duration.ofSeconds(20)).run(deletion)).since())
        .as("an earlier call may still be on its way into CloudTrail's history")
        .isEqualTo(new BrokenSince(Fixtures.NOW, BrokenSince.Basis.LAST_VERIFIED));

    story.later(SearchProgress.LAG).run();
    Incident incident = remembered().incident();
    assertThat(incident.state()).isEqualTo(Incident.State.REPAIRED);
    assertThat(incident.since()).isEqualTo(new BrokenSince(broken, BrokenSince.Basis.CALL));
    assertThat(incident.exposure(story.now)).hasSeconds(20);
    assertThat(story.published()).doesNotContain("Incident Corrected");
    assertThat(incident.candidates().getFirst().call().actor().name())
        .hasToString(Optional.of(MALLORY).toString());
    assertThat(incident.controls().getFirst().numbers())
        .containsEntry("CIS v1.2", "3.3")
        .containsEntry("Security Hub", "CloudWatch.1");
  }

  @Test
  void aCallAboutAnotherFilterIsNotTheCause() {
    story.run();
    story.later(MINUTE).deleteFilter();
    Cause other = Story.cause(story.deletion(MALLORY, "somebody_elses"));

    Incident incident = only(story.run(other));

    assertThat(incident.candidates()).isEmpty();
    assertThat(incident.since())
        .isEqualTo(new BrokenSince(Fixtures.NOW, BrokenSince.Basis.LAST_VERIFIED));
  }

  @Test
  void aCallThatWasRefusedIsNotTheCause() {
    story.run();
    story.later(MINUTE).deleteFilter();
    var refused = story.deletion(MALLORY, "root_usage_metric");
    refused.put("errorCode", "AccessDenied");

    assertThat(only(story.run(Story.cause(refused))).candidates()).isEmpty();
  }

  @Test
  void aCallThatCameAfterTheBreakWasSeenIsNotTheCause() {
    story.mode = Mode.OBSERVE;
    story.run();
    story.deleteFilter();
    story.later(PERIOD).run();
    Cause second = Story.cause(story.later(MINUTE).deletion(MALLORY, "root_usage_metric"));

    assertThat(only(story.run(second)).candidates()).isEmpty();
  }

  @Test
  void afterAnHourNobodyAsksTheHistoryAgain() {
    story.mode = Mode.OBSERVE;
    story.run();
    story.deleteFilter();
    story.later(PERIOD).run();
    story.outside.searches.clear();
    story.later(Duration.ofMinutes(61)).run();

    assertThat(story.outside.searches).isEmpty();
  }

  @Test
  void aBreakThatWasMendedBeforeAnybodyLookedIsAnIncidentToo() {
    story.run();
    var record = story.later(MINUTE).deletion(MALLORY, "root_usage_metric");
    Cause deletion = Story.cause(record);
    story.outside.records.add(record);
    story.rootSignsIn("in-between");

    Incident incident = only(story.later(MINUTE).run(deletion));

    assertThat(incident.state()).isEqualTo(Incident.State.ENDED);
    assertThat(incident.exposure(story.now)).isEqualTo(MINUTE);
    assertThat(story.announced()).containsExactly("in-between");
    assertThat(story.chain.writes).isEmpty();
  }

  @Test
  void theEventOfABreakThatThePollerRepairedIsNoSecondIncident() {
    story.run();
    Cause deletion = Story.cause(story.later(MINUTE).deletion(MALLORY, "root_usage_metric"));
    story.deleteFilter();
    story.later(MINUTE).run();

    story.later(MINUTE).run(deletion);

    assertThat(remembered().incident().number()).isEqualTo(1);
    assertThat(remembered().incident().candidates()).isNotEmpty();
    assertThat(story.published()).containsExactly("Chain Drifted", "Chain Repaired");
  }

  @Test
  void anEventThatIsDeliveredTwiceIsOneIncident() {
    story.run();
    Cause deletion = story.later(MINUTE).deleteFilter(MALLORY);
    story.run(deletion);
    story.run(deletion);
    story.newProcess();
    story.run(deletion);

    assertThat(remembered().incident().number()).isEqualTo(1);
  }

  @Test
  void aPutThatWroteWhatWasThereIsNoIncident() {
    story.run();
    var put = story.later(MINUTE).deletion(MALLORY, "root_usage_metric");
    put.put("eventName", "PutMetricFilter");

    assertThat(story.run(Story.cause(put)).incidents()).isEmpty();
  }

  @Test
  void thePollerFindsInTheHistoryWhoItWas() {
    story.run();
    Instant broken = story.later(MINUTE).now;
    story.deleteFilter(MALLORY);

    assertThat(only(story.later(PERIOD).run()).candidates()).hasSize(1);
    story.later(SearchProgress.LAG).run();

    Incident incident = remembered().incident();
    assertThat(incident.since()).isEqualTo(new BrokenSince(broken, BrokenSince.Basis.CALL));
    assertThat(incident.candidates().getFirst().call().actor().issuer())
        .hasToString("Optional[arn:aws:iam::111122223333:role/Admin]");
  }

  @Test
  void aHistoryThatLagsIsAskedAgain() {
    story.run();
    story.later(MINUTE);
    var record = story.deletion(MALLORY, "root_usage_metric");
    story.deleteFilter();
    assertThat(only(story.later(PERIOD).run()).candidates()).isEmpty();

    story.outside.records.add(record);
    story.later(PERIOD).run();

    assertThat(remembered().incident().candidates()).isNotEmpty();
  }

  @Test
  void withoutAnyFormerLookTheBeginningIsNotKnown() {
    story.deleteFilter();

    assertThat(only(story.run()).since())
        .isEqualTo(new BrokenSince(Fixtures.NOW, BrokenSince.Basis.FIRST_SEEN));
    assertThat(story.outside.notices.getFirst().body())
        .contains("Who: not known, since nobody had looked before.")
        .doesNotContain("asked again");
  }

  /** Anybody may send an event of any day: it says nothing of the months before the first look. */
  @Test
  void aReplayedEventMovesNothingWhereNobodyHadLooked() {
    var record = story.deletion(MALLORY, "root_usage_metric");
    record.put("eventTime", "2026-01-01T00:00:00Z");
    story.deleteFilter();

    var incident = only(story.run(Story.cause(record)));

    assertThat(incident.candidates()).isNotEmpty();
    assertThat(incident.since())
        .isEqualTo(new BrokenSince(Fixtures.NOW, BrokenSince.Basis.FIRST_SEEN));
    assertThat(incident.searchFrom()).isEqualTo(Fixtures.NOW);
  }

  @Test
  void whatWasVerifiedBeforeAControlWasEnabledSaysNothingOfIt() {
    var store = new EvidenceStore(Optional.of(story.ledger), Story.RETENTION, Story.SILENCE);
    store.periods().note(story.now, Optional.of(List.of("another_control")), List.of());
    assertThat(store.flush(story.now)).isEmpty();
    story.deleteFilter();

    assertThat(only(story.later(PERIOD).run()).since().basis())
        .isEqualTo(BrokenSince.Basis.FIRST_SEEN);
  }

  @Test
  void whatIsKeptInAnotherAccountIsNotVerifiedHere() {
    story.chain.place = Fixtures.place(LogGroup.arn(Fixtures.STRANGER, "central"));
    story.run();

    assertThat(story.kept(VerifiedPeriods.CURRENT)).isEmpty();
  }

  @Test
  void whatARunBesideThisOneSawAndMendedIsNoSecondIncident() {
    story.run();
    story.later(MINUTE).deleteFilter();
    Report mine = story.repair(Cause.of("schedule"));
    Story other = new Story(story.ledger, story.outside);
    other.later(MINUTE).deleteFilter();
    other.run();

    story
        .later(MINUTE)
        .evidence
        .conclude(mine, Optional.empty(), true, Reports.inAMinute(), (_, _) -> {});

    assertThat(remembered().incident().number()).isEqualTo(1);
    assertThat(story.outside.notices).hasSize(1);
  }

  @Test
  void whatIsFoundLaterOfAnIncidentWidensIt() {
    story.mode = Mode.OBSERVE;
    story.run();
    story.chain.filters = Fixtures.denied();
    assertThat(only(story.later(PERIOD).run()).exposing()).isFalse();
    story.deleteFilter();

    assertThat(only(story.later(PERIOD).run()).exposing()).isTrue();
  }

  @Test
  void whatBreaksBesideWhatAPersonIsAwaitedForIsToldToo() {
    story.chain.topic =
        new Present<>(
            new Topic(
                Fixtures.TOPIC_ARN,
                new Grant(Answer.YES, List.of("Deny"), List.of()),
                Optional.empty()));
    story.run();
    story.later(PERIOD).run();
    assertThat(story.published()).containsExactly("Chain Drifted", "Needs Person");

    story.chain.topic =
        new Present<>(
            new Topic(
                Fixtures.TOPIC_ARN,
                new Grant(Answer.NO, List.of("Deny"), List.of()),
                Optional.empty()));
    story.later(PERIOD).run();

    assertThat(story.published()).endsWith("Needs Person", "Needs Person");
    assertThat(story.outside.notices).hasSize(2);
  }

  @Test
  void afterItsFirstFailureATableIsLeftAloneForTheRun() {
    story.run();
    story.deleteFilter();
    AtomicInteger calls = new AtomicInteger();
    story.ledger.before(calls::incrementAndGet);
    story.ledger.breaks();
    story.later(PERIOD).run();

    assertThat(calls).hasValue(1);
  }

  @Test
  void everyoneIsToldOncePerState() {
    story.run();
    story.deleteFilter();
    story.later(PERIOD).run();
    story.later(PERIOD).run();
    story.newProcess();
    story.later(PERIOD).run();

    assertThat(story.published()).containsExactly("Chain Drifted", "Chain Repaired");
    assertThat(story.outside.notices).hasSize(1);
  }

  @Test
  void whatOnlyAPersonCanMendIsToldOnceUntilItEnds() {
    story.chain.failures.put(Repair.PutFilter.class, new Outcome.Refused("denied"));
    story.run();
    story.deleteFilter();
    story.later(PERIOD).run();
    story.newProcess();
    story.later(PERIOD).run();
    assertThat(story.published()).containsExactly("Chain Drifted", "Needs Person");

    story.chain.failures.clear();
    story.later(PERIOD).run();

    assertThat(story.published())
        .containsExactly("Chain Drifted", "Needs Person", "Chain Repaired");
    assertThat(story.kept(StoredDocuments.DRIFT)).hasSize(1);
  }

  @Test
  void whatSomebodyElseMendsHasEndedWithoutUs() {
    story.mode = Mode.OBSERVE;
    story.run();
    Observed<List<dev.alarmkeeper.chain.MetricFilter>> whole = story.chain.filters;
    story.deleteFilter();
    assertThat(only(story.later(PERIOD).run()).state()).isEqualTo(Incident.State.DRIFTED);

    story.chain.filters = whole;
    Incident ended = only(story.later(PERIOD).run());

    assertThat(ended.state()).isEqualTo(Incident.State.ENDED);
    assertThat(ended.exposure(story.now)).isEqualTo(PERIOD.multipliedBy(2));
    assertThat(story.chain.writes).isEmpty();
  }

  @Test
  void whatCannotBeReadHasNotEnded() {
    story.mode = Mode.OBSERVE;
    story.run();
    story.deleteFilter();
    story.later(PERIOD).run();
    story.chain.filters = Fixtures.throttled();

    EvidenceSummary left = story.later(PERIOD).run();

    assertThat(only(left).state()).isEqualTo(Incident.State.DRIFTED);
    assertThat(left.oldest()).isEqualTo(PERIOD);
  }

  @Test
  void aSubscriptionHasNotComeBackBecauseNoneCanBeRead() {
    story.chain.failures.put(Repair.Subscribe.class, new Outcome.Refused("denied"));
    story.run();
    story.chain.subscriptions = new Present<>(List.of());
    story.later(PERIOD).run();
    story.chain.subscriptions = Fixtures.denied();

    story.later(PERIOD).run();

    assertThat(story.kept(StoredDocuments.DRIFT))
        .map(it -> LinkRecordJson.read(it).incident())
        .allMatch(it -> it.state().isOpen());
  }

  @Test
  void aLinkWhoseSecondLookFailedHasNotEnded() {
    story.run();
    story.chain.subscriptions = new Present<>(List.of());
    story.chain.atEachWrite = () -> story.chain.subscriptions = Fixtures.throttled();
    story.later(PERIOD).run();

    assertThat(remembered().incident().state()).isEqualTo(Incident.State.DRIFTED);
  }

  @Test
  void anIncidentOfAControlThatIsNotEnabledAnyMoreEnds() {
    story.ledger.put(
        DocumentStore.Entry.fresh(
            StoredDocuments.DRIFT,
            "alarm/another_alarm",
            Json.object(
                """
                {"incident": {"partition": "aws", "account": "111122223333", "region": "us-east-1",
                  "link": "alarm", "name": "another_alarm", "number": 1, "exposing": true,
                  "controls": [{"control": "another", "title": "T", "numbers": {}}],
                  "findings": [], "state": "drifted", "first_seen": "2026-11-23T11:00:00Z",
                  "broken_since": "2026-11-23T11:00:00Z", "broken_since_is": "first_seen"},
                 "repairs": [], "fighting": false, "told": [], "published": []}
                """)));

    assertThat(only(story.run()).state()).isEqualTo(Incident.State.ENDED);
  }

  @Test
  void theSecondIncidentOfALinkFilesTheFirst() {
    story.run();
    for (int i = 0; i < 2; i++) {
      story.deleteFilter();
      story.later(PERIOD).run();
    }

    assertThat(story.kept(StoredDocuments.INCIDENT))
        .extracting(it -> it.text("incident").orElseThrow())
        .containsExactly("metric_filter/root_usage_metric/1");
    assertThat(remembered().incident().id()).isEqualTo("metric_filter/root_usage_metric/2");
  }

  @Test
  void whoGetsMuchAtOnceGetsOneMessage() {
    story.chain.failures.put(Repair.Subscribe.class, new Outcome.Refused("denied"));
    story.chain.deleteEverything();
    story.run();
    story.later(PERIOD).run();

    OperationsTopic.Notice notice = story.outside.notices.getFirst();
    assertThat(notice.subject()).contains("1 NEEDS PERSON", "1 DRIFTED", "3 REPAIRED");
    assertThat(notice.body())
        .containsSubsequence(
            "BROKEN: subscription",
            "Only a person can mend it.",
            "To do: denied",
            "Who: not known",
            "Broken since",
            "REPAIRED: ",
            "a second look shows it whole",
            "Who: ",
            "Broken since")
        .contains("root_usage_metric", "root_usage_alarm");
    assertThat(story.published()).contains("Needs Person", "Chain Repaired");
    // The new log group had to wait for its first delivery.
    assertThat(story.outside.notices)
        .extracting(OperationsTopic.Notice::subject)
        .hasSize(2)
        .last(as(STRING))
        .contains("REPAIRED log group");
  }

  @Test
  void whoWroteTheMuteRuleIsFound() {
    var put = story.deletion(MALLORY, "");
    put.put("eventName", "PutAlarmMuteRule");
    put.put("requestParameters", Json.object("{\"name\":\"quiet-weekend\"}"));

    put.put("eventSource", "monitoring.amazonaws.com");
    assertThat(
            BreakingCalls.explains(
                CloudTrailRecords.of(new JsonFields(put)),
                Link.ALARM,
                "mute rule quiet-weekend",
                List.of(),
                Fixtures.desired()))
        .isPresent();
  }

  @Test
  void threeRepairsWithinAnHourAreAFightAndItIsToldOnce() {
    story.run();
    for (int i = 0; i < 5; i++) {
      Cause deletion = story.later(PERIOD).deleteFilter(MALLORY);
      story.run(deletion);
    }

    assertThat(story.chain.writes).hasSize(5);
    assertThat(story.outside.notices)
        .filteredOn(it -> it.body().contains(MALLORY))
        .filteredOn(it -> it.subject().contains("FIGHT"))
        .hasSize(1);
  }

  @Test
  void threeRepairsInADayAreNoFight() {
    story.run();
    for (int i = 0; i < 5; i++) {
      story.deleteFilter();
      story.later(Duration.ofMinutes(31)).run();
    }

    assertThat(story.published()).doesNotContain("Needs Person");
  }

  @Test
  void aTableThatFailsStopsNoRepairAndLosesNothing() {
    story.run();
    story.ledger.breaks();
    story.deleteFilter();
    EvidenceSummary left = story.later(PERIOD).run();

    assertThat(story.chain.writes).hasSize(1);
    assertThat(left.missing()).anyMatch(it -> it.contains("throttled"));
    assertThat(story.published()).contains("Chain Repaired");

    story.ledger.works();
    story.later(PERIOD).run();

    assertThat(remembered().incident().state()).isEqualTo(Incident.State.REPAIRED);
    assertThat(story.published()).containsOnlyOnce("Chain Repaired");
  }

  @Test
  void whatATableThatFailedDoesNotKnowYetIsWrittenOverWhatItKnew() {
    story.chain.failures.put(Repair.PutFilter.class, new Outcome.Refused("denied"));
    story.run();
    story.deleteFilter();
    story.later(PERIOD).run();
    story.ledger.breaks();
    story.chain.failures.clear();
    story.later(PERIOD).run();
    story.ledger.works();
    story.later(PERIOD).run();

    assertThat(remembered().incident().state()).isEqualTo(Incident.State.REPAIRED);
    assertThat(story.published()).containsOnlyOnce("Chain Repaired");
  }

  @Test
  void aTopicThatFailsIsTriedAgainAndTheBusIsNot() {
    story.run();
    story.outside.topic = new Sent.Failed("sns:Publish: throttled", true);
    story.deleteFilter();
    EvidenceSummary left = story.later(PERIOD).run();
    assertThat(left.missing()).anyMatch(it -> it.contains("sns:Publish"));

    story.outside.topic = Outside.DONE;
    story.later(PERIOD).run();
    story.later(PERIOD).run();

    assertThat(story.outside.notices).hasSize(1);
    assertThat(story.published()).containsOnlyOnce("Chain Repaired");
  }

  @Test
  void whatCouldNotBeToldIsToldBeforeTheLinkBreaksAgain() {
    story.run();
    story.outside.topic = new Sent.Failed("sns:Publish: throttled", true);
    story.deleteFilter();
    story.later(PERIOD).run();
    story.outside.topic = Outside.DONE;
    story.deleteFilter();
    story.later(PERIOD).run();

    assertThat(story.outside.notices)
        .extracting(it -> it.body().lines().filter(line -> line.startsWith("Incident")).findFirst())
        .containsExactly(
            Optional.of("Incident metric_filter/root_usage_metric/1"),
            Optional.of("Incident metric_filter/root_usage_metric/2"));
  }

  @Test
  void aProcessThatDiesOfARepairHasWrittenDownWhatItSaw() throws InterruptedException {
    story.run();
    Cause deletion = story.later(MINUTE).deleteFilter(MALLORY);
    story.repair(deletion);
    while (story.kept(StoredDocuments.DRIFT).isEmpty()) {
      Thread.sleep(1);
    }
    story.newProcess();

    Incident incident = only(story.later(PERIOD).run());

    assertThat(incident.candidates()).isNotEmpty();
    assertThat(incident.ended()).contains(story.now);
    assertThat(story.published()).startsWith("Chain Drifted", "Chain Repaired");
  }

  @Test
  void anItemThatIsNoneIsSaidAndHidesNoOther() {
    story.run();
    story.ledger.put(
        DocumentStore.Entry.fresh(
            StoredDocuments.DRIFT, "alarm/x", Json.object("{\"incident\":7}")));
    story.deleteFilter();

    EvidenceSummary left = story.later(PERIOD).run();

    assertThat(left.missing()).anyMatch(it -> it.contains("alarm/x") && it.contains("delete it"));
    assertThat(only(left).state()).isEqualTo(Incident.State.REPAIRED);
  }

  /** One that is refused is tried again, and takes no other with it. */
  @Test
  void aMessageThatIsRefusedBlocksNoOtherAndIsNotSentAgainWithIt() {
    story.run();
    story.outside.refused = "root_usage_metric";
    story.deleteFilter();
    story.deleteAlarm();
    story.later(PERIOD).run();
    assertThat(story.outside.notices)
        .hasSize(1)
        .allMatch(it -> it.subject().contains("alarm root"));

    story.outside.refused = "";
    story.later(PERIOD).run();
    story.later(PERIOD).run();

    assertThat(story.outside.notices)
        .hasSize(2)
        .last()
        .matches(it -> it.subject().contains("root_usage_metric"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1000000000-01-01T00:00:00Z", "+1000000000-12-31T23:59:59Z", "1999"})
  void aTimeThatNobodyCanReckonWithIsNoTime(String time) {
    story.run();
    var record = story.later(MINUTE).deletion(MALLORY, "root_usage_metric");
    record.put("eventTime", time);
    story.outside.records.add(record);
    story.deleteFilter();

    Incident incident = only(story.later(MINUTE).run(Story.cause(record)));

    assertThat(incident.state()).isEqualTo(Incident.State.REPAIRED);
    assertThat(incident.candidates()).isEmpty();
  }

  @Test
  void anItemOfANewerVersionIsLeftAloneAndHidesNoOther() {
    story.ledger.put(
        DocumentStore.Entry.fresh(
            StoredDocuments.DRIFT,
            "alarm/x",
            Json.object("{\"incident\":{\"schema\":99},\"told\":[]}")));
    story.run();
    story.deleteFilter();

    EvidenceSummary left = story.later(PERIOD).run();

    assertThat(only(left).state()).isEqualTo(Incident.State.REPAIRED);
    assertThat(story.kept(StoredDocuments.DRIFT)).hasSize(2);
    assertThat(left.missing())
        .as("it was told by the first run")
        .noneMatch(it -> it.contains("99"));
  }

  @Test
  void aRunWhoseEvidenceWasLostIsNoVerifiedRunAndBreaksTheChainOfLooks() {
    story.run();
    story.ledger.breaks();
    assertThat(story.later(MINUTE).run().whole()).isFalse();
    story.ledger.works();
    story.later(MINUTE).run();

    assertThat(story.kept(VerifiedPeriods.PAST)).hasSize(1);
  }

  /** Runs come every ten minutes, and one period has none longer than fifteen without a look. */
  @Test
  void whatAProcessLostThatIsGoneShowsToTheNextAsAGap() {
    Duration schedule = MINUTE.multipliedBy(10);
    story.run();
    story.later(schedule).run();
    assertThat(story.kept(VerifiedPeriods.PAST)).isEmpty();
    story.ledger.breaks();
    story.deleteFilter();
    story.later(schedule).run();
    story.ledger.works();
    story.newProcess();
    story.later(schedule).run();

    assertThat(story.kept(VerifiedPeriods.PAST)).hasSize(1);
    assertThat(story.kept(VerifiedPeriods.PAST).getFirst().instant("to"))
        .contains(Fixtures.NOW.plus(schedule));
    assertThat(story.kept(VerifiedPeriods.CURRENT).getFirst().instant("from")).contains(story.now);
    assertThat(story.outside.notices)
        .as("people were told, although the table was not")
        .anyMatch(it -> it.subject().contains("REPAIRED"));
  }

  /** Whoever fights us where the history cannot be read must not fill the link's item. */
  @Test
  void gapsThatNobodyCouldSearchAreRememberedInAsMuchAsAnItemHasRoomFor() {
    story.run();
    story.outside.broken = Optional.of(new Observed.Unreadable<>("denied", false));
    for (int i = 0; i < 150; i++) {
      story.later(MINUTE).deleteFilter();
      story.later(MINUTE).run();
    }
    List<Window> gaps = remembered().search().orElseThrow().gaps();

    assertThat(gaps).hasSize(SearchProgress.MOST_GAPS);
    assertThat(gaps.getFirst().from()).isEqualTo(Fixtures.NOW);
    assertThat(gaps.getLast().to()).isEqualTo(story.now);
    assertThat(gaps).isSortedAccordingTo(Comparator.comparing(Window::from));
    // What was in a gap still is.
    assertThat(
            IntStream.range(0, 150)
                .mapToObj(i -> Fixtures.NOW.plus(MINUTE.multipliedBy(2L * i + 1))))
        .allMatch(at -> gaps.stream().anyMatch(it -> it.contains(at)));
  }

  private LinkRecord remembered() {
    return LinkRecordJson.read(story.kept(StoredDocuments.DRIFT).getFirst());
  }

  private static Incident only(EvidenceSummary left) {
    assertThat(left.incidents()).hasSize(1);
    return left.incidents().getFirst();
  }
}
