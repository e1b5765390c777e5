package dev.alarmkeeper.aws;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;

/**
 * Keeps calls of the same operation apart, so that we call it no faster than AWS lets an account
 * and Region. What others call meanwhile makes AWS throttle, and then the client waits longer.
 * Source of the rates: "Amazon CloudWatch endpoints and quotas"
 * (https://docs.aws.amazon.com/general/latest/gr/cw_region.html), "Amazon CloudWatch Logs endpoints
 * and quotas" (https://docs.aws.amazon.com/general/latest/gr/cwl_region.html), and CloudTrail API,
 * LookupEvents.
 */
public final class Pace {
  private static final Map<String, Integer> A_SECOND =
      Map.of(
          "DescribeMetricFilters", 5,
          "EnableAlarmActions", 3,
          "GetAlarmMuteRule", 20,
          "PutMetricAlarm", 3,
          "PutMetricFilter", 5,
          "TestMetricFilter", 5);

  /** For whatever else is called again and again, such as LookupEvents. */
  private static final int USUALLY_A_SECOND = 2;

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

  /**
   * Waits until the operation may be called again; the first call never waits.
   *
   * @throws CancellationException if it is interrupted: then it shall not be called
   */
  void await(String operation) {
    Duration wait = reserve(operation);
    if (!wait.isPositive()) {
      return;
    }
    try {
      sleeper.sleep(wait);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new CancellationException(operation);
    }
  }

  /** From one call of an operation to the next. */
  static Duration apart(String operation) {
    int rate = A_SECOND.getOrDefault(operation, USUALLY_A_SECOND);
    // Rounded up: a call too soon is one too many.
    return Duration.ofMillis((1_000 + rate - 1) / rate);
  }

  private synchronized Duration reserve(String operation) {
    Instant now = clock.instant();
    Instant turn = turns.getOrDefault(operation, now);
    Instant mine = turn.isAfter(now) ? turn : now;
    turns.put(operation, mine.plus(apart(operation)));
    return Duration.between(now, mine);
  }
}
