package dev.alarmkeeper.localaws.signal;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What an alarm makes of the most recent data points. <a
 * href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html">
 * Configuring how CloudWatch alarms treat missing data</a>, with its tables, which {@code
 * EvaluationTest} holds.
 *
 * @param periods how many data points decide
 * @param toAlarm how many of them must be breaching
 */
public record Evaluation(
    String operator, double threshold, int periods, int toAlarm, String missingData) {

  /**
   * How many data points are looked at, "in case some of the most recent data points are missing".
   * AWS publishes no number; its example looks at five for three.
   */
  public int range() {
    return periods + 2;
  }

  /**
   * The state that follows; nothing if the present one is retained.
   *
   * @param recent as many data points as the range, the most recent first; empty ones are missing
   */
  public Optional<String> state(List<OptionalDouble> recent) {
    List<Double> real =
        recent.stream().filter(OptionalDouble::isPresent).map(OptionalDouble::getAsDouble).toList();
    List<Double> used = real.subList(0, Math.min(periods, real.size()));
    long breaching = used.stream().filter(this::isBreaching).count();
    int missing = periods - used.size();
    if (breaching >= toAlarm) {
      return Optional.of("ALARM");
    }
    return switch (missingData) {
      case "breaching" -> Optional.of(breaching + missing >= toAlarm ? "ALARM" : "OK");
      case "notBreaching" -> Optional.of("OK");
      case "ignore" ->
          used.isEmpty() || (missing > 0 && breaching == used.size())
              ? Optional.empty()
              : Optional.of("OK");
      default -> ofWhatIsThere(recent, used, breaching, missing);
    };
  }

  /** "missing": all that is there is breaching, and it may be too recent to be sure. */
  private Optional<String> ofWhatIsThere(
      List<OptionalDouble> recent, List<Double> used, long breaching, int missing) {
    if (used.isEmpty()) {
      return Optional.of("INSUFFICIENT_DATA");
    }
    if (missing == 0 || breaching < used.size()) {
      return Optional.of("OK");
    }
    int oldest = 0;
    for (int i = 0; i < recent.size(); i++) {
      oldest = recent.get(i).isPresent() ? i + 1 : oldest;
    }
    // "Avoiding premature transitions to alarm state".
    return oldest >= toAlarm ? Optional.of("ALARM") : Optional.empty();
  }

  private boolean isBreaching(double value) {
    return switch (operator) {
      case "GreaterThanOrEqualToThreshold" -> value >= threshold;
      case "GreaterThanThreshold" -> value > threshold;
      case "LessThanThreshold" -> value < threshold;
      case "LessThanOrEqualToThreshold" -> value <= threshold;
      // The others compare with a band, which a metric alone has not.
      default -> false;
    };
  }
}
