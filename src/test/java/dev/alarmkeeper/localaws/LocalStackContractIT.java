package dev.alarmkeeper.localaws;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Holds the local AWS to LocalStack, which speaks CBOR for CloudWatch as moto does not. Runs where
 * {@code .ci/localstack} does.
 */
@EnabledIfEnvironmentVariable(named = LocalStackContractIT.ENDPOINT, matches = "http.+")
class LocalStackContractIT implements CloudWatchContract, LogsContract, SnsContract {
  static final String ENDPOINT = "LOCALSTACK_ENDPOINT";

  /** LocalStack loads a service at its first call. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** An account is empty until somebody works in it, and each test has its own. */
  private static final AtomicLong ACCOUNTS =
      new AtomicLong(500_000_000_000L + System.currentTimeMillis() % 400_000_000_000L);

  private final Clients clients =
      Clients.at(
              URI.create(Objects.requireNonNull(System.getenv(ENDPOINT))),
              String.valueOf(ACCOUNTS.incrementAndGet()))
          .waiting(PATIENCE);

  @Override
  public Clients clients() {
    return clients;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.alarmkeeper.localaws.Gap#ofLocalStack")
  void localStackIsStillLaxer(Gap gap) {
    assertThat(gap.isAsOnAws(clients))
        .as("LocalStack has caught up: move it to the contract")
        .isFalse();
  }
}
