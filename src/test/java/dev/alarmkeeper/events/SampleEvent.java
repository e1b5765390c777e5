package dev.alarmkeeper.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * One of the files of {@code events/}.
 *
 * @param name the file's name
 */
public record SampleEvent(String name, String text) {
  private static final Path DIRECTORY = Path.of("events");
  private static final JsonMapper JSON = new JsonMapper();

  /** All of them, by name. */
  public static List<SampleEvent> all() {
    try (Stream<Path> files = Files.list(DIRECTORY)) {
      return files.filter(SampleEvent::isEvent).sorted().map(SampleEvent::read).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Beside the events there is the environment in which {@code sam local} runs the function. */
  private static boolean isEvent(Path file) {
    return file.toString().endsWith(".json") && !file.endsWith("env.json");
  }

  /** The one of this name, such as {@code schedule.json}. */
  public static SampleEvent of(String name) {
    return read(DIRECTORY.resolve(name));
  }

  /** Any file, as if it were one of them. */
  public static SampleEvent read(Path file) {
    try {
      return new SampleEvent(file.getFileName().toString(), Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The event's fields; none if it is no JSON object. */
  public ObjectNode json() {
    try {
      return JSON.readValue(text, ObjectNode.class);
    } catch (JsonProcessingException _) {
      return JSON.createObjectNode();
    }
  }

  /** Whether AWS Config invokes its rule with this, and waits for evaluations. */
  public boolean isConfigRule() {
    return json().has("resultToken");
  }

  /** The same with another token, for AWS Config accepts each but once. */
  public SampleEvent withResultToken(String token) {
    return new SampleEvent(name, json().put("resultToken", token).toString());
  }

  /** The same, but the API call that it tells of had another value for this parameter. */
  public SampleEvent withParameter(String parameter, String value) {
    ObjectNode json = json();
    json.withObject("/detail/requestParameters").put(parameter, value);
    return new SampleEvent(name, json.toString());
  }

  @Override
  public String toString() {
    return name;
  }
}
