package dev.alarmkeeper.evidence.incident;

import java.time.Instant;

/**
 * A time span.
 *
 * @param from its first instant
 * @param to its last instant
 */
public record Window(Instant from, Instant to) {
  /** Whether an instant lies in it; both ends do. */
  public boolean contains(Instant at) {
    return !at.isBefore(from) && !at.isAfter(to);
  }
}
