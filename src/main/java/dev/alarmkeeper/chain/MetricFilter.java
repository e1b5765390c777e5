package dev.alarmkeeper.chain;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A metric filter: counts the log events that its pattern matches. Source: CloudWatch Logs API,
 * MetricFilter and MetricTransformation (a filter has exactly one transformation).
 *
 * @param logGroup the log group it reads
 * @param name unique in the log group
 * @param pattern which events count, in the filter-pattern language
 * @param transformation what is published for each of them
 * @param scope what keeps it from seeing the events as they were written
 */
public record MetricFilter(
    String logGroup, String name, String pattern, Transformation transformation, Scope scope) {

  /** The same, publishing this for each match. */
  MetricFilter with(String value) {
    return with(
        new Transformation(
            transformation.namespace,
            transformation.metric,
            value,
            transformation.defaultValue,
            transformation.unit,
            transformation.dimensions));
  }

  /** The same, publishing in this unit. */
  MetricFilter with(Optional<String> unit) {
    return with(
        new Transformation(
            transformation.namespace,
            transformation.metric,
            transformation.value,
            transformation.defaultValue,
            unit,
            transformation.dimensions));
  }

  /** The same, with another pattern. */
  public MetricFilter withPattern(String other) {
    return new MetricFilter(logGroup, name, other, transformation, scope);
  }

  private MetricFilter with(Transformation other) {
    return new MetricFilter(logGroup, name, pattern, other, scope);
  }

  /** Whether its data reaches an alarm on this metric: dimensions would make it another metric. */
  public boolean feeds(String namespace, String metric) {
    return transformation.namespace.equals(namespace)
        && transformation.metric.equals(metric)
        && transformation.dimensions.isEmpty()
        && scope.systemFields.isEmpty();
  }

  /**
   * What a match publishes.
   *
   * @param value a number, or a field of the event
   * @param defaultValue published for events that do not match
   * @param unit a CloudWatch unit; empty where none is set
   * @param dimensions dimension name to field of the event
   */
  public record Transformation(
      String namespace,
      String metric,
      String value,
      Optional<Double> defaultValue,
      Optional<String> unit,
      Map<String, String> dimensions) {
    /** Copies the dimensions. */
    public Transformation {
      dimensions = Map.copyOf(dimensions);
    }
  }

  /**
   * Settings that leave the pattern's text alone and change what it sees or where it counts.
   *
   * @param onTransformedLogs reads the output of a log transformer instead of the event
   * @param selection only events whose system fields meet these criteria
   * @param systemFields dimensions added from system fields
   */
  public record Scope(
      boolean onTransformedLogs, Optional<String> selection, List<String> systemFields) {
    /** Sees every event as it was written. */
    public static final Scope EVERYTHING = new Scope(false, Optional.empty(), List.of());

    /** Copies the fields. */
    public Scope {
      systemFields = List.copyOf(systemFields);
    }
  }
}
