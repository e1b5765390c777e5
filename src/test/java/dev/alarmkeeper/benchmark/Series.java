package dev.alarmkeeper.benchmark;

import java.util.ArrayList;
import java.util.List;

/** What the rounds measured of one program, round by round; times in milliseconds. */
final class Series {
  /** From the start of the process to its first answer. */
  final List<Double> cold = new ArrayList<>();

  /** Processor time until the first answer. */
  final List<Double> coldCpu = new ArrayList<>();

  /** Of each round the median of its warm runs. */
  final List<Double> warm = new ArrayList<>();

  /** Every warm run. */
  final List<Double> warmRuns = new ArrayList<>();

  /** Processor time of a warm run, on average. */
  final List<Double> warmCpu = new ArrayList<>();

  /** Mebibytes of resident memory at most. */
  final List<Double> memory = new ArrayList<>();

  /** Calls of the warm run with the fewest. */
  int calls = Integer.MAX_VALUE;

  /** Calls that followed each other in the warm run that was least deep. */
  int depth = Integer.MAX_VALUE;

  void called(int times, int deep) {
    calls = Math.min(calls, times);
    depth = Math.min(depth, deep);
  }

  /** Adds what one round measured. */
  void add(Series round) {
    cold.addAll(round.cold);
    coldCpu.addAll(round.coldCpu);
    warm.addAll(round.warm);
    warmRuns.addAll(round.warmRuns);
    warmCpu.addAll(round.warmCpu);
    memory.addAll(round.memory);
    called(round.calls, round.depth);
  }
}
