package dev.alarmkeeper.reconcile;

import dev.alarmkeeper.chain.Account;
import dev.alarmkeeper.chain.Alarm;
import dev.alarmkeeper.chain.Arn;
import dev.alarmkeeper.chain.MetricFilter;
import dev.alarmkeeper.chain.Observed;
import dev.alarmkeeper.chain.Subscription;
import dev.alarmkeeper.control.Desired;
import dev.alarmkeeper.control.Place;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Looks at AWS. It never writes, and it never throws for what AWS answers. */
public interface Observer {
  /** Finds where the chain of an account lives. */
  Place locate(Account account, Deadline deadline);

  /** Reads every link of the desired chain; what is not read by the deadline is unreadable. */
  Snapshot observe(Desired desired, Deadline deadline);

  /**
   * Finds the place and reads every link of what is desired there; what does not depend on the
   * place may be read beside.
   */
  default Look look(Account account, Function<Place, Desired> desiring, Deadline deadline) {
    Desired desired = desiring.apply(locate(account, deadline));
    return new Look(desired, observe(desired, deadline));
  }

  /** Lists the alarms of the account and Region, of every type, whatever they are called. */
  default Observed<List<Alarm>> alarms() {
    return new Observed.Absent<>();
  }

  /** The alarms of these names, of every type. */
  default Observed<List<Alarm>> alarms(List<String> names) {
    return new Observed.Absent<>();
  }

  /** All subscriptions of a topic, which may be anybody's. */
  default Observed<List<Subscription>> subscriptions(Arn topic) {
    return new Observed.Absent<>();
  }

  /** Lists the metric filters of all log groups of the account and Region. */
  default Observed<List<MetricFilter>> filters() {
    return new Observed.Absent<>();
  }

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
