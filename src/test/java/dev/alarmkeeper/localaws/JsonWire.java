package dev.alarmkeeper.localaws;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.Headers;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;

/** AWS JSON 1.1: the operation in a header, times as seconds with a fraction. */
record JsonWire() implements Wire {
  private static final Map<String, String> HEADERS =
      Map.of("Content-Type", "application/x-amz-json-1.1");
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .registerModule(new SimpleModule().addSerializer(Instant.class, new EpochSeconds()));

  @Override
  public Asked read(String path, Headers headers, byte[] body) throws IOException {
    String target = headers.getFirst("x-amz-target");
    return new Asked(
        target.substring(target.lastIndexOf('.') + 1), JSON.readValue(body, ObjectNode.class));
  }

  @Override
  public Reply answer(String operation, ObjectNode answer) throws IOException {
    return new Reply(200, HEADERS, JSON.writeValueAsBytes(answer));
  }

  @Override
  public Reply error(AwsError error) throws IOException {
    ObjectNode body = Tree.object().put("__type", error.code()).put("message", error.message());
    body.setAll(error.members());
    return new Reply(error.status(), HEADERS, JSON.writeValueAsBytes(body));
  }

  @Override
  public Reply garbled(byte[] body) {
    return new Reply(200, HEADERS, body);
  }

  /** A document as text, for messages and journals. */
  static String print(ObjectNode document) {
    try {
      return new String(JSON.writeValueAsBytes(document), UTF_8);
    } catch (IOException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static final class EpochSeconds extends JsonSerializer<Instant> {
    @Override
    public void serialize(Instant time, JsonGenerator json, SerializerProvider any)
        throws IOException {
      json.writeNumber(time.toEpochMilli() / 1000.0);
    }
  }
}
