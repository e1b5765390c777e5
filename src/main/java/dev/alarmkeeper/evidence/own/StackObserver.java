package dev.alarmkeeper.evidence.own;

import dev.alarmkeeper.chain.Account;
import dev.alarmkeeper.reconcile.Deadline;

/** Looks at alarmkeeper's own stack. It never writes, and never throws for what AWS answers. */
@FunctionalInterface
public interface StackObserver {
  /** Reads every part that is cheap to read; what is not read by the deadline is unreadable. */
  StackSnapshot observe(Account account, Deadline deadline);
}
