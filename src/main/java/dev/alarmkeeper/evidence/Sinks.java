package dev.alarmkeeper.evidence;

import dev.alarmkeeper.evidence.history.EventHistory;
import dev.alarmkeeper.evidence.notify.EventBus;
import dev.alarmkeeper.evidence.notify.OperationsTopic;
import dev.alarmkeeper.evidence.store.DocumentStore;
import java.time.Duration;
import java.util.Optional;

/**
 * Where evidence goes, each if there is one.
 *
 * @param retention how long what has ended is kept
 * @param silence the longest time between two verified runs that count as one watch
 */
public record Sinks(
    Optional<DocumentStore> ledger,
    Optional<OperationsTopic> notices,
    Optional<EventBus> bus,
    Optional<EventHistory> history,
    Duration retention,
    Duration silence) {}
