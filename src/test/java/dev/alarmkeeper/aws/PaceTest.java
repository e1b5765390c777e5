package dev.alarmkeeper.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls of one operation are kept apart, and nothing else waits. */
class PaceTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private Instant now = Instant.parse("2026-11-23T12:00:00Z");
  private final List<Duration> waits = new ArrayList<>();
  private final Pace pace =
      new Pace(
          () -> now,
          time -> {
            waits.add(time);
            now = now.plus(time);
          });

  @Test
  void theFirstCallDoesNotWait() {
    pace.await("PutMetricFilter");
    pace.await("PutMetricAlarm");
    assertThat(waits).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "PutMetricAlarm, 3",
    "EnableAlarmActions, 3",
    "PutMetricFilter, 5",
    "TestMetricFilter, 5",
    "LookupEvents us-east-1, 2"
  })
  void noSecondHasMoreCallsOfAnOperationThanAwsTakes(String operation, int most) {
    List<Instant> calls = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      pace.await(operation);
      calls.add(now);
    }
    for (int i = most; i < calls.size(); i++) {
      assertThat(Duration.between(calls.get(i - most), calls.get(i)))
          .isBetween(SECOND, SECOND.plusMillis(5));
    }
    assertThat(waits).hasSize(15);
  }

  @Test
  void whatTookLongByItselfDoesNotWait() {
    pace.await("PutMetricFilter");
    now = now.plus(Duration.ofMillis(150));
    pace.await("PutMetricFilter");
    assertThat(waits).containsExactly(Duration.ofMillis(50));
    now = now.plus(SECOND);
    pace.await("PutMetricFilter");
    assertThat(waits).hasSize(1);
  }

  @Test
  void whatIsInterruptedWhileItWaitsIsNotCalled() {
    Pace interrupted =
        new Pace(
            () -> now,
            _ -> {
              throw new InterruptedException();
            });
    interrupted.await("PutMetricFilter");
    assertThatThrownBy(() -> interrupted.await("PutMetricFilter"))
        .isInstanceOf(CancellationException.class);
    assertThat(Thread.interrupted()).isTrue();
  }
}
