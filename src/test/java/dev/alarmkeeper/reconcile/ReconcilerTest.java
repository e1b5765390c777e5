package dev.alarmkeeper.reconcile;

import static dev.alarmkeeper.Fixtures.ACCOUNT;
import static dev.alarmkeeper.Fixtures.NOW;
import static dev.alarmkeeper.Fixtures.ROOT_USAGE;
import static dev.alarmkeeper.Fixtures.denied;
import static dev.alarmkeeper.Fixtures.throttled;
import static org.assertj.core.api.Assertions.assertThat;

import dev.alarmkeeper.Fixtures;
import dev.alarmkeeper.chain.AnAlarm;
import dev.alarmkeeper.chain.Link;
import dev.alarmkeeper.chain.MetricFilter;
import dev.alarmkeeper.chain.Observed;
import dev.alarmkeeper.chain.Observed.Absent;
import dev.alarmkeeper.chain.Observed.Present;
import dev.alarmkeeper.control.ChainSettings;
import dev.alarmkeeper.control.Control;
import dev.alarmkeeper.control.DesiredState;
import dev.alarmkeeper.reconcile.Outcome.Done;
import dev.alarmkeeper.reconcile.Outcome.Failed;
import dev.alarmkeeper.reconcile.Outcome.NotReached;
import dev.alarmkeeper.reconcile.Outcome.Refused;
import dev.alarmkeeper.reconcile.Repair.CreateLogGroup;
import dev.alarmkeeper.reconcile.Repair.CreateTopic;
import dev.alarmkeeper.reconcile.Repair.PutAlarm;
import dev.alarmkeeper.reconcile.Repair.PutFilter;
import dev.alarmkeeper.reconcile.Repair.Subscribe;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** One run, from the first look to the report. */
class ReconcilerTest {
  private static final ChainSettings SETTINGS = Fixtures.settings();

  private final InMemoryChain chain =
      InMemoryChain.whole(DesiredState.of(SETTINGS, ROOT_USAGE, Fixtures.place()));

  @Test
  void aWholeChainIsLookedAtOnceAndNothingIsWritten() {
    Report report = run(Mode.REPAIR);
    assertThat(report.verdict()).isEqualTo(Verdict.COMPLIANT);
    assertThat(chain.looks).isEqualTo(1);
    assertThat(chain.writes).isEmpty();
  }

  @Test
  void observingNeverWrites() {
    chain.deleteEverything();
    Report report = run(Mode.OBSERVE);
    assertThat(report.verdict()).isEqualTo(Verdict.DRIFTED);
    assertThat(report.before().repairs()).hasSize(5);
    assertThat(report.outcomes()).isEmpty();
    assertThat(chain.writes).isEmpty();
  }

  @Test
  void aLostFilterIsBackAndAFreshLookSaysSo() {
    chain.filters = new Present<>(List.of());
    Report report = run(Mode.REPAIR);
    assertThat(report.verdict()).isEqualTo(Verdict.REPAIRED);
    assertThat(report.outcomes().values()).containsExactly(new Done());
    assertThat(report.after()).isEqualTo(Plan.EMPTY);
    assertThat(chain.looks).isEqualTo(2);
  }

  @Test
  void theEventOfOurOwnRepairFindsNothingToDo() {
    chain.filters = new Present<>(List.of());
    run(Mode.REPAIR);
    assertThat(chain.writes).hasSize(1);
    assertThat(run(Mode.REPAIR).verdict()).isEqualTo(Verdict.COMPLIANT);
    assertThat(chain.writes).hasSize(1);
  }

  /** Written is not settled: the e-mail awaits its click, the log group its first delivery. */
  @Test
  void everythingGoneIsBackButNotYetWhole() {
    chain.deleteEverything();
    Report report = run(Mode.REPAIR);
    assertThat(report.outcomes().values()).hasSize(5).containsOnly(new Done());
    assertThat(report.after().repairs()).isEmpty();
    assertThat(report.after().findings())
        .extracting(it -> it.link() + " " + it.kind())
        .containsExactly("SUBSCRIPTION UNSETTLED", "LOG_GROUP UNSETTLED");
    assertThat(report.verdict()).isEqualTo(Verdict.DRIFTED);
    assertThat(report.isRetryable()).isFalse();
  }

  @Test
  void oneFailureDoesNotStopTheOthers() {
    chain.alarms = new Present<>(List.of());
    chain.filters = new Present<>(List.of());
    chain.subscriptions = new Present<>(List.of());
    chain.failures.put(PutFilter.class, new Refused("denied"));
    chain.failures.put(PutAlarm.class, new Failed("throttled", true));
    Report report = run(Mode.REPAIR);
    assertThat(report.outcomes().values())
        .containsExactly(new Refused("denied"), new Failed("throttled", true), new Done());
    assertThat(report.verdict()).isEqualTo(Verdict.DRIFTED);
    assertThat(report.isRetryable()).isTrue();
  }

  /** Somebody undoes it at once, or something that nobody read wins. */
  @Test
  void aWriteThatDoesNotTakeIsMadeOnEveryRunAndIsNoReasonToRunAgainAtOnce() {
    chain.filters = new Present<>(List.of());
    chain.ignored.add(PutFilter.class);
    for (int run = 1; run <= 3; run++) {
      Report report = run(Mode.REPAIR);
      assertThat(chain.writes).hasSize(run);
      assertThat(report.verdict()).isEqualTo(Verdict.DRIFTED);
      assertThat(report.isRetryable()).isFalse();
      assertThat(report.entries()).filteredOn(Report.Entry::again).hasSize(1);
    }
    chain.ignored.clear();
    assertThat(run(Mode.REPAIR).verdict()).isEqualTo(Verdict.REPAIRED);
  }

  /** AWS's lists may lag behind a write: the second look is then made again. */
  @Test
  void aWriteThatTheFirstLookAfterItMissesIsFoundByTheNext() {
    Observed<List<MetricFilter>> whole = chain.filters;
    chain.filters = new Present<>(List.of());
    chain.ignored.add(PutFilter.class);
    chain.atEachLook =
        () -> {
          if (chain.looks == 3) {
            chain.filters = whole;
          }
        };
    Report report = run(Mode.REPAIR);
    assertThat(report.verdict()).isEqualTo(Verdict.REPAIRED);
    assertThat(chain.writes).hasSize(1);
  }

  @Test
  void whatStandsOnAFailedRepairIsTriedAndTheNextRunFinishesIt() {
    chain.deleteEverything();
    chain.failures.put(CreateLogGroup.class, new Failed("busy", true));
    chain.failures.put(CreateTopic.class, new Failed("busy", true));
    assertThat(run(Mode.REPAIR).isRetryable()).isTrue();
    chain.failures.clear();
    Report second = run(Mode.REPAIR);
    assertThat(second.outcomes().keySet())
        .extracting(Repair::link)
        .containsExactly(Link.LOG_GROUP, Link.METRIC_FILTER, Link.TOPIC, Link.SUBSCRIPTION);
    assertThat(second.outcomes().values()).containsOnly(new Done());
  }

  @Test
  void aDeniedReadIsNeitherRepairedNorCalledCompliant() {
    chain.filters = denied();
    chain.alarms = throttled();
    Report report = run(Mode.REPAIR);
    assertThat(chain.writes).isEmpty();
    assertThat(report.verdict()).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void whatIsNotReachedBeforeTheDeadlineIsNotWrittenAndIsSaid() {
    chain.deleteEverything();
    chain.atEachWrite = () -> chain.now = chain.now.plus(Duration.ofSeconds(30));
    Report report = run(Mode.REPAIR);
    assertThat(chain.writes).hasSize(2);
    assertThat(report.outcomes()).hasSize(5);
    assertThat(List.copyOf(report.outcomes().values()).subList(2, 5))
        .containsOnly(new NotReached());
    assertThat(report.verdict()).isEqualTo(Verdict.DRIFTED);
    assertThat(report.isRetryable()).isTrue();
    assertThat(report.entries())
        .filteredOn(it -> it.outcome().equals(Optional.of(new NotReached())))
        .hasSize(3);
  }

  @Test
  void whatSomebodyBreaksWhileWeRepairIsSeenByTheLastLook() {
    chain.filters = new Present<>(List.of());
    chain.atEachWrite =
        () -> chain.alarms = new Present<>(List.of(AnAlarm.with(a -> a.threshold = 9)));
    Report report = run(Mode.REPAIR);
    assertThat(report.verdict()).isEqualTo(Verdict.DRIFTED);
    assertThat(report.entries()).hasSize(2);
  }

  @Test
  void aFindingOfASharedLinkAppearsOnceForAllControls() {
    List<Control> all = Fixtures.controls("all");
    ChainSettings settings = Fixtures.settings(all, SETTINGS.subscriptions());
    InMemoryChain whole = InMemoryChain.whole(DesiredState.of(settings, all, Fixtures.place()));
    whole.topic = new Absent<>();
    Report report = run(settings, all, whole, Mode.REPAIR);
    assertThat(report.entries())
        .singleElement()
        .satisfies(it -> assertThat(it.finding().controls()).hasSize(15));
    assertThat(all).allSatisfy(it -> assertThat(report.verdict(it)).isEqualTo(Verdict.REPAIRED));
    assertThat(whole.writes).hasSize(1);
  }

  @Test
  void onlyTheControlsOfTheOrderAreLookedAt() {
    ChainSettings settings = Fixtures.settings(Fixtures.controls("all"), SETTINGS.subscriptions());
    chain.filters = new Present<>(List.of());
    Report report = run(settings, ROOT_USAGE, chain, Mode.REPAIR);
    assertThat(chain.writes).extracting(Repair::name).containsExactly("root_usage_metric");
    assertThat(report.verdict()).isEqualTo(Verdict.REPAIRED);
  }

  @Test
  void aPendingSubscriptionIsNotAskedForOnEveryRun() {
    chain.subscriptions = new Present<>(List.of());
    run(Mode.REPAIR);
    Report second = run(Mode.REPAIR);
    assertThat(chain.writes).hasSize(1).first().isInstanceOf(Subscribe.class);
    assertThat(second.verdict()).isEqualTo(Verdict.NEEDS_PERSON);
  }

  private Report run(Mode mode) {
    return run(SETTINGS, ROOT_USAGE, chain, mode);
  }

  private static Report run(
      ChainSettings settings, List<Control> controls, InMemoryChain chain, Mode mode) {
    Deadline deadline = new Deadline(NOW.plus(Duration.ofMinutes(1)), () -> chain.now);
    Order order = new Order(Cause.of("request"), mode, controls, ACCOUNT, deadline);
    return new Reconciler(settings, chain, chain, Witness.NONE).run(order);
  }
}
