package dev.alarmkeeper.localaws;

/** Everything that existed at one time in a local AWS; {@link LocalAws#restore} goes back to it. */
public final class Saved {
  private final Store current;
  private final Store previous;

  Saved(Store current, Store previous) {
    this.current = current;
    this.previous = previous;
  }

  Store current() {
    return current;
  }

  Store previous() {
    return previous;
  }
}
