package dev.alarmkeeper.reconcile;

import dev.alarmkeeper.control.Desired;

/** What is desired at the place that was found, and what was seen there. */
public record Look(Desired desired, Snapshot seen) {}
