package dev.alarmkeeper.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alarmkeeper.localaws.Clients;
import dev.alarmkeeper.localaws.Journal;
import dev.alarmkeeper.localaws.LocalAws;
import dev.alarmkeeper.reconcile.Report;
import dev.alarmkeeper.reconcile.Verdict;
import java.time.Duration;
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

  /** Concurrent PutMetricFilter calls of one log group clash. */
  @Test
  void writesOfALogGroupGoOneAfterAnother() {
    Keeper.of(aws, "CONTROLS", "all").repair();

    List<Journal.Entry> writes = aws.journal().on("logs:PutMetricFilter").entries();
    assertThat(writes).hasSize(ALL).allMatch(Journal.Entry::succeeded);
    for (int i = 1; i < writes.size(); i++) {
      assertThat(writes.get(i).start()).isGreaterThan(writes.get(i - 1).end());
    }
  }

  /** At two calls a second of each operation, the run still ends well within its minute. */
  @Test
  void theRatesOfTheServicesAreKeptAndTheRunEndsInTime() {
    Keeper keeper = Keeper.of(aws, "CONTROLS", "all");
    keeper.repair();

    long operationsInTurn = 3; // PutMetricFilter, PutMetricAlarm, TestMetricFilter
    assertThat(keeper.waited())
        .isGreaterThanOrEqualTo(Duration.ofMillis(500 * (ALL - 1) * operationsInTurn))
        .isLessThan(Duration.ofSeconds(30));
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
