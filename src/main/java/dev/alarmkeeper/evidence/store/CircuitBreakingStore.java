package dev.alarmkeeper.evidence.store;

import dev.alarmkeeper.chain.Observed;
import dev.alarmkeeper.chain.Observed.Unreadable;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A ledger that is not asked again in a run once it has failed: each further call could take
 * seconds, and together they could take the run.
 */
public final class CircuitBreakingStore implements DocumentStore {
  private final DocumentStore ledger;
  private Optional<String> blown = Optional.empty();

  public CircuitBreakingStore(DocumentStore ledger) {
    this.ledger = ledger;
  }

  /** Lets it be asked again, at the beginning of a run. */
  public synchronized void mend() {
    blown = Optional.empty();
  }

  @Override
  public Observed<List<Entry>> all(String kind) {
    return read(() -> ledger.all(kind));
  }

  @Override
  public Observed<Entry> one(String kind, String key) {
    return read(() -> ledger.one(kind, key));
  }

  @Override
  public synchronized Written put(Entry entry) {
    if (blown.isPresent()) {
      return new Written.Failed(blown.get());
    }
    Written written = ledger.put(entry);
    if (written instanceof Written.Failed(String why)) {
      blow(why);
    }
    return written;
  }

  private synchronized <T> Observed<T> read(Supplier<Observed<T>> read) {
    if (blown.isPresent()) {
      return new Unreadable<>(blown.get(), true);
    }
    Observed<T> answer = read.get();
    if (answer instanceof Unreadable<T>(String reason, boolean retryable) && retryable) {
      blow(reason);
    }
    return answer;
  }

  private void blow(String why) {
    blown = Optional.of("not tried again in this run, after: " + why);
  }
}
