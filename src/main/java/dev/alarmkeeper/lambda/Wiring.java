package dev.alarmkeeper.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import dev.alarmkeeper.aws.AwsClients;
import dev.alarmkeeper.aws.AwsObserver;
import dev.alarmkeeper.aws.CallerIdentity;
import dev.alarmkeeper.aws.ConfigRules;
import dev.alarmkeeper.aws.Pace;
import dev.alarmkeeper.aws.Parameters;
import dev.alarmkeeper.chain.Account;
import dev.alarmkeeper.chain.Arn;
import dev.alarmkeeper.control.Enabled;
import dev.alarmkeeper.evidence.report.ComplianceSink;
import dev.alarmkeeper.reconcile.Reconciler;
import dev.alarmkeeper.reconcile.Witness;
import dev.alarmkeeper.settings.Lazy;
import dev.alarmkeeper.settings.OverriddenControls;
import dev.alarmkeeper.settings.Settings;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.config.ConfigClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.sts.StsClient;

/** Puts the parts together. */
final class Wiring {
  static {
    // The SDK logs through SLF4J, which has no provider here on purpose, and would say so in lines
    // that are no JSON. JAVA_TOOL_OPTIONS could say it too, but then the JVM prints such a line.
    System.setProperty("slf4j.internal.verbosity", "ERROR");
  }

  private final Transport transport;
  private final AwsClients clients;
  private final boolean local;
  private final Optional<String> function;

  /**
   * Reads what Lambda itself sets in the environment, and makes the clients of the chain, so that
   * they are made before the first event.
   */
  Wiring(Map<String, String> environment) {
    transport = new Transport(environment);
    clients =
        new AwsClients(
            transport.configure(CloudTrailClient.builder()).build(),
            transport.configure(CloudWatchLogsClient.builder()).build(),
            transport.configure(CloudWatchClient.builder()).build(),
            transport.configure(SnsClient.builder()).build(),
            new Lazy<>(() -> transport.configure(KmsClient.builder()).build()),
            new Lazy<>(() -> transport.configure(SqsClient.builder()).build()),
            new Lazy<>(() -> transport.configure(LambdaClient.builder()).build()));
    function = Optional.ofNullable(environment.get("AWS_LAMBDA_FUNCTION_NAME"));
    local = Endpoints.isSamLocal(environment);
  }

  /** The reconciler of the chain. */
  Reconciler reconciler(
      Settings settings, EvidenceWiring evidence, Witness witness, InstantSource clock) {
    AwsObserver observer =
        new AwsObserver(
            settings.chain(),
            clients,
            new Pace(clock, Thread::sleep),
            evidence.place(),
            evidence.proven());
    return new Reconciler(
        settings.chain(),
        observer,
        observer.repairer(),
        witness,
        settings.onTwin(),
        evidence.twins());
  }

  /** The enabled controls, as they are at each run. */
  Supplier<Enabled> controls(Settings settings) {
    return OverriddenControls.of(
        settings, () -> new Parameters(transport.configure(SsmClient.builder()).build())::text);
  }

  /** Where evidence goes, and where it comes from. */
  EvidenceWiring evidence(Settings settings) {
    return new EvidenceWiring(settings, function, transport, clients);
  }

  ComplianceSink compliance() {
    return new ConfigRules(new Lazy<>(() -> transport.configure(ConfigClient.builder()).build()));
  }

  /**
   * Tells the account: the function's own ARN names it. Where the function runs on somebody's
   * machine that ARN is made up, and STS is asked whose the credentials are.
   */
  Function<Context, Account> account() {
    if (local) {
      var sts =
          new CallerIdentity(transport.configure(StsClient.builder()).build(), transport.region());
      return _ -> sts.account();
    }
    return context -> {
      Arn function = Arn.parse(context.getInvokedFunctionArn());
      return new Account(function.partition(), function.region(), function.account());
    };
  }
}
