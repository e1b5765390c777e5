package dev.alarmkeeper.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alarmkeeper.localaws.Clients;
import dev.alarmkeeper.localaws.Journal;
import dev.alarmkeeper.localaws.LocalAws;
import dev.alarmkeeper.reconcile.Report;
import dev.alarmkeeper.reconcile.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Fifteen controls are looked at as one is, and written side by side. */
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

  @Test
  void theyAreWrittenSideBySide() {
    Keeper keeper = Keeper.of(aws, "CONTROLS", "all");

    aws.inRounds(() -> assertThat(keeper.repair().verdict()).isEqualTo(Verdict.REPAIRED));

    Journal filters = aws.journal().on("logs:PutMetricFilter");
    Journal alarms = aws.journal().on("cloudwatch:PutMetricAlarm");
    assertThat(filters.entries()).hasSize(ALL);
    assertThat(alarms.entries()).hasSize(ALL);
    assertThat(filters.depth()).isEqualTo(1);
    assertThat(alarms.depth()).isEqualTo(1);
    assertThat(filters.entries().getFirst().start())
        .as("filters and alarms in one round")
        .isEqualTo(alarms.entries().getFirst().start());
  }

  /**
   * Yet each begins no sooner than AWS takes it: three alarms a second, five filters. So two
   * changes of one log group, which AWS refuses at once, begin apart.
   */
  @Test
  void theRatesOfTheServicesAreKept() {
    Keeper keeper = Keeper.of(aws, "CONTROLS", "all");
    keeper.repair();

    assertThat(keeper.waits())
        .containsAll(turns(334)) // PutMetricAlarm
        .containsAll(turns(200)) // PutMetricFilter, and TestMetricFilter
        .hasSize(3 * (ALL - 1));
  }

  private static List<Duration> turns(long millisApart) {
    return IntStream.range(1, ALL).mapToObj(it -> Duration.ofMillis(it * millisApart)).toList();
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
