package dev.alarmkeeper.reconcile;

import dev.alarmkeeper.control.Desired;
import java.time.Instant;

/** Somebody who is told what was seen before it is repaired. */
@FunctionalInterface
public interface Witness {
  /** Nobody. */
  Witness NONE = (_, _, _, _) -> {};

  /**
   * Takes note of what the first look found, which began at this instant. It returns at once:
   * repairs do not wait for it, and nothing that it does can stop them.
   */
  void saw(Order order, Desired desired, Plan found, Instant at);
}
