package dev.alarmkeeper.localaws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.alarmkeeper.localaws.Answered.Refused;
import dev.alarmkeeper.localaws.Answered.Spoiled;
import dev.alarmkeeper.localaws.Answered.Well;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** The way of one call: hook, latency, fault, effect, hook, journal. */
final class Dispatcher {
  private final World world;
  private final Faults faults = new Faults();
  private final Journal journal = new Journal();
  private final Transit transit = new Transit();
  private final Hooks before = new Hooks();
  private final Hooks after = new Hooks();
  private final Set<String> busy = ConcurrentHashMap.newKeySet();
  private final ReentrantLock oneByOne = new ReentrantLock();
  private volatile Duration latency = Duration.ZERO;
  private volatile Optional<Rounds> rounds = Optional.empty();

  Dispatcher(World world) {
    this.world = world;
  }

  Faults faults() {
    return faults;
  }

  Journal journal() {
    return journal;
  }

  Hooks before() {
    return before;
  }

  Hooks after() {
    return after;
  }

  void reset() {
    faults.clear();
    journal.clear();
    before.clear();
    after.clear();
    latency = Duration.ZERO;
  }

  /** Runs this; meanwhile calls take effect in rounds, those of one round one after another. */
  void inRounds(Runnable run) {
    journal.clear();
    try (Rounds kept = new Rounds(transit)) {
      rounds = Optional.of(kept);
      CompletableFuture.runAsync(run, task -> Thread.ofVirtual().start(task)).join();
    } catch (CompletionException failed) {
      if (failed.getCause() instanceof AssertionError wrong) {
        throw wrong;
      }
      throw failed;
    } finally {
      rounds = Optional.empty();
    }
  }

  Transit transit() {
    return transit;
  }

  void latency(Duration latency) {
    this.latency = latency;
  }

  Answered serve(Request request) {
    Optional<Rounds> turn = rounds;
    if (turn.isEmpty()) {
      return serve(request, journal.tick(), journal::tick);
    }
    // All calls of a round overlap, and none does with those of another.
    long round = 2 * turn.get().join();
    oneByOne.lock();
    try {
      return serve(request, round, () -> round + 1);
    } finally {
      oneByOne.unlock();
    }
  }

  private Answered serve(Request request, long start, LongSupplier end) {
    int life = world.life();
    before.run(request.name());
    Answered answered =
        exclusively(
            request,
            () -> {
              pause();
              return faults
                  .next(request)
                  .map(fault -> faulty(fault, request, life))
                  .orElseGet(() -> whole(request, life));
            });
    if (world.life() != life) {
      return answered;
    }
    after.run(request.name());
    journal.add(
        new Journal.Entry(
            request.name(),
            request.principal().name(),
            request.parameters(),
            request.write(),
            start,
            end.getAsLong(),
            answered.outcome()));
    return answered;
  }

  private Answered faulty(Fault fault, Request request, int life) {
    Codes codes = request.service().codes();
    return switch (fault) {
      case THROTTLE -> new Refused(codes.throttled());
      case FAIL -> new Refused(codes.failed());
      case DENY -> new Refused(request.denied());
      case NOT_FOUND -> new Refused(codes.notFound("The specified resource does not exist."));
      case UNKNOWN_OPERATION ->
          new Refused(AwsError.refused("UnknownOperationException", "The operation is unknown."));
      case STALE_READ -> request.write() ? whole(request, life) : stale(request, life);
      case TIME_OUT_BEFORE_EFFECT -> new Spoiled(fault);
      case FAIL_AFTER_EFFECT -> whole(request, life).butThen(new Refused(codes.failed()));
      case TIME_OUT_AFTER_EFFECT, MALFORMED_ANSWER, EMPTY_ANSWER ->
          whole(request, life).butThen(new Spoiled(fault));
    };
  }

  private Answered whole(Request request, int life) {
    try {
      return new Well(
          request.write()
              ? world.write(store -> answer(request, store, life))
              : world.read(store -> answer(request, store, life)));
    } catch (AwsError refusal) {
      return new Refused(refusal);
    }
  }

  private Answered stale(Request request, int life) {
    try {
      return new Well(world.readStale(store -> answer(request, store, life)));
    } catch (AwsError refusal) {
      return new Refused(refusal);
    }
  }

  /** A call that outlived its test, since its caller gave it up, changes nothing in the next. */
  private ObjectNode answer(Request request, Store store, int life) {
    if (world.life() != life) {
      throw request.service().codes().failed();
    }
    return request.answer(store);
  }

  private Answered exclusively(Request request, Supplier<Answered> work) {
    String parameter = request.operation().exclusive();
    if (parameter == null) {
      return work.get();
    }
    String resource = request.place() + request.parameters().path(parameter).asText();
    if (!busy.add(resource)) {
      return new Refused(
          AwsError.refused(
              "OperationAbortedException",
              "A conflicting operation is currently in progress against this resource."));
    }
    try {
      return work.get();
    } finally {
      busy.remove(resource);
    }
  }

  private void pause() {
    try {
      Thread.sleep(latency);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
