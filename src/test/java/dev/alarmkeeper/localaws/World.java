package dev.alarmkeeper.localaws;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The state now, and the state before the last write, for stale reads. A write works on a copy, so
 * that one which fails half-way has changed nothing.
 */
final class World {
  private final ReentrantLock lock = new ReentrantLock();
  private Store current = new Store();
  private Store previous = new Store();
  private final AtomicInteger life = new AtomicInteger();

  /**
   * Changes with each {@link #restore} and {@link #clear}: what was asked before is of no effect.
   */
  int life() {
    return life.get();
  }

  <T> T read(Function<Store, T> work) {
    lock.lock();
    try {
      return work.apply(current);
    } finally {
      lock.unlock();
    }
  }

  <T> T readStale(Function<Store, T> work) {
    lock.lock();
    try {
      return work.apply(previous);
    } finally {
      lock.unlock();
    }
  }

  <T> T write(Function<Store, T> work) {
    lock.lock();
    try {
      Store next = current.copy();
      T result = work.apply(next);
      previous = current;
      current = next;
      return result;
    } finally {
      lock.unlock();
    }
  }

  void change(Consumer<Store> work) {
    write(
        store -> {
          work.accept(store);
          return store;
        });
  }

  Saved save() {
    lock.lock();
    try {
      return new Saved(current.copy(), previous.copy());
    } finally {
      lock.unlock();
    }
  }

  void restore(Saved saved) {
    lock.lock();
    try {
      life.incrementAndGet();
      current = saved.current().copy();
      previous = saved.previous().copy();
    } finally {
      lock.unlock();
    }
  }

  void clear() {
    lock.lock();
    try {
      life.incrementAndGet();
      current = new Store();
      previous = new Store();
    } finally {
      lock.unlock();
    }
  }
}
