package dev.alarmkeeper.cli;

import dev.alarmkeeper.aws.AwsClients;
import dev.alarmkeeper.aws.AwsObserver;
import dev.alarmkeeper.aws.CallerIdentity;
import dev.alarmkeeper.aws.DeployedFunction;
import dev.alarmkeeper.aws.DynamoDocumentStore;
import dev.alarmkeeper.aws.Pace;
import dev.alarmkeeper.aws.Parameters;
import dev.alarmkeeper.chain.Account;
import dev.alarmkeeper.chain.Observed;
import dev.alarmkeeper.control.ChainSettings;
import dev.alarmkeeper.evidence.store.DocumentStore;
import dev.alarmkeeper.reconcile.Observer;
import dev.alarmkeeper.settings.Lazy;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.sts.StsClient;

/** Makes clients with the caller's own credentials, found as the AWS SDK and CLI find them. */
record Connections(Progress progress, InstantSource clock) {

  /**
   * A connection to one account and Region. Nothing is called yet.
   *
   * @throws IllegalStateException if no Region is given and none is configured
   */
  Connection open(AwsOptions options) {
    Region region =
        options.region().map(Region::of).orElseGet(() -> configuredRegion(options.profile()));
    DefaultCredentialsProvider.Builder credentials = DefaultCredentialsProvider.builder();
    options.profile().ifPresent(credentials::profileName);
    return new Connection(region, options, credentials.build(), new Told(progress), clock);
  }

  private static Region configuredRegion(Optional<String> profile) {
    try {
      DefaultAwsRegionProviderChain.Builder chain = DefaultAwsRegionProviderChain.builder();
      profile.ifPresent(it -> chain.profileFile(ProfileFile::defaultProfileFile).profileName(it));
      return chain.build().getRegion();
    } catch (SdkClientException _) {
      throw new IllegalStateException(
          "no Region is configured: say --region, for example --region us-east-1, or set AWS_REGION");
    }
  }

  /** One account and Region. */
  static final class Connection {
    private final Region region;
    private final AwsOptions options;
    private final AwsCredentialsProvider credentials;
    private final ExecutionInterceptor told;
    private final InstantSource clock;
    private final SdkHttpClient http = UrlConnectionHttpClient.create();
    private final Supplier<AwsClients> clients = new Lazy<>(this::makeClients);

    private Connection(
        Region region,
        AwsOptions options,
        AwsCredentialsProvider credentials,
        ExecutionInterceptor told,
        InstantSource clock) {
      this.region = region;
      this.options = options;
      this.credentials = credentials;
      this.told = told;
      this.clock = clock;
    }

    /** The Region's name, as AWS spells it. */
    String regionName() {
      return region.id();
    }

    /** The account of the credentials. */
    Account account() {
      return new CallerIdentity(client(StsClient.builder()), region.id()).account();
    }

    /** Reads the chain. */
    Observer observer(ChainSettings settings) {
      return new AwsObserver(
          settings,
          clients.get(),
          new Pace(clock, Thread::sleep),
          Optional.empty(),
          Optional.empty());
    }

    /** Reads parameters of Systems Manager by their names. */
    Function<String, Observed<String>> parameters() {
      return new Parameters(client(SsmClient.builder()))::text;
    }

    /**
     * Calls the deployed function.
     *
     * @throws IllegalStateException if it cannot be called, or refuses the request
     */
    String invoke(String function, String request) {
      return new DeployedFunction(client(LambdaClient.builder())).invoke(function, request);
    }

    /** Reads the table of evidence. */
    DocumentStore table(String name) {
      return new DynamoDocumentStore(client(DynamoDbClient.builder()), region.id(), name);
    }

    private AwsClients makeClients() {
      Supplier<KmsClient> kms = new Lazy<>(() -> client(KmsClient.builder()));
      Supplier<SqsClient> sqs = new Lazy<>(() -> client(SqsClient.builder()));
      Supplier<LambdaClient> lambda = new Lazy<>(() -> client(LambdaClient.builder()));
      return new AwsClients(
          client(CloudTrailClient.builder()),
          client(CloudWatchLogsClient.builder()),
          client(CloudWatchClient.builder()),
          client(SnsClient.builder()),
          kms,
          sqs,
          lambda);
    }

    private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(B builder) {
      options.endpoint().ifPresent(builder::endpointOverride);
      return builder
          .httpClient(http)
          .region(region)
          .credentialsProvider(credentials)
          .overrideConfiguration(it -> it.addExecutionInterceptor(told))
          .build();
    }
  }

  /** Passes on that a call begins. */
  private record Told(Progress progress) implements ExecutionInterceptor {
    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
      progress.calling(
          attributes.getAttribute(SdkExecutionAttribute.SERVICE_NAME),
          attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME));
    }
  }
}
