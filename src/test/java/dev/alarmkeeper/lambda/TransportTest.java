package dev.alarmkeeper.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkServiceClientConfiguration;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.config.ConfigClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/** Whatever service is asked, it gets the same time and the same attempts. */
class TransportTest {
  private static final Pattern MADE =
      Pattern.compile("(\\S*)\\(?\\b(?!UrlConnection)\\w+Client\\.builder\\(\\)");

  @Test
  void everyServiceGetsTheSameAttempts() {
    Transport transport = new Transport(Map.of("AWS_REGION", "us-east-1"));
    List<SdkServiceClientConfiguration> clients =
        List.of(
            transport.configure(CloudTrailClient.builder()).build().serviceClientConfiguration(),
            transport.configure(CloudWatchClient.builder()).build().serviceClientConfiguration(),
            transport
                .configure(CloudWatchLogsClient.builder())
                .build()
                .serviceClientConfiguration(),
            transport.configure(SnsClient.builder()).build().serviceClientConfiguration(),
            transport.configure(KmsClient.builder()).build().serviceClientConfiguration(),
            transport.configure(SsmClient.builder()).build().serviceClientConfiguration(),
            transport.configure(ConfigClient.builder()).build().serviceClientConfiguration());
    assertThat(clients)
        .extracting(
            it -> it.overrideConfiguration().retryStrategy().orElseThrow().maxAttempts(),
            it -> it.overrideConfiguration().apiCallAttemptTimeout().orElseThrow(),
            it -> it.overrideConfiguration().apiCallTimeout().orElseThrow())
        .containsOnly(tuple(3, Duration.ofSeconds(3), Duration.ofSeconds(8)));
  }

  /** A client that is made elsewhere would have attempts of its own. */
  @Test
  void noClientIsMadeButByTheTransport() throws IOException {
    // The command line's clients are those of a person, with the SDK's own attempts.
    Path cli = Path.of("src/main/java/dev/alarmkeeper/cli");
    try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
      for (Path source :
          sources.filter(it -> it.toString().endsWith(".java") && !it.startsWith(cli)).toList()) {
        String text = Files.readString(source).replaceAll("\\(\\s+", "(");
        assertThat(MADE.matcher(text).results().map(it -> it.group(1)).toList())
            .as(source.toString())
            .allMatch(it -> it.contains("configure"));
      }
    }
  }
}
