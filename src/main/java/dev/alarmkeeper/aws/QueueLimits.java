package dev.alarmkeeper.aws;

import static dev.alarmkeeper.aws.MalformedAnswerException.documented;

import dev.alarmkeeper.chain.Topic;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * Settings with which a queue takes no alarm, or drops it before anybody can take it. Source: SQS
 * API, SetQueueAttributes.
 */
final class QueueLimits {
  /** Seconds in which a reader that looks all the time takes a message. */
  private static final int SHORTEST = 60;

  /** What a queue has by itself. */
  private static final int USUAL_BYTES = 262_144;

  private static final int USUAL_SECONDS = 345_600;

  private QueueLimits() {}

  /** Why a queue with these attributes takes no alarm; empty where it does. */
  static Optional<String> whyItTakesNothing(Map<QueueAttributeName, String> attributes) {
    int bytes = number(attributes, QueueAttributeName.MAXIMUM_MESSAGE_SIZE, USUAL_BYTES);
    int kept = number(attributes, QueueAttributeName.MESSAGE_RETENTION_PERIOD, USUAL_SECONDS);
    int delayed = number(attributes, QueueAttributeName.DELAY_SECONDS, 0);
    if (bytes < Topic.ALARM_BYTES) {
      return Optional.of(
          "refuses messages of more than %,d bytes, and an alarm's may be larger".formatted(bytes));
    }
    return kept - delayed < SHORTEST
        ? Optional.of(
            "shows a message after %d seconds and drops it after %d".formatted(delayed, kept))
        : Optional.empty();
  }

  private static int number(
      Map<QueueAttributeName, String> attributes, QueueAttributeName name, int usual) {
    String value = attributes.get(name);
    return value == null ? usual : documented(() -> Integer.parseInt(value));
  }
}
