package dev.alarmkeeper.evidence.statement;

import dev.alarmkeeper.control.Control;
import dev.alarmkeeper.evidence.incident.Window;
import java.util.List;

/**
 * What was known of a control, one time after the other.
 *
 * @param spans cover the period without gap or overlap; neighbours differ
 */
public record Timeline(Control control, List<Span> spans) {
  /** Copies the list. */
  public Timeline {
    spans = List.copyOf(spans);
  }

  /** What was known of a minute. */
  public enum State {
    /** All of it was watched, and no part of it was exposed. */
    IN_FORCE,
    /** Some part of it was exposed. */
    EXPOSED,
    /** It lies between the last look that verified a link and the first that saw it broken. */
    MAYBE_EXPOSED,
    /** Nobody looked, or what was seen is no longer kept or could not be read. */
    UNKNOWN
  }

  /**
   * Minutes of one state.
   *
   * @param window from the beginning of the first to the end of the last
   */
  public record Span(State state, Window window) {}
}
