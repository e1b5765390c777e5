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
 * @param logGroup where the trail should deliver; empty if it is not known
 * @param because how the two were found
 * @param pin whether they are remembered
 * @param moved the log group of this account and Region to which the trail delivers instead. It is
 *     not the place before a person says so, but filters are of use nowhere else
 */
public record Place(
    Account account,
    Observed<Arn> trail,
    Optional<Arn> logGroup,
    String because,
    Pin pin,
    Optional<Arn> moved) {

  /** A place to which the trail delivers, as far as is known. */
  public Place(
      Account account, Observed<Arn> trail, Optional<Arn> logGroup, String because, Pin pin) {
    this(account, trail, logGroup, because, pin, Optional.empty());
  }

  /** A place that is not remembered. */
  public Place(Account account, Observed<Arn> trail, Optional<Arn> logGroup, String because) {
    this(account, trail, logGroup, because, new Pin.None());
  }

  /** The same place, with more to say about how it was found. */
  public Place noting(String more, Pin remembered) {
    return new Place(account, trail, logGroup, because + more, remembered, moved);
  }

  /**
   * The same place, as the trail was seen to deliver.
   *
   * @param delivered the log group it delivers to now, if any
   */
  public Place seen(Optional<Arn> delivered) {
    return new Place(
        account,
        trail,
        logGroup,
        because,
        pin,
        delivered.filter(it -> isHere() && account.holds(it) && !logGroup.equals(delivered)));
  }

  /** The log group that the trail feeds: filters on any other see nothing. */
  public Optional<Arn> fed() {
    return moved.or(() -> logGroup);
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
