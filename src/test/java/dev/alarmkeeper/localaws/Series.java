package dev.alarmkeeper.localaws;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;

/**
 * What data points belong together: "Metrics are uniquely defined by a name, a namespace, and zero
 * or more dimensions", and data of different units is aggregated apart. <a
 * href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_concepts.html">
 * Metrics concepts</a>.
 */
record Series(String namespace, String name, Map<String, String> dimensions, String unit) {
  private static final char BETWEEN = '\u0001';

  Series {
    dimensions = new TreeMap<>(dimensions);
  }

  /** The dimensions of a list of {@code Name} and {@code Value}. */
  static Map<String, String> dimensions(JsonNode list) {
    Map<String, String> dimensions = new TreeMap<>();
    list.valueStream()
        .forEach(it -> dimensions.put(it.path("Name").asText(), it.path("Value").asText()));
    return dimensions;
  }

  /** What the keys of this metric's data points start with, whatever their unit. */
  String metricKey() {
    return namespace + BETWEEN + name + BETWEEN + dimensions + BETWEEN;
  }

  String key() {
    return metricKey() + unit + BETWEEN;
  }
}
