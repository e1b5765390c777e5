package dev.alarmkeeper.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alarmkeeper.localaws.LocalAws;
import dev.alarmkeeper.reconcile.Verdict;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import software.amazon.awssdk.services.cloudwatchlogs.model.InputLogEvent;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * From nothing to heard, where nobody here wrote the judge: alarmkeeper makes the chain in
 * LocalStack, a root event goes into the log group, and the alarm's message comes out of the queue.
 * LocalStack's filters match every event, so nothing is said here about patterns.
 */
@EnabledIfEnvironmentVariable(named = HeardIT.ENDPOINT, matches = "http.+")
class HeardIT {
  static final String ENDPOINT = "LOCALSTACK_ENDPOINT";

  /** LocalStack evaluates an alarm once a period, which is five minutes; the rest is patience. */
  private static final Duration AT_MOST = Duration.ofMinutes(20);

  @Test
  void aRootEventReachesTheQueueOfAChainThatWasMadeFromNothing() {
    URI endpoint = URI.create(Objects.requireNonNull(System.getenv(ENDPOINT)));
    try (Emulator emulator = Emulator.at(endpoint, true)) {
      String queue = emulator.addGroupAndQueue();
      Keeper keeper = Keeper.of(emulator);
      var report = keeper.repair();
      assertThat(report.verdict()).as(report.after().toString()).isEqualTo(Verdict.REPAIRED);
      assertThat(keeper.repair().verdict()).isEqualTo(Verdict.COMPLIANT);
      assertThat(received(emulator, queue)).as("before root did anything").isEmpty();

      put(emulator, RootUse.SIGNS_IN.event());

      List<Message> heard = List.of();
      Instant end = Instant.now().plus(AT_MOST);
      while (heard.isEmpty() && Instant.now().isBefore(end)) {
        heard = received(emulator, queue);
      }
      assertThat(heard)
          .singleElement()
          .satisfies(
              it ->
                  assertThat(it.body())
                      .contains("root_usage_alarm")
                      .contains("\\\"NewStateValue\\\": \\\"ALARM\\\""));
    }
  }

  private static void put(Emulator emulator, String event) {
    var logs = emulator.there().logs();
    logs.createLogStream(it -> it.logGroupName(LocalAws.LOG_GROUP).logStreamName("trail"));
    logs.putLogEvents(
        it ->
            it.logGroupName(LocalAws.LOG_GROUP)
                .logStreamName("trail")
                .logEvents(
                    InputLogEvent.builder()
                        .timestamp(Instant.now().toEpochMilli())
                        .message(event)
                        .build()));
  }

  /** What came out of the queue within ten seconds. */
  private static List<Message> received(Emulator emulator, String queue) {
    return emulator
        .there()
        .sqs()
        .receiveMessage(it -> it.queueUrl(queue).waitTimeSeconds(10))
        .messages();
  }
}
