package dev.alarmkeeper.aws;

import dev.alarmkeeper.chain.Observed;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** A read that answers with an observation, never with an exception. */
final class Read {
  private Read() {}

  /** How services say that they do not have an operation. Source: Smithy, "AWS protocols". */
  private static final Set<String> UNKNOWN_OPERATION =
      Set.of(
          "InvalidAction",
          "UnknownOperation",
          "UnknownOperationException",
          "UnsupportedOperation",
          "UnsupportedOperationException");

  /**
   * Makes a read that not every Region or partition has: where the service answers that it does not
   * know the operation, nobody there can have made what it would list. No other failure says so,
   * and neither a throttle, a denial nor a lost connection can be made to.
   */
  static <T> Observed<T> ofFeature(String operation, String resource, Supplier<Observed<T>> read) {
    return of(
        operation,
        resource,
        () -> {
          try {
            return read.get();
          } catch (AwsServiceException refused) {
            if (isUnknownOperation(refused)) {
              return new Observed.Absent<>();
            }
            throw refused;
          }
        });
  }

  private static boolean isUnknownOperation(AwsServiceException refused) {
    return refused.statusCode() >= 400
        && refused.statusCode() < 500
        && refused.awsErrorDetails() != null
        && UNKNOWN_OPERATION.contains(String.valueOf(refused.awsErrorDetails().errorCode()));
  }

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
