package dev.alarmkeeper.evidence.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alarmkeeper.Fixtures;
import dev.alarmkeeper.chain.MetricFilter;
import dev.alarmkeeper.chain.Observed.Present;
import dev.alarmkeeper.chain.Observed.Unreadable;
import dev.alarmkeeper.evidence.EvidenceSummary;
import dev.alarmkeeper.evidence.Story;
import dev.alarmkeeper.evidence.incident.BrokenSince;
import dev.alarmkeeper.evidence.incident.Candidate;
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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who broke a link, and since when: what is known, what is bounded, and what is not known. */
class AttributionTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final String ALICE = "arn:aws:iam::111122223333:user/alice";
  private static final String BOB = "arn:aws:iam::111122223333:user/bob";
  private static final String OURS =
      "arn:aws:sts::111122223333:assumed-role/alarmkeeper-FunctionRole/alarmkeeper";

  private final Story story = new Story();

  @Test
  void ofTwoWhoNarrowedTheFilterTheEarlierBoundsAndBothAreListed() {
    story.run();
    Instant first = story.later(MINUTE).now;
    put(ALICE, "{ $.userIdentity.type = Root && $.eventName = A }");
    story.later(MINUTE).rootSignsIn("in-1");
    story.later(MINUTE).rootSignsIn("in-2");
    story.later(MINUTE);
    put(BOB, "{ $.userIdentity.type = Root && $.eventName = B }");
    story.later(MINUTE).run();
    assertThat(remembered().since().at()).isBeforeOrEqualTo(first);

    story.later(SearchProgress.LAG).run();

    assertThat(remembered().since())
        .isEqualTo(new BrokenSince(first, BrokenSince.Basis.EARLIEST_CALL));
    assertThat(actors()).containsExactly(ALICE, BOB);
    assertThat(story.announced()).contains("in-1", "in-2");
  }

  @Test
  void oneWhosePatternIsTheOneThatWasFoundIsExact() {
    story.run();
    Instant first = story.later(MINUTE).now;
    put(ALICE, "{ $.userIdentity.type = Root && $.eventName = A }");
    story.later(MINUTE).run();
    story.later(SearchProgress.LAG).run();

    assertThat(remembered().since()).isEqualTo(new BrokenSince(first, BrokenSince.Basis.CALL));
  }

  @Test
  void oneWhosePatternIsAnotherThanWasFoundExplainsNothing() {
    story.run();
    story.later(MINUTE);
    put(ALICE, "{ $.userIdentity.type = Root && $.eventName = A }");
    narrow("{ $.userIdentity.type = Root && $.eventName = B }");
    story.later(MINUTE).run();
    story.later(SearchProgress.LAG).run();

    assertThat(remembered().since())
        .isEqualTo(new BrokenSince(Fixtures.NOW, BrokenSince.Basis.LAST_VERIFIED));
    assertThat(actors()).containsExactly(ALICE);
  }

  @Test
  void aCallThatTheHistoryGetsLateMovesTheBeginningBackAndIsToldOnce() {
    story.run();
    Instant first = story.later(MINUTE).now;
    Map<String, @Nullable Object> late = record(ALICE, "{ $.a = 1 }");
    story.later(MINUTE).deleteFilter(BOB);
    story.later(MINUTE).run();
    assertThat(actors()).containsExactly(BOB);
    story.outside.records.add(late);
    story.later(SearchProgress.LAG).run();
    story.later(MINUTE).run();
    story.newProcess();
    story.later(MINUTE).run();

    // The filter was gone when it was seen: that it was narrowed before no look can tell.
    assertThat(remembered().since())
        .isEqualTo(new BrokenSince(first, BrokenSince.Basis.EARLIEST_CALL));
    assertThat(actors()).containsExactly(ALICE, BOB);
    assertThat(story.published()).containsOnlyOnce("Incident Corrected");
  }

  @Test
  void whoIsFoundOnlyLaterIsToldInOneCorrection() {
    story.run();
    story.later(MINUTE);
    var late = story.deletion(ALICE, "root_usage_metric");
    story.deleteFilter();
    story.later(MINUTE).run();
    story.outside.records.add(late);
    story.later(SearchProgress.LAG).run();
    story.newProcess();
    story.later(MINUTE).run();

    assertThat(story.published()).containsOnlyOnce("Incident Corrected");
    assertThat(story.outside.notices)
        .filteredOn(it -> it.subject().contains("CORRECTED"))
        .hasSize(1)
        .allMatch(it -> it.body().contains(ALICE));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "another group      | CloudTrail/logs | CloudTrail/other | awsRegion | us-east-1",
        "another Region     | CloudTrail/logs | CloudTrail/logs  | awsRegion | eu-west-1",
        "another account    | CloudTrail/logs | CloudTrail/logs  | recipientAccountId"
            + " | 444455556666",
        "refused            | CloudTrail/logs | CloudTrail/logs  | errorCode | AccessDenied",
        "another service    | CloudTrail/logs | CloudTrail/logs  | eventSource | s3.amazonaws.com"
      })
  void aCallAboutSomethingElseIsNoCandidate(
      String what, String group, String named, String field, String value) {
    story.run();
    var record = story.later(MINUTE).deletion(ALICE, "root_usage_metric");
    record.put(
        "requestParameters",
        Json.object(
            "{\"logGroupName\":\"%s\",\"filterName\":\"root_usage_metric\"}".formatted(named)));
    record.put(field, value);
    story.outside.records.add(record);
    story.deleteFilter();
    story.later(MINUTE).run(Story.cause(record));

    assertThat(remembered().candidates()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "arn:aws:sts::111122223333:assumed-role/alarmkeeper-FunctionRole/alarmkeeper",
    "arn:aws:sts::111122223333:assumed-role/alarmkeeper-FunctionRole/another-session",
    "arn:aws:iam::111122223333:role/alarmkeeper-FunctionRole",
    "arn:aws:iam::111122223333:role/with/a/path/alarmkeeper-FunctionRole"
  })
  void ourOwnRepairIsNoCause(String actor) {
    story.run();
    var record = story.later(MINUTE).deletion(actor, "root_usage_metric");
    story.outside.records.add(record);
    story.deleteFilter();
    story.later(MINUTE).run(Story.cause(record));
    story.later(SearchProgress.LAG).run();

    assertThat(remembered().candidates()).isEmpty();
    assertThat(remembered().since().basis()).isEqualTo(BrokenSince.Basis.LAST_VERIFIED);
  }

  @Test
  void aSessionThatOnlyCallsItselfAsWeDoIsNotUs() {
    story.run();
    story.later(MINUTE).deleteFilter("arn:aws:sts::111122223333:assumed-role/Admin/alarmkeeper");
    story.later(MINUTE).run();

    assertThat(remembered().candidates()).hasSize(1);
    assertThat(OURS).isNotEqualTo(actors().getFirst());
  }

  @Test
  void aForgedEventOnAWholeChainMakesNoIncidentAndNoMail() {
    story.run();
    var forged = story.later(MINUTE).deletion(ALICE, "root_usage_metric");
    story.later(MINUTE).run(Story.cause(forged));
    story.later(SearchProgress.LAG).run();
    story.later(Duration.ofHours(1)).run();

    assertThat(story.kept(StoredDocuments.DRIFT)).isEmpty();
    assertThat(story.outside.notices).isEmpty();
  }

  @Test
  void aReplayedEventOfBeforeTheLastVerifiedLookMakesNoIncident() {
    var old = story.deletion(ALICE, "root_usage_metric");
    story.outside.records.add(old);
    story.later(Duration.ofDays(30)).run();
    story.later(MINUTE).run(Story.cause(old));
    story.later(SearchProgress.LAG).run();

    assertThat(story.kept(StoredDocuments.DRIFT)).isEmpty();
    assertThat(story.outside.notices).isEmpty();
  }

  @Test
  void aBreakThatTheHistoryShowsLateIsAnIncidentThen() {
    story.run();
    var record = story.later(MINUTE).deletion(ALICE, "root_usage_metric");
    story.later(MINUTE).run(Story.cause(record));
    assertThat(story.kept(StoredDocuments.DRIFT)).isEmpty();

    story.outside.records.add(record);
    story.newProcess();
    story.later(MINUTE).run();

    assertThat(remembered().state()).isEqualTo(Incident.State.ENDED);
    assertThat(actors()).containsExactly(ALICE);
    assertThat(remembered().exposure(story.now)).isEqualTo(MINUTE);
  }

  /** A record that cannot be judged may be the cause: no other call is known to be alone. */
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "its time is no time,            eventTime,         'yesterday'",
    "its parameters are left out,    requestParameters, '{\"omitted\": true}'",
    "it has no parameters,           requestParameters, '{}'"
  })
  void besideARecordThatCannotBeReadNoCallIsExact(String what, String field, String value) {
    story.run();
    Map<String, @Nullable Object> unread = story.later(MINUTE).deletion(ALICE, "root_usage_metric");
    unread.put(field, value.startsWith("{") ? Json.object(value) : value);
    story.outside.records.add(unread);
    story.deleteFilter(BOB);
    story.later(MINUTE).run();
    EvidenceSummary summary = story.later(SearchProgress.LAG).run();

    assertThat(remembered().since())
        .isEqualTo(new BrokenSince(Fixtures.NOW, BrokenSince.Basis.LAST_VERIFIED));
    assertThat(actors()).containsExactly(BOB);
    assertThat(summary.missing()).anyMatch(it -> it.contains("a record is malformed"));
  }

  @Test
  void besideARefusedCallWithoutParametersAnotherIsExact() {
    story.run();
    Map<String, @Nullable Object> refused =
        story.later(MINUTE).deletion(ALICE, "root_usage_metric");
    refused.put("errorCode", "AccessDenied");
    refused.put("requestParameters", null);
    story.outside.records.add(refused);
    story.deleteFilter(BOB);
    story.later(MINUTE).run();
    story.later(SearchProgress.LAG).run();

    assertThat(remembered().since().basis()).isEqualTo(BrokenSince.Basis.CALL);
    assertThat(actors()).containsExactly(BOB);
  }

  @Test
  void forgedEventsKeepNoTrueOneFromItsTurn() {
    story.run();
    for (int forged = 0; forged < 12; forged++) {
      var event = story.later(Duration.ofSeconds(1)).deletion("forged", "root_usage_metric");
      event.put("eventID", "forged-" + forged);
      pending(event);
    }
    var record = story.later(Duration.ofSeconds(1)).deletion(ALICE, "root_usage_metric");
    story.outside.records.add(record);
    pending(record);
    story.later(MINUTE).run();
    story.later(MINUTE).run();
    story.later(MINUTE).run();

    assertThat(actors()).containsExactly(ALICE);
  }

  @Test
  void forgedEventsCrowdOutNoCallThatTheHistoryHas() {
    story.mode = Mode.OBSERVE;
    story.run();
    story.later(MINUTE).deleteFilter();
    var late = story.later(MINUTE).deletion(ALICE, "root_usage_metric");
    story.later(Duration.ofSeconds(-1));
    for (int forged = 0; forged < 25; forged++) {
      var event = story.deletion("forged", "root_usage_metric");
      event.put("eventID", "forged-" + forged);
      story.run(Story.cause(event));
    }
    story.outside.records.add(late);
    story.later(SearchProgress.LAG).later(MINUTE.multipliedBy(2)).run();

    assertThat(actors()).containsExactly(ALICE);
    assertThat(remembered().since().basis()).isEqualTo(BrokenSince.Basis.CALL);
  }

  /** More than are remembered: what is forgotten is not known, and it is said. */
  @Test
  void moreForgedEventsThanAreRememberedBreakTheChainOfLooks() {
    story.run();
    EvidenceSummary summary = story.later(Duration.ofSeconds(1)).run();
    assertThat(summary.whole()).isTrue();
    for (int forged = 0; forged < 21; forged++) {
      var event = story.later(Duration.ofSeconds(1)).deletion("forged", "root_usage_metric");
      event.put("eventID", "forged-" + forged);
      summary = pending(event);
    }

    assertThat(summary.whole()).isFalse();
    assertThat(summary.missing()).anyMatch(it -> it.contains("21 breaks await"));
  }

  @Test
  void anEventThatComesAgainAwaitsCloudTrailOnce() {
    story.run();
    var event = story.later(Duration.ofSeconds(1)).deletion(ALICE, "root_usage_metric");
    for (int again = 0; again < 30; again++) {
      assertThat(pending(event).whole()).isTrue();
    }
  }

  /** A history that cannot be read for hours has not said that there was no such call. */
  @Test
  void whatAThrottledHistoryDoesNotTellIsAskedUntilItAnswers() {
    story.run();
    var record = story.later(MINUTE).deletion(ALICE, "root_usage_metric");
    story.outside.records.add(record);
    story.outside.broken = Optional.of(new Unreadable<>("throttled", true));
    story.later(MINUTE).run(Story.cause(record));
    story.later(Duration.ofHours(3)).run();
    assertThat(story.kept(StoredDocuments.DRIFT)).isEmpty();

    story.outside.broken = Optional.empty();
    story.newProcess();
    story.later(MINUTE).run();

    assertThat(actors()).containsExactly(ALICE);
    assertThat(remembered().exposure(story.now)).isEqualTo(MINUTE);
  }

  @Test
  void aPageWithoutTheCallIsNotTheLastOne() {
    story.run();
    var record = story.later(MINUTE).deletion(ALICE, "root_usage_metric");
    story.outside.records.add(record);
    story.outside.emptyPages = 2;
    story.later(MINUTE).run(Story.cause(record));

    assertThat(actors()).containsExactly(ALICE);
  }

  /** A run that an event starts before the chain is verified again, since its look is not whole. */
  private EvidenceSummary pending(Map<String, @Nullable Object> event) {
    story.later(Duration.ofMillis(1));
    var alarms = story.chain.alarms;
    story.chain.alarms = new Unreadable<>("throttled", true);
    EvidenceSummary summary = story.run(Story.cause(event));
    story.chain.alarms = alarms;
    return summary;
  }

  @Test
  void anOpenIncidentIsToldAgain() {
    story.mode = Mode.OBSERVE;
    story.run();
    story.deleteFilter();
    story.later(MINUTE).run();
    story.later(Duration.ofMinutes(30)).run();
    assertThat(reminders()).isZero();
    story.later(Duration.ofMinutes(31)).run();
    story.later(MINUTE).run();
    assertThat(reminders()).isEqualTo(1);
    story.later(Duration.ofDays(1)).run();
    assertThat(reminders()).isEqualTo(2);
    story.later(Duration.ofDays(7)).run();
    story.later(Duration.ofDays(7)).run();
    assertThat(reminders()).isEqualTo(4);
  }

  @Test
  void itIsToldAgainWhenTheOwnerSays() {
    story.reminders = List.of(Duration.ofHours(4), Duration.ofDays(2));
    story.newProcess();
    story.mode = Mode.OBSERVE;
    story.run();
    story.deleteFilter();
    story.later(MINUTE).run();
    story.later(Duration.ofHours(3)).run();
    assertThat(reminders()).isZero();
    story.later(Duration.ofHours(1)).run();
    assertThat(reminders()).isEqualTo(1);
    for (int day = 0; day < 6; day++) {
      story.later(Duration.ofDays(1)).run();
    }
    assertThat(reminders()).isEqualTo(4);
  }

  @Test
  void anOwnerMayWantToBeToldOnce() {
    story.reminders = List.of();
    story.newProcess();
    story.mode = Mode.OBSERVE;
    story.run();
    story.deleteFilter();
    story.later(MINUTE).run();
    story.later(Duration.ofDays(30)).run();

    assertThat(reminders()).isZero();
    assertThat(story.outside.notices).hasSize(1);
  }

  private long reminders() {
    return story.outside.notices.stream().filter(it -> it.subject().contains("REMINDER")).count();
  }

  private void put(String actor, String pattern) {
    narrow(pattern);
    story.outside.records.add(record(actor, pattern));
  }

  private void narrow(String pattern) {
    MetricFilter wanted = Fixtures.desired().watches().getFirst().filter().orElseThrow();
    story.chain.filters =
        new Present<>(
            List.of(
                new MetricFilter(
                    wanted.logGroup(),
                    wanted.name(),
                    pattern,
                    wanted.transformation(),
                    wanted.scope())));
  }

  private Map<String, @Nullable Object> record(String actor, String pattern) {
    var record = story.deletion(actor, "root_usage_metric");
    record.put("eventName", "PutMetricFilter");
    record.put("eventID", "put-" + pattern.hashCode());
    record.put(
        "requestParameters",
        Json.object(
            Json.text(
                Map.of(
                    "logGroupName", "CloudTrail/logs",
                    "filterName", "root_usage_metric",
                    "filterPattern", pattern))));
    return record;
  }

  private Incident remembered() {
    return LinkRecordJson.read(story.kept(StoredDocuments.DRIFT).getFirst()).incident();
  }

  private List<String> actors() {
    return remembered().candidates().stream()
        .map(Candidate::call)
        .map(it -> it.actor().name().orElseThrow().toString())
        .toList();
  }
}
