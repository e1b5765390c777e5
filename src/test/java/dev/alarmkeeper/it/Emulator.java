package dev.alarmkeeper.it;

import dev.alarmkeeper.aws.AwsClients;
import dev.alarmkeeper.localaws.Clients;
import dev.alarmkeeper.localaws.LocalAws;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * An emulator that nobody here wrote, as the AWS of alarmkeeper's core. It holds the log group, the
 * filters, the topic, the subscription and the queue, and the alarms if it speaks CBOR. What it
 * does not know is asked of a local AWS: the trail, whether a pattern matches, and what is none of
 * the chain's own links.
 *
 * @param there the emulator, as a tester
 * @param here what answers in its place
 * @param speaksCbor whether the SDK can talk with its CloudWatch
 */
record Emulator(Clients there, LocalAws here, boolean speaksCbor) implements AutoCloseable {
  static final String TOPIC = "alarmkeeper-alarms";

  /** An emulator is slow at its first calls, and slower where others work, too. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final Set<String> LOGS =
      Set.of("testMetricFilter", "getDataProtectionPolicy", "describeAccountPolicies");
  private static final Set<String> CLOUD_WATCH =
      Set.of("listAlarmMuteRulesPaginator", "getAlarmMuteRule", "getMetricStatistics");
  private static final Set<String> SNS = Set.of("getDataProtectionPolicy");

  /** With a trail that delivers to a log group, and nothing behind them but a queue. */
  static Emulator at(URI endpoint, boolean speaksCbor) {
    LocalAws here = LocalAws.start();
    here.seedTrailAndLogGroup();
    Clients.of(here, "tester").sns().createTopic(it -> it.name(TOPIC));
    Clients there = Clients.at(endpoint, LocalAws.ACCOUNT).waiting(PATIENCE).retrying();
    return new Emulator(there, here, speaksCbor);
  }

  /** Makes the log group, and the queue that the default settings name; its URL. */
  String addGroupAndQueue() {
    there.logs().createLogGroup(it -> it.logGroupName(LocalAws.LOG_GROUP));
    String url = there.sqs().createQueue(it -> it.queueName("alarms")).queueUrl();
    String policy =
        """
        {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
         "Principal": {"Service": "sns.amazonaws.com"}, "Action": "sqs:SendMessage",
         "Resource": "%s", "Condition": {"ArnEquals": {"aws:SourceArn": "%s"}}}]}\
        """
            .formatted(Keeper.QUEUE, here.arn("sns", TOPIC));
    there
        .sqs()
        .setQueueAttributes(
            it ->
                it.queueUrl(url)
                    .attributesWithStrings(Map.of(QueueAttributeName.POLICY.toString(), policy)));
    return url;
  }

  /** What the core works with. */
  AwsClients clients() {
    Clients rest = Clients.of(here, Keeper.NAME).retrying();
    return new AwsClients(
        rest.cloudTrail(),
        but(LOGS, CloudWatchLogsClient.class, there.logs(), rest.logs()),
        speaksCbor
            ? but(CLOUD_WATCH, CloudWatchClient.class, there.cloudWatch(), rest.cloudWatch())
            : rest.cloudWatch(),
        but(SNS, SnsClient.class, there.sns(), rest.sns()),
        there::kms,
        there::sqs,
        there::lambda);
  }

  private static <C> C but(Set<String> these, Class<C> type, C most, C rest) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (_, method, arguments) -> {
              try {
                return method.invoke(these.contains(method.getName()) ? rest : most, arguments);
              } catch (InvocationTargetException e) {
                throw Objects.requireNonNull(e.getCause());
              }
            }));
  }

  @Override
  public void close() {
    here.close();
  }
}
