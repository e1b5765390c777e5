package dev.alarmkeeper.reconcile;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Makes repairs side by side, each as soon as those that it stands on have ended. */
final class SideBySideRepairs {
  /** What a write that is under way at the deadline gets to say how it ended. */
  private static final long GRACE_MILLIS = 500;

  private SideBySideRepairs() {}

  /** Begins none after the deadline, and interrupts those that wait for their turn. */
  static Map<Repair, Outcome> make(List<Repair> repairs, Repairer repairer, Deadline deadline) {
    Map<Repair, Future<Outcome>> begun = new LinkedHashMap<>();
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    try {
      for (Repair repair : repairs) {
        List<Future<Outcome>> before =
            begun.entrySet().stream()
                .filter(it -> repair.standsOn(it.getKey()))
                .map(Map.Entry::getValue)
                .toList();
        begun.computeIfAbsent(
            repair, it -> threads.submit(() -> make(it, before, repairer, deadline)));
      }
      threads.shutdown();
      if (!threads.awaitTermination(deadline.left().toMillis(), TimeUnit.MILLISECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      threads.shutdownNow();
    }
    Map<Repair, Outcome> outcomes = new LinkedHashMap<>();
    begun.forEach((repair, ending) -> outcomes.put(repair, outcome(ending)));
    return outcomes;
  }

  private static Outcome make(
      Repair repair, List<Future<Outcome>> before, Repairer repairer, Deadline deadline)
      throws ExecutionException {
    try {
      for (Future<Outcome> earlier : before) {
        earlier.get();
      }
    } catch (InterruptedException _) {
      return new Outcome.NotReached();
    }
    return deadline.passed() ? new Outcome.NotReached() : repairer.apply(repair);
  }

  private static Outcome outcome(Future<Outcome> ending) {
    try {
      return ending.get(GRACE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      return new Outcome.Failed("not answered before the run's deadline", true);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return new Outcome.Failed("the run was interrupted", true);
    } catch (ExecutionException failed) {
      throw thrown(failed);
    }
  }

  /** What a repair threw, or one that it stands on. */
  private static RuntimeException thrown(Throwable failed) {
    return switch (failed.getCause()) {
      case ExecutionException earlier -> thrown(earlier);
      case RuntimeException cause -> cause;
      case null, default -> new IllegalStateException(failed);
    };
  }
}
