package dev.alarmkeeper.evidence.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What has expired does not come back. */
class HorizonTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void aRaisedRetentionDoesNotBringBackWhatHasExpired() {
    Horizon horizon = Horizon.begun(START, Duration.ofDays(30)).at(day(100), Duration.ofDays(30));
    assertThat(horizon.from()).isEqualTo(day(70));

    horizon = horizon.at(day(100), Duration.ofDays(400));
    assertThat(horizon.from()).isEqualTo(day(70));
    // What was written before the raise still expires after 30 days.
    assertThat(horizon.at(day(110), Duration.ofDays(400)).from()).isEqualTo(day(80));
    assertThat(horizon.at(day(200), Duration.ofDays(400)).from()).isEqualTo(day(100));
    assertThat(horizon.at(day(510), Duration.ofDays(400)).from()).isEqualTo(day(110));
  }

  /** A naive store: each incident ends on some day and expires by the retention of that day. */
  @Test
  void nothingAfterTheHorizonIsEverForgotten() {
    Random random = new Random(20261125);
    for (int round = 0; round < 300; round++) {
      List<Instant> expiries = new ArrayList<>();
      Duration retention = Duration.ofDays(1 + random.nextInt(40));
      Horizon horizon = Horizon.begun(START, retention);
      Instant last = horizon.from();
      for (int at = 0; at < 120; at++) {
        if (random.nextInt(15) == 0) {
          retention = Duration.ofDays(1 + random.nextInt(40));
        }
        horizon = horizon.at(day(at), retention);
        assertThat(horizon.from()).isAfterOrEqualTo(last);
        last = horizon.from();
        expiries.add(day(at).plus(retention));
        for (int ended = 0; ended <= at; ended++) {
          boolean forgotten = expiries.get(ended).isBefore(day(at));
          assertThat(forgotten && day(ended).isAfter(horizon.from())).isFalse();
        }
      }
    }
  }

  private static Instant day(int number) {
    return START.plus(Duration.ofDays(number));
  }
}
