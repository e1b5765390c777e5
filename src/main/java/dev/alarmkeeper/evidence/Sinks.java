package dev.alarmkeeper.evidence;

import dev.alarmkeeper.chain.Arn;
import dev.alarmkeeper.chain.Observed;
import dev.alarmkeeper.evidence.history.EventHistory;
import dev.alarmkeeper.evidence.incident.OwnIdentity;
import dev.alarmkeeper.evidence.incident.OwnStack;
import dev.alarmkeeper.evidence.notify.EventBus;
import dev.alarmkeeper.evidence.notify.OperationsTopic;
import dev.alarmkeeper.evidence.store.DocumentStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Where evidence goes, each if there is one.
 *
 * @param retention how long what has ended is kept
 * @param silence the longest time between two verified runs that count as one period
 * @param reminders how long after it was first seen an open incident is told again; after the last
 *     of them it is told again whenever that time has passed anew. Never where there is none
 * @param notices whoever operates alarmkeeper
 * @param topics any other topic: what keeps the operators from hearing is told on the chain's own
 * @param self whom our own calls are made by; asked only where a call is to be judged
 * @param own what alarmkeeper itself stands on
 */
public record Sinks(
    Optional<DocumentStore> store,
    Optional<OperationsTopic> notices,
    Function<Arn, OperationsTopic> topics,
    Optional<EventBus> bus,
    Optional<EventHistory> history,
    Duration retention,
    Duration silence,
    List<Duration> reminders,
    Supplier<Observed<OwnIdentity>> self,
    OwnStack own) {
  /** Copies the list. */
  public Sinks {
    reminders = List.copyOf(reminders);
  }

  /** When an incident is due to be told again for the next time; empty where it never is. */
  Optional<Instant> reminder(Instant firstSeen, int reminded) {
    if (reminders.isEmpty()) {
      return Optional.empty();
    }
    int last = reminders.size() - 1;
    return Optional.of(
        firstSeen
            .plus(reminders.get(Math.min(reminded, last)))
            .plus(reminders.get(last).multipliedBy(Math.max(0, reminded - last))));
  }
}
