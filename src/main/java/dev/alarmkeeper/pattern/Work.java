package dev.alarmkeeper.pattern;

/**
 * What reading and comparing may still cost. A unit is one condition looked at, some tens of
 * nanoseconds; it is counted, not measured, so that the same patterns always get the same answer.
 */
final class Work {
  private long left;

  Work(long units) {
    this.left = units;
  }

  /** Whether there was enough left for this. */
  boolean spend(long units) {
    if (left >= 0) {
      left -= units;
    }
    return left >= 0;
  }

  long left() {
    return left;
  }

  boolean isSpent() {
    return left < 0;
  }
}
