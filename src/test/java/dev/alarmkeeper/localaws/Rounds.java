package dev.alarmkeeper.localaws;

import java.lang.management.ManagementFactory;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import jdk.management.VirtualThreadSchedulerMXBean;

/**
 * Lets calls take effect in rounds: a round begins when nothing goes on that could make another
 * call of it. Then every request of the process is here and waits, no answer is on its way, and no
 * virtual thread runs or is about to. However slow the machine, a call is in the round after the
 * last one that it waited for: the number of rounds is the depth of the run.
 *
 * <p>Callers run on virtual threads and call through {@link Clients}. One that does not is waited
 * for a while: it may begin a round too many, and never one too few.
 */
final class Rounds implements AutoCloseable {
  /** With callers that cannot be seen, a round begins when none was heard of for so long. */
  private static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(5);

  /** The scheduler's counts are read one after another, and must agree so often. */
  private static final int LOOKS = 3;

  private static final VirtualThreadSchedulerMXBean THREADS =
      ManagementFactory.getPlatformMXBean(VirtualThreadSchedulerMXBean.class);

  private final Transit transit;
  private CompletableFuture<Void> begin = new CompletableFuture<>();
  private int waiting;
  private long over;
  private long last = System.nanoTime();
  private volatile boolean closed;

  Rounds(Transit transit) {
    this.transit = transit;
    // No virtual thread: it would count itself among those that run.
    Thread.ofPlatform().daemon().name("rounds").start(this::watch);
  }

  /** Waits until the round begins, and gives its number, counted from 1. */
  long join() {
    CompletableFuture<Void> round;
    long mine;
    synchronized (this) {
      waiting++;
      last = System.nanoTime();
      round = begin;
      mine = over + 1;
    }
    round.join();
    return mine;
  }

  /** Whoever waits goes on, and nobody is held up any more. */
  @Override
  public void close() {
    closed = true;
  }

  private void watch() {
    int quiet = 0;
    while (!closed) {
      try {
        Thread.sleep(1);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        return;
      }
      quiet = isQuiet() ? quiet + 1 : 0;
      if (quiet >= LOOKS || isSilent()) {
        quiet = 0;
        begin();
      }
    }
    begin();
  }

  private synchronized boolean isQuiet() {
    return waiting > 0
        && transit.requests() <= waiting
        && THREADS.getQueuedVirtualThreadCount() == 0
        && THREADS.getMountedVirtualThreadCount() == 0;
  }

  private synchronized boolean isSilent() {
    return waiting > 0 && System.nanoTime() - last > SILENCE_NANOS;
  }

  private void begin() {
    CompletableFuture<Void> round;
    synchronized (this) {
      waiting = 0;
      over++;
      round = begin;
      begin = new CompletableFuture<>();
    }
    round.complete(null);
  }
}
