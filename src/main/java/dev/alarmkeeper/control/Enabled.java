package dev.alarmkeeper.control;

import java.util.List;
import java.util.Optional;

/**
 * The controls that the settings ask for.
 *
 * @param controls as the overrides have them, as far as those are known; the catalogue's order
 * @param doubt why that may not be what the owner wants now
 */
public record Enabled(List<Control> controls, Optional<Doubt> doubt) {
  /** Copies the list. */
  public Enabled {
    controls = List.copyOf(controls);
  }
}
