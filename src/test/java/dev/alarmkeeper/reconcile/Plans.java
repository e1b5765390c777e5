package dev.alarmkeeper.reconcile;

import static dev.alarmkeeper.Fixtures.ROOT_USAGE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.alarmkeeper.Fixtures;
import dev.alarmkeeper.chain.Observed.Absent;
import dev.alarmkeeper.chain.Observed.Present;
import dev.alarmkeeper.control.ChainSettings;
import dev.alarmkeeper.control.Desired;
import dev.alarmkeeper.control.DesiredState;
import dev.alarmkeeper.control.Place;
import java.util.List;
import java.util.function.Consumer;

/** Plans of the chain of the defaults, with one thing changed. */
final class Plans {
  static final Desired DESIRED = desired(Fixtures.settings(), Fixtures.place());

  private Plans() {}

  static Desired desired(ChainSettings settings, Place place) {
    return DesiredState.of(settings, settings.controls(), place);
  }

  static Plan plan(Consumer<InMemoryChain> change) {
    InMemoryChain chain = InMemoryChain.whole(DESIRED);
    change.accept(chain);
    return Planner.plan(DESIRED, chain.snapshot(), ROOT_USAGE);
  }

  static Plan planAt(Place place) {
    Desired desired = desired(Fixtures.settings(), place);
    return Planner.plan(desired, InMemoryChain.whole(desired).snapshot(), ROOT_USAGE);
  }

  static Finding only(Plan plan) {
    assertThat(plan.findings()).hasSize(1);
    return plan.findings().getFirst();
  }

  static <T> Absent<T> absent() {
    return new Absent<>();
  }

  static <T> Present<List<T>> none() {
    return new Present<>(List.of());
  }
}
