package dev.alarmkeeper.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.alarmkeeper.evidence.history.CloudTrailRecords;
import dev.alarmkeeper.localaws.Journal;
import dev.alarmkeeper.reconcile.ApiCall;
import dev.alarmkeeper.text.Json;
import dev.alarmkeeper.text.JsonFields;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What CloudTrail records of calls to the local AWS: parameters begin with a small letter, and the
 * keys of a map stay as they are.
 */
final class Trace {
  private static final Set<String> MAPS = Set.of("attributes", "tags");

  private static final Map<String, String> SOURCES =
      Map.of("cloudwatch", "monitoring.amazonaws.com");

  private Trace() {}

  /** The records of what a principal changed, and was let change. */
  static List<Map<String, @Nullable Object>> of(Journal journal, String principal) {
    return journal.of(principal).writes().stream()
        .filter(Journal.Entry::succeeded)
        .map(
            it -> {
              String[] operation = it.operation().split(":", -1);
              return record(operation[0], operation[1], (ObjectNode) recorded(it.parameters()));
            })
        .toList();
  }

  /** A record of a call in the local AWS's account and Region. */
  static Map<String, @Nullable Object> record(
      String service, String operation, JsonNode parameters) {
    ObjectNode record = JsonNodeFactory.instance.objectNode();
    record
        .put("eventSource", SOURCES.getOrDefault(service, service + ".amazonaws.com"))
        .put("eventName", operation)
        .put("eventID", "id-" + operation)
        .put("eventTime", "2026-11-23T12:00:00Z")
        .put("awsRegion", "us-east-1")
        .put("recipientAccountId", "111122223333")
        .set("requestParameters", parameters);
    return Json.object(record.toString());
  }

  static Map<String, @Nullable Object> record(
      String service, String operation, Map<String, ?> parameters) {
    return record(service, operation, new ObjectMapper().<JsonNode>valueToTree(parameters));
  }

  static ApiCall call(Map<String, @Nullable Object> record) {
    return CloudTrailRecords.of(new JsonFields(record));
  }

  private static JsonNode recorded(JsonNode node) {
    if (node instanceof ArrayNode list) {
      ArrayNode all = JsonNodeFactory.instance.arrayNode();
      list.forEach(it -> all.add(recorded(it)));
      return all;
    }
    if (!(node instanceof ObjectNode object)) {
      return node;
    }
    ObjectNode all = JsonNodeFactory.instance.objectNode();
    object
        .properties()
        .forEach(
            it -> {
              String name = Character.toLowerCase(it.getKey().charAt(0)) + it.getKey().substring(1);
              all.set(name, MAPS.contains(name) ? it.getValue() : recorded(it.getValue()));
            });
    return all;
  }
}
