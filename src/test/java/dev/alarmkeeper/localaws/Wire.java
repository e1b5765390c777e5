package dev.alarmkeeper.localaws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.Headers;
import java.io.IOException;

/** How requests and answers look on the line. Which one is used is the client's choice. */
sealed interface Wire permits JsonWire, CborWire, QueryWire, RestWire {
  /** A request, read. */
  record Asked(String operation, ObjectNode parameters) {}

  static Wire of(Headers headers) {
    if ("rpc-v2-cbor".equals(headers.getFirst("smithy-protocol"))) {
      return new CborWire();
    }
    if (RestWire.isFor(headers)) {
      return new RestWire();
    }
    return headers.containsKey("x-amz-target") ? new JsonWire() : new QueryWire();
  }

  Asked read(String path, Headers headers, byte[] body) throws IOException;

  Reply answer(String operation, ObjectNode answer) throws IOException;

  Reply error(AwsError error) throws IOException;

  /** An answer that says 200 and is no answer at all, of the right content type. */
  Reply garbled(byte[] body);
}
