package dev.alarmkeeper.reconcile;

import static dev.alarmkeeper.Fixtures.STRANGER;
import static dev.alarmkeeper.reconcile.Reports.ASK;
import static dev.alarmkeeper.reconcile.Reports.FIX;
import static dev.alarmkeeper.reconcile.Reports.NOTE;
import static dev.alarmkeeper.reconcile.Reports.WAIT;
import static dev.alarmkeeper.reconcile.Reports.finding;
import static dev.alarmkeeper.reconcile.Reports.observed;
import static dev.alarmkeeper.reconcile.Reports.plan;
import static dev.alarmkeeper.reconcile.Reports.repaired;
import static org.assertj.core.api.Assertions.assertThat;

import dev.alarmkeeper.Fixtures;
import dev.alarmkeeper.chain.AnAlarm;
import dev.alarmkeeper.chain.Link;
import dev.alarmkeeper.chain.LogGroup;
import dev.alarmkeeper.chain.Severity;
import dev.alarmkeeper.control.Control;
import dev.alarmkeeper.reconcile.Outcome.Done;
import dev.alarmkeeper.reconcile.Outcome.Failed;
import dev.alarmkeeper.reconcile.Outcome.NotReached;
import dev.alarmkeeper.reconcile.Outcome.Refused;
import dev.alarmkeeper.reconcile.Report.Entry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/** What one run concludes from what it found, did and left. */
class ReportTest {
  private static final Finding MISSING = finding(Kind.MISSING, FIX);
  private static final Finding UNREAD = finding(Kind.UNREADABLE, WAIT);
  private static final Finding DENIED = finding(Kind.UNREADABLE, ASK);
  private static final Outcome DONE = new Done();
  private static final Outcome REFUSED = new Refused("denied");
  private static final Outcome FAILED = new Failed("throttled", true);

  static final List<Arguments> VERDICTS =
      List.of(
          Arguments.of("nothing found", observed(), Verdict.COMPLIANT),
          Arguments.of("worth knowing", observed(finding(Kind.DRIFTED, NOTE)), Verdict.COMPLIANT),
          Arguments.of("seen, not to be repaired", observed(MISSING), Verdict.DRIFTED),
          Arguments.of("repaired and whole", repaired(DONE), Verdict.REPAIRED),
          Arguments.of("gone by itself", repaired(FAILED), Verdict.COMPLIANT),
          Arguments.of("seen again", repaired(DONE, MISSING), Verdict.DRIFTED),
          Arguments.of("refused for good", repaired(REFUSED, MISSING), Verdict.NEEDS_PERSON),
          Arguments.of("failed this time", repaired(FAILED, MISSING), Verdict.DRIFTED),
          Arguments.of("not reached", repaired(new NotReached(), MISSING), Verdict.DRIFTED),
          Arguments.of("a person's", observed(finding(Kind.DRIFTED, ASK)), Verdict.NEEDS_PERSON),
          Arguments.of("settles", observed(finding(Kind.UNSETTLED, WAIT)), Verdict.DRIFTED),
          Arguments.of("not read", observed(UNREAD), Verdict.UNKNOWN),
          Arguments.of("may not be read", observed(DENIED), Verdict.UNKNOWN),
          Arguments.of("not read and missing", observed(MISSING, UNREAD), Verdict.UNKNOWN),
          Arguments.of("repaired, then not read", repaired(DONE, UNREAD), Verdict.UNKNOWN),
          Arguments.of(
              "repaired, but a person's too",
              repaired(DONE, finding(Kind.UNSETTLED, ASK)),
              Verdict.NEEDS_PERSON));

  @ParameterizedTest(name = "{0}: {2}")
  @FieldSource("VERDICTS")
  void theVerdictIsTheWorstOfWhatIsLeft(String what, Report report, Verdict verdict) {
    assertThat(report.verdict()).isEqualTo(verdict);
    assertThat(report.verdict(Fixtures.ROOT_USAGE.getFirst())).isEqualTo(verdict);
  }

  @Test
  void aChainKeptElsewhereIsCoveredThereUnlessSomethingIsFound() {
    var elsewhere = Fixtures.place(LogGroup.arn(STRANGER, "central"));
    assertThat(Reports.at(elsewhere).verdict()).isEqualTo(Verdict.COVERED_ELSEWHERE);
    assertThat(Reports.at(elsewhere, UNREAD).verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(Reports.at(elsewhere, finding(Kind.MISSING, ASK)).verdict())
        .isEqualTo(Verdict.NEEDS_PERSON);
  }

  @Test
  void aControlIsJudgedByItsOwnFindings() {
    List<Control> controls = Fixtures.controls("root_usage,vpc_changes");
    Order order =
        new Order(
            Cause.of("request"), Mode.REPAIR, controls, Fixtures.ACCOUNT, Reports.inAMinute());
    Report report =
        new Report(
            order,
            Fixtures.desired(),
            plan(MISSING),
            Map.of(Reports.REPAIR, DONE),
            plan(),
            Fixtures.NOW,
            Fixtures.NOW);
    assertThat(controls)
        .extracting(report::verdict)
        .containsExactly(Verdict.REPAIRED, Verdict.COMPLIANT);
    assertThat(report.verdict()).isEqualTo(Verdict.REPAIRED);
  }

  static final List<Arguments> RETRYABLE =
      List.of(
          Arguments.of("nothing to do", observed(), false),
          Arguments.of("repaired", repaired(DONE), false),
          Arguments.of("refused for good", repaired(REFUSED, MISSING), false),
          Arguments.of("failed for good", repaired(new Failed("no", false), MISSING), false),
          Arguments.of("throttled", repaired(FAILED, MISSING), true),
          Arguments.of("not reached", repaired(new NotReached(), MISSING), true),
          Arguments.of("seen again", repaired(DONE, MISSING), false),
          Arguments.of("read throttled", observed(UNREAD), true),
          Arguments.of("read denied", observed(DENIED), false),
          Arguments.of("settles by itself", observed(finding(Kind.UNSETTLED, WAIT)), false),
          Arguments.of("only looked", observed(MISSING), false));

  @ParameterizedTest(name = "{0}: {2}")
  @FieldSource("RETRYABLE")
  void theRunIsWorthMakingAgainIfItMayComeFurther(String what, Report report, boolean retryable) {
    assertThat(report.isRetryable()).isEqualTo(retryable);
  }

  @Test
  void whatStaysAsItWasIsSaidOnceWithWhatBecameOfIt() {
    assertThat(repaired(FAILED, MISSING).entries())
        .containsExactly(new Entry(MISSING, Optional.of(FAILED), false));
    assertThat(observed(DENIED).entries())
        .containsExactly(new Entry(DENIED, Optional.empty(), false));
  }

  @Test
  void whatIsSeenAgainAfterItsRepairIsSaidAgain() {
    assertThat(repaired(DONE, MISSING).entries())
        .containsExactly(
            new Entry(MISSING, Optional.of(DONE), false),
            new Entry(MISSING, Optional.empty(), true));
  }

  @Test
  void whatOnlyTheLastLookShowsComesLast() {
    assertThat(repaired(DONE, UNREAD).entries())
        .containsExactly(
            new Entry(MISSING, Optional.of(DONE), false),
            new Entry(UNREAD, Optional.empty(), false));
  }

  @Test
  void aPlanTellsWhatSilencesFirstAndRepairsAlongTheChain() {
    Finding late = fixable(Link.TOPIC, Severity.CRITICAL, new Repair.CreateTopic(Fixtures.topic()));
    Finding early =
        fixable(Link.LOG_GROUP, Severity.MEDIUM, new Repair.PutRetention(Fixtures.logGroup()));
    Finding middle =
        fixable(Link.ALARM, Severity.CRITICAL, new Repair.PutAlarm(AnAlarm.asItShouldBe()));
    Plan plan = plan(early, late, finding(Kind.DRIFTED, NOTE), middle);
    assertThat(plan.findings())
        .extracting(Finding::severity)
        .isSortedAccordingTo(Severity::compareTo);
    assertThat(plan.findings()).containsSubsequence(middle, late, early);
    assertThat(plan.repairs())
        .extracting(Repair::link)
        .containsExactly(Link.LOG_GROUP, Link.ALARM, Link.TOPIC);
  }

  @ParameterizedTest(name = "{0} and {1}: {2}")
  @CsvSource({
    "UNKNOWN,           DRIFTED,           UNKNOWN",
    "DRIFTED,           NEEDS_PERSON,      DRIFTED",
    "NEEDS_PERSON,      REPAIRED,          NEEDS_PERSON",
    "REPAIRED,          COVERED_ELSEWHERE, REPAIRED",
    "COVERED_ELSEWHERE, COMPLIANT,         COVERED_ELSEWHERE",
    "COMPLIANT,         COMPLIANT,         COMPLIANT",
  })
  void theWorseVerdictIsTheWholes(Verdict one, Verdict other, Verdict whole) {
    assertThat(one.and(other)).isEqualTo(whole);
    assertThat(other.and(one)).isEqualTo(whole);
  }

  @ParameterizedTest(name = "{0} at most {1}: {2}")
  @CsvSource({
    "REPAIR, REPAIR, REPAIR",
    "REPAIR, OBSERVE, OBSERVE",
    "OBSERVE, REPAIR, OBSERVE",
    "OBSERVE, OBSERVE, OBSERVE",
  })
  void aModeCanOnlyBeLowered(Mode settings, Mode request, Mode mode) {
    assertThat(settings.atMost(request)).isEqualTo(mode);
  }

  private static Finding fixable(Link link, Severity severity, Repair repair) {
    return new Finding(
        link,
        "name",
        List.of("root_usage"),
        Kind.DRIFTED,
        severity,
        List.of(),
        new Remedy.Fix(repair));
  }
}
