package dev.alarmkeeper.reconcile;

import dev.alarmkeeper.chain.Account;
import dev.alarmkeeper.control.Acceptance;
import dev.alarmkeeper.control.Control;
import dev.alarmkeeper.control.Doubt;
import java.util.List;
import java.util.Optional;

/**
 * What a run is asked to do.
 *
 * @param cause why, for the report
 * @param mode whether it may write
 * @param controls the controls to look at, all of them enabled
 * @param account where alarmkeeper runs
 * @param deadline when to stop; what is not reached by then is in the report
 * @param doubt why the controls may not be what the owner wants
 * @param accepted the risks that the owner takes
 */
public record Order(
    Cause cause,
    Mode mode,
    List<Control> controls,
    Account account,
    Deadline deadline,
    Optional<Doubt> doubt,
    List<Acceptance> accepted) {
  /** Copies the lists. */
  public Order {
    controls = List.copyOf(controls);
    accepted = List.copyOf(accepted);
  }

  /** An order that accepts no risk. */
  public Order(
      Cause cause,
      Mode mode,
      List<Control> controls,
      Account account,
      Deadline deadline,
      Optional<Doubt> doubt) {
    this(cause, mode, controls, account, deadline, doubt, List.of());
  }

  /** An order whose controls are in no doubt. */
  public Order(Cause cause, Mode mode, List<Control> controls, Account account, Deadline deadline) {
    this(cause, mode, controls, account, deadline, Optional.empty());
  }
}
