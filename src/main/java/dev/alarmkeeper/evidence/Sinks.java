package dev.alarmkeeper.evidence;

import java.time.Duration;
import java.util.Optional;

/**
 * Where evidence goes, each if there is one.
 *
 * @param retention how long what has ended is kept
 * @param silence the longest time between two verified runs that count as one watch
 */
public record Sinks(
    Optional<Ledger> ledger,
    Optional<Notices> notices,
    Optional<EventBus> bus,
    Optional<EventHistory> history,
    Duration retention,
    Duration silence) {}
