package dev.alarmkeeper.benchmark;

import java.util.List;
import java.util.stream.IntStream;

/** Statistics of what was measured; no list may be empty. */
final class Figures {
  private static final double HALF = 0.5;

  private Figures() {}

  /** The smallest value that no fewer than this part of the values exceed. Nearest rank. */
  static double percentile(List<Double> values, double part) {
    List<Double> sorted = values.stream().sorted().toList();
    return sorted.get(Math.max(0, (int) Math.ceil(part * sorted.size()) - 1));
  }

  static double median(List<Double> values) {
    return percentile(values, HALF);
  }

  /** The median of the ratios round by round: what slowed a round down slowed both of its sides. */
  static double ratio(List<Double> values, List<Double> base) {
    return median(
        IntStream.range(0, Math.min(values.size(), base.size()))
            .mapToObj(it -> values.get(it) / base.get(it))
            .toList());
  }
}
