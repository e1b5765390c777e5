package dev.alarmkeeper.reconcile;

import dev.alarmkeeper.chain.Account;
import dev.alarmkeeper.control.Desired;
import dev.alarmkeeper.control.Place;
import java.util.Set;

/** Looks at AWS. It never writes, and it never throws for what AWS answers. */
public interface Observer {
  /** Finds where the chain of an account lives. */
  Place locate(Account account, Deadline deadline);

  /** Reads every link of the desired chain; what is not read by the deadline is unreadable. */
  Snapshot observe(Desired desired, Deadline deadline);

  /**
   * Reads what costs calls for each control: who else publishes its metric, in any log group, and
   * how the service reads the deployed patterns: after each repair of a filter, and once for each
   * pattern and process. It is asked for when nothing is left to write, so that no repair waits for
   * it.
   *
   * @param broken names of filters that are missing or drifted, whose patterns are not tried
   */
  Snapshot tryPatterns(Desired desired, Snapshot seen, Set<String> broken, Deadline deadline);
}
