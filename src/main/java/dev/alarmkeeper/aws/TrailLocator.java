package dev.alarmkeeper.aws;

import dev.alarmkeeper.chain.Account;
import dev.alarmkeeper.chain.Arn;
import dev.alarmkeeper.chain.LogGroup;
import dev.alarmkeeper.chain.Observed.Absent;
import dev.alarmkeeper.chain.Observed.Present;
import dev.alarmkeeper.chain.Observed.Unreadable;
import dev.alarmkeeper.chain.Trail;
import dev.alarmkeeper.chain.TrailStatus;
import dev.alarmkeeper.control.ChainSettings;
import dev.alarmkeeper.control.Place;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Finds the log group through the trail, as the benchmark's audit does. Settings go before what is
 * found; among several trails the choice does not depend on their order, and is explained.
 */
final class TrailLocator {
  private final ChainSettings settings;
  private final Trails trails;

  TrailLocator(ChainSettings settings, Trails trails) {
    this.settings = settings;
    this.trails = trails;
  }

  Place locate(Account account, Instant at) {
    Optional<Arn> named = settings.trailName().map(name -> arnOf(account, name));
    Optional<Arn> group = settings.logGroup().name().map(name -> LogGroup.arn(account, name));
    if (named.isPresent() && group.isPresent()) {
      return new Place(account, new Present<>(named.get()), group, "the settings name both");
    }
    return switch (trails.all()) {
      case Present<List<Trail>>(List<Trail> all) -> choose(account, at, named, group, all);
      case Absent<List<Trail>> _ -> new Place(account, new Absent<>(), group, "there is no trail");
      case Unreadable<List<Trail>>(String reason, boolean retryable) ->
          new Place(account, new Unreadable<>(reason, retryable), group, reason);
    };
  }

  /** The ARN of the trail that the setting means: a bare name is one of this account and Region. */
  static Arn arnOf(Account account, String nameOrArn) {
    return nameOrArn.startsWith("arn:")
        ? Arn.parse(nameOrArn)
        : account.arn("cloudtrail", "trail/" + nameOrArn);
  }

  private Place choose(
      Account account, Instant at, Optional<Arn> named, Optional<Arn> group, List<Trail> all) {
    List<Trail> fitting =
        all.stream()
            .filter(trail -> named.isEmpty() || named.get().equals(trail.arn()))
            .filter(trail -> named.isPresent() || trail.multiRegion())
            .filter(trail -> trail.logGroup().isPresent())
            .filter(trail -> group.isEmpty() || group.equals(trail.logGroup()))
            .sorted(preference(account, at))
            .toList();
    if (fitting.isEmpty()) {
      return new Place(account, new Absent<>(), group, absence(named, group));
    }
    Trail chosen = fitting.getFirst();
    String others = fitting.stream().skip(1).map(Trail::name).collect(Collectors.joining(", "));
    String because =
        "found through trail "
            + chosen.name()
            + (others.isEmpty()
                ? ""
                : ", preferred to "
                    + others
                    + ": a log group here first, then one that logs, then one of this account,"
                    + " then the first by ARN");
    return new Place(account, new Present<>(chosen.arn()), chosen.logGroup(), because);
  }

  private Comparator<Trail> preference(Account account, Instant at) {
    // Asked for once a trail, and only where it decides.
    Map<Trail, Boolean> logging = new HashMap<>();
    Comparator<Trail> here =
        Comparator.comparing(trail -> !trail.logGroup().map(account::holds).orElse(false));
    return here.thenComparing(trail -> !logging.computeIfAbsent(trail, it -> isLogging(it, at)))
        .thenComparing(trail -> !trail.arn().account().equals(account.id()))
        .thenComparing(trail -> trail.arn().toString());
  }

  private boolean isLogging(Trail trail, Instant at) {
    return trails.status(trail, at) instanceof Present<TrailStatus>(TrailStatus status)
        && status.logging();
  }

  private static String absence(Optional<Arn> named, Optional<Arn> group) {
    if (named.isPresent()) {
      return "trail "
          + named.get()
          + " is not there, or delivers to no log group; set TRAIL_NAME to the ARN of one that"
          + " does, or attach a log group to it";
    }
    return group
        .map(it -> "no multi-region trail delivers to log group " + LogGroup.nameOf(it))
        .orElse("no multi-region trail delivers to a log group; attach one, or set LOG_GROUP_NAME");
  }
}
