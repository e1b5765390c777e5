package dev.alarmkeeper.localaws;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Keeps the local AWS honest: an emulator that nobody here wrote keeps the same contract, and still
 * differs in each place where this one is said to be stricter. Runs where {@code moto_server} does:
 *
 * <pre>{@code
 * moto_server -H 127.0.0.1 -p 5000 &
 * MOTO_ENDPOINT=http://127.0.0.1:5000 ./mvnw verify -Dit.test=MotoContractIT
 * }</pre>
 */
@EnabledIfEnvironmentVariable(named = MotoContractIT.ENDPOINT, matches = "http.+")
class MotoContractIT implements LogsContract, SnsContract, CloudTrailContract, ConfigContract {
  static final String ENDPOINT = "MOTO_ENDPOINT";
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final URI endpoint = URI.create(Objects.requireNonNull(System.getenv(ENDPOINT)));
  private final Clients clients = new Clients(endpoint, "us-east-1", "tester");

  @BeforeEach
  void forget() throws IOException, InterruptedException {
    send(HttpRequest.newBuilder(endpoint.resolve("/moto-api/reset")).POST(BodyPublishers.noBody()));
    // Trails need a bucket that exists.
    send(
        HttpRequest.newBuilder(endpoint.resolve("/" + bucket()))
            .header("Authorization", "AWS tester:unchecked")
            .PUT(BodyPublishers.noBody()));
  }

  @Override
  public Clients clients() {
    return clients;
  }

  @Override
  public String bucket() {
    return "bucket";
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.alarmkeeper.localaws.Gap#ofMoto")
  void motoIsStillLaxer(Gap gap) {
    assertThat(gap.isAsOnAws(clients)).as("moto has caught up: move it to the contract").isFalse();
  }

  private static void send(HttpRequest.Builder request) throws IOException, InterruptedException {
    var answer = HTTP.send(request.build(), BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }
}
