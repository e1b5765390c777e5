package dev.alarmkeeper.evidence.incident;

import java.time.Instant;

/**
 * Since when a link has been broken.
 *
 * @param at the instant
 * @param basis how it is known
 */
public record BrokenSince(Instant at, Basis basis) {
  /** How an instant is known. */
  public enum Basis {
    /** CloudTrail recorded the call that broke it: the instant is exact. */
    CALL,
    /** The last look that verified the link: it broke at this instant or later. */
    LAST_VERIFIED,
    /** Nobody had looked before: it broke at this instant or earlier. */
    FIRST_SEEN
  }
}
