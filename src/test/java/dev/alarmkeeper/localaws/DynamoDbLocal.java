package dev.alarmkeeper.localaws;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.amazonaws.services.dynamodbv2.local.server.LocalDynamoDBRequestHandler;
import com.amazonaws.services.dynamodbv2.local.server.LocalDynamoDBServerHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.eclipse.jetty.server.Server;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * AWS's own DynamoDB local, in memory, on a port of 127.0.0.1 that was free. It takes seconds to
 * start, so there is one for all tests, which ends with them; each test makes a table of its own.
 */
public final class DynamoDbLocal {
  private static final String CREDENTIAL =
      "Credential=tests/20261123/us-east-1/dynamodb/aws4_request";

  private final Server server;

  private static final class Holder {
    private static final DynamoDbLocal STARTED = new DynamoDbLocal();
  }

  // Its own launcher listens on every address and looks for classes of its telemetry.
  private DynamoDbLocal() {
    server = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    try {
      server.setHandler(
          new LocalDynamoDBServerHandler(
              new LocalDynamoDBRequestHandler(0, true, null, true, false), null));
      server.start();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** The one that is running; where it cannot, the test that asks for it is skipped and says so. */
  public static DynamoDbLocal started() {
    assumeRunsOn(System.getProperty("os.arch"));
    return Holder.STARTED;
  }

  /** Its store is native code, sqlite4java, that AWS publishes for x86 alone. */
  static void assumeRunsOn(String architecture) {
    assumeTrue(
        architecture.matches("amd64|x86_64"),
        () ->
            "NOT TESTED on %s: DynamoDB local's store is published for x86 alone"
                .formatted(architecture));
  }

  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getURI().getPort());
  }

  /** A client of it. */
  public DynamoDbClient client() {
    return new Clients(endpoint(), LocalAws.REGION, "tests").dynamoDb();
  }

  /** Makes an empty table, as the template does, and lets it forget what has expired. */
  public void addTable(String name) {
    call(
        "CreateTable",
        """
        {"TableName": "%s", "BillingMode": "PAY_PER_REQUEST",
         "AttributeDefinitions": [{"AttributeName": "kind", "AttributeType": "S"},
                                  {"AttributeName": "key", "AttributeType": "S"}],
         "KeySchema": [{"AttributeName": "kind", "KeyType": "HASH"},
                       {"AttributeName": "key", "KeyType": "RANGE"}]}\
        """
            .formatted(name));
    call(
        "UpdateTimeToLive",
        """
        {"TableName": "%s",
         "TimeToLiveSpecification": {"Enabled": true, "AttributeName": "expires"}}\
        """
            .formatted(name));
  }

  /** Makes any call, and answers with what it answers; throws if it is refused. */
  public String call(String operation, String input) {
    HttpRequest request =
        HttpRequest.newBuilder(endpoint())
            .header("Content-Type", "application/x-amz-json-1.0")
            .header("X-Amz-Target", "DynamoDB_20120810." + operation)
            .header("Authorization", "AWS4-HMAC-SHA256 %s, Signature=0".formatted(CREDENTIAL))
            .POST(BodyPublishers.ofString(input))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IllegalStateException(operation + ": " + answer.body());
      }
      return answer.body();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
