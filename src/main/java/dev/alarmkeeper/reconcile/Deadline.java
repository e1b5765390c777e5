package dev.alarmkeeper.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * When a run has to stop.
 *
 * @param at the instant after which nothing new is begun
 * @param clock tells the time
 */
public record Deadline(Instant at, InstantSource clock) {
  /** What is left; never negative. */
  public Duration left() {
    Duration left = Duration.between(clock.instant(), at);
    return left.isNegative() ? Duration.ZERO : left;
  }

  /** An earlier deadline. */
  public Deadline minus(Duration kept) {
    return new Deadline(at.minus(kept), clock);
  }

  /** Whether nothing new may be begun. */
  public boolean passed() {
    return left().isZero();
  }
}
