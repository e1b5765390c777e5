package dev.alarmkeeper.aws;

import dev.alarmkeeper.chain.Observed.Absent;
import dev.alarmkeeper.chain.Observed.Present;
import dev.alarmkeeper.chain.Observed.Unreadable;
import dev.alarmkeeper.evidence.store.DocumentStore;
import dev.alarmkeeper.evidence.store.DocumentStore.Entry;
import dev.alarmkeeper.evidence.store.DocumentStore.Written.Conflict;
import dev.alarmkeeper.evidence.store.DocumentStore.Written.Failed;
import dev.alarmkeeper.evidence.store.DocumentStore.Written.Kept;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Which patterns CloudWatch Logs was seen to read as we do, by the fingerprints of {@link
 * PatternTrials}, in the ledger: a process that begins asks nothing that was answered before. Who
 * may write the ledger may forge it, so PatternTrials says how far it is believed. An entry that is
 * not as we write it proves nothing.
 */
public final class ProvenPatterns {
  /** The kind of what is remembered; there is one. */
  public static final String KIND = "proven";

  private static final String FIELD = "fingerprints";

  /** More than a run's controls have filters by far, and less than an item has room for. */
  private static final int MOST = 500;

  private static final Pattern FINGERPRINT = Pattern.compile("[0-9a-f]{64}");

  private final DocumentStore ledger;
  private Optional<Entry> known = Optional.empty();

  /** Those in this ledger. */
  public ProvenPatterns(DocumentStore ledger) {
    this.ledger = ledger;
  }

  /** All of them; none while the ledger does not answer. It is read once. */
  synchronized Set<String> all() {
    if (known.isEmpty()) {
      known =
          switch (ledger.one(KIND, KIND)) {
            case Present<Entry>(Entry entry) -> Optional.of(entry);
            case Absent<Entry> _ -> Optional.of(Entry.fresh(KIND, KIND, Map.of()));
            case Unreadable<Entry> _ -> Optional.empty();
          };
    }
    return known.map(ProvenPatterns::fingerprints).orElseGet(Set::of);
  }

  /** Remembers more of them, as far as the ledger takes it: what it does not is asked again. */
  synchronized void add(Set<String> more) {
    if (more.isEmpty() || known.isEmpty()) {
      return;
    }
    Set<String> together = new TreeSet<>(fingerprints(known.get()));
    together.addAll(more);
    Entry next =
        known
            .get()
            .with(
                Map.of(FIELD, List.copyOf(together.size() > MOST ? more : together)),
                Optional.empty());
    switch (ledger.put(next)) {
      case Kept(Entry kept) -> known = Optional.of(kept);
      case Conflict _ -> known = Optional.empty(); // read again before the next is added
      case Failed _ -> {}
    }
  }

  private static Set<String> fingerprints(Entry entry) {
    return entry.document().get(FIELD) instanceof List<?> all
            && all.stream()
                .allMatch(it -> it instanceof String s && FINGERPRINT.matcher(s).matches())
        ? Set.copyOf(all.stream().map(String::valueOf).toList())
        : Set.of();
  }
}
