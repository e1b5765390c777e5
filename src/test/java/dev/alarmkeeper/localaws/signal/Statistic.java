package dev.alarmkeeper.localaws.signal;

import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A statistic over the values of a period. */
public final class Statistic {
  private static final Pattern PERCENTILE = Pattern.compile("p(\\d{1,3}(?:\\.\\d+)?)");

  private Statistic() {}

  /**
   * The statistic of that name, such as {@code Sum} or {@code p90}; nothing if there are no values,
   * or for one that is not worked out here.
   */
  public static OptionalDouble of(String name, List<Double> values) {
    if (values.isEmpty()) {
      return OptionalDouble.empty();
    }
    var numbers = values.stream().mapToDouble(it -> it);
    return switch (name) {
      case "Sum" -> OptionalDouble.of(numbers.sum());
      case "SampleCount" -> OptionalDouble.of(values.size());
      case "Average" -> numbers.average();
      case "Minimum" -> numbers.min();
      case "Maximum" -> numbers.max();
      default -> percentile(name, values);
    };
  }

  private static OptionalDouble percentile(String name, List<Double> values) {
    Matcher percentile = PERCENTILE.matcher(name);
    if (!percentile.matches()) {
      return OptionalDouble.empty();
    }
    List<Double> sorted = values.stream().sorted().toList();
    double rank = Double.parseDouble(percentile.group(1)) / 100 * sorted.size();
    return OptionalDouble.of(
        sorted.get(Math.clamp((int) Math.ceil(rank) - 1, 0, sorted.size() - 1)));
  }
}
