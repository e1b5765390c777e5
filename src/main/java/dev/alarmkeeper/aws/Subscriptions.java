package dev.alarmkeeper.aws;

import static dev.alarmkeeper.aws.MalformedAnswerException.require;

import dev.alarmkeeper.chain.Arn;
import dev.alarmkeeper.chain.Observed;
import dev.alarmkeeper.chain.Observed.Present;
import dev.alarmkeeper.chain.Subscription;
import dev.alarmkeeper.chain.Subscription.State;
import java.util.List;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.NotFoundException;

/** Subscriptions, as SNS says it. */
final class Subscriptions {
  private final SnsClient sns;

  Subscriptions(SnsClient sns) {
    this.sns = sns;
  }

  /** All subscriptions of a topic; none where the topic itself is gone. */
  Observed<List<Subscription>> of(Arn topic) {
    return Read.of(
        "sns:ListSubscriptionsByTopic", topic.toString(), () -> new Present<>(list(topic)));
  }

  /** Subscribes, unless a fresh look shows it done: SNS would send another confirmation. */
  void subscribe(Arn topic, Subscription wanted) {
    if (list(topic).stream().noneMatch(wanted::reaches)) {
      sns.subscribe(
          it ->
              it.topicArn(topic.toString())
                  .protocol(wanted.protocol())
                  .endpoint(wanted.endpoint())
                  .returnSubscriptionArn(true));
    }
  }

  private List<Subscription> list(Arn topic) {
    try {
      return sns
          .listSubscriptionsByTopicPaginator(it -> it.topicArn(topic.toString()))
          .subscriptions()
          .stream()
          .map(
              it ->
                  new Subscription(
                      require(it.protocol(), "Protocol"),
                      require(it.endpoint(), "Endpoint"),
                      state(require(it.subscriptionArn(), "SubscriptionArn"))))
          .toList();
    } catch (NotFoundException _) {
      return List.of();
    }
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
