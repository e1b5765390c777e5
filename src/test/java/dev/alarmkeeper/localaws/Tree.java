package dev.alarmkeeper.localaws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.POJONode;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * Shapes of documents. All services keep and answer Jackson trees, because a resource's request
 * shape is nearly its answer's shape; a time is kept as an {@link Instant} and each wire writes it
 * in its own way.
 */
final class Tree {
  private Tree() {}

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  static ArrayNode array(Collection<? extends JsonNode> items) {
    return JsonNodeFactory.instance.arrayNode().addAll(items);
  }

  static ArrayNode texts(Collection<String> items) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    items.forEach(array::add);
    return array;
  }

  static JsonNode time(Instant time) {
    return new POJONode(time);
  }

  static Instant time(JsonNode time, Instant fallback) {
    return time instanceof POJONode pojo ? (Instant) pojo.getPojo() : fallback;
  }

  /** The elements of an array, none if it is not there. */
  static Stream<JsonNode> stream(JsonNode array) {
    return array.valueStream();
  }

  static List<String> strings(JsonNode array) {
    return stream(array).map(JsonNode::asText).toList();
  }
}
