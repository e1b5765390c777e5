package dev.alarmkeeper.chain;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The metric filter as it should be, with every field open to a change. */
public final class AFilter {
  static final String PATTERN =
      "{ $.userIdentity.type = \"Root\" && $.userIdentity.invokedBy NOT EXISTS"
          + " && $.eventType != \"AwsServiceEvent\" }";

  public String name = "root_usage_metric";
  public String pattern = PATTERN;
  public String namespace = "CISBenchmark";
  public String metric = "root_usage_metric";
  public String value = "1";
  public Optional<Double> defaultValue = Optional.empty();
  public Optional<String> unit = Optional.empty();
  public Map<String, String> dimensions = Map.of();
  public boolean onTransformedLogs;
  public Optional<String> selection = Optional.empty();
  public List<String> systemFields = List.of();

  private AFilter() {}

  public static MetricFilter asItShouldBe() {
    return with(_ -> {});
  }

  public static MetricFilter with(Consumer<AFilter> change) {
    AFilter filter = new AFilter();
    change.accept(filter);
    return new MetricFilter(
        "CloudTrail/logs",
        filter.name,
        filter.pattern,
        new MetricFilter.Transformation(
            filter.namespace,
            filter.metric,
            filter.value,
            filter.defaultValue,
            filter.unit,
            filter.dimensions),
        new MetricFilter.Scope(filter.onTransformedLogs, filter.selection, filter.systemFields));
  }
}
