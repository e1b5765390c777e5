package dev.alarmkeeper.template;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import software.amazon.event.ruler.Machine;

/** A deployed template's rules in the matcher that EventBridge itself uses. */
final class Waking {
  private final Machine machine = Machine.builder().build();

  Waking(Map<String, String> parameters) {
    Template.main().deploy(parameters).patterns().forEach(this::add);
  }

  /** The rules that an event matches, by logical id. */
  Set<String> by(JsonNode event) {
    try {
      return Set.copyOf(machine.rulesForJSONEvent(event.toString()));
    } catch (Exception e) { // declared so by the matcher
      throw new IllegalArgumentException("not an event: " + event, e);
    }
  }

  /** A file of {@code events/}, without its suffix. */
  static ObjectNode sample(String name) {
    try {
      return (ObjectNode) json(Files.readString(Path.of("events", name + ".json")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode json(String text) {
    try {
      return Template.JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  private void add(String rule, JsonNode pattern) {
    try {
      machine.addRule(rule, pattern.toString());
    } catch (IOException e) {
      throw new IllegalArgumentException(rule + " is refused: " + pattern, e);
    }
  }
}
