package dev.alarmkeeper.settings;

import java.time.Duration;
import java.util.Optional;

/** How often each control is drilled by itself. */
public enum DrillSchedule {
  /** There are no drills, and the function's role has no permission for them. */
  OFF(Optional.empty()),
  /** Only when somebody asks. */
  ON_REQUEST(Optional.empty()),
  /** 30 days after the last drill that was heard. */
  MONTHLY(Optional.of(Duration.ofDays(30))),
  /** 91 days after it. */
  QUARTERLY(Optional.of(Duration.ofDays(91)));

  private final Optional<Duration> every;

  DrillSchedule(Optional<Duration> every) {
    this.every = every;
  }

  /** From one drill of a control to the next; empty where none comes by itself. */
  public Optional<Duration> every() {
    return every;
  }

  /** Whether there may be drills at all. */
  public boolean isOn() {
    return this != OFF;
  }
}
