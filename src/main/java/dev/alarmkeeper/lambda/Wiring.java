package dev.alarmkeeper.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import dev.alarmkeeper.aws.AwsClients;
import dev.alarmkeeper.aws.AwsObserver;
import dev.alarmkeeper.aws.AwsRepairer;
import dev.alarmkeeper.aws.CallerIdentity;
import dev.alarmkeeper.aws.ConfigRules;
import dev.alarmkeeper.aws.Pace;
import dev.alarmkeeper.aws.Parameters;
import dev.alarmkeeper.aws.TopicKeys;
import dev.alarmkeeper.chain.Account;
import dev.alarmkeeper.chain.Arn;
import dev.alarmkeeper.control.Enabled;
import dev.alarmkeeper.evidence.ComplianceSink;
import dev.alarmkeeper.evidence.Evidence;
import dev.alarmkeeper.evidence.Statements;
import dev.alarmkeeper.reconcile.Reconciler;
import dev.alarmkeeper.reconcile.Witness;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.OperationAbortedException;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.ConcurrentAccessException;
import software.amazon.awssdk.services.sts.StsClient;

/** Puts the parts together. */
final class Wiring {
  private static final Duration ONE_ATTEMPT = Duration.ofSeconds(3);
  private static final Duration ALL_ATTEMPTS = Duration.ofSeconds(8);

  // The services that are called without an SDK client have no other limit than the transport's.
  private final SdkHttpClient http =
      UrlConnectionHttpClient.builder().socketTimeout(ONE_ATTEMPT).build();
  private final AwsCredentialsProvider credentials =
      EnvironmentVariableCredentialsProvider.create();
  private final String region;
  private final URI config;
  private final URI kms;
  private final URI ssm;
  private final boolean local;

  /** Reads what Lambda itself sets in the environment. */
  Wiring(Map<String, String> environment) {
    region = environment.getOrDefault("AWS_REGION", "us-east-1");
    config = endpoint(environment, "config", "AWS_ENDPOINT_URL_CONFIG_SERVICE");
    kms = endpoint(environment, "kms", "AWS_ENDPOINT_URL_KMS");
    ssm = endpoint(environment, "ssm", "AWS_ENDPOINT_URL_SSM");
    local = "true".equals(environment.get("AWS_SAM_LOCAL"));
  }

  /** The reconciler; its clients are made here, so that they are made before the first event. */
  Reconciler reconciler(Settings settings, Witness witness, InstantSource clock) {
    AwsClients clients =
        new AwsClients(
            configure(CloudTrailClient.builder()).build(),
            configure(CloudWatchLogsClient.builder()).build(),
            configure(CloudWatchClient.builder()).build(),
            configure(SnsClient.builder()).build(),
            new TopicKeys(http, credentials, region, kms));
    Pace pace = new Pace(clock, Thread::sleep);
    return new Reconciler(
        settings.chain(),
        new AwsObserver(settings.chain(), clients, pace),
        new AwsRepairer(clients, pace),
        witness);
  }

  /** The enabled controls, as they are at each run. */
  Supplier<Enabled> controls(Settings settings) {
    if (settings.overrides().isEmpty()) {
      Enabled fixed = new Enabled(settings.chain().controls(), Optional.empty());
      return () -> fixed;
    }
    Parameters parameters = new Parameters(http, credentials, region, ssm);
    return new OverriddenControls(settings.overrides().get(), settings.chain(), parameters::text);
  }

  /** What runs leave behind. */
  Evidence evidence(Settings settings, InstantSource clock) {
    return new Evidence(
        new Evidence.Sinks(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Duration.ofDays(400),
            Duration.ofMinutes(15)),
        clock);
  }

  /** What people are told of what runs left behind. */
  Statements statements(Settings settings) {
    return new Statements(Optional.empty(), Duration.ofDays(400));
  }

  ComplianceSink compliance() {
    return new ConfigRules(http, credentials, region, config);
  }

  /**
   * Tells the account: the function's own ARN names it. Where the function runs on somebody's
   * machine that ARN is made up, and STS is asked whose the credentials are.
   */
  Function<Context, Account> account() {
    if (local) {
      var sts = new CallerIdentity(configure(StsClient.builder()).build(), region);
      return _ -> sts.account();
    }
    return context -> {
      Arn function = Arn.parse(context.getInvokedFunctionArn());
      return new Account(function.partition(), function.region(), function.account());
    };
  }

  /** As the SDK finds it, for the services that are called without a client of its own. */
  private URI endpoint(Map<String, String> environment, String service, String variable) {
    String everywhere = environment.getOrDefault("AWS_ENDPOINT_URL", "");
    String usual =
        "https://%s.%s.%s"
            .formatted(service, region, PartitionMetadata.of(Region.of(region)).dnsSuffix());
    return URI.create(
        environment.getOrDefault(variable, everywhere.isEmpty() ? usual : everywhere));
  }

  private <B extends AwsClientBuilder<B, ?> & SdkSyncClientBuilder<B, ?>> B configure(B builder) {
    return builder
        .httpClient(http)
        .region(Region.of(region))
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
