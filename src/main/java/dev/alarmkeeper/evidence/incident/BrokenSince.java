package dev.alarmkeeper.evidence.incident;

import java.time.Instant;

/**
 * Since when a link has been broken: never later than the truth, unless nobody had looked before.
 *
 * @param at the instant
 * @param basis how it is known
 */
public record BrokenSince(Instant at, Basis basis) {
  /** How much is known. */
  public enum Certainty {
    /** The instant is exact. */
    KNOWN,
    /** It broke at this instant or later, and was seen broken at the incident's first look. */
    BOUNDED,
    /** It broke at this instant or earlier. */
    UNKNOWN
  }

  /** How an instant is known. */
  public enum Basis {
    /** CloudTrail's history has one call, and that call alone explains all that was found. */
    CALL(Certainty.KNOWN),
    /** CloudTrail's history has several calls that may have broken it; this is the earliest. */
    EARLIEST_CALL(Certainty.BOUNDED),
    /** The last look that verified the link. */
    LAST_VERIFIED(Certainty.BOUNDED),
    /** Nobody had looked before. */
    FIRST_SEEN(Certainty.UNKNOWN);

    private final Certainty certainty;

    Basis(Certainty certainty) {
      this.certainty = certainty;
    }

    /** How much is known. */
    public Certainty certainty() {
      return certainty;
    }
  }
}
