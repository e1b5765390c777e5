package dev.alarmkeeper.evidence.store;

import dev.alarmkeeper.chain.Observed;
import dev.alarmkeeper.chain.Observed.Unreadable;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A store that is not asked again in a run once it has failed: each further call could take
 * seconds, and together they could take the run.
 */
public final class CircuitBreakingStore implements DocumentStore {
  private final DocumentStore store;
  private Optional<String> broken = Optional.empty();

  /** Around this store. */
  public CircuitBreakingStore(DocumentStore store) {
    this.store = store;
  }

  /** Lets it be asked again, at the beginning of a run. */
  public synchronized void mend() {
    broken = Optional.empty();
  }

  @Override
  public Observed<List<Entry>> all(String kind) {
    return read(() -> store.all(kind));
  }

  @Override
  public Observed<List<Entry>> allOf(Set<String> kinds) {
    return read(() -> store.allOf(kinds));
  }

  @Override
  public synchronized WrittenAll writeAll(List<Entry> entries) {
    if (broken.isPresent()) {
      return new WrittenAll.Failed(broken.get());
    }
    WrittenAll written = store.writeAll(entries);
    if (written instanceof WrittenAll.Failed(String why)) {
      open(why);
    }
    return written;
  }

  private synchronized <T> Observed<T> read(Supplier<Observed<T>> read) {
    if (broken.isPresent()) {
      return new Unreadable<>(broken.get(), true);
    }
    Observed<T> answer = read.get();
    if (answer instanceof Unreadable<T>(String reason, boolean retryable) && retryable) {
      open(reason);
    }
    return answer;
  }

  private void open(String why) {
    broken = Optional.of("not tried again in this run, after: " + why);
  }
}
