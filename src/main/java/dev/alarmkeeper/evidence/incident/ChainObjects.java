package dev.alarmkeeper.evidence.incident;

import dev.alarmkeeper.chain.Account;
import dev.alarmkeeper.chain.Arn;
import dev.alarmkeeper.chain.LogGroup;
import dev.alarmkeeper.chain.Observed.Present;
import dev.alarmkeeper.chain.Topic;
import dev.alarmkeeper.chain.Trail;
import dev.alarmkeeper.control.Desired;
import dev.alarmkeeper.reconcile.ApiCall;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The objects of a chain, as parameters of calls name them.
 *
 * @param link the one that a call is held against
 */
record ChainObjects(Desired desired, LinkId link) {
  String name() {
    return link.name();
  }

  /** Whether a call was made in the account and Region that hold the link. */
  boolean isWhere(ApiCall call) {
    Account home = desired.place().account();
    String account = arn().map(Arn::account).orElse(home.id());
    return call.region().filter(it -> it.toString().equals(region())).isPresent()
        && call.account().filter(it -> !it.toString().equals(account)).isEmpty();
  }

  /** The Region that holds the link: a trail is changed in its home Region. */
  String region() {
    return arn()
        .map(Arn::region)
        .filter(it -> !it.isEmpty())
        .orElse(desired.place().account().region());
  }

  boolean isGroup(String text) {
    return Stream.of(desired.place().logGroup(), desired.place().fed())
        .flatMap(Optional::stream)
        .anyMatch(
            it ->
                text.equals(LogGroup.nameOf(it))
                    || text.equals(it.toString())
                    || text.equals(it + ":*"));
  }

  boolean isTopic(String text) {
    return desired.topic().filter(it -> it.arn().toString().equals(text)).isPresent();
  }

  boolean isTrail(String text) {
    return desired.trail() instanceof Present<Trail>(Trail trail)
        && (trail.name().equals(text) || trail.arn().toString().equals(text));
  }

  private Optional<Arn> arn() {
    return switch (link.link()) {
      case TRAIL ->
          desired.trail() instanceof Present<Trail>(Trail trail)
              ? Optional.of(trail.arn())
              : Optional.empty();
      case LOG_GROUP, METRIC_FILTER -> desired.place().fed();
      case TOPIC, SUBSCRIPTION -> desired.topic().map(Topic::arn);
      case ALARM, ALARMKEEPER -> Optional.empty();
    };
  }
}
