package dev.alarmkeeper.lambda;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatchlogs.model.OperationAbortedException;
import software.amazon.awssdk.services.sns.model.ConcurrentAccessException;

/** How AWS is reached, from what Lambda itself sets in the environment. */
final class Transport {
  private static final Duration ONE_ATTEMPT = Duration.ofSeconds(3);
  private static final Duration ALL_ATTEMPTS = Duration.ofSeconds(8);

  /** What the table and the bus get for an answer, which they give in milliseconds. */
  private static final Duration SOON = Duration.ofMillis(1_500);

  private final Map<String, String> environment;
  private final Endpoints endpoints;

  // The services that are called without an SDK client have no other limit than the transport's.
  private final SdkHttpClient http =
      UrlConnectionHttpClient.builder().socketTimeout(ONE_ATTEMPT).build();
  private final AwsCredentialsProvider credentials =
      EnvironmentVariableCredentialsProvider.create();

  Transport(Map<String, String> environment) {
    this.environment = environment;
    endpoints = Endpoints.of(environment);
    // The SDK's clients read the environment themselves, and take a blank endpoint for one.
    System.setProperty(Endpoints.IGNORE, String.valueOf(endpoints.heeded().isEmpty()));
  }

  SdkHttpClient http() {
    return http;
  }

  /** One for what a run can do without: it waits less. */
  static SdkHttpClient impatientHttp() {
    return UrlConnectionHttpClient.builder().connectionTimeout(SOON).socketTimeout(SOON).build();
  }

  AwsCredentialsProvider credentials() {
    return credentials;
  }

  String region() {
    return environment.getOrDefault("AWS_REGION", "us-east-1");
  }

  /** As the SDK finds it, for the services that are called without a client of its own. */
  URI endpoint(String service, String variable) {
    return endpoints
        .of(variable)
        .orElseGet(
            () ->
                URI.create(
                    "https://%s.%s.%s"
                        .formatted(
                            service,
                            region(),
                            PartitionMetadata.of(Region.of(region())).dnsSuffix())));
  }

  /** A client of the function's Region. */
  <B extends AwsClientBuilder<B, ?> & SdkSyncClientBuilder<B, ?>> B configure(B builder) {
    return configure(builder, region());
  }

  /** A client of any Region. */
  <B extends AwsClientBuilder<B, ?> & SdkSyncClientBuilder<B, ?>> B configure(
      B builder, String anyRegion) {
    return builder
        .httpClient(http)
        .region(Region.of(anyRegion))
        .credentialsProvider(credentials)
        .overrideConfiguration(
            it ->
                it.apiCallAttemptTimeout(ONE_ATTEMPT)
                    .apiCallTimeout(ALL_ATTEMPTS)
                    .retryStrategy(
                        AwsRetryStrategy.standardRetryStrategy().toBuilder()
                            // Two writers at once: AWS takes the second one a moment later.
                            .retryOnException(OperationAbortedException.class)
                            .retryOnException(ConcurrentAccessException.class)
                            .build()));
  }
}
