package dev.alarmkeeper.control;

import dev.alarmkeeper.chain.Account;
import dev.alarmkeeper.chain.Arn;
import dev.alarmkeeper.chain.Observed;
import java.util.Optional;

/**
 * Where the chain lives.
 *
 * @param account where alarmkeeper runs
 * @param trail the trail; absent if none fits
 * @param logGroup where the trail delivers; empty if it is not known
 * @param because how the two were found
 * @param pin whether they are remembered
 */
public record Place(
    Account account, Observed<Arn> trail, Optional<Arn> logGroup, String because, Pin pin) {

  /** A place that is not remembered. */
  public Place(Account account, Observed<Arn> trail, Optional<Arn> logGroup, String because) {
    this(account, trail, logGroup, because, new Pin.None());
  }

  /** The same place, with more to say about how it was found. */
  public Place noting(String more, Pin remembered) {
    return new Place(account, trail, logGroup, because + more, remembered);
  }

  /** Whether filters can be put on the log group from here. */
  public boolean isHere() {
    return logGroup.filter(account::holds).isPresent();
  }

  /** Whether the trail delivers to another account, where the chain is then somebody else's. */
  public boolean isCoveredElsewhere() {
    return logGroup.filter(group -> !group.account().equals(account.id())).isPresent();
  }
}
