package dev.alarmkeeper.evidence.history;

import dev.alarmkeeper.chain.Account;
import dev.alarmkeeper.chain.Observed;
import dev.alarmkeeper.evidence.incident.Window;
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
   * @param json the record, untrusted; empty where what is there is no JSON object: it was found,
   *     and nobody can say what it tells
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

  /** The attribute by which the event history is searched. */
  enum Attribute {
    /** CloudTrail's id of an event. */
    EVENT_ID("EventId"),
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

  /**
   * The Region whose event history has what happens in no Region, such as a sign-in as root.
   * Source: CloudTrail User Guide, "About global service events".
   *
   * @return the account's own Region where the partition is none of those that are known
   */
  static String globalRegion(Account account) {
    return account.globalRegion();
  }

  /** What a log group holds that a filter pattern matches; absent where there is no such group. */
  Observed<Page> delivered(String logGroup, String pattern, Window window, Optional<String> token);

  /** What a Region's event history of the last 90 days holds. At most two calls a second. */
  Observed<Page> remembered(
      String region, Attribute by, String value, Window window, Optional<String> token);
}
