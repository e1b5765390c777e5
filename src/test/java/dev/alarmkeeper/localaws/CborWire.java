package dev.alarmkeeper.localaws;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;
import com.sun.net.httpserver.Headers;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Smithy RPC v2 CBOR: the operation in the path, times under tag 1. <a
 * href="https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html">Specification</a>.
 */
record CborWire() implements Wire {
  private static final Map<String, String> HEADERS =
      Map.of("Content-Type", "application/cbor", "smithy-protocol", "rpc-v2-cbor");
  private static final int EPOCH_TAG = 1;
  private static final ObjectMapper CBOR =
      new ObjectMapper(new CBORFactory())
          .registerModule(new SimpleModule().addSerializer(Instant.class, new TaggedSeconds()));

  @Override
  public Asked read(String path, Headers headers, byte[] body) throws IOException {
    ObjectNode parameters =
        body.length == 0 ? Tree.object() : CBOR.readValue(body, ObjectNode.class);
    return new Asked(path.substring(path.lastIndexOf('/') + 1), parameters);
  }

  @Override
  public Reply answer(String operation, ObjectNode answer) throws IOException {
    return new Reply(200, HEADERS, CBOR.writeValueAsBytes(answer));
  }

  @Override
  public Reply error(AwsError error) throws IOException {
    Map<String, String> headers = new HashMap<>(HEADERS);
    // CloudWatch spoke Query before: its clients still expect the codes of that time.
    headers.put(
        "x-amzn-query-error", error.code() + (error.status() < 500 ? ";Sender" : ";Receiver"));
    ObjectNode body = Tree.object().put("__type", error.code()).put("message", error.message());
    return new Reply(error.status(), headers, CBOR.writeValueAsBytes(body));
  }

  @Override
  public Reply garbled(byte[] body) {
    return new Reply(200, HEADERS, body);
  }

  private static final class TaggedSeconds extends JsonSerializer<Instant> {
    @Override
    public void serialize(Instant time, JsonGenerator cbor, SerializerProvider any)
        throws IOException {
      ((CBORGenerator) cbor).writeTag(EPOCH_TAG);
      cbor.writeNumber(time.toEpochMilli() / 1000.0);
    }
  }
}
