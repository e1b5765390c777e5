package dev.alarmkeeper.aws;

import dev.alarmkeeper.chain.Observed;
import dev.alarmkeeper.chain.Observed.Unreadable;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * A table of DynamoDB as it is called: each call is attempted three times at most, and a table that
 * is not there is a person's to make. Source: DynamoDB Developer Guide, "Error handling".
 */
record DynamoTable(JsonService dynamo, String name, Attempts attempts) {
  <T> Observed<T> read(String operation, String item, Supplier<Observed<T>> read) {
    return Read.of(
        operation,
        item,
        () -> {
          try {
            return read.get();
          } catch (AwsServiceException refused) {
            String absence = absence(refused);
            if (absence.isEmpty()) {
              throw refused;
            }
            return new Unreadable<>(
                Failure.of(operation, item, refused).message() + absence, false);
          }
        });
  }

  /** What to do where it is the table that is not there; otherwise empty. */
  static String absence(SdkException cause) {
    return cause instanceof AwsServiceException refused
            && refused.awsErrorDetails().errorCode().equals("ResourceNotFoundException")
        ? "; the table is not there: deploy the template again, or set EVIDENCE_TABLE to one that"
            + " is"
        : "";
  }

  Map<String, @Nullable Object> call(String operation, Map<String, ?> input) {
    return attempts.of(() -> dynamo.call(operation, input));
  }

  /** An item, as messages name it. */
  String item(String kind, String key) {
    return "%s %s %s".formatted(name, kind, key);
  }
}
