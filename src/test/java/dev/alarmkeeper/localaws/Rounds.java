package dev.alarmkeeper.localaws;

/**
 * Lets calls take effect in rounds: those that are made before any of them is answered make one.
 * However fast or loaded the machine, a call that waits for the answer of another is in a later
 * round, so that the number of rounds is never less than the depth of a run. A caller that needs
 * longer than a moment for its next call adds rounds: the least count of several is the depth.
 */
final class Rounds {
  /** After such a silence no other call of the round is expected. */
  private static final long QUIET_NANOS = 150_000_000;

  private static final long NANOS_PER_MILLI = 1_000_000;

  private long over;
  private long last;

  /** Waits until the round begins, and gives its number, counted from 1. */
  synchronized long join() {
    long mine = over + 1;
    last = System.nanoTime();
    try {
      while (over < mine) {
        long left = last + QUIET_NANOS - System.nanoTime();
        if (left <= 0) {
          over = mine;
          notifyAll();
        } else {
          wait(left / NANOS_PER_MILLI + 1);
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    return mine;
  }
}
