package dev.alarmkeeper.evidence;

import dev.alarmkeeper.chain.Observed;
import dev.alarmkeeper.evidence.history.EventHistory;
import dev.alarmkeeper.evidence.incident.Window;
import dev.alarmkeeper.evidence.notify.EventBus;
import dev.alarmkeeper.evidence.notify.OperationsTopic;
import dev.alarmkeeper.evidence.notify.Sent;
import dev.alarmkeeper.pattern.FilterPattern;
import dev.alarmkeeper.text.JsonFields;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The world that evidence goes to and comes from: a topic, a bus and CloudTrail's history. */
public final class Outside implements OperationsTopic, EventBus, EventHistory {
  public static final Sent DONE = new Sent.Done();

  public final List<Notice> notices = new ArrayList<>();
  public final List<Event> events = new ArrayList<>();

  /** What CloudTrail recorded, by the event's name and the user's name alike. */
  public final List<Map<String, @Nullable Object>> records = new ArrayList<>();

  public final List<String> searches = new ArrayList<>();
  public Sent topic = DONE;

  /** Messages whose subject contains this are refused; none where it is empty. */
  public String refused = "";

  public Sent bus = DONE;
  public int pageSize = 100;

  /** Pages without events that come before the first with any. */
  public int emptyPages;

  public Runnable before = () -> {};
  public Runnable beforePage = () -> {};
  public boolean group = true;
  public Optional<Observed<Page>> broken = Optional.empty();

  @Override
  public Sent send(Notice notice) {
    before.run();
    if (!refused.isEmpty() && notice.subject().contains(refused)) {
      return new Sent.Refused("sns:Publish: refused");
    }
    if (topic.equals(DONE)) {
      notices.add(notice);
    }
    return topic;
  }

  @Override
  public Sent put(List<Event> all) {
    before.run();
    if (bus.equals(DONE)) {
      events.addAll(all);
    }
    return bus;
  }

  @Override
  public Observed<Page> delivered(
      String logGroup, String pattern, Window window, Optional<String> token) {
    searches.add("group " + logGroup);
    beforePage.run();
    if (!group) {
      return new Observed.Absent<>();
    }
    FilterPattern.Json wanted = (FilterPattern.Json) FilterPattern.parse(pattern);
    return page(records.stream().filter(wanted::matches).toList(), window, token, true);
  }

  @Override
  public Observed<Page> remembered(
      String region, Attribute by, String value, Window window, Optional<String> token) {
    searches.add(region + " " + value);
    List<Map<String, @Nullable Object>> found = new ArrayList<>();
    for (Map<String, @Nullable Object> record : records) {
      if (region.equals(record.get("awsRegion")) && isBy(by, value, record)) {
        found.add(record);
      }
    }
    return page(found, window, token, false);
  }

  private static boolean isBy(Attribute by, String value, Map<String, @Nullable Object> record) {
    return switch (by) {
      case EVENT_ID -> value.equals(record.get("eventID"));
      case EVENT_NAME -> value.equals(record.get("eventName"));
      case USERNAME ->
          new JsonFields(record).text("userIdentity", "type").filter("Root"::equals).isPresent();
    };
  }

  private Observed<Page> page(
      List<Map<String, @Nullable Object>> found,
      Window window,
      Optional<String> token,
      boolean ingested) {
    before.run();
    if (broken.isPresent()) {
      return broken.get();
    }
    List<Recorded> within =
        found.stream()
            .map(it -> new Recorded(it, ingested ? time(it) : Optional.empty()))
            .filter(
                it ->
                    time(it.json())
                        .map(at -> !at.isBefore(window.from()) && !at.isAfter(window.to()))
                        // The history knows when it was, even where the record does not say it.
                        .orElse(true))
            .toList();
    int from = token.map(Integer::parseInt).orElse(-emptyPages);
    if (from < 0) {
      return new Observed.Present<>(new Page(List.of(), Optional.of("" + (from + 1))));
    }
    int to = Math.min(from + pageSize, within.size());
    Optional<String> next = to < within.size() ? Optional.of("" + to) : Optional.empty();
    return new Observed.Present<>(new Page(within.subList(from, to), next));
  }

  private static Optional<Instant> time(Map<String, @Nullable Object> json) {
    return new JsonFields(json).instant("eventTime");
  }
}
