package dev.alarmkeeper.aws;

import static dev.alarmkeeper.aws.MalformedAnswerException.listed;
import static dev.alarmkeeper.aws.MalformedAnswerException.require;

import dev.alarmkeeper.chain.Arn;
import dev.alarmkeeper.chain.Observed;
import dev.alarmkeeper.chain.Observed.Present;
import dev.alarmkeeper.chain.Subscription;
import dev.alarmkeeper.chain.Subscription.State;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.NotFoundException;

/** Subscriptions, as SNS says it. */
final class Subscriptions {
  private final SnsClient sns;

  /** What the last look saw. */
  private final Map<Arn, List<Listed>> seen = new ConcurrentHashMap<>();

  Subscriptions(SnsClient sns) {
    this.sns = sns;
  }

  /** A row of the listing: the subscription, and the name that its settings are asked by. */
  record Listed(Subscription subscription, String arn) {}

  /** All subscriptions of a topic; none where the topic itself is gone. */
  Observed<List<Listed>> read(Arn topic) {
    seen.remove(topic);
    return Read.of(
        "sns:ListSubscriptionsByTopic",
        topic.toString(),
        () -> {
          List<Listed> listed = list(topic);
          seen.put(topic, listed);
          return new Present<>(listed);
        });
  }

  /** Subscribes, unless the last look shows it done: SNS would send another confirmation. */
  void subscribe(Arn topic, Subscription wanted) {
    if (seen.computeIfAbsent(topic, this::list).stream()
        .noneMatch(it -> wanted.reaches(it.subscription()))) {
      sns.subscribe(
          it ->
              it.topicArn(topic.toString())
                  .protocol(wanted.protocol())
                  .endpoint(wanted.endpoint())
                  .returnSubscriptionArn(true));
    }
  }

  private List<Listed> list(Arn topic) {
    try {
      return sns.listSubscriptionsByTopicPaginator(it -> it.topicArn(topic.toString())).stream()
          .flatMap(
              page ->
                  listed(page.hasSubscriptions(), page.subscriptions(), "Subscriptions").stream())
          .map(Subscriptions::row)
          .toList();
    } catch (NotFoundException _) {
      return List.of();
    }
  }

  private static Listed row(software.amazon.awssdk.services.sns.model.Subscription row) {
    String arn = require(row.subscriptionArn(), "SubscriptionArn");
    return new Listed(
        new Subscription(
            require(row.protocol(), "Protocol"), require(row.endpoint(), "Endpoint"), state(arn)),
        arn);
  }

  /** SNS writes the state in the place of the ARN. */
  private static State state(String arn) {
    return switch (arn) {
      case "PendingConfirmation" -> State.PENDING;
      case "Deleted" -> State.DELETED;
      default -> State.CONFIRMED;
    };
  }
}
