package dev.alarmkeeper.lambda;

import java.time.Duration;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.services.cloudwatchlogs.model.OperationAbortedException;
import software.amazon.awssdk.services.sns.model.ConcurrentAccessException;

/**
 * How AWS is reached. Every client shares the transport, the credentials and the retries; the SDK
 * itself reads from the environment which endpoints it shall use.
 */
final class Transport {
  private static final Duration ONE_ATTEMPT = Duration.ofSeconds(3);
  private static final Duration ALL_ATTEMPTS = Duration.ofSeconds(8);

  /** What the table and the bus get for an answer, which they give in milliseconds. */
  private static final Duration SOON = Duration.ofMillis(1_500);

  private static final Duration ALL_SOON = SOON.multipliedBy(3);

  private static final StandardRetryStrategy RETRIES =
      AwsRetryStrategy.standardRetryStrategy().toBuilder()
          // Two writers at once: AWS takes the second one a moment later.
          .retryOnException(OperationAbortedException.class)
          .retryOnException(ConcurrentAccessException.class)
          .build();

  private final Map<String, String> environment;
  private final SdkHttpClient http =
      UrlConnectionHttpClient.builder().socketTimeout(ONE_ATTEMPT).build();
  private final AwsCredentialsProvider credentials =
      EnvironmentVariableCredentialsProvider.create();

  Transport(Map<String, String> environment) {
    this.environment = environment;
    System.setProperty(Endpoints.IGNORE, String.valueOf(!Endpoints.areHeeded(environment)));
  }

  String region() {
    return environment.getOrDefault("AWS_REGION", "us-east-1");
  }

  /** A client of the function's Region. */
  <B extends AwsClientBuilder<B, ?> & SdkSyncClientBuilder<B, ?>> B configure(B builder) {
    return configure(builder, region());
  }

  /** A client of any Region. */
  <B extends AwsClientBuilder<B, ?> & SdkSyncClientBuilder<B, ?>> B configure(
      B builder, String anyRegion) {
    return configure(builder, anyRegion, ONE_ATTEMPT, ALL_ATTEMPTS);
  }

  /** A client for what a run can do without: it waits less. */
  <B extends AwsClientBuilder<B, ?> & SdkSyncClientBuilder<B, ?>> B configureImpatient(B builder) {
    return configure(builder, region(), SOON, ALL_SOON);
  }

  private <B extends AwsClientBuilder<B, ?> & SdkSyncClientBuilder<B, ?>> B configure(
      B builder, String anyRegion, Duration attempt, Duration all) {
    return builder
        .httpClient(http)
        .region(Region.of(anyRegion))
        .credentialsProvider(credentials)
        .overrideConfiguration(
            it -> it.apiCallAttemptTimeout(attempt).apiCallTimeout(all).retryStrategy(RETRIES));
  }
}
