package dev.alarmkeeper.localaws;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Time that passes: every minute events arrive and alarms are evaluated, every ten seconds those
 * that are evaluated so often.
 */
final class Passing {
  private static final int MINUTE = 60;
  private static final int SHORTEST_PERIOD = 10;

  /**
   * "CloudTrail typically delivers logs within an average of about 5 minutes of an API call". <a
   * href="https://docs.aws.amazon.com/awscloudtrail/latest/userguide/get-and-view-cloudtrail-log-files.html">
   * Getting and viewing log files</a>.
   */
  static final Duration DELIVERED_AFTER = Duration.ofMinutes(5);

  /** Others are at work in the account, so that events arrive every minute. */
  private static final String SOMEBODY_ELSES =
      """
      {"eventVersion": "1.11", "eventSource": "ec2.amazonaws.com", "eventName": "DescribeInstances",
       "eventType": "AwsApiCall", "eventCategory": "Management", "managementEvent": true,
       "readOnly": %s, "awsRegion": "%s", "recipientAccountId": "%s",
       "sourceIPAddress": "198.51.100.7", "userAgent": "aws-cli/2.31.0",
       "userIdentity": {"type": "IAMUser", "userName": "somebody", "accountId": "%3$s",
        "arn": "arn:aws:iam::%3$s:user/somebody"}}\
      """;

  private final Place place;
  private final Store store;
  private final Traffic traffic;
  private final Evaluations evaluations;
  private final List<String> always;

  Passing(Place place, Store store) {
    this.place = place;
    this.store = store;
    traffic = new Traffic(place, store);
    evaluations = new Evaluations(place, store);
    always =
        List.of(
            SOMEBODY_ELSES.formatted(true, place.region(), place.account()),
            SOMEBODY_ELSES.formatted(false, place.region(), place.account()));
  }

  /** Until that time, with these events, each at the time at which it arrives. */
  void until(Instant end, Map<Instant, String> arriving) {
    Instant begin = store.now();
    Instant tick = begin.truncatedTo(ChronoUnit.MINUTES);
    while (!tick.isAfter(end)) {
      if (tick.isAfter(begin)) {
        store.standStillAt(tick);
        if (tick.getEpochSecond() % MINUTE == 0) {
          // The minute that ends now: its events are in, and then alarms look at it.
          store.standStillAt(tick.minusSeconds(MINUTE));
          stored(tick.minusSeconds(MINUTE), tick)
              .forEach((group, messages) -> traffic.ingest(group, messages));
          List<String> events = new ArrayList<>(always);
          Instant from = tick.minusSeconds(MINUTE);
          Instant until = tick;
          arriving.forEach(
              (time, event) -> {
                if (!time.isBefore(from) && time.isBefore(until)) {
                  events.add(event);
                }
              });
          traffic.deliver(events);
          store.standStillAt(tick);
        }
        evaluations.evaluate();
      }
      tick = tick.plusSeconds(evaluations.someAreEvaluatedOften() ? SHORTEST_PERIOD : MINUTE);
    }
    store.now(end);
  }

  /** What was put into log groups in that minute by others than CloudTrail. */
  private Map<String, List<String>> stored(Instant from, Instant until) {
    Map<String, List<String>> stored = new TreeMap<>();
    String prefix = place.tableName(LogEvents.table(""));
    store
        .tables(prefix)
        .forEach(
            (table, rows) ->
                rows.values().stream()
                    .filter(row -> isIn(row.path("ingestionTime").asLong(), from, until))
                    .map(row -> row.path("message").asText())
                    .forEach(
                        message ->
                            stored
                                .computeIfAbsent(
                                    table.substring(prefix.length()), _ -> new ArrayList<>())
                                .add(message)));
    return stored;
  }

  private static boolean isIn(long millis, Instant from, Instant until) {
    return from.toEpochMilli() <= millis && millis < until.toEpochMilli();
  }
}
