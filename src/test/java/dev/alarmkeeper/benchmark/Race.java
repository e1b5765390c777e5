package dev.alarmkeeper.benchmark;

import static java.util.Objects.requireNonNull;

import dev.alarmkeeper.localaws.Clients;
import dev.alarmkeeper.localaws.Journal;
import dev.alarmkeeper.localaws.LocalAws;
import dev.alarmkeeper.localaws.Saved;
import dev.alarmkeeper.runtime.Answer;
import dev.alarmkeeper.runtime.FunctionProcess;
import dev.alarmkeeper.runtime.LocalFunction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Runs programs in rounds. A round starts each of them once, in an order of its own, so that what
 * slows the machine down for a while slows all of them.
 */
final class Race {
  /** What every call of AWS takes. */
  static final Duration LATENCY = Duration.ofMillis(20);

  /** Checks by a process that has answered before, in each round. */
  static final int WARM_RUNS = 20;

  private static final int TRIES = 3;
  private static final long SEED = 15;
  private static final double NANOS_PER_MILLI = TimeUnit.MILLISECONDS.toNanos(1);
  private static final String CHECK = "{\"mode\": \"observe\"}";

  /** Of every control that is enabled. */
  static final String REPAIR = "{\"mode\": \"repair\"}";

  private final LocalAws aws;

  /** Everybody begins with it: no one meets what others broke, or looks for who did. */
  private final Saved whole;

  private final List<Contender> contenders;
  private final Map<Contender, Series> checks = new HashMap<>();
  private final Map<Contender, Series> repairs = new HashMap<>();

  /** A race on this local AWS, whose chains are whole. */
  Race(LocalAws aws, List<Contender> contenders) {
    this.aws = aws;
    this.whole = aws.save();
    this.contenders = List.copyOf(contenders);
    for (Contender each : contenders) {
      checks.put(each, new Series());
      repairs.put(each, new Series());
    }
  }

  /** What checks cost; of a peer, what it does instead. */
  Series checks(Contender contender) {
    return requireNonNull(checks.get(contender));
  }

  /** What warm repairs cost; nothing is measured of a program that mends nothing. */
  Series repairs(Contender contender) {
    return requireNonNull(repairs.get(contender));
  }

  /** Who takes part. */
  List<Contender> contenders() {
    return contenders;
  }

  /** Runs so many rounds, and tells of each. */
  void run(int rounds, Consumer<String> telling) {
    Random order = new Random(SEED);
    for (int round = 1; round <= rounds; round++) {
      List<Contender> shuffled = new ArrayList<>(contenders);
      Collections.shuffle(shuffled, order);
      shuffled.forEach(it -> measure(it, telling));
      telling.accept("round %d of %d".formatted(round, rounds));
    }
  }

  /** A loaded machine may let a call time out: such a run is told of, and measured again. */
  private void measure(Contender contender, Consumer<String> telling) {
    for (int left = TRIES; ; left--) {
      try {
        Series check = new Series();
        Series repair = new Series();
        measure(contender, check, repair);
        checks(contender).add(check);
        repairs(contender).add(repair);
        return;
      } catch (IllegalStateException failed) {
        if (left == 1) {
          throw failed;
        }
        telling.accept("again: %s: %s".formatted(contender.name(), failed.getMessage()));
      }
    }
  }

  private void measure(Contender contender, Series check, Series repair) {
    String verdict = contender.mends() ? "compliant" : "";
    aws.restore(whole);
    aws.latency(LATENCY);
    long start = System.nanoTime();
    try (FunctionProcess process =
        FunctionProcess.start(aws, contender.settings(), contender.program())) {
      // On a loaded machine the table's first answer may come too late for the verdict.
      ask(process, CHECK, "");
      check.cold.add(since(start));
      Usage cold = Usage.of(process.handle());
      check.coldCpu.add(cold.cpuMillis());
      for (int i = 0; i < WARM_RUNS; i++) {
        check.warmRuns.add(timed(process, CHECK, verdict, check));
      }
      check.warm.add(Figures.median(check.warmRuns));
      Usage warm = Usage.of(process.handle());
      check.warmCpu.add((warm.cpuMillis() - cold.cpuMillis()) / WARM_RUNS);
      check.memory.add(warm.peakMebibytes());
      if (contender.mends()) {
        aws.latency(Duration.ZERO);
        contender.breaking().accept(Clients.of(aws, "attacker"));
        aws.latency(LATENCY);
        repair.warmRuns.add(timed(process, REPAIR, "repaired", repair));
      }
    } finally {
      aws.latency(Duration.ZERO);
    }
  }

  private double timed(FunctionProcess process, String event, String verdict, Series series) {
    aws.journal().clear();
    long start = System.nanoTime();
    ask(process, event, verdict);
    double took = since(start);
    Journal journal = aws.journal().of(LocalFunction.PRINCIPAL);
    series.called(journal.entries().size(), journal.depth());
    return took;
  }

  /** A program that answers otherwise is not measured: what is wrong may be quick. */
  private static void ask(FunctionProcess process, String event, String verdict) {
    Answer answer = process.invoke(event);
    boolean expected =
        answer instanceof Answer.Returned returned
            && (verdict.isEmpty() || returned.json().path("verdict").asText().equals(verdict));
    if (!expected) {
      throw new IllegalStateException("expected %s, got %s".formatted(verdict, answer));
    }
  }

  private static double since(long start) {
    return (System.nanoTime() - start) / NANOS_PER_MILLI;
  }
}
