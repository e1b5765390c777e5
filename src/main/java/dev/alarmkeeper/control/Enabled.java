package dev.alarmkeeper.control;

import java.util.List;
import java.util.Optional;

/**
 * The controls that the settings ask for.
 *
 * @param controls as the overrides have them, as far as those are known; the catalogue's order
 * @param doubt why that may not be what the owner wants now
 * @param accepted the risks that the overrides accept
 */
public record Enabled(List<Control> controls, Optional<Doubt> doubt, List<Acceptance> accepted) {
  /** Copies the lists. */
  public Enabled {
    controls = List.copyOf(controls);
    accepted = List.copyOf(accepted);
  }

  /** With no risk accepted. */
  public Enabled(List<Control> controls, Optional<Doubt> doubt) {
    this(controls, doubt, List.of());
  }
}
