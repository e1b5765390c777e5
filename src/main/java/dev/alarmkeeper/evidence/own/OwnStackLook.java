package dev.alarmkeeper.evidence.own;

import dev.alarmkeeper.chain.Account;
import dev.alarmkeeper.evidence.incident.OwnLook;
import dev.alarmkeeper.evidence.incident.OwnStack;
import dev.alarmkeeper.reconcile.Deadline;

/** Looks at alarmkeeper's own stack, and says what is not as it was deployed. */
public record OwnStackLook(OwnStack own, StackObserver observer) {
  /** One look. */
  public OwnLook look(Account account, Deadline deadline) {
    return new StackPlanner(own, account, observer.observe(account, deadline)).plan();
  }
}
