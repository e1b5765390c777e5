package dev.alarmkeeper.localaws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.alarmkeeper.localaws.signal.Statistic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Metric data, by the minute: what filters and services publish, and what anybody does by <a
 * href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html">
 * PutMetricData</a>.
 */
final class Metrics {
  // https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDatum.html
  static final List<String> UNITS =
      List.of(
          "Seconds",
          "Microseconds",
          "Milliseconds",
          "Bytes",
          "Kilobytes",
          "Megabytes",
          "Gigabytes",
          "Terabytes",
          "Bits",
          "Kilobits",
          "Megabits",
          "Gigabits",
          "Terabits",
          "Percent",
          "Count",
          "Bytes/Second",
          "Kilobytes/Second",
          "Megabytes/Second",
          "Gigabytes/Second",
          "Terabytes/Second",
          "Bits/Second",
          "Kilobits/Second",
          "Megabits/Second",
          "Gigabits/Second",
          "Terabits/Second",
          "Count/Second",
          "None");

  private static final String TABLE = "metric data";
  private static final Duration OLDEST = Duration.ofDays(14);
  private static final Duration FURTHEST_AHEAD = Duration.ofHours(2);
  private static final int MOST_DATA = 1000;
  private static final int MOST_DIMENSIONS = 30;
  private static final int MINUTE = 60;
  private static final String VALUES = "Values";
  private static final String NO_UNIT = "None";

  private Metrics() {}

  static Map<String, Operation> operations() {
    return Map.of(
        "PutMetricData", Operation.command(Metrics::put),
        "GetMetricStatistics", Operation.read(Metrics::statistics),
        "GetMetricData", Operation.read(Metrics::data));
  }

  static void add(Place place, Store store, Series series, Instant time, List<Double> values) {
    ArrayNode kept =
        place
            .table(store, TABLE)
            .computeIfAbsent(series.key() + minute(time.getEpochSecond()), _ -> Tree.object())
            .withArrayProperty(VALUES);
    values.forEach(kept::add);
  }

  /** All values of a series from a time on, and before another one. */
  static List<Double> values(Place place, Store store, Series series, Instant from, Instant until) {
    List<Double> values = new ArrayList<>();
    if (!from.isBefore(until)) {
      return values;
    }
    place
        .table(store, TABLE)
        .subMap(
            series.key() + minute(from.getEpochSecond() + MINUTE - 1),
            series.key() + minute(until.getEpochSecond() + MINUTE - 1))
        .values()
        .forEach(row -> row.path(VALUES).forEach(value -> values.add(value.doubleValue())));
    return values;
  }

  /** The units in which this metric has data. */
  static Set<String> units(Place place, Store store, Series metric) {
    Set<String> units = new TreeSet<>();
    Store.startingWith(place.table(store, TABLE), metric.metricKey())
        .keySet()
        .forEach(
            key -> {
              String rest = key.substring(metric.metricKey().length());
              units.add(rest.substring(0, rest.length() - minute(0).length() - 1));
            });
    return units;
  }

  private static String minute(long second) {
    return "%011d".formatted(Math.floorDiv(second, MINUTE));
  }

  private static void put(Call call) {
    Input input = call.input();
    String namespace = input.required("Namespace");
    input.checkLength("Namespace", namespace, 1, 255);
    if (namespace.startsWith("AWS/")) {
      throw input.codes().invalid("The value AWS/ for parameter Namespace is reserved");
    }
    for (JsonNode datum : input.list("MetricData", 1, MOST_DATA)) {
      Input one = input.in(datum);
      one.checkLength("MetricName", one.required("MetricName"), 1, 255);
      one.list("Dimensions", 0, MOST_DIMENSIONS);
      one.checkOneOf("Unit", UNITS);
      Instant now = call.store().now();
      Instant time = one.time("Timestamp").orElse(now);
      if (time.isBefore(now.minus(OLDEST)) || time.isAfter(now.plus(FURTHEST_AHEAD))) {
        throw one.invalid("Timestamp", time, "At most two weeks ago, at most two hours ahead");
      }
      Series series =
          new Series(
              namespace,
              one.required("MetricName"),
              Series.dimensions(one.node("Dimensions")),
              one.text("Unit", NO_UNIT));
      add(call.place(), call.store(), series, time, given(one));
    }
  }

  /** One value; or values, each so many times. */
  private static List<Double> given(Input datum) {
    if (datum.has("Value")) {
      return List.of(datum.node("Value").asDouble());
    }
    List<Double> values = new ArrayList<>();
    JsonNode counts = datum.node("Counts");
    int i = 0;
    for (JsonNode value : datum.list("Values", 1, 150)) {
      for (int n = 0; n < counts.path(i).asInt(1); n++) {
        values.add(value.asDouble());
      }
      i++;
    }
    return values;
  }

  private static ObjectNode statistics(Call call) {
    Input input = call.input();
    List<String> statistics = input.texts("Statistics", 1, 5);
    NavigableMap<Instant, List<Double>> periods =
        periods(call, input, input, input.required("Period"));
    List<ObjectNode> points = new ArrayList<>();
    periods.forEach(
        (start, values) -> {
          ObjectNode point = Tree.object().put("Unit", input.text("Unit", NO_UNIT));
          point.set("Timestamp", Tree.time(start));
          statistics.forEach(
              name -> Statistic.of(name, values).ifPresent(value -> point.put(name, value)));
          points.add(point);
        });
    ObjectNode answer = Tree.object().put("Label", input.required("MetricName"));
    answer.set("Datapoints", Tree.array(points));
    return answer;
  }

  /** Metrics alone: expressions are not worked out. */
  private static ObjectNode data(Call call) {
    List<ObjectNode> results = new ArrayList<>();
    for (JsonNode query : call.input().list("MetricDataQueries", 1, 500)) {
      if (query.has("Expression")) {
        throw new UnsupportedOperationException("no metric math here: " + query);
      }
      Input stat = call.input().in(query.path("MetricStat"));
      ArrayNode values = Tree.array(List.of());
      List<JsonNode> times = new ArrayList<>();
      periods(call, call.input(), stat, stat.required("Period"))
          .descendingMap()
          .forEach(
              (start, all) -> {
                OptionalDouble value = Statistic.of(stat.required("Stat"), all);
                value.ifPresent(
                    it -> {
                      values.add(it);
                      times.add(Tree.time(start));
                    });
              });
      ObjectNode result =
          Tree.object()
              .put("Id", query.path("Id").asText())
              .put("Label", query.path("Label").asText(query.path("Id").asText()))
              .put("StatusCode", "Complete");
      result.set("Timestamps", Tree.array(times));
      result.set("Values", values);
      results.add(result);
    }
    ObjectNode answer = Tree.object();
    answer.set("MetricDataResults", Tree.array(results));
    return answer;
  }

  /** The values of each period between the start and the end that the call names. */
  private static NavigableMap<Instant, List<Double>> periods(
      Call call, Input window, Input asked, String period) {
    int seconds = Integer.parseInt(period);
    Input metric = asked.has("Metric") ? asked.in(asked.node("Metric")) : asked;
    Series series =
        new Series(
            metric.required("Namespace"),
            metric.required("MetricName"),
            Series.dimensions(metric.node("Dimensions")),
            "");
    Set<String> units =
        asked.has("Unit")
            ? Set.of(asked.required("Unit"))
            : units(call.place(), call.store(), series);
    Instant from = window.time("StartTime").orElseThrow();
    Instant until = window.time("EndTime").orElseThrow();
    NavigableMap<Instant, List<Double>> periods = new TreeMap<>();
    long start = Math.floorDiv(from.getEpochSecond(), seconds) * seconds;
    for (long at = start; at < until.getEpochSecond(); at += seconds) {
      List<Double> values = new ArrayList<>();
      for (String unit : units) {
        values.addAll(
            values(
                call.place(),
                call.store(),
                new Series(series.namespace(), series.name(), series.dimensions(), unit),
                Instant.ofEpochSecond(at),
                Instant.ofEpochSecond(at + seconds)));
      }
      if (!values.isEmpty()) {
        periods.put(Instant.ofEpochSecond(at), values);
      }
    }
    return periods;
  }
}
