package dev.alarmkeeper.evidence.drill;

import dev.alarmkeeper.chain.Account;
import dev.alarmkeeper.control.Control;
import dev.alarmkeeper.control.Sample;
import dev.alarmkeeper.pattern.FilterPattern;
import dev.alarmkeeper.text.Json;
import dev.alarmkeeper.text.JsonFields;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The event of a drill: the first of the control's samples that the pattern matches, with the
 * account, the Region and the time of now, and with marks that neither a person nor a machine can
 * take for anything else.
 */
public final class DrillEvent {
  /** What stands in the event's field {@code userAgent}. */
  public static final String USER_AGENT =
      "alarmkeeper-drill (a test of the alarm; nobody did this)";

  /** The event's own field. */
  public static final String FIELD = "alarmkeeperDrill";

  private DrillEvent() {}

  /** The event; empty where no sample of the control, so marked, matches the pattern. */
  public static Optional<String> of(
      Control control, String pattern, Account account, String id, Instant at) {
    if (!(FilterPattern.parse(pattern) instanceof FilterPattern.Json wanted)) {
      return Optional.empty();
    }
    return control.samples().stream()
        .map(it -> marked(it, account, id, at))
        .filter(wanted::matches)
        .findFirst()
        .map(Json::text);
  }

  private static Map<String, @Nullable Object> marked(
      Sample sample, Account account, String id, Instant at) {
    String text = sample.json();
    String theirs = new JsonFields(Json.object(text)).text("recipientAccountId").orElse("");
    if (!theirs.isEmpty()) {
      text = text.replace(theirs, account.id());
    }
    text = text.replace("\"arn:aws:", "\"arn:" + account.partition() + ":");
    Map<String, @Nullable Object> event = new LinkedHashMap<>(Json.object(text));
    event.put("recipientAccountId", account.id());
    event.put("awsRegion", account.region());
    event.put("eventTime", at.truncatedTo(ChronoUnit.SECONDS).toString());
    event.put("eventID", id);
    event.put("requestID", id);
    event.put("userAgent", USER_AGENT);
    event.put(
        FIELD,
        Map.of(
            "drill",
            true,
            "id",
            id,
            "note",
            "alarmkeeper wrote this event to see whether its alarm is heard"));
    return event;
  }
}
