package dev.alarmkeeper.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

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

  @Test
  void noSecondHasMoreThanTwoCallsOfAnOperation() {
    List<Instant> calls = new ArrayList<>();
    for (int i = 0; i < 15; i++) {
      pace.await("PutMetricFilter");
      calls.add(now);
    }
    for (int i = 2; i < calls.size(); i++) {
      assertThat(Duration.between(calls.get(i - 2), calls.get(i))).isGreaterThanOrEqualTo(SECOND);
    }
    assertThat(waits).hasSize(14);
  }

  @Test
  void whatTookLongByItselfDoesNotWait() {
    pace.await("PutMetricFilter");
    now = now.plus(Duration.ofMillis(400));
    pace.await("PutMetricFilter");
    assertThat(waits).containsExactly(Duration.ofMillis(100));
    now = now.plus(SECOND);
    pace.await("PutMetricFilter");
    assertThat(waits).hasSize(1);
  }

  @Test
  void anInterruptedWaitEndsAndTheInterruptIsKept() {
    Pace interrupted =
        new Pace(
            () -> now,
            _ -> {
              throw new InterruptedException();
            });
    interrupted.await("PutMetricFilter");
    interrupted.await("PutMetricFilter");
    assertThat(Thread.interrupted()).isTrue();
  }
}
