package dev.alarmkeeper.localaws;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.OperationAbortedException;
import software.amazon.awssdk.services.config.ConfigClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * The real SDK clients for tests, acting as one principal. They do not retry unless asked to, so
 * that a test sees each answer, and wait two seconds for one.
 */
public final class Clients {
  private static final SdkHttpClient HTTP = UrlConnectionHttpClient.create();

  /** One for all, because each client would start five threads of its own that never end. */
  private static final ScheduledExecutorService TIMEOUTS =
      Executors.newScheduledThreadPool(
          2, Thread.ofPlatform().daemon().name("timeouts-", 0).factory());

  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final int CONFLICTS = 10;

  private final URI endpoint;
  private final String region;
  private final String principal;
  private final Duration patience;
  private final RetryStrategy retries;
  private final Transit transit;
  private final Map<Class<?>, Object> built = new ConcurrentHashMap<>();

  Clients(URI endpoint, String region, String principal) {
    this(endpoint, region, principal, PATIENCE, AwsRetryStrategy.doNotRetry(), new Transit());
  }

  private Clients(
      URI endpoint,
      String region,
      String principal,
      Duration patience,
      RetryStrategy retries,
      Transit transit) {
    this.endpoint = endpoint;
    this.region = region;
    this.principal = principal;
    this.patience = patience;
    this.retries = retries;
    this.transit = transit;
  }

  /** Clients for a local AWS in its own region. */
  public static Clients of(LocalAws aws, String principal) {
    return new Clients(
        aws.endpoint(),
        aws.region(),
        principal,
        PATIENCE,
        AwsRetryStrategy.doNotRetry(),
        aws.transit());
  }

  /** Clients for an emulator that nobody here wrote; whoever acts is in this account there. */
  public static Clients at(URI endpoint, String account) {
    return new Clients(endpoint, LocalAws.REGION, account);
  }

  /** The same principal in another region. */
  public Clients in(String otherRegion) {
    return new Clients(endpoint, otherRegion, principal, patience, retries, transit);
  }

  /** The same principal, who waits so long for an answer. */
  public Clients waiting(Duration atMost) {
    return new Clients(endpoint, region, principal, atMost, retries, transit);
  }

  /** The same principal, who asks up to three times, as the function does. */
  public Clients retrying() {
    return new Clients(
        endpoint, region, principal, patience, AwsRetryStrategy.standardRetryStrategy(), transit);
  }

  /** The same principal, who asks again where two writers met. */
  public Clients retryingConflicts() {
    return new Clients(
        endpoint,
        region,
        principal,
        patience,
        DefaultRetryStrategy.standardStrategyBuilder()
            .useClientDefaults(false)
            .maxAttempts(CONFLICTS)
            .retryOnException(OperationAbortedException.class)
            .build(),
        transit);
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

  public DynamoDbClient dynamoDb() {
    return once(DynamoDbClient.class, () -> with(DynamoDbClient.builder()).build());
  }

  public EventBridgeClient eventBridge() {
    return once(EventBridgeClient.class, () -> with(EventBridgeClient.builder()).build());
  }

  public KmsClient kms() {
    return once(KmsClient.class, () -> with(KmsClient.builder()).build());
  }

  public LambdaClient lambda() {
    return once(LambdaClient.class, () -> with(LambdaClient.builder()).build());
  }

  public SqsClient sqs() {
    return once(SqsClient.class, () -> with(SqsClient.builder()).build());
  }

  public SsmClient ssm() {
    return once(SsmClient.class, () -> with(SsmClient.builder()).build());
  }

  public StsClient sts() {
    return once(StsClient.class, () -> with(StsClient.builder()).build());
  }

  private <C> C once(Class<C> type, Supplier<C> build) {
    return type.cast(built.computeIfAbsent(type, any -> build.get()));
  }

  private <B extends AwsClientBuilder<B, ?> & AwsSyncClientBuilder<B, ?>> B with(B builder) {
    return builder
        .endpointOverride(endpoint)
        .region(Region.of(region))
        .httpClient(transit.counting(HTTP))
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create(principal, "secret")))
        .overrideConfiguration(
            o ->
                o.retryStrategy(retries)
                    .apiCallAttemptTimeout(patience)
                    .scheduledExecutorService(TIMEOUTS));
  }
}
