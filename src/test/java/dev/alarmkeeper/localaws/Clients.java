package dev.alarmkeeper.localaws;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.config.ConfigClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * The real SDK clients for tests, acting as one principal. They do not retry, so that a test sees
 * each answer, and wait two seconds for one.
 */
public final class Clients {
  private static final SdkHttpClient HTTP = UrlConnectionHttpClient.create();
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final URI endpoint;
  private final String region;
  private final String principal;
  private final Duration patience;
  private final Map<Class<?>, Object> built = new ConcurrentHashMap<>();

  Clients(URI endpoint, String region, String principal) {
    this(endpoint, region, principal, PATIENCE);
  }

  private Clients(URI endpoint, String region, String principal, Duration patience) {
    this.endpoint = endpoint;
    this.region = region;
    this.principal = principal;
    this.patience = patience;
  }

  /** Clients for a local AWS in its own region. */
  public static Clients of(LocalAws aws, String principal) {
    return new Clients(aws.endpoint(), aws.region(), principal);
  }

  /** The same principal in another region. */
  public Clients in(String otherRegion) {
    return new Clients(endpoint, otherRegion, principal);
  }

  /** The same principal, who waits so long for an answer. */
  public Clients waiting(Duration atMost) {
    return new Clients(endpoint, region, principal, atMost);
  }

  public CloudWatchLogsClient logs() {
    return once(CloudWatchLogsClient.class, () -> with(CloudWatchLogsClient.builder()).build());
  }

  public CloudWatchClient cloudWatch() {
    return once(CloudWatchClient.class, () -> with(CloudWatchClient.builder()).build());
  }

  public SnsClient sns() {
    return once(SnsClient.class, () -> with(SnsClient.builder()).build());
  }

  public CloudTrailClient cloudTrail() {
    return once(CloudTrailClient.class, () -> with(CloudTrailClient.builder()).build());
  }

  public ConfigClient config() {
    return once(ConfigClient.class, () -> with(ConfigClient.builder()).build());
  }

  public StsClient sts() {
    return once(StsClient.class, () -> with(StsClient.builder()).build());
  }

  private <C> C once(Class<C> type, Supplier<C> build) {
    return type.cast(built.computeIfAbsent(type, any -> build.get()));
  }

  /** For what is called without a client of its own. */
  public AwsCredentialsProvider credentials() {
    return StaticCredentialsProvider.create(AwsBasicCredentials.create(principal, "secret"));
  }

  private <B extends AwsClientBuilder<B, ?> & AwsSyncClientBuilder<B, ?>> B with(B builder) {
    return builder
        .endpointOverride(endpoint)
        .region(Region.of(region))
        .httpClient(HTTP)
        .credentialsProvider(credentials())
        .overrideConfiguration(
            o -> o.retryStrategy(AwsRetryStrategy.doNotRetry()).apiCallAttemptTimeout(patience));
  }
}
