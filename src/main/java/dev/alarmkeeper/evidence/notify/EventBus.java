package dev.alarmkeeper.evidence.notify;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where events for machines go. */
public interface EventBus {
  /** The source of every event. */
  String SOURCE = "alarmkeeper";

  /**
   * An event.
   *
   * @param detailType what sort of event it is
   * @param detail as {@code docs/schemas/} describes it for the sort
   */
  record Event(String detailType, Instant time, Map<String, @Nullable Object> detail) {}

  /** Sends events; done only if the bus took every one. It never throws for what AWS answers. */
  Sent put(List<Event> events);
}
