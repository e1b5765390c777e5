package dev.alarmkeeper.localaws;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.Headers;
import java.io.IOException;
import java.net.URLDecoder;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** REST JSON, as Lambda speaks it: the operation is in the path. */
record RestWire() implements Wire {
  private static final Map<String, String> HEADERS = Map.of("Content-Type", "application/json");
  private static final Pattern PATH =
      Pattern.compile(
          "/(?:2015-03-31|2019-09-30)/functions/([^/?]+)/(policy|concurrency|invocations)(?:\\?Qualifier=(.+))?");

  static boolean isFor(Headers headers) {
    return String.valueOf(headers.getFirst("Authorization")).contains("/lambda/aws4_request");
  }

  @Override
  public Asked read(String path, Headers headers, byte[] body) {
    Matcher parts = PATH.matcher(path);
    if (!parts.matches()) {
      return new Asked(path, Tree.object());
    }
    ObjectNode parameters = Tree.object().put("FunctionName", decode(parts.group(1)));
    if (parts.group(3) != null) {
      parameters.put("Qualifier", decode(parts.group(3)));
    }
    return switch (parts.group(2)) {
      case "policy" -> new Asked("GetPolicy", parameters);
      case "concurrency" -> new Asked("GetFunctionConcurrency", parameters);
      default -> new Asked("Invoke", parameters.put("Payload", new String(body, UTF_8)));
    };
  }

  @Override
  public Reply answer(String operation, ObjectNode answer) {
    // A function that threw has answered, too. Source: Lambda API, "Invoke".
    boolean threw = operation.equals("Invoke") && answer.has("errorMessage");
    return new Reply(
        200,
        threw
            ? Map.of("Content-Type", "application/json", "X-Amz-Function-Error", "Unhandled")
            : HEADERS,
        JsonWire.print(answer).getBytes(UTF_8));
  }

  @Override
  public Reply error(AwsError error) throws IOException {
    return new Reply(
        error.status(),
        Map.of("Content-Type", "application/json", "x-amzn-ErrorType", error.code()),
        JsonWire.print(Tree.object().put("Message", error.message())).getBytes(UTF_8));
  }

  @Override
  public Reply garbled(byte[] body) {
    return new Reply(200, HEADERS, body);
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, UTF_8);
  }
}
