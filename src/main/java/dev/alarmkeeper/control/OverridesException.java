package dev.alarmkeeper.control;

import java.util.List;

/** An overrides document is wrong; the faults are all there are, each with its place. */
public final class OverridesException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial") // List.copyOf
  private final List<String> faults;

  /** All faults of one document. */
  public OverridesException(List<String> faults) {
    super(String.join("; ", faults));
    this.faults = List.copyOf(faults);
  }

  /** The faults: where, what stands there, and what should. */
  public List<String> faults() {
    return faults;
  }
}
