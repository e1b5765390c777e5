package dev.alarmkeeper.evidence;

import dev.alarmkeeper.chain.Observed;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What CloudTrail recorded: as it was delivered to the log group, or as CloudTrail's own event
 * history keeps it. Every page may be empty and still not be the last.
 */
public interface EventHistory {
  /**
   * A record of CloudTrail's. Source: CloudTrail User Guide, "CloudTrail record contents".
   *
   * @param json the record, untrusted
   * @param ingested when the log group took it; empty in the event history
   */
  record Recorded(Map<String, @Nullable Object> json, Optional<Instant> ingested) {}

  /**
   * Some records.
   *
   * @param next asks for the next page; empty on the last one
   */
  record Page(List<Recorded> events, Optional<String> next) {
    /** Copies the list. */
    public Page {
      events = List.copyOf(events);
    }
  }

  /** From when to when, both included. */
  record Window(Instant from, Instant to) {}

  /** The attribute by which the event history is searched. */
  enum Attribute {
    /** The name of an API operation. */
    EVENT_NAME("EventName"),
    /** The user's name; root's is {@code root}. */
    USERNAME("Username");

    private final String spelling;

    Attribute(String spelling) {
      this.spelling = spelling;
    }

    /** As the API spells it. */
    public String spelling() {
      return spelling;
    }
  }

  /** What a log group holds that a filter pattern matches. */
  Observed<Page> delivered(String logGroup, String pattern, Window window, Optional<String> token);

  /** What a Region's event history of the last 90 days holds. At most two calls a second. */
  Observed<Page> remembered(
      String region, Attribute by, String value, Window window, Optional<String> token);
}
