package dev.alarmkeeper.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alarmkeeper.localaws.Clients;
import dev.alarmkeeper.localaws.Journal;
import dev.alarmkeeper.localaws.LocalAws;
import dev.alarmkeeper.reconcile.Report;
import dev.alarmkeeper.reconcile.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Fifteen controls are looked at as one is, and written one after another. */
class AllControlsIT {
  private static final int ALL = 15;

  private LocalAws aws;

  @BeforeEach
  void start() {
    aws = LocalAws.start();
    aws.seedTrailAndLogGroup();
  }

  @AfterEach
  void stop() {
    aws.close();
  }

  @Test
  void theyCostTheSameReadsAsOne() {
    assertThat(readsOfAWholeChain("all")).isEqualTo(readsOfAWholeChain("root_usage"));
  }

  @Test
  void whenAllAreMissingOneRunMakesThemAll() {
    Report report = Keeper.of(aws, "CONTROLS", "all").repair();

    assertThat(report.verdict()).as(report.after().toString()).isEqualTo(Verdict.REPAIRED);
    Clients auditor = Clients.of(aws, "auditor");
    assertThat(auditor.logs().describeMetricFilters().metricFilters()).hasSize(ALL);
    assertThat(auditor.cloudWatch().describeAlarms().metricAlarms())
        .hasSize(ALL)
        .allSatisfy(it -> assertThat(it.alarmActions()).isNotEmpty());
  }

  /** Side by side they start no faster than AWS takes them, so that they do not clash. */
  @Test
  void writesOfALogGroupDoNotMeet() {
    Keeper keeper = Keeper.of(aws, "CONTROLS", "all").inRealTime();
    Instant start = Instant.now();
    keeper.repair();

    List<Journal.Entry> writes = aws.journal().on("logs:PutMetricFilter").entries();
    assertThat(writes).hasSize(ALL).allMatch(Journal.Entry::succeeded);
    assertThat(Duration.between(start, Instant.now()))
        .isGreaterThan(Duration.ofMillis(333 * (ALL - 1)));
  }

  /** PutMetricAlarm takes longest: three a second. */
  @Test
  void theRatesOfTheServicesAreKept() {
    Keeper keeper = Keeper.of(aws, "CONTROLS", "all");
    keeper.repair();

    assertThat(keeper.waited())
        .isBetween(Duration.ofMillis(333 * (ALL - 1)), Duration.ofMillis(340 * (ALL - 1)));
  }

  private List<String> readsOfAWholeChain(String controls) {
    Keeper keeper = Keeper.of(aws, "CONTROLS", controls);
    keeper.repair();
    aws.journal().clear();
    assertThat(keeper.repair().verdict()).isEqualTo(Verdict.COMPLIANT);
    assertThat(aws.journal().writes()).isEmpty();
    return aws.journal().entries().stream().map(Journal.Entry::operation).sorted().toList();
  }
}
