package dev.alarmkeeper.localaws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.alarmkeeper.localaws.signal.EventPattern;
import dev.alarmkeeper.localaws.signal.FieldSelection;
import dev.alarmkeeper.localaws.signal.Masking;
import dev.alarmkeeper.localaws.signal.Recording;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Events of one minute on their way from the trail through the metric filters into metrics. <a
 * href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/MonitoringLogData.html">Creating
 * metrics from log events using filters</a>.
 */
final class Traffic {
  static final String UNSEEN_MASKS = "masks that no call tells of";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Place place;
  private final Store store;

  Traffic(Place place, Store store) {
    this.place = place;
    this.store = store;
  }

  /** CloudTrail delivers these management events now, each to every log group that gets it. */
  void deliver(List<String> events) {
    Map<String, List<String>> byGroup = new LinkedHashMap<>();
    for (String event : events) {
      JsonNode json = read(event);
      for (ObjectNode trail : store.table(Trails.TABLE).values()) {
        if (Recording.records(trail, json) && TrailStatus.delivers(store, trail)) {
          String[] arn = trail.path("CloudWatchLogsLogGroupArn").asText().split(":", -1);
          if (arn[4].equals(place.account()) && arn[3].equals(place.region())) {
            byGroup.computeIfAbsent(arn[6], _ -> new ArrayList<>()).add(event);
          }
        }
      }
    }
    byGroup.forEach(this::ingest);
  }

  /** These events arrive in a log group now, and its filters see them. */
  void ingest(String group, List<String> events) {
    // Without its key nothing can be encrypted: then nothing arrives.
    if (!Kms.isUsable(store, LogGroups.key(place, store, group))) {
      return;
    }
    List<JsonNode> policies = DataProtection.of(place, store, group);
    List<String> seen = events.stream().map(it -> unseen(Masking.mask(policies, it))).toList();
    place
        .table(store, MetricFilters.table(group))
        .values()
        .forEach(filter -> publish(group, filter, seen));
  }

  private String unseen(String event) {
    String masked = event;
    for (String regex : store.table(UNSEEN_MASKS).keySet()) {
      masked = masked.replaceAll(regex, "***");
    }
    return masked;
  }

  /**
   * A filter publishes its value for each event that matches, and its default once for a minute in
   * which events came and none matched.
   */
  private void publish(String group, ObjectNode filter, List<String> events) {
    // "System fields" of an event say where it came from; without centralization that is here.
    Map<String, String> system =
        Map.of("@aws.account", place.account(), "@aws.region", place.region());
    boolean selected =
        FieldSelection.selects(filter.path("fieldSelectionCriteria").asText(), system);
    // What a transformer makes of an event is not worked out, and so matches nothing here.
    boolean transformed =
        filter.path("applyOnTransformedLogs").asBoolean()
            && Transformers.changes(place, store, group);
    if (!selected || transformed) {
      return;
    }
    EventPattern pattern = EventPattern.of(filter.path("filterPattern").asText());
    JsonNode metric = filter.path("metricTransformations").path(0);
    boolean matched = false;
    for (String event : events) {
      if (pattern.matches(event)) {
        matched = true;
        JsonNode json = read(event);
        dimensions(filter, metric, json, system)
            .ifPresent(
                dimensions ->
                    value(metric.path("metricValue").asText(), json)
                        .ifPresent(value -> add(metric, dimensions, value)));
      }
    }
    if (!matched && metric.hasNonNull("defaultValue")) {
      add(metric, Map.of(), metric.path("defaultValue").doubleValue());
    }
  }

  private void add(JsonNode metric, Map<String, String> dimensions, double value) {
    Series series =
        new Series(
            metric.path("metricNamespace").asText(),
            metric.path("metricName").asText(),
            dimensions,
            metric.path("unit").asText("None"));
    Metrics.add(place, store, series, store.now(), List.of(value));
  }

  /** "If a dimension's field is not in the event, no metric is reported for it." */
  private static Optional<Map<String, String>> dimensions(
      ObjectNode filter, JsonNode metric, JsonNode event, Map<String, String> system) {
    Map<String, String> dimensions = new HashMap<>();
    for (var dimension : metric.path("dimensions").properties()) {
      JsonNode value = field(event, dimension.getValue().asText());
      if (!value.isValueNode()) {
        return Optional.empty();
      }
      dimensions.put(dimension.getKey(), value.asText());
    }
    Tree.strings(filter.path("emitSystemFieldDimensions"))
        .forEach(name -> dimensions.put(name, system.getOrDefault(name, "")));
    return Optional.of(dimensions);
  }

  /** A number, or the number that a field of the event holds. */
  private static Optional<Double> value(String text, JsonNode event) {
    String value = text.startsWith("$") ? field(event, text).asText() : text;
    try {
      return Optional.of(Double.parseDouble(value));
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }

  private static JsonNode field(JsonNode event, String selector) {
    return event.at("/" + selector.replaceFirst("\\$\\.?", "").replace('.', '/'));
  }

  static JsonNode read(String event) {
    try {
      return JSON.readTree(event);
    } catch (JsonProcessingException e) {
      return Tree.object();
    }
  }
}
