package dev.alarmkeeper.reconcile;

/**
 * What a run concludes. The order is from worst to best, and the worst of the parts is the whole's.
 */
public enum Verdict {
  /** Something could not be read, so nothing is claimed. */
  UNKNOWN,
  /** Seen, and not or not yet repaired. */
  DRIFTED,
  /** Only a person can finish it. */
  NEEDS_PERSON,
  /** It was broken, and a fresh look shows it whole. */
  REPAIRED,
  /** The trail delivers to another account, and the chain is kept there. */
  COVERED_ELSEWHERE,
  /** Nothing to do. */
  COMPLIANT;

  /** The worse of two. */
  public Verdict and(Verdict other) {
    return compareTo(other) <= 0 ? this : other;
  }
}
