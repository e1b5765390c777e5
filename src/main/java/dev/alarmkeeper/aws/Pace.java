package dev.alarmkeeper.aws;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/**
 * Keeps calls of the same operation apart. AWS counts calls for each account and Region, whoever
 * makes them, and what we take is missing elsewhere: so we stay well below the lowest of the rates
 * that our repairs meet (a second: PutMetricAlarm and EnableAlarmActions 3; PutMetricFilter,
 * DescribeMetricFilters and TestMetricFilter 5; DescribeAlarms 9). Source: "CloudWatch endpoints
 * and quotas", "CloudWatch Logs quotas".
 */
public final class Pace {
  /** From one call to the next: two a second. Fifteen controls so take eight seconds a link. */
  static final Duration APART = Duration.ofMillis(500);

  private final InstantSource clock;
  private final Sleeper sleeper;
  private final Map<String, Instant> turns = new HashMap<>();

  /** Lets time pass. */
  @FunctionalInterface
  public interface Sleeper {
    /** Returns when so much time has passed. */
    void sleep(Duration time) throws InterruptedException;
  }

  /** A pace by a clock, and a way to wait. */
  public Pace(InstantSource clock, Sleeper sleeper) {
    this.clock = clock;
    this.sleeper = sleeper;
  }

  /** Waits until the operation may be called again; the first call never waits. */
  void await(String operation) {
    Duration wait = reserve(operation);
    if (!wait.isPositive()) {
      return;
    }
    try {
      sleeper.sleep(wait);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized Duration reserve(String operation) {
    Instant now = clock.instant();
    Instant turn = turns.getOrDefault(operation, now);
    Instant mine = turn.isAfter(now) ? turn : now;
    turns.put(operation, mine.plus(APART));
    return Duration.between(now, mine);
  }
}
