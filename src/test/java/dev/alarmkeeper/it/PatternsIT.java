package dev.alarmkeeper.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alarmkeeper.chain.Difference;
import dev.alarmkeeper.localaws.Clients;
import dev.alarmkeeper.localaws.LocalAws;
import dev.alarmkeeper.pattern.Counterexample;
import dev.alarmkeeper.reconcile.Finding;
import dev.alarmkeeper.reconcile.Remedy;
import dev.alarmkeeper.reconcile.Report;
import dev.alarmkeeper.reconcile.Verdict;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.cloudwatchlogs.model.MetricFilter;

/** A filter is judged by what its pattern means, and the service has the last word on that. */
class PatternsIT {
  private static final String TEST = "logs:TestMetricFilter";
  private static final String RESPELLED =
      "{($.eventType!=\"AwsServiceEvent\")&&(($.userIdentity.invokedBy NOT EXISTS)"
          + "&&$.['userIdentity'].type=Root)}";

  private static LocalAws aws;
  private static Clients attacker;

  @BeforeAll
  static void start() {
    aws = LocalAws.start();
    attacker = Clients.of(aws, "attacker");
  }

  @AfterAll
  static void stop() {
    aws.close();
  }

  @BeforeEach
  void seed() {
    aws.reset();
    aws.seedTrailAndLogGroup();
    aws.logs().matchAsDocumented();
  }

  @Test
  void aRespelledFilterIsLeftAsItIs() {
    Keeper keeper = whole();
    spell(RESPELLED);

    Report report = keeper.repair();

    assertThat(report.verdict()).as(report.after().toString()).isEqualTo(Verdict.COMPLIANT);
    assertThat(aws.journal().of(Keeper.NAME).writes()).isEmpty();
    assertThat(filter().filterPattern()).isEqualTo(RESPELLED);
  }

  @Test
  void exactMatchRewritesItForThoseWhoCompareText() {
    Keeper keeper = whole("PATTERN_MATCH", "exact");
    spell(RESPELLED);

    Report report = keeper.repair();

    assertThat(report.verdict()).isEqualTo(Verdict.REPAIRED);
    assertThat(filter().filterPattern()).isEqualTo(Attacker.ROOT_USAGE);
    assertThat(difference(report).why()).contains("means the same");
    assertThat(difference(report).example()).isEmpty();
  }

  /** What it means, in words, and an event that shows it: does the desired pattern match it? */
  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '\0',
      value = {
        "{ $.userIdentity.type = \"Root\" && $.userIdentity.invokedBy NOT EXISTS && $.eventType !="
            + " \"AwsServiceEvent\" && $.eventName = \"never\" }"
            + " ~ clause added: $.eventName = \"never\" (narrower) ~ true",
        "{ $.userIdentity.type = \"Root\" && $.eventType != \"AwsServiceEvent\" }"
            + " ~ clause missing: $.userIdentity.invokedBy NOT EXISTS ~ false",
        "{ $.userIdentity.type = \"Root\" || $.userIdentity.invokedBy NOT EXISTS || $.eventType !="
            + " \"AwsServiceEvent\" } ~ || where && is required ~ false",
        "{ $.userIdentity.type = \"root\" && $.userIdentity.invokedBy NOT EXISTS && $.eventType !="
            + " \"AwsServiceEvent\" } ~ \"Root\" ~ true"
      })
  void whatMeansSomethingElseIsRepairedAndExplained(
      String pattern, String words, boolean desiredMatches) {
    Keeper keeper = whole();
    spell(pattern);

    Report report = keeper.repair();

    assertThat(report.verdict()).isEqualTo(Verdict.REPAIRED);
    assertThat(filter().filterPattern()).isEqualTo(Attacker.ROOT_USAGE);
    assertThat(difference(report).why()).contains(words);
    assertThat(difference(report).example())
        .map(Counterexample::desiredMatches)
        .hasValue(desiredMatches);
  }

  @Test
  void theServiceIsAskedOnceForEachPatternAndProcess() {
    Keeper keeper = Keeper.of(aws);
    keeper.repair();
    assertThat(aws.journal().count(TEST)).isEqualTo(1);
    keeper.repair();
    assertThat(aws.journal().count(TEST)).isEqualTo(1);
    spell(RESPELLED);
    keeper.repair();
    assertThat(aws.journal().count(TEST)).isEqualTo(2);
    Keeper.of(aws).observe();
    assertThat(aws.journal().count(TEST)).isEqualTo(3);
  }

  @Test
  void theServiceIsAskedAfterARepairAndNeverBeforeIt() {
    whole();
    spell("{ $.a = \"never\" }");

    Keeper.of(aws).repair();

    assertThat(aws.journal().of(Keeper.NAME).entries())
        .extracting(it -> it.operation())
        .containsSubsequence("logs:PutMetricFilter", TEST)
        .containsOnlyOnce(TEST);
  }

  @Test
  void aServiceThatReadsAPatternOtherwiseIsAFindingOfItsOwnInEachRun() {
    aws.logs().matcher((_, message) -> message.contains("AwsServiceEvent"));
    Keeper keeper = Keeper.of(aws);

    for (Report report : List.of(keeper.repair(), keeper.repair())) {
      assertThat(report.verdict()).isEqualTo(Verdict.NEEDS_PERSON);
      Finding finding = report.after().findings().getFirst();
      assertThat(finding.differences())
          .extracting(it -> it.field() + ": " + it.observed())
          .contains(
              "sample: root signs in at the console: not matched",
              "sample: a service records what is not a call: matched");
      assertThat(finding.remedy())
          .isInstanceOfSatisfying(
              Remedy.Ask.class,
              it -> assertThat(it.command()).startsWith("aws logs test-metric-filter"));
    }
    aws.logs().matchAsDocumented();
    assertThat(keeper.repair().verdict()).isEqualTo(Verdict.COMPLIANT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"denied", "throttled", "empty"})
  void aTrialThatIsNotAnsweredStopsNoRepairAndIsNoted(String fault) {
    switch (fault) {
      case "denied" -> aws.faults().on(TEST).deny();
      case "throttled" -> aws.faults().on(TEST).throttle();
      default -> aws.faults().on(TEST).emptyAnswer();
    }
    Keeper keeper = Keeper.of(aws);

    Report report = keeper.repair();

    assertThat(report.verdict()).isEqualTo(Verdict.REPAIRED);
    assertThat(report.isRetryable()).isFalse();
    assertThat(report.after().findings())
        .singleElement()
        .satisfies(it -> assertThat(it.remedy()).isInstanceOf(Remedy.Note.class));
    aws.faults().clear();
    assertThat(keeper.repair().after().findings()).isEmpty();
  }

  private static Keeper whole(String... settings) {
    Keeper keeper = Keeper.of(aws, settings);
    keeper.repair();
    aws.journal().clear();
    return keeper;
  }

  private static void spell(String pattern) {
    MetricFilter filter = filter();
    attacker
        .logs()
        .putMetricFilter(
            it ->
                it.logGroupName(LocalAws.LOG_GROUP)
                    .filterName(filter.filterName())
                    .filterPattern(pattern.strip())
                    .metricTransformations(filter.metricTransformations()));
  }

  private static MetricFilter filter() {
    return attacker
        .logs()
        .describeMetricFilters(it -> it.logGroupName(LocalAws.LOG_GROUP))
        .metricFilters()
        .getFirst();
  }

  private static Difference difference(Report report) {
    return report.before().findings().getFirst().differences().getFirst();
  }
}
