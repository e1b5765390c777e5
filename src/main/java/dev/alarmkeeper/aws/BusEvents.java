package dev.alarmkeeper.aws;

import dev.alarmkeeper.aws.Pace.Sleeper;
import dev.alarmkeeper.evidence.notify.EventBus;
import dev.alarmkeeper.reconcile.Outcome;
import dev.alarmkeeper.reconcile.Outcome.Done;
import dev.alarmkeeper.reconcile.Outcome.Failed;
import dev.alarmkeeper.reconcile.Outcome.Refused;
import dev.alarmkeeper.text.Json;
import dev.alarmkeeper.text.UntrustedText;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * Puts events on an EventBridge bus. One whose answer was lost is put again, so a listener may see
 * an event twice. Source: EventBridge API, PutEvents.
 */
public final class BusEvents implements EventBus {
  private static final int MOST_A_CALL = 10;

  /** Source: EventBridge User Guide, "Calculating PutEvents event entry size". */
  private static final int MOST_BYTES = 256 * 1024;

  private static final int BYTES_OF_TIME = 14;

  private final JsonService service;
  private final Attempts attempts;
  private final String bus;

  /** Events of a Region's bus, by its name. */
  public BusEvents(
      SdkHttpClient http,
      AwsCredentialsProvider credentials,
      String region,
      URI endpoint,
      String bus,
      Sleeper sleeper) {
    service = new JsonService(http, credentials, region, endpoint, JsonApi.EVENTS);
    attempts = new Attempts(sleeper);
    this.bus = bus;
  }

  /** Sends as few calls as will do; one that fails does not keep the others from being sent. */
  @Override
  public Outcome put(List<Event> events) {
    Outcome worst = new Done();
    List<Map<String, Object>> batch = new ArrayList<>();
    int size = 0;
    for (Event event : events) {
      String detail = Json.text(event.detail());
      int bytes = BYTES_OF_TIME + bytes(SOURCE) + bytes(event.detailType()) + bytes(detail);
      if (bytes > MOST_BYTES) {
        String what = event.detailType() + " of " + bytes + " bytes";
        worst = worse(worst, new Refused(name() + what + " not sent: the most is " + MOST_BYTES));
        continue;
      }
      if (batch.size() == MOST_A_CALL || size + bytes > MOST_BYTES) {
        worst = worse(worst, send(batch));
        batch = new ArrayList<>();
        size = 0;
      }
      batch.add(entry(event, detail));
      size += bytes;
    }
    return worse(worst, send(batch));
  }

  private Outcome send(List<Map<String, Object>> entries) {
    if (entries.isEmpty()) {
      return new Done();
    }
    try {
      return outcome(
          attempts.of(() -> service.call("PutEvents", Map.of("Entries", entries))), entries.size());
    } catch (SdkException failed) {
      return Failure.of("events:PutEvents", bus, failed).outcome();
    } catch (MalformedAnswerException malformed) {
      return failed(String.valueOf(malformed.getMessage()));
    }
  }

  /** The call succeeds although the bus took none: each entry has its own answer. */
  private Outcome outcome(Map<String, @Nullable Object> answer, int sent) {
    if (!(answer.get("FailedEntryCount") instanceof Number count)) {
      return failed("the answer has no FailedEntryCount");
    }
    return count.intValue() == 0
        ? new Done()
        : failed(
            "%d of %d events were not taken: %s"
                .formatted(count.intValue(), sent, errors(answer.get("Entries"))));
  }

  private static String errors(@Nullable Object entries) {
    Set<String> errors = new LinkedHashSet<>();
    for (Object entry : entries instanceof List<?> all ? all : List.of()) {
      if (entry instanceof Map<?, ?> taken && taken.containsKey("ErrorCode")) {
        errors.add(
            UntrustedText.of(taken.get("ErrorCode") + ": " + taken.get("ErrorMessage")).toString());
      }
    }
    return String.join(", ", errors);
  }

  private Map<String, Object> entry(Event event, String detail) {
    return Map.of(
        "EventBusName", bus,
        "Source", SOURCE,
        "DetailType", event.detailType(),
        // The protocol writes times as seconds.
        "Time", event.time().getEpochSecond(),
        "Detail", detail);
  }

  private Outcome failed(String why) {
    return new Failed(name() + why, true);
  }

  private String name() {
    return "events:PutEvents " + bus + ": ";
  }

  /** What may yet succeed is told before what will not, and the first before the later ones. */
  private static Outcome worse(Outcome one, Outcome other) {
    return one instanceof Failed || (one instanceof Refused && !(other instanceof Failed))
        ? one
        : other;
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
