package dev.alarmkeeper.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.CALLS_REAL_METHODS;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;

import dev.alarmkeeper.Fixtures;
import dev.alarmkeeper.chain.MetricFilter;
import dev.alarmkeeper.chain.Observed;
import dev.alarmkeeper.chain.Observed.Absent;
import dev.alarmkeeper.chain.Observed.Present;
import dev.alarmkeeper.control.Control;
import dev.alarmkeeper.control.Desired;
import dev.alarmkeeper.control.DesiredState;
import dev.alarmkeeper.control.Overrides;
import dev.alarmkeeper.reconcile.Deadline;
import dev.alarmkeeper.reconcile.Feeders;
import dev.alarmkeeper.text.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeMetricFiltersRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeMetricFiltersResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.MetricTransformation;

/** How many calls it takes to know who else feeds the metrics, and what is said meanwhile. */
class FeedingTest {
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

  private final CloudWatchLogsClient logs = mock(CloudWatchLogsClient.class, CALLS_REAL_METHODS);
  private final Feeding feeding = new Feeding(logs, new Pace(() -> NOW, _ -> {}));
  private final List<DescribeMetricFiltersRequest> asked = new ArrayList<>();

  /** Pages of a listing of everything. */
  private int pages = 1;

  /** Pages of a listing of one metric's filters. */
  private int pagesOfOne = 1;

  @BeforeEach
  void answer() {
    doAnswer(
            call -> {
              DescribeMetricFiltersRequest request = call.getArgument(0);
              asked.add(request);
              int page = request.nextToken() == null ? 1 : Integer.parseInt(request.nextToken());
              DescribeMetricFiltersResponse.Builder answer =
                  DescribeMetricFiltersResponse.builder()
                      .metricFilters(
                          theirs(request.metricName() == null ? "c1" : request.metricName()));
              if (page < (request.metricName() == null ? pages : pagesOfOne)) {
                answer.nextToken(String.valueOf(page + 1));
              }
              return answer.build();
            })
        .when(logs)
        .describeMetricFilters(any(DescribeMetricFiltersRequest.class));
  }

  @Test
  void aFewMetricsCostACallEach() {
    assertThat(known(4, NOW).found()).hasSize(4);
    assertThat(asked).hasSize(4).allMatch(it -> it.metricName() != null);
  }

  @Test
  void inASmallAccountOneListingShowsThemAll() {
    pages = 3;
    Feeders feeders = known(40, NOW);
    assertThat(feeders.notLooked()).isEmpty();
    assertThat(feeders.found()).isNotEmpty().extracting(MetricFilter::logGroup).containsOnly("app");
    assertThat(asked).hasSize(3).allMatch(it -> it.metricName() == null);
  }

  @Test
  void inALargeOneRunsTakeTurnsAndSayWhatTheyDoNotKnow() {
    pages = Feeding.MOST_PAGES + 1;
    assertThat(known(50, NOW).notLooked()).hasSize(30);
    assertThat(known(50, NOW.plusSeconds(3600)).notLooked()).hasSize(10);
    assertThat(known(50, NOW.plusSeconds(7200)).notLooked()).isEmpty();
    assertThat(asked).hasSize(3 * (Feeding.MOST + Feeding.MOST_PAGES));
  }

  @Test
  void whatWasAnsweredADayAgoIsNotKnownAnyMore() {
    pages = Feeding.MOST_PAGES + 1;
    known(50, NOW);
    assertThat(known(50, NOW.plus(Duration.ofDays(1))).notLooked()).hasSize(30);
  }

  /** Harmless filters on the first pages hide the one that matters from nobody. */
  @Test
  void whatIsPastTheLastPageOfOneMetricIsNotKnown() {
    pagesOfOne = Feeding.MOST_PAGES;
    assertThat(known(1, NOW).notLooked()).isEmpty();
    pagesOfOne = Feeding.MOST_PAGES + 1;
    assertThat(known(1, NOW).notLooked()).containsExactly("c0");
  }

  @Test
  void anAnswerWithoutItsListIsNotReadAsOneWithoutFilters() {
    doAnswer(_ -> DescribeMetricFiltersResponse.builder().build())
        .when(logs)
        .describeMetricFilters(any(DescribeMetricFiltersRequest.class));
    assertThat(of(1, NOW)).isInstanceOf(Observed.Unreadable.class);
  }

  @Test
  void withoutControlsNothingIsAsked() {
    assertThat(of(0, NOW)).isEqualTo(new Absent<>());
    assertThat(asked).isEmpty();
  }

  private Feeders known(int controls, Instant at) {
    return of(controls, at) instanceof Present<Feeders>(Feeders feeders)
        ? feeders
        : new Feeders(List.of(), List.of("not read"));
  }

  private Observed<Feeders> of(int controls, Instant at) {
    return feeding.read(desired(controls), new Deadline(at.plusSeconds(60), () -> at));
  }

  private static Desired desired(int count) {
    List<Control> controls =
        Overrides.over(
            List.of(),
            Json.object(
                IntStream.range(0, count)
                    .mapToObj(
                        i ->
                            "{\"id\":\"c%d\",\"title\":\"t\",\"pattern\":\"{ $.a = %d }\",\"metric\":\"c%d\"}"
                                .formatted(i, i, i))
                    .collect(Collectors.joining(",", "{\"custom\":[", "]}"))));
    return DesiredState.of(Fixtures.settings(controls, List.of()), controls, Fixtures.place());
  }

  private static software.amazon.awssdk.services.cloudwatchlogs.model.MetricFilter theirs(
      String metric) {
    return software.amazon.awssdk.services.cloudwatchlogs.model.MetricFilter.builder()
        .logGroupName("app")
        .filterName("theirs")
        .filterPattern("")
        .metricTransformations(
            MetricTransformation.builder()
                .metricNamespace("CISBenchmark")
                .metricName(metric)
                .metricValue("1")
                .build())
        .build();
  }
}
