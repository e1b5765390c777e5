package dev.alarmkeeper.localaws;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.Headers;
import java.net.URLDecoder;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** AWS Query: a form in, XML out. Lists travel as {@code Name.member.1}, maps as {@code entry}. */
record QueryWire() implements Wire {
  private static final Map<String, String> HEADERS = Map.of("Content-Type", "text/xml");

  @Override
  public Asked read(String path, Headers headers, byte[] body) {
    ObjectNode form = Tree.object();
    for (String pair : new String(body, UTF_8).split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        put(form, decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
      }
    }
    String action = form.path("Action").asText();
    form.remove(List.of("Action", "Version"));
    return new Asked(action, (ObjectNode) fold(form));
  }

  @Override
  public Reply answer(String operation, ObjectNode answer) {
    return new Reply(200, HEADERS, XmlAnswer.of(operation, answer));
  }

  @Override
  public Reply error(AwsError error) {
    return new Reply(error.status(), HEADERS, XmlAnswer.of(error));
  }

  @Override
  public Reply garbled(byte[] body) {
    return new Reply(200, HEADERS, body);
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, UTF_8);
  }

  private static void put(ObjectNode form, String dottedName, String value) {
    int dot = dottedName.indexOf('.');
    if (dot < 0) {
      form.put(dottedName, value);
    } else {
      put(
          form.withObjectProperty(dottedName.substring(0, dot)),
          dottedName.substring(dot + 1),
          value);
    }
  }

  /** Turns the numbered members of lists and maps, at every depth, into arrays and objects. */
  private static JsonNode fold(JsonNode node) {
    if (!(node instanceof ObjectNode object)) {
      return node;
    }
    if (object.size() == 1 && object.has("member")) {
      return Tree.array(numbered(object.get("member")));
    }
    if (object.size() == 1 && object.has("entry")) {
      ObjectNode map = Tree.object();
      // Attributes say key and value; message attributes say Name and Value.
      numbered(object.get("entry"))
          .forEach(
              entry ->
                  map.set(
                      entry.path("key").asText(entry.path("Name").asText()),
                      entry.has("value") ? entry.get("value") : entry.path("Value")));
      return map;
    }
    ObjectNode folded = Tree.object();
    object.forEachEntry((name, member) -> folded.set(name, fold(member)));
    return folded;
  }

  private static List<JsonNode> numbered(JsonNode members) {
    return members
        .propertyStream()
        .sorted(Comparator.comparingInt(member -> Integer.parseInt(member.getKey())))
        .map(member -> fold(member.getValue()))
        .collect(Collectors.toList());
  }
}
