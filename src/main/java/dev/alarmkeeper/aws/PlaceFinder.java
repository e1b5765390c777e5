package dev.alarmkeeper.aws;

import dev.alarmkeeper.aws.PinnedPlace.Pinned;
import dev.alarmkeeper.chain.Account;
import dev.alarmkeeper.chain.Arn;
import dev.alarmkeeper.chain.LogGroup;
import dev.alarmkeeper.chain.Observed;
import dev.alarmkeeper.chain.Observed.Absent;
import dev.alarmkeeper.chain.Observed.Present;
import dev.alarmkeeper.chain.Observed.Unreadable;
import dev.alarmkeeper.control.ChainSettings;
import dev.alarmkeeper.control.Pin;
import dev.alarmkeeper.control.Place;
import dev.alarmkeeper.evidence.store.DocumentStore.Written.Conflict;
import dev.alarmkeeper.evidence.store.DocumentStore.Written.Failed;
import dev.alarmkeeper.evidence.store.DocumentStore.Written.Kept;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Finds where the chain lives: as the settings say, else as it is remembered, else through the
 * trail, and then it is remembered. So a trail that is redirected later is a finding (docs/adr/0011
 * on how, design rule 12 on why), and a remembered place costs one read instead of a listing.
 */
final class PlaceFinder {
  private final ChainSettings settings;
  private final TrailLocator locator;
  private final Optional<PinnedPlace> memory;

  /** What was remembered when it could last be read. */
  private final AtomicReference<Optional<Pinned>> last = new AtomicReference<>(Optional.empty());

  PlaceFinder(ChainSettings settings, TrailLocator locator, Optional<PinnedPlace> memory) {
    this.settings = settings;
    this.locator = locator;
    this.memory = memory;
  }

  Place find(Account account, Instant at) {
    if (settings.trailName().isPresent() && settings.logGroup().name().isPresent()) {
      return locator.locate(account, at);
    }
    if (memory.isEmpty()) {
      Place found = locator.locate(account, at);
      return found.trail() instanceof Present
          ? found.noting("; not pinned: EVIDENCE_TABLE is not set", new Pin.None())
          : found;
    }
    PinnedPlace pin = memory.get();
    return switch (pin.read()) {
      case Present<Pinned>(Pinned pinned) -> {
        last.set(Optional.of(pinned));
        yield agrees(account, pinned)
            ? place(account, pinned, "", pin)
            : located(account, at, pinned.version(), pin);
      }
      case Absent<Pinned> _ -> located(account, at, 0, pin);
      case Unreadable<Pinned>(String reason, boolean retryable) ->
          last.get()
              .filter(it -> agrees(account, it))
              .map(it -> place(account, it, "; it was read in an earlier run: " + reason, pin))
              .orElseGet(() -> doubted(account, at, new Unreadable<>(reason, retryable)));
    };
  }

  /**
   * Where the chain most likely is, without a call: as it was last remembered, or as settings say.
   */
  Place guess(Account account) {
    return last.get()
        .filter(it -> agrees(account, it))
        .flatMap(it -> memory.map(pin -> place(account, it, "", pin)))
        .orElseGet(
            () ->
                new Place(
                    account,
                    settings
                        .trailName()
                        .<Observed<Arn>>map(it -> new Present<>(TrailLocator.arnOf(account, it)))
                        .orElseGet(() -> new Unreadable<>("not located yet", true)),
                    settings.logGroup().name().map(it -> LogGroup.arn(account, it)),
                    ""));
  }

  /** Whether no setting says otherwise: a setting is how an owner moves the chain. */
  private boolean agrees(Account account, Pinned pinned) {
    return settings
            .trailName()
            .map(it -> TrailLocator.arnOf(account, it))
            .filter(it -> !it.equals(pinned.trail()))
            .isEmpty()
        && settings
            .logGroup()
            .name()
            .map(it -> LogGroup.arn(account, it))
            .filter(it -> !it.equals(pinned.logGroup()))
            .isEmpty();
  }

  private Place located(Account account, Instant at, long version, PinnedPlace pin) {
    Place found = locator.locate(account, at);
    return Pinned.of(found, at, version).map(it -> remember(found, it, pin)).orElse(found);
  }

  private Place remember(Place found, Pinned pinned, PinnedPlace pin) {
    return switch (pin.write(pinned)) {
      case Kept(var entry) -> {
        last.set(
            Optional.of(
                new Pinned(
                    pinned.trail(),
                    pinned.logGroup(),
                    pinned.at(),
                    pinned.because(),
                    entry.version())));
        yield found.noting("; pinned", new Pin.Kept(pin.forget()));
      }
      case Conflict _ -> winners(found, pin);
      case Failed(String why) -> found.noting("; not pinned: " + why, new Pin.None());
    };
  }

  /** Another run was first, and of two places there can be but one. */
  private Place winners(Place found, PinnedPlace pin) {
    return switch (pin.read()) {
      case Present<Pinned>(Pinned winner) when agrees(found.account(), winner) -> {
        last.set(Optional.of(winner));
        yield place(found.account(), winner, "", pin);
      }
      case Present<Pinned> _, Absent<Pinned> _ ->
          found.noting("; not pinned: another run pins another place", new Pin.None());
      case Unreadable<Pinned>(String reason, boolean retryable) ->
          found.noting(
              "; the pinned place could not be read: " + reason,
              new Pin.Unknown(unknown(reason, retryable)));
    };
  }

  private Place doubted(Account account, Instant at, Unreadable<Pinned> why) {
    return locator
        .locate(account, at)
        .noting(
            "; the pinned place could not be read: " + why.reason(),
            new Pin.Unknown(unknown(why.reason(), why.retryable())));
  }

  private static Unreadable<Arn> unknown(String reason, boolean retryable) {
    return new Unreadable<>(
        "the pinned place could not be read, so nobody knows whether the trail was redirected: "
            + reason,
        retryable);
  }

  private static Place place(Account account, Pinned pinned, String more, PinnedPlace pin) {
    return new Place(
        account,
        new Present<>(pinned.trail()),
        Optional.of(pinned.logGroup()),
        "pinned at " + pinned.at() + ": " + pinned.because() + more,
        new Pin.Kept(pin.forget()));
  }
}
