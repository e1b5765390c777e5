package dev.alarmkeeper.cli;

import dev.alarmkeeper.cli.Connections.Connection;
import dev.alarmkeeper.control.Enabled;
import dev.alarmkeeper.reconcile.Cause;
import dev.alarmkeeper.reconcile.Deadline;
import dev.alarmkeeper.reconcile.Mode;
import dev.alarmkeeper.reconcile.Order;
import dev.alarmkeeper.reconcile.Reconciler;
import dev.alarmkeeper.reconcile.Report;
import dev.alarmkeeper.reconcile.TwinMemory;
import dev.alarmkeeper.reconcile.Witness;
import dev.alarmkeeper.settings.Settings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** Runs as the function does in observe mode, on the account of a connection. */
record ObserveRun(Connection connection, InstantSource clock) {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  Report of(Settings settings, Enabled enabled, String cause) {
    Reconciler reconciler =
        new Reconciler(
            settings.chain(),
            connection.observer(settings.chain()),
            repair -> {
              throw new IllegalStateException(
                  "a command never writes, and was asked to: " + repair);
            },
            Witness.NONE,
            settings.onTwin(),
            // As at a first run: what the function remembers, a command does not know.
            Optional.of(TwinMemory.FRESH));
    return reconciler.run(
        new Order(
            Cause.of(cause),
            Mode.OBSERVE,
            enabled.controls(),
            connection.account(),
            deadline(),
            enabled.doubt(),
            enabled.accepted()));
  }

  Deadline deadline() {
    return new Deadline(clock.instant().plus(PATIENCE), clock);
  }
}
