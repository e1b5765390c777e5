package dev.alarmkeeper.aws;

import dev.alarmkeeper.evidence.notify.EventBus;
import dev.alarmkeeper.evidence.notify.Sent;
import dev.alarmkeeper.evidence.notify.Sent.Done;
import dev.alarmkeeper.evidence.notify.Sent.Failed;
import dev.alarmkeeper.evidence.notify.Sent.Refused;
import dev.alarmkeeper.text.Json;
import dev.alarmkeeper.text.UntrustedText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResultEntry;

/**
 * Puts events on an EventBridge bus. One whose answer was lost is put again, so a listener may see
 * an event twice. Source: EventBridge API, PutEvents.
 */
public final class BusEvents implements EventBus {
  private static final int MOST_A_CALL = 10;

  /** Source: EventBridge User Guide, "Calculating PutEvents event entry size". */
  private static final int MOST_BYTES = 256 * 1024;

  private static final int BYTES_OF_TIME = 14;

  private final Supplier<EventBridgeClient> events;
  private final String bus;

  /** Events of a bus, by its name, through a client that is made when there is one to send. */
  public BusEvents(Supplier<EventBridgeClient> events, String bus) {
    this.events = events;
    this.bus = bus;
  }

  /** Sends as few calls as will do; one that fails does not keep the others from being sent. */
  @Override
  public Sent put(List<Event> events) {
    Sent worst = new Done();
    List<PutEventsRequestEntry> batch = new ArrayList<>();
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

  private Sent send(List<PutEventsRequestEntry> entries) {
    if (entries.isEmpty()) {
      return new Done();
    }
    try {
      return outcome(events.get().putEvents(it -> it.entries(entries)), entries.size());
    } catch (SdkException failed) {
      return Failure.of("events:PutEvents", bus, failed).sent();
    }
  }

  /** The call succeeds although the bus took none: each entry has its own answer. */
  private Sent outcome(PutEventsResponse answer, int sent) {
    if (answer.failedEntryCount() == null) {
      return failed("the answer has no FailedEntryCount");
    }
    return answer.failedEntryCount() == 0
        ? new Done()
        : failed(
            "%d of %d events were not taken: %s"
                .formatted(answer.failedEntryCount(), sent, errors(answer.entries())));
  }

  private static String errors(List<PutEventsResultEntry> entries) {
    Set<String> errors = new LinkedHashSet<>();
    for (PutEventsResultEntry entry : entries) {
      if (entry.errorCode() != null) {
        errors.add(UntrustedText.of(entry.errorCode() + ": " + entry.errorMessage()).toString());
      }
    }
    return String.join(", ", errors);
  }

  private PutEventsRequestEntry entry(Event event, String detail) {
    return PutEventsRequestEntry.builder()
        .eventBusName(bus)
        .source(SOURCE)
        .detailType(event.detailType())
        .time(event.time())
        .detail(detail)
        .build();
  }

  private Sent failed(String why) {
    return new Failed(name() + why, true);
  }

  private String name() {
    return "events:PutEvents " + bus + ": ";
  }

  /** What may yet succeed is told before what will not, and the first before the later ones. */
  private static Sent worse(Sent one, Sent other) {
    return one instanceof Failed || (one instanceof Refused && !(other instanceof Failed))
        ? one
        : other;
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
