package dev.alarmkeeper.localaws;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiPredicate;

/** CloudWatch Logs: groups, metric filters and events. */
public final class Logs implements Service {
  private static final Codes CODES =
      new Codes(
          "InvalidParameterException",
          "AccessDeniedException",
          "ThrottlingException",
          "ServiceUnavailableException",
          "ResourceNotFoundException");

  private final World world;
  private final Place home;
  private final LogEvents events = new LogEvents();

  Logs(World world, Place home) {
    this.world = world;
    this.home = home;
  }

  /**
   * Says whether a pattern matches an event for FilterLogEvents and TestMetricFilter: first the
   * pattern, then the event's text. Without it patterns are read as AWS documents them.
   */
  public void matcher(BiPredicate<String, String> matcher) {
    events.matcher(matcher);
  }

  /** Reads patterns as AWS documents them, as at the start. */
  public void matchAsDocumented() {
    events.matcher(LogEvents::matchesAsDocumented);
  }

  /**
   * How many stored events FilterLogEvents looks at for one page. With few, pages are empty and
   * still carry a token, as AWS's may.
   */
  public void eventsLookedAtPerPage(int count) {
    events.lookedAtPerPage(count);
  }

  /** Stores an event, as a delivery of the trail would, in a group of the home account. */
  public void ingest(String group, Instant time, String message) {
    world.change(store -> LogEvents.ingest(home, store, group, time, message));
  }

  /**
   * From now on metric filters see this, a regular expression, masked in every group, and no call
   * tells of it: as if AWS had a way to mask that nobody knows to look for.
   */
  public void maskUnseen(String regex) {
    world.change(
        store -> store.table(Traffic.UNSEEN_MASKS).put(regex, Tree.object().put("regex", regex)));
  }

  /** Nothing is masked so any more. */
  public void unmaskUnseen() {
    world.change(store -> store.drop(Traffic.UNSEEN_MASKS));
  }

  /** Whether the group of the home account exists and has a filter of exactly this name. */
  public boolean hasFilter(String group, String filter) {
    return world.read(store -> home.table(store, MetricFilters.table(group)).containsKey(filter));
  }

  @Override
  public String prefix() {
    return "logs";
  }

  @Override
  public Codes codes() {
    return CODES;
  }

  @Override
  public Map<String, Operation> operations() {
    Map<String, Operation> operations = new HashMap<>();
    operations.putAll(LogGroups.operations());
    operations.putAll(LogGroupSettings.operations());
    operations.putAll(MetricFilters.operations());
    operations.putAll(DataProtection.operations());
    operations.putAll(Transformers.operations());
    operations.putAll(AccountPolicies.operations());
    operations.putAll(LogStreams.operations());
    operations.putAll(events.operations());
    return operations;
  }
}
