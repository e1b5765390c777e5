package dev.alarmkeeper.aws;

import dev.alarmkeeper.chain.Observed;
import dev.alarmkeeper.chain.Observed.Absent;
import dev.alarmkeeper.chain.Observed.Present;
import dev.alarmkeeper.chain.Observed.Unreadable;
import dev.alarmkeeper.reconcile.Deadline;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Reads that do not depend on each other, each on a thread of its own, until a deadline. */
final class SideBySide implements AutoCloseable {
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<List<Object>, Future<?>> started = new ConcurrentHashMap<>();
  private final Deadline deadline;

  SideBySide(Deadline deadline) {
    this.deadline = deadline;
  }

  /**
   * Starts a read, unless one of the same name and input was started before, and gives what waits
   * for its answer.
   *
   * @param input all that the answer depends on, beside AWS
   */
  @SuppressWarnings("unchecked") // a name stands for one type of answer
  <T> Supplier<Observed<T>> start(String name, Object input, Supplier<Observed<T>> read) {
    Future<?> answer =
        started.computeIfAbsent(List.of(name, input), _ -> threads.submit(read::get));
    return () -> await((Future<Observed<T>>) answer);
  }

  /** What all of them read; what the first says that was not read, if there is one. */
  static <T> Observed<List<T>> all(List<Supplier<Observed<T>>> reads) {
    List<T> read = new ArrayList<>();
    for (Supplier<Observed<T>> each : reads) {
      switch (each.get()) {
        case Present<T>(T state) -> read.add(state);
        case Absent<T> _ -> {}
        case Unreadable<T>(String reason, boolean retryable) -> {
          return new Unreadable<>(reason, retryable);
        }
      }
    }
    return new Present<>(List.copyOf(read));
  }

  /** Leaves reads that are still under way to themselves: nobody waits for them any more. */
  @Override
  public void close() {
    threads.shutdownNow();
  }

  private <T> Observed<T> await(Future<Observed<T>> answer) {
    try {
      return answer.get(deadline.left().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      return new Unreadable<>("not answered before the run's deadline", true);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return new Unreadable<>("the run was interrupted", true);
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(failed.getCause());
    }
  }
}
