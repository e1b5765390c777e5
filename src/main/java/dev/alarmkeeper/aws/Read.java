package dev.alarmkeeper.aws;

import dev.alarmkeeper.chain.Observed;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;

/** A read that answers with an observation, never with an exception. */
final class Read {
  private Read() {}

  /** Makes the read; what AWS says wrong or in a form we do not know is unreadable. */
  static <T> Observed<T> of(String operation, String resource, Supplier<Observed<T>> read) {
    try {
      return read.get();
    } catch (SdkException failed) {
      return Failure.of(operation, resource, failed).unreadable();
    } catch (MalformedAnswerException malformed) {
      return new Observed.Unreadable<>(
          operation + " " + resource + ": " + malformed.getMessage(), true);
    }
  }
}
