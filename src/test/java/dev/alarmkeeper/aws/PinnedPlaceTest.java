package dev.alarmkeeper.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alarmkeeper.chain.Observed.Absent;
import dev.alarmkeeper.chain.Observed.Unreadable;
import dev.alarmkeeper.evidence.store.InMemoryStore;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class PinnedPlaceTest {
  private final InMemoryStore ledger = new InMemoryStore();
  private final PinnedPlace pin = new PinnedPlace(ledger, "aws dynamodb delete-item");

  @Test
  void aTableThatNeverAnswersIsNotWaitedFor() {
    CountDownLatch never = new CountDownLatch(1);
    ledger.before(
        () -> {
          try {
            never.await();
          } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
          }
        });

    assertThat(pin.read()).isEqualTo(new Unreadable<>("no answer from the table in 2 s", true));
  }

  @Test
  void aTableThatAnswersIsBelieved() {
    assertThat(pin.read()).isEqualTo(new Absent<>());
  }
}
