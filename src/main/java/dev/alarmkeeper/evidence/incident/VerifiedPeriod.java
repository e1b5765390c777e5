package dev.alarmkeeper.evidence.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A time in which every look verified every link of these controls, one look soon after the other.
 *
 * @param window from the first look to the last
 * @param controls the ids of the controls that were looked at
 */
public record VerifiedPeriod(Window window, List<String> controls) {
  /** Copies the list. */
  public VerifiedPeriod {
    controls = List.copyOf(controls);
  }

  /** A period of one look. */
  public static VerifiedPeriod begun(Instant now, List<String> controls) {
    return new VerifiedPeriod(new Window(now, now), controls);
  }

  /** Whether a look at an instant goes on with this watch: not after too long a silence. */
  public boolean isContinuedBy(Instant now, List<String> looked, Duration silence) {
    return controls.equals(looked) && !now.isAfter(window.to().plus(silence));
  }

  /** The same, up to a later look. */
  public VerifiedPeriod until(Instant now) {
    return now.isBefore(window.to())
        ? this
        : new VerifiedPeriod(new Window(window.from(), now), controls);
  }
}
