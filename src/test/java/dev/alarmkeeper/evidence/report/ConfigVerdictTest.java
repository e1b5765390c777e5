package dev.alarmkeeper.evidence.report;

import static dev.alarmkeeper.Fixtures.STRANGER;
import static dev.alarmkeeper.evidence.report.ConfigVerdict.Compliance.COMPLIANT;
import static dev.alarmkeeper.evidence.report.ConfigVerdict.Compliance.NON_COMPLIANT;
import static dev.alarmkeeper.evidence.report.ConfigVerdict.Compliance.NOT_APPLICABLE;
import static dev.alarmkeeper.reconcile.Reports.ASK;
import static dev.alarmkeeper.reconcile.Reports.FIX;
import static dev.alarmkeeper.reconcile.Reports.NOTE;
import static dev.alarmkeeper.reconcile.Reports.WAIT;
import static dev.alarmkeeper.reconcile.Reports.finding;
import static dev.alarmkeeper.reconcile.Reports.observed;
import static dev.alarmkeeper.reconcile.Reports.repaired;
import static org.assertj.core.api.Assertions.assertThat;

import dev.alarmkeeper.Fixtures;
import dev.alarmkeeper.chain.Difference;
import dev.alarmkeeper.chain.Link;
import dev.alarmkeeper.chain.LogGroup;
import dev.alarmkeeper.chain.Severity;
import dev.alarmkeeper.evidence.report.ConfigVerdict.Compliance;
import dev.alarmkeeper.reconcile.Finding;
import dev.alarmkeeper.reconcile.InMemoryRuns;
import dev.alarmkeeper.reconcile.Kind;
import dev.alarmkeeper.reconcile.Mode;
import dev.alarmkeeper.reconcile.Outcome.Done;
import dev.alarmkeeper.reconcile.Remedy;
import dev.alarmkeeper.reconcile.Report;
import dev.alarmkeeper.reconcile.Reports;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;

/** What AWS Config is told. */
class ConfigVerdictTest {
  private static final String WHOLE = "every link of every enabled control is in force";

  static final List<Arguments> VERDICTS =
      List.of(
          Arguments.of(observed(), COMPLIANT, WHOLE),
          Arguments.of(observed(finding(Kind.DRIFTED, NOTE)), COMPLIANT, WHOLE),
          Arguments.of(repaired(new Done()), COMPLIANT, WHOLE),
          Arguments.of(
              observed(finding(Kind.MISSING, FIX)),
              NON_COMPLIANT,
              "root_usage: alarm root_usage_alarm missing"),
          Arguments.of(
              observed(finding(Kind.DRIFTED, ASK)),
              NON_COMPLIANT,
              "root_usage: alarm root_usage_alarm drifted"),
          Arguments.of(
              observed(finding(Kind.UNSETTLED, WAIT)),
              NON_COMPLIANT,
              "root_usage: alarm root_usage_alarm unsettled"),
          Arguments.of(
              observed(finding(Kind.UNREADABLE, WAIT)),
              NON_COMPLIANT,
              "could not verify: root_usage: alarm root_usage_alarm unreadable"),
          Arguments.of(
              observed(finding(Kind.UNREADABLE, ASK)),
              NON_COMPLIANT,
              "could not verify: root_usage: alarm root_usage_alarm unreadable"),
          Arguments.of(
              Reports.at(Fixtures.place(LogGroup.arn(STRANGER, "central"))),
              NOT_APPLICABLE,
              "the trail delivers to another account"));

  @ParameterizedTest(name = "{1}: {2}")
  @FieldSource("VERDICTS")
  void everyVerdictHasItsWord(Report report, Compliance compliance, String annotation) {
    assertThat(ConfigVerdict.of(report)).isEqualTo(new ConfigVerdict(compliance, annotation));
  }

  @Test
  void theAnnotationIsOfWhatMakesTheVerdict() {
    Finding worthKnowing = finding(Kind.DRIFTED, NOTE);
    Finding weakened =
        new Finding(
            Link.METRIC_FILTER,
            "root_usage_metric",
            List.of("root_usage"),
            Kind.DRIFTED,
            Severity.HIGH,
            List.of(new Difference("default value", "none", "-1.0", "why")),
            FIX);
    assertThat(ConfigVerdict.of(observed(worthKnowing, weakened)).annotation())
        .isEqualTo("root_usage: metric filter root_usage_metric drifted: default value");
  }

  @Test
  void whatTheOwnerAcceptsIsSaidAndFits() {
    Finding accepted =
        new Finding(
            Link.TOPIC,
            "alarms",
            List.of("root_usage"),
            Kind.DRIFTED,
            Severity.HIGH,
            List.of(new Difference("delivery policy of the topic", "none", "1 try", "why")),
            new Remedy.Note("accepted until 2027-01-01: because"));
    ConfigVerdict verdict = ConfigVerdict.of(observed(accepted));
    assertThat(verdict.compliance()).isEqualTo(COMPLIANT);
    assertThat(verdict.annotation())
        .isEqualTo(
            WHOLE
                + ", but for what the owner accepts (1): topic alarms: delivery policy of the topic");
    Finding[] many = Collections.nCopies(50, accepted).toArray(Finding[]::new);
    assertThat(ConfigVerdict.of(observed(many)).annotation()).hasSize(256).contains("(50)");
  }

  /** PutEvaluations refuses an annotation of more than 256 characters, and with it the verdict. */
  @ParameterizedTest
  @EnumSource
  void theAnnotationFitsEvenWhereEveryControlIsConcerned(Mode mode) {
    ConfigVerdict verdict = ConfigVerdict.of(InMemoryRuns.afterEverythingWasDeleted(mode));
    assertThat(verdict.compliance()).isEqualTo(NON_COMPLIANT);
    assertThat(verdict.annotation()).hasSize(256).endsWith("…");
  }

  @Test
  void theVerdictOfAResourceThatIsGoneFitsToo() {
    assertThat(ConfigVerdict.GONE.annotation()).hasSizeBetween(1, 256);
  }
}
