package dev.alarmkeeper.aws;

import static dev.alarmkeeper.aws.MalformedAnswerException.require;

import dev.alarmkeeper.chain.Arn;
import dev.alarmkeeper.chain.Delivery;
import dev.alarmkeeper.chain.Observed;
import dev.alarmkeeper.chain.Observed.Present;
import dev.alarmkeeper.chain.Observed.Unreadable;
import dev.alarmkeeper.chain.Subscription;
import dev.alarmkeeper.chain.Subscription.State;
import dev.alarmkeeper.evidence.Json;
import dev.alarmkeeper.evidence.JsonException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.NotFoundException;

/** Subscriptions, as SNS says it. */
final class Subscriptions {
  /**
   * The most settings to read of subscriptions that nobody named: each costs a call, and a topic
   * may have millions. Past it the answer is that we do not know.
   */
  static final int MOST = 50;

  private static final String FILTER = "FilterPolicy";
  private static final String EVERY_MESSAGE = "{}";

  private final SnsClient sns;

  Subscriptions(SnsClient sns) {
    this.sns = sns;
  }

  /** A row of the listing: the subscription, and the name that its settings are asked by. */
  record Listed(Subscription subscription, String arn) {}

  /** All subscriptions of a topic; none where the topic itself is gone. */
  Observed<List<Listed>> of(Arn topic) {
    return Read.of(
        "sns:ListSubscriptionsByTopic", topic.toString(), () -> new Present<>(list(topic)));
  }

  /** Subscribes, unless a fresh look shows it done: SNS would send another confirmation. */
  void subscribe(Arn topic, Subscription wanted) {
    if (list(topic).stream().noneMatch(it -> wanted.reaches(it.subscription()))) {
      sns.subscribe(
          it ->
              it.topicArn(topic.toString())
                  .protocol(wanted.protocol())
                  .endpoint(wanted.endpoint())
                  .returnSubscriptionArn(true));
    }
  }

  /**
   * How subscriptions pass on what they get, a call each: those that the settings name, all of
   * them; where the settings name none, as many as it takes to find one that surely gets alarms.
   */
  Observed<List<Delivery>> deliveries(List<Listed> listed, List<Subscription> wanted) {
    List<Listed> confirmed =
        listed.stream().filter(it -> it.subscription().state() == State.CONFIRMED).toList();
    return Read.of(
        "sns:GetSubscriptionAttributes",
        "of the topic",
        () -> wanted.isEmpty() ? untilOneIsSure(confirmed) : ofThese(confirmed, wanted));
  }

  private Observed<List<Delivery>> ofThese(List<Listed> confirmed, List<Subscription> wanted) {
    return new Present<>(
        confirmed.stream()
            .filter(it -> wanted.stream().anyMatch(it.subscription()::reaches))
            .map(this::delivery)
            .toList());
  }

  private Observed<List<Delivery>> untilOneIsSure(List<Listed> confirmed) {
    List<Delivery> read = new ArrayList<>();
    for (Listed row : confirmed) {
      if (read.size() == MOST) {
        return new Unreadable<>(
            "the first %d of %d confirmed subscriptions have policies that may drop alarms, and"
                    .formatted(MOST, confirmed.size())
                + " the others are too many to read: name in SUBSCRIPTIONS who shall hear of alarms",
            false);
      }
      read.add(delivery(row));
      if (read.getLast().isSure()) {
        break;
      }
    }
    return new Present<>(List.copyOf(read));
  }

  void clearFilter(Delivery delivery) {
    sns.setSubscriptionAttributes(
        it ->
            it.subscriptionArn(delivery.arn()).attributeName(FILTER).attributeValue(EVERY_MESSAGE));
  }

  private Delivery delivery(Listed row) {
    Map<String, String> attributes =
        sns.getSubscriptionAttributes(it -> it.subscriptionArn(row.arn())).attributes();
    return new Delivery(
        row.subscription(),
        require(attributes.get("SubscriptionArn"), "SubscriptionArn"),
        Optional.ofNullable(attributes.get(FILTER)).filter(it -> !it.equals(EVERY_MESSAGE)),
        Optional.ofNullable(attributes.get("DeliveryPolicy")),
        Optional.ofNullable(attributes.get("RedrivePolicy"))
            .map(Subscriptions::deadLetters)
            .filter(queue -> isStray(queue, row.arn(), attributes)));
  }

  private static String deadLetters(String redrivePolicy) {
    try {
      return String.valueOf(Json.object(redrivePolicy).get("deadLetterTargetArn"));
    } catch (JsonException broken) {
      throw new MalformedAnswerException("the redrive policy is " + broken.problem());
    }
  }

  /** SNS wants the queue in the account of the subscription's owner and in its Region. */
  private static boolean isStray(String queue, String arn, Map<String, String> attributes) {
    Arn subscription = MalformedAnswerException.documented(() -> Arn.parse(arn));
    String account = attributes.getOrDefault("Owner", subscription.account());
    return !queue.startsWith(
        new Arn(subscription.partition(), "sqs", subscription.region(), account, "").toString());
  }

  private List<Listed> list(Arn topic) {
    try {
      return sns
          .listSubscriptionsByTopicPaginator(it -> it.topicArn(topic.toString()))
          .subscriptions()
          .stream()
          .map(Subscriptions::listed)
          .toList();
    } catch (NotFoundException _) {
      return List.of();
    }
  }

  private static Listed listed(software.amazon.awssdk.services.sns.model.Subscription row) {
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
