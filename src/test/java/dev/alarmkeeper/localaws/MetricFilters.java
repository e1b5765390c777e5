package dev.alarmkeeper.localaws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.alarmkeeper.localaws.signal.FieldSelection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Metric filters. A put replaces the filter of that name wholly. */
final class MetricFilters {
  private static final Pattern NAME = Pattern.compile("[^:*]*");
  private static final Pattern METRIC_NAME = Pattern.compile("[^:*$]*");
  private static final Pattern VALUE = Pattern.compile("[-+]?\\d+(\\.\\d+)?|\\$.+");
  private static final List<String> SYSTEM_FIELDS = List.of("@aws.account", "@aws.region");
  private static final int LONGEST_NAME = 512;
  private static final int LONGEST_METRIC_NAME = 255;
  private static final int MOST_FILTERS = 100;
  // "A maximum of 5 filter patterns containing regex for each log group."
  private static final int MOST_WITH_REGEX = 5;
  private static final int MOST_DIMENSIONS = 3;
  private static final int LARGEST_PAGE = 50;

  private MetricFilters() {}

  static Map<String, Operation> operations() {
    return Map.of(
        "PutMetricFilter", Operation.exclusive("logGroupName", MetricFilters::put),
        "DeleteMetricFilter", Operation.exclusive("logGroupName", MetricFilters::delete),
        "DescribeMetricFilters", Operation.read(MetricFilters::describe));
  }

  static String table(String group) {
    return "metric filters of " + group;
  }

  private static void put(Call call) {
    Input input = call.input();
    ObjectNode group = LogGroups.named(call);
    String name = input.named("filterName", LONGEST_NAME, NAME);
    PatternCheck.check(input, input.required("filterPattern"));
    checkTransformation(input.in(input.list("metricTransformations", 1, 1).getFirst()));
    checkFields(input);
    if (!group.path("logGroupClass").asText().equals("STANDARD")) {
      throw AwsError.refused(
          "InvalidOperationException", "Only groups of class STANDARD can have metric filters");
    }
    NavigableMap<String, ObjectNode> filters =
        call.table(table(group.path("logGroupName").asText()));
    if (!filters.containsKey(name) && filters.size() >= MOST_FILTERS) {
      throw AwsError.refused("LimitExceededException", "Resource limit exceeded.");
    }
    if (PatternCheck.hasRegex(input.required("filterPattern"))
        && filters.entrySet().stream()
                .filter(it -> !it.getKey().equals(name))
                .filter(it -> PatternCheck.hasRegex(it.getValue().path("filterPattern").asText()))
                .count()
            >= MOST_WITH_REGEX) {
      throw AwsError.refused("LimitExceededException", "Resource limit exceeded.");
    }
    ObjectNode filter =
        input.only(
            "filterName",
            "logGroupName",
            "filterPattern",
            "metricTransformations",
            "fieldSelectionCriteria",
            "emitSystemFieldDimensions");
    filter
        .put("applyOnTransformedLogs", input.flag("applyOnTransformedLogs", false))
        .put("creationTime", call.store().now().toEpochMilli());
    filters.put(name, filter);
  }

  private static void checkFields(Input input) {
    try {
      FieldSelection.selects(input.text("fieldSelectionCriteria", ""), Map.of());
    } catch (IllegalArgumentException e) {
      throw input.codes().invalid("Invalid field selection criteria: " + e.getMessage());
    }
    List<String> fields = input.texts("emitSystemFieldDimensions", 0, SYSTEM_FIELDS.size());
    if (!SYSTEM_FIELDS.containsAll(fields)) {
      throw input.invalid("emitSystemFieldDimensions", fields, "Must be of " + SYSTEM_FIELDS);
    }
  }

  private static void checkTransformation(Input transformation) {
    for (String name : new String[] {"metricName", "metricNamespace"}) {
      transformation.check(
          name, transformation.required(name), 1, LONGEST_METRIC_NAME, METRIC_NAME);
    }
    transformation.check("metricValue", transformation.required("metricValue"), 1, 100, VALUE);
    transformation.checkOneOf("unit", Metrics.UNITS);
    JsonNode dimensions = transformation.node("dimensions");
    if (dimensions.size() > MOST_DIMENSIONS) {
      throw transformation.invalid("dimensions", dimensions.size(), "At most 3 dimensions");
    }
    if (!dimensions.isEmpty() && transformation.has("defaultValue")) {
      throw transformation
          .codes()
          .invalid(
              "Invalid metric transformation: dimensions and a default value exclude each other");
    }
  }

  private static void delete(Call call) {
    String group = LogGroups.named(call).path("logGroupName").asText();
    String name = call.input().named("filterName", LONGEST_NAME, NAME);
    if (call.table(table(group)).remove(name) == null) {
      throw call.input().codes().notFound("The specified metric filter does not exist.");
    }
  }

  private static ObjectNode describe(Call call) {
    Input input = call.input();
    int limit = input.number("limit", LARGEST_PAGE, 1, LARGEST_PAGE);
    if (input.has("metricName") != input.has("metricNamespace")) {
      throw input.codes().invalid("metricName and metricNamespace must be given together");
    }
    NavigableMap<String, ObjectNode> candidates = new TreeMap<>();
    if (input.has("logGroupName")) {
      String group = LogGroups.named(call).path("logGroupName").asText();
      String prefix = input.text("filterNamePrefix", "");
      candidates.putAll(call.table(table(group)));
      candidates.keySet().removeIf(name -> !name.startsWith(prefix));
    } else {
      // Without a group, AWS looks in all of them and takes no notice of the prefix.
      call.store()
          .tables(call.place().tableName(table("")))
          .forEach((table, rows) -> rows.forEach((key, row) -> candidates.put(table + key, row)));
    }
    candidates
        .values()
        .removeIf(
            filter -> {
              JsonNode metric = filter.path("metricTransformations").path(0);
              return input.has("metricName")
                  && !(metric.path("metricName").equals(input.node("metricName"))
                      && metric.path("metricNamespace").equals(input.node("metricNamespace")));
            });
    return Page.of(candidates, input, "nextToken", limit).answer("metricFilters", "nextToken");
  }
}
