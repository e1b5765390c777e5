package dev.alarmkeeper.aws;

import static dev.alarmkeeper.aws.MalformedAnswerException.documented;
import static dev.alarmkeeper.aws.MalformedAnswerException.require;

import dev.alarmkeeper.chain.Account;
import dev.alarmkeeper.chain.Arn;
import dev.alarmkeeper.chain.Endpoint;
import dev.alarmkeeper.chain.Observed;
import dev.alarmkeeper.chain.Observed.Absent;
import dev.alarmkeeper.chain.Observed.Present;
import dev.alarmkeeper.chain.Publishing;
import dev.alarmkeeper.chain.Subscription;
import dev.alarmkeeper.chain.TopicKey;
import dev.alarmkeeper.policy.Answer;
import dev.alarmkeeper.policy.Grant;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;

/**
 * The queues and functions of this account and Region that a topic tells, as SQS and Lambda say it:
 * two calls each, and two more for the key of a queue. Of other endpoints nothing is to be seen.
 */
final class Endpoints {
  private static final Set<String> SEEN = Set.of("sqs", "lambda");
  private static final String FUNCTION = "function:";

  /**
   * Nobody can change its policy, which lets no service in. SQS Developer Guide, "Key management".
   */
  private static final String AWS_KEY = "alias/aws/sqs";

  private static final Grant NO_POLICY = new Grant(Answer.NO, List.of(), List.of());

  private final Supplier<SqsClient> sqs;
  private final Supplier<LambdaClient> lambda;

  /** The queues' URLs, which never change. */
  private final Map<Arn, String> urls = new ConcurrentHashMap<>();

  Endpoints(Supplier<SqsClient> sqs, Supplier<LambdaClient> lambda) {
    this.sqs = sqs;
    this.lambda = lambda;
  }

  /** Whether a subscription's endpoint is of a kind that is looked at. */
  static boolean canBeSeen(Subscription subscription) {
    return SEEN.contains(subscription.protocol());
  }

  /** What SNS meets there for this topic; absent where there is nothing to see. */
  Observed<Endpoint> read(
      Subscription subscription, Arn topic, Account account, Instant at, TopicKeys keys) {
    return begin(subscription, topic, account, at, keys).get();
  }

  /**
   * Makes the first of the two calls, which tells whether there is such an endpoint, and gives what
   * makes the second one: so the first need not wait until it is known who is subscribed.
   */
  Supplier<Observed<Endpoint>> begin(
      Subscription subscription, Arn topic, Account account, Instant at, TopicKeys keys) {
    if (!canBeSeen(subscription)) {
      return Absent::new;
    }
    String name = subscription.masked();
    boolean isQueue = subscription.protocol().equals("sqs");
    Observed<Supplier<Observed<Endpoint>>> begun =
        Read.of(
            isQueue ? "sqs:GetQueueUrl" : "lambda:GetFunctionConcurrency",
            name,
            () -> {
              Arn arn = documented(() -> Arn.parse(subscription.endpoint()));
              return new Present<>(
                  !account.holds(arn)
                      ? () -> new Present<>(Endpoint.elsewhere(arn))
                      : isQueue
                          ? queue(arn, name, topic, account, at, keys)
                          : function(arn, name, topic, at));
            });
    return () -> begun.flatMap(Supplier::get);
  }

  private Supplier<Observed<Endpoint>> queue(
      Arn queue, String name, Arn topic, Account account, Instant at, TopicKeys keys) {
    try {
      String url =
          urls.computeIfAbsent(
              queue,
              it ->
                  require(
                      sqs.get().getQueueUrl(q -> q.queueName(it.resource())).queueUrl(),
                      "QueueUrl"));
      return () ->
          Read.of(
              "sqs:GetQueueAttributes",
              name,
              () -> {
                try {
                  return attributes(queue, url, topic, account, at, keys);
                } catch (QueueDoesNotExistException _) {
                  return new Present<>(noQueue());
                }
              });
    } catch (QueueDoesNotExistException _) {
      return () -> new Present<>(noQueue());
    }
  }

  /** "The specified queue does not exist or you do not have access to it": SQS says not which. */
  private static Endpoint noQueue() {
    return Endpoint.deaf("no such queue, or none that is shown to alarmkeeper");
  }

  private Observed<Endpoint> attributes(
      Arn queue, String url, Arn topic, Account account, Instant at, TopicKeys keys) {
    Map<QueueAttributeName, String> attributes =
        sqs.get()
            .getQueueAttributes(it -> it.queueUrl(url).attributeNames(QueueAttributeName.ALL))
            .attributes();
    require(attributes.get(QueueAttributeName.QUEUE_ARN), "QueueArn");
    Optional<String> deaf = QueueLimits.whyItTakesNothing(attributes);
    if (deaf.isPresent()) {
      return new Present<>(Endpoint.deaf(deaf.get()));
    }
    Grant grant =
        granted(attributes.get(QueueAttributeName.POLICY), "sqs:SendMessage", queue, topic, at);
    return key(
            attributes.get(QueueAttributeName.KMS_MASTER_KEY_ID), queue, topic, account, at, keys)
        .flatMap(key -> new Present<>(new Endpoint(Endpoint.TAKES, grant, key, Optional.empty())));
  }

  /** The key of a queue; none where SQS encrypts with its own, or not at all. */
  private Observed<Optional<TopicKey>> key(
      @Nullable String name, Arn queue, Arn topic, Account account, Instant at, TopicKeys keys) {
    if (name == null || name.isEmpty()) {
      return new Present<>(Optional.empty());
    }
    if (name.endsWith(AWS_KEY)) {
      return new Present<>(
          Optional.of(
              new TopicKey(
                  name,
                  AWS_KEY + ", which lets no service in",
                  TopicKey.SYMMETRIC,
                  Grant.FULL,
                  Optional.empty())));
    }
    return keys.ofQueue(name, queue, topic, account, at)
        .flatMap(found -> new Present<>(Optional.of(found)));
  }

  /** Lambda answers alike for a function without a policy and for one that is not there. */
  private Supplier<Observed<Endpoint>> function(Arn function, String name, Arn topic, Instant at) {
    List<String> parts = List.of(function.resource().substring(FUNCTION.length()).split(":"));
    @Nullable Integer reserved;
    try {
      reserved =
          lambda
              .get()
              .getFunctionConcurrency(it -> it.functionName(parts.getFirst()))
              .reservedConcurrentExecutions();
    } catch (ResourceNotFoundException _) {
      return () -> new Present<>(Endpoint.deaf("no such function"));
    }
    if (reserved != null && reserved == 0) {
      return () -> new Present<>(Endpoint.deaf("never runs: its reserved concurrency is 0"));
    }
    return () -> Read.of("lambda:GetPolicy", name, () -> permission(function, parts, topic, at));
  }

  private Observed<Endpoint> permission(Arn function, List<String> parts, Arn topic, Instant at) {
    Grant grant;
    try {
      grant =
          granted(
              require(
                  lambda
                      .get()
                      .getPolicy(
                          it -> {
                            it.functionName(parts.getFirst());
                            if (parts.size() > 1) {
                              it.qualifier(parts.get(1));
                            }
                          })
                      .policy(),
                  "Policy"),
              "lambda:InvokeFunction",
              function,
              topic,
              at);
    } catch (ResourceNotFoundException _) {
      grant = NO_POLICY;
    }
    return new Present<>(new Endpoint(Endpoint.TAKES, grant, Optional.empty(), Optional.empty()));
  }

  private static Grant granted(
      @Nullable String policy, String action, Arn resource, Arn topic, Instant at) {
    return policy == null || policy.isEmpty()
        ? NO_POLICY
        : PolicyDocument.parse(policy)
            .policy()
            .grant(List.of(Publishing.fromTopic(topic, action, resource.toString(), at)));
  }
}
