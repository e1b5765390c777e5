package dev.alarmkeeper.reconcile;

import dev.alarmkeeper.chain.Account;
import dev.alarmkeeper.control.Control;
import java.util.List;

/**
 * What a run is asked to do.
 *
 * @param cause why, for the report
 * @param mode whether it may write
 * @param controls the controls to look at, all of them enabled
 * @param account where alarmkeeper runs
 * @param deadline when to stop; what is not reached by then is in the report
 */
public record Order(
    Cause cause, Mode mode, List<Control> controls, Account account, Deadline deadline) {
  /** Copies the list. */
  public Order {
    controls = List.copyOf(controls);
  }
}
