package dev.alarmkeeper.aws;

import static java.util.stream.Collectors.joining;

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
import java.util.function.Predicate;

/**
 * Finds the log group through the trail, as the benchmark's audit does. Settings go before what is
 * found; among several trails the choice does not depend on their order, and is explained.
 */
final class TrailLocator {
  private static final int MOST_NAMED = 5;

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
    List<Trail> delivering =
        all.stream()
            .filter(trail -> named.isEmpty() || named.get().equals(trail.arn()))
            .filter(trail -> trail.logGroup().isPresent())
            .filter(trail -> group.isEmpty() || group.equals(trail.logGroup()))
            .toList();
    List<Trail> fitting =
        delivering.stream()
            .filter(trail -> named.isPresent() || trail.multiRegion())
            .sorted(preference(account, at, all))
            .toList();
    if (fitting.isEmpty()) {
      return moved(account, at, named, group, all)
          .or(() -> ofOneRegion(account, delivering))
          .orElseGet(() -> new Place(account, new Absent<>(), group, absence(named, group)));
    }
    Trail chosen = fitting.getFirst();
    String others = names(fitting.subList(1, fitting.size()));
    String because =
        "found through trail "
            + chosen.name()
            + (others.isEmpty()
                ? ""
                : ", preferred to "
                    + others
                    + ": no trail that is stopped beside an organization's that logs, then a log"
                    + " group here first, then one that logs, then one of this account, then the"
                    + " first by ARN");
    return new Place(account, new Present<>(chosen.arn()), chosen.logGroup(), because);
  }

  /**
   * Where no trail records every Region: one that can be told to, with one command, and until then
   * records what happens here.
   */
  private static Optional<Place> ofOneRegion(Account account, List<Trail> delivering) {
    return delivering.stream()
        .filter(it -> account.holds(it.arn()))
        .min(Comparator.comparing(Trail::name))
        .map(
            trail ->
                new Place(
                    account,
                    new Present<>(trail.arn()),
                    trail.logGroup(),
                    "found through trail "
                        + trail.name()
                        + ", which records one Region alone: no trail that records every Region"
                        + " delivers to a log group"));
  }

  /**
   * Where the settings name a log group that no trail feeds any more: the trail of this account
   * that delivers to another one here has perhaps been moved. The place stays what the settings
   * say.
   */
  private Optional<Place> moved(
      Account account, Instant at, Optional<Arn> named, Optional<Arn> group, List<Trail> all) {
    return group.flatMap(
        wanted ->
            all.stream()
                .filter(trail -> named.isEmpty() || named.get().equals(trail.arn()))
                .filter(Trail::multiRegion)
                .filter(trail -> trail.logGroup().filter(account::holds).isPresent())
                .min(preference(account, at, all))
                .map(
                    trail ->
                        new Place(
                            account,
                            new Present<>(trail.arn()),
                            group,
                            "the settings name log group "
                                + LogGroup.nameOf(wanted)
                                + ", to which no multi-region trail delivers; found through trail "
                                + trail.name())));
  }

  /** Of many trails the first few, and the number of the others. */
  private static String names(List<Trail> trails) {
    String first = trails.stream().limit(MOST_NAMED).map(Trail::name).collect(joining(", "));
    return trails.size() <= MOST_NAMED
        ? first
        : first + " and %d more".formatted(trails.size() - MOST_NAMED);
  }

  private Comparator<Trail> preference(Account account, Instant at, List<Trail> all) {
    // Asked for once a trail, and only where it decides.
    Map<Trail, Boolean> logging = new HashMap<>();
    Predicate<Trail> logs = trail -> logging.computeIfAbsent(trail, it -> isLogging(it, at));
    List<Trail> organizations =
        all.stream()
            .filter(it -> it.organization() && it.multiRegion() && it.logGroup().isPresent())
            .toList();
    // Whoever left the work to the organization's trail has retired the account's own. An
    // organization's trail cannot be made from a member account.
    Comparator<Trail> retired =
        Comparator.comparing(
            trail ->
                !trail.organization()
                    && !organizations.isEmpty()
                    && !logs.test(trail)
                    && organizations.stream().anyMatch(logs));
    Comparator<Trail> here =
        Comparator.comparing(trail -> !trail.logGroup().map(account::holds).orElse(false));
    return retired
        .thenComparing(here)
        .thenComparing(trail -> !logs.test(trail))
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
