package dev.alarmkeeper.evidence.own;

import dev.alarmkeeper.chain.Account;
import dev.alarmkeeper.evidence.incident.OwnLook;
import dev.alarmkeeper.evidence.incident.OwnStack;
import dev.alarmkeeper.reconcile.Deadline;
import java.util.Optional;

/**
 * Looks at alarmkeeper's own stack, and says what is not as it was deployed.
 *
 * @param reserved how many runs at once the deployment reserves for the function
 */
public record OwnStackLook(OwnStack own, Optional<Integer> reserved, StackObserver observer) {
  /** One look. */
  public OwnLook look(Account account, Deadline deadline) {
    return new StackPlanner(own, reserved, account, observer.observe(account, deadline)).plan();
  }
}
