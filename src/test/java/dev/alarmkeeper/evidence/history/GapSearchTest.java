package dev.alarmkeeper.evidence.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alarmkeeper.Fixtures;
import dev.alarmkeeper.chain.Arn;
import dev.alarmkeeper.chain.LogGroup;
import dev.alarmkeeper.chain.Masking;
import dev.alarmkeeper.chain.Observed;
import dev.alarmkeeper.chain.Observed.Present;
import dev.alarmkeeper.chain.Trail;
import dev.alarmkeeper.chain.TrailStatus;
import dev.alarmkeeper.evidence.EvidenceSummary;
import dev.alarmkeeper.evidence.Outside;
import dev.alarmkeeper.evidence.Story;
import dev.alarmkeeper.evidence.incident.SearchProgress;
import dev.alarmkeeper.evidence.incident.Window;
import dev.alarmkeeper.evidence.notify.Sent;
import dev.alarmkeeper.reconcile.Cause;
import dev.alarmkeeper.reconcile.Report;
import dev.alarmkeeper.reconcile.Reports;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The search for the root events that no alarm announced. */
class GapSearchTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration PERIOD = Duration.ofMinutes(5);
  private static final String ARN = "arn:aws:iam::111122223333:user/mallory";

  private final Story story = new Story();

  @Test
  void fiveSignInsWhileTheFilterWasGoneAreTheFiveThatAreAnnounced() {
    story.rootSignsIn("long-before");
    story.later(PERIOD.multipliedBy(12)).run();
    story.rootSignsIn("before");
    story.later(MINUTE).deleteFilter(ARN);
    fiveSignIns();
    story.later(MINUTE).run();
    story.later(MINUTE).rootSignsIn("after");
    story.run();

    assertThat(story.announced()).containsExactly("in-1", "in-2", "in-3", "in-4", "in-5");
  }

  @Test
  void whatIsDeliveredLateIsFoundByTheSecondSearchAndNothingTwice() {
    story.run();
    story.later(MINUTE).deleteFilter(ARN);
    fiveSignIns();
    var late = List.copyOf(story.outside.records.subList(3, 6));
    story.outside.records.removeAll(late);
    story.later(MINUTE).run();
    assertThat(story.announced()).containsExactly("in-1", "in-2");

    story.outside.records.addAll(late);
    story.later(PERIOD).run();
    assertThat(story.announced()).hasSize(2);
    story.later(SearchProgress.LAG).run();
    story.later(PERIOD).run();

    assertThat(story.announced()).containsExactly("in-1", "in-2", "in-3", "in-4", "in-5");
  }

  @Test
  void everyPageIsRead() {
    story.outside.pageSize = 2;
    story.run();
    story.later(MINUTE).deleteFilter(ARN);
    fiveSignIns();
    story.later(MINUTE).run();

    assertThat(story.announced()).containsExactly("in-1", "in-2", "in-3", "in-4", "in-5");
  }

  @Test
  void whereTheTrailWasTheGapTheEventHistoryIsSearchedInItsRegionAndWhereRootSignsIn() {
    story.run();
    story.chain.status = stopped();
    story.later(MINUTE);
    fiveSignIns();
    story.outside.searches.clear();
    story.later(MINUTE).run();

    assertThat(story.announced()).containsExactly("in-1", "in-2", "in-3", "in-4", "in-5");
    assertThat(story.outside.searches)
        .contains("us-east-1 root")
        .noneMatch(it -> it.startsWith("group"));
  }

  @Test
  void whereTheLogGroupMayMaskEventsTheEventHistoryIsSearchedAndThatIsSaid() {
    story.run();
    story.chain.masking = new Present<>(new Masking(List.of(new Masking.Custom("secret", "Root"))));
    story.later(MINUTE).deleteFilter(ARN);
    fiveSignIns();
    story.outside.searches.clear();
    story.later(MINUTE).run();

    assertThat(story.announced()).containsExactly("in-1", "in-2", "in-3", "in-4", "in-5");
    assertThat(story.outside.searches)
        .contains("us-east-1 root")
        .noneMatch(it -> it.startsWith("group"));
    assertThat(story.outside.notices.toString()).contains("may mask what is searched for");
  }

  @Test
  void onlyWhatThePatternMatchesCountsInTheEventHistory() {
    story.run();
    story.chain.status = stopped();
    story.later(MINUTE).rootSignsIn("in-1");
    story.rootSignsIn("by-a-service");
    story.outside.records.getLast().put("eventType", "AwsServiceEvent");
    story.later(MINUTE).run();

    assertThat(story.announced()).containsExactly("in-1");
  }

  @Test
  void aSearchThatCannotBeMadeIsSaidAndMadeLater() {
    story.run();
    story.later(MINUTE).deleteFilter(ARN);
    fiveSignIns();
    story.outside.broken =
        Optional.of(new Observed.Unreadable<>("logs:FilterLogEvents: slow", true));
    EvidenceSummary left = story.later(MINUTE).run();
    assertThat(left.missing()).anyMatch(it -> it.contains("logs:FilterLogEvents"));
    assertThat(story.announced()).isEmpty();

    story.outside.broken = Optional.empty();
    story.newProcess();
    story.later(PERIOD).run();

    assertThat(story.announced()).hasSize(5);
  }

  @Test
  void aLogGroupThatWentIsSearchedForInTheHistory() {
    story.run();
    story.later(MINUTE).deleteFilter(ARN);
    story.rootSignsIn("in-1");
    story.outside.group = false;
    story.later(MINUTE).run();

    assertThat(story.outside.searches).contains("group CloudTrail/logs", "us-east-1 root");
    assertThat(story.announced()).containsExactly("in-1");
  }

  /** Control Tower gives a trail a new log group: what came before the move is in the old one. */
  @Test
  void whereTheTrailWasMovedBothLogGroupsAreSearched() {
    Arn moved = LogGroup.arn(Fixtures.ACCOUNT, "tower/logs");
    story.run();
    story.later(MINUTE).deleteFilter(ARN);
    story.rootSignsIn("in-1");
    story.chain.trail =
        new Present<>(new Trail(Fixtures.TRAIL_ARN, false, true, Optional.of(moved), true));
    story.later(MINUTE).run();

    assertThat(story.outside.searches).contains("group CloudTrail/logs", "group tower/logs");
    assertThat(story.announced()).containsExactly("in-1");
    assertThat(story.outside.events)
        .filteredOn(it -> it.detailType().equals("Missed Root Activity"))
        .extracting(it -> it.detail().toString())
        .allMatch(it -> it.contains("CloudTrail/logs"));
  }

  @Test
  void whatNobodyCouldBeToldIsToldLater() {
    story.run();
    story.outside.topic = new Sent.Failed("sns:Publish: throttled", true);
    story.outside.bus = new Sent.Failed("events:PutEvents: throttled", true);
    story.later(MINUTE).deleteFilter(ARN);
    fiveSignIns();
    story.later(MINUTE).run();
    story.outside.topic = Outside.DONE;
    story.outside.bus = Outside.DONE;
    story.newProcess();
    story.later(PERIOD).run();

    assertThat(story.announced()).containsExactly("in-1", "in-2", "in-3", "in-4", "in-5");
  }

  @Test
  void aDriftThatHidesNothingCallsForNoSearch() {
    story.run();
    story.chain.subscriptions =
        new Present<>(List.of(Fixtures.email("sec@example.com"), Fixtures.email("other@x.com")));
    story.later(MINUTE).rootSignsIn("heard");
    story.later(MINUTE).run();

    assertThat(story.announced()).isEmpty();
  }

  @Test
  void whatHappenedBetweenTwoGapsRaisedItsAlarm() {
    story.run();
    story.later(MINUTE).deleteFilter(ARN);
    story.later(MINUTE).rootSignsIn("in-1");
    story.later(MINUTE).run();
    story.later(MINUTE).rootSignsIn("heard");
    story.later(MINUTE).deleteFilter(ARN);
    story.later(MINUTE).rootSignsIn("in-2");
    story.later(MINUTE).run();
    story.later(SearchProgress.LAG.plus(MINUTE)).run();

    assertThat(story.announced()).containsExactly("in-1", "in-2");
  }

  @Test
  void twoRunsAtOnceAnnounceEachEventOnce() {
    story.run();
    story.later(MINUTE).deleteFilter(ARN);
    fiveSignIns();
    Story other = new Story(story.ledger, story.outside);
    other.later(Duration.ofMinutes(7)).deleteAlarm();
    Report theirs = other.repair(Cause.of("schedule"));
    story.outside.beforePage =
        () -> {
          // While the first run searches, the one that mended the alarm wants to.
          story.outside.beforePage = () -> {};
          other.evidence.conclude(
              theirs, Optional.empty(), true, Reports.inAMinute(), (_, _) -> {});
        };
    story.later(MINUTE).run();
    other.later(MINUTE.multipliedBy(5)).run();
    story.later(SearchProgress.LAG.plus(PERIOD)).run();

    assertThat(story.announced()).containsExactlyInAnyOrder("in-1", "in-2", "in-3", "in-4", "in-5");
  }

  @Test
  void aGapThatCouldNotBeSearchedIsSearchedWithTheNext() {
    story.run();
    story.outside.broken = Optional.of(new Observed.Unreadable<>("slow", true));
    story.later(MINUTE).deleteFilter(ARN);
    story.later(MINUTE).rootSignsIn("in-1");
    story.later(MINUTE).run();
    story.outside.broken = Optional.empty();
    story.later(MINUTE).deleteFilter(ARN);
    story.later(MINUTE).rootSignsIn("in-2");
    story.later(MINUTE).run();

    assertThat(story.announced()).containsExactly("in-1", "in-2");
  }

  @Test
  void aGapThatIsToldOfLateIsSearchedFromItsBeginning() {
    Window known = new Window(story.now, story.now.plus(MINUTE));
    Window late = new Window(story.now.minus(Duration.ofHours(1)), story.now.plus(PERIOD));

    assertThat(
            new SearchProgress(
                    List.of(known, late),
                    SearchProgress.Source.LOG_GROUP,
                    0,
                    Optional.empty(),
                    List.of(),
                    false,
                    false,
                    false)
                .gap())
        .isEqualTo(late);
  }

  @Test
  void linksThatBrokeTogetherAnnounceEachEventOnce() {
    story.run();
    story.later(MINUTE).deleteFilter(ARN);
    story.deleteAlarm();
    fiveSignIns();
    story.later(MINUTE).run();
    story.later(SearchProgress.LAG).run();

    assertThat(story.announced()).containsExactly("in-1", "in-2", "in-3", "in-4", "in-5");
  }

  @Test
  void twoGapsInOneHourAnnounceEachEventOnce() {
    story.run();
    for (int i = 1; i <= 4; i++) {
      story.later(MINUTE).deleteFilter(ARN);
      story.later(MINUTE).rootSignsIn("in-" + i);
      story.later(MINUTE).run();
    }
    story.later(SearchProgress.LAG).run();
    story.later(PERIOD).run();

    assertThat(story.announced()).containsExactly("in-1", "in-2", "in-3", "in-4");
  }

  private void fiveSignIns() {
    for (int i = 1; i <= 5; i++) {
      story.later(MINUTE).rootSignsIn("in-" + i);
    }
  }

  private static Observed<TrailStatus> stopped() {
    Trail trail = Fixtures.trail();
    return new Present<>(
        new TrailStatus(trail, false, Optional.empty(), Optional.of(Duration.ofMinutes(5))));
  }
}
