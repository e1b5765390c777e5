package dev.alarmkeeper.aws;

import dev.alarmkeeper.aws.Pace.Sleeper;
import java.time.Duration;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Makes a call up to three times while what fails may pass: the SDK's clients do so themselves, and
 * {@link JsonService} does not. A call may have taken effect although its answer was lost, so what
 * is called this way has to bear being made again.
 *
 * @param sleeper lets time pass between two attempts
 */
record Attempts(Sleeper sleeper) {
  private static final int MOST = 3;
  private static final Duration PAUSE = Duration.ofMillis(100);

  /** The answer of the first attempt that has one; throws what the last one threw. */
  <T> T of(Supplier<T> call) {
    for (int made = 1; made < MOST; made++) {
      try {
        return call.get();
      } catch (SdkException failed) {
        if (!Failure.of("", "", failed).isPassing()) {
          throw failed;
        }
      } catch (MalformedAnswerException _) {
        // It was cut off, or something between the service and us answered.
      }
      pause(made);
    }
    return call.get();
  }

  private void pause(int made) {
    try {
      sleeper.sleep(PAUSE.multipliedBy(made));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
