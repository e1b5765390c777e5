package dev.alarmkeeper.runtime;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.alarmkeeper.localaws.LocalAws;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The function behind Lambda's own API on a port of this machine: in a container of {@code sam
 * local start-lambda}, or under AWS's runtime interface emulator. Both are started here, and both
 * have to be on the {@code PATH}.
 */
public final class HttpFunction implements LocalFunction {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int TRIES = 120;
  private static final long PAUSE_MILLIS = 500;

  private final Process process;
  private final URI invocations;
  private final Path log;
  private final HttpClient client = HttpClient.newHttpClient();

  private HttpFunction(Process process, URI invocations, Path log) {
    this.process = process;
    this.invocations = invocations;
    this.log = log;
  }

  /** {@code sam local start-lambda}, with the artefact of {@code sam build}. */
  static HttpFunction bySam(LocalAws aws, Map<String, String> settings) {
    try {
      Path env = Files.createTempFile("alarmkeeper", ".json");
      Map<String, String> variables = new HashMap<>(settings);
      variables.put("AWS_ENDPOINT_URL", aws.endpoint().toString());
      JSON.writeValue(env.toFile(), Map.of("Function", variables));
      int port = freePort();
      String architecture = System.getProperty("os.arch").equals("aarch64") ? "arm64" : "x86_64";
      ProcessBuilder sam =
          new ProcessBuilder(
              "sam",
              "local",
              "start-lambda",
              "--port",
              String.valueOf(port),
              "--env-vars",
              env.toString(),
              "--parameter-overrides",
              "Architecture=" + architecture,
              "--warm-containers",
              "LAZY",
              "--skip-pull-image");
      sam.environment().put("AWS_ACCESS_KEY_ID", PRINCIPAL);
      sam.environment().put("AWS_SECRET_ACCESS_KEY", "secret");
      return start(sam, port, "Function");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@code aws-lambda-rie}, with the class path that Lambda would make. */
  static HttpFunction byRie(LocalAws aws, Map<String, String> settings) {
    Launch launch = new Launch(aws, settings, "127.0.0.1:" + freePort(), Path.of("unused"));
    int port = freePort();
    ProcessBuilder rie =
        launch.under(
            "aws-lambda-rie",
            "--runtime-interface-emulator-address",
            "127.0.0.1:" + port,
            "--runtime-api-address",
            launch.runtimeApi());
    // The emulator makes up the account in the function's ARN, here as under sam local.
    rie.environment().put("AWS_SAM_LOCAL", "true");
    rie.environment().put("AWS_LAMBDA_LOG_STREAM_NAME", "$LATEST");
    return start(rie, port, "function");
  }

  /** One that containers reach: on the address of Docker's bridge. */
  static LocalAws awsForContainers() {
    try {
      NetworkInterface bridge = NetworkInterface.getByName("docker0");
      if (bridge == null) {
        throw new IllegalStateException("no docker0: run this beside a Docker engine");
      }
      InetAddress address =
          bridge
              .inetAddresses()
              .filter(it -> it.getAddress().length == 4)
              .findFirst()
              .orElseThrow();
      return LocalAws.listening(List.of(new InetSocketAddress(address, 0)));
    } catch (SocketException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static HttpFunction start(ProcessBuilder command, int port, String name) {
    try {
      Path log = Files.createTempFile("alarmkeeper", ".log");
      Process process = command.redirectErrorStream(true).redirectOutput(log.toFile()).start();
      URI invocations =
          URI.create(
              "http://127.0.0.1:%d/2015-03-31/functions/%s/invocations".formatted(port, name));
      HttpFunction function = new HttpFunction(process, invocations, log);
      function.awaitPort(port);
      return function;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Answer invoke(String event) {
    HttpRequest request =
        HttpRequest.newBuilder(invocations)
            .timeout(TIMEOUT)
            .POST(BodyPublishers.ofString(event))
            .build();
    try {
      HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
      JsonNode error = read(response.body());
      boolean threw =
          response.statusCode() != 200
              || response.headers().firstValue("X-Amz-Function-Error").isPresent()
              || (error.has("errorType") && error.has("errorMessage"));
      return threw
          ? new Answer.Threw(error.path("errorType").asText(), error.path("errorMessage").asText())
          : new Answer.Returned(response.body());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(String.join("\n", log()), e);
    }
  }

  @Override
  public List<String> log() {
    try {
      return Files.readAllLines(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends it as Ctrl-C would, so that SAM takes its containers with it. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(TRIES, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      Files.deleteIfExists(log);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    client.close();
  }

  private void awaitPort(int port) {
    for (int i = 0; i < TRIES && process.isAlive(); i++) {
      try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
        return;
      } catch (IOException notYet) {
        pause();
      }
    }
    String said = String.join("\n", log());
    close();
    throw new EndedException("nothing listens on port " + port + ":\n" + said);
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static JsonNode read(String body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("no JSON: " + body, e);
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
