package dev.alarmkeeper.aws;

import static dev.alarmkeeper.aws.MalformedAnswerException.require;

import dev.alarmkeeper.aws.Subscriptions.Listed;
import dev.alarmkeeper.chain.Arn;
import dev.alarmkeeper.chain.Delivery;
import dev.alarmkeeper.chain.Endpoint;
import dev.alarmkeeper.chain.Observed;
import dev.alarmkeeper.chain.Observed.Absent;
import dev.alarmkeeper.chain.Observed.Present;
import dev.alarmkeeper.chain.Observed.Unreadable;
import dev.alarmkeeper.chain.Subscription;
import dev.alarmkeeper.chain.Subscription.State;
import dev.alarmkeeper.text.Json;
import dev.alarmkeeper.text.JsonException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.sns.SnsClient;

/** How subscriptions pass on what they get, as SNS says it. */
final class Deliveries {
  /**
   * The most settings to read of subscriptions that nobody named: each costs a call, and a topic
   * may have millions. Past it the answer is that we do not know.
   */
  static final int MOST = 50;

  private static final String FILTER = "FilterPolicy";
  private static final String EVERY_MESSAGE = "{}";

  private final SnsClient sns;

  Deliveries(SnsClient sns) {
    this.sns = sns;
  }

  /** Looks at the endpoint of a subscription: absent where there is nothing to see. */
  interface Hearing {
    Observed<Endpoint> at(Subscription subscription);
  }

  /**
   * Those of the listed, a call each, that the settings name; where the settings name none, as many
   * as it takes to find one that surely gets alarms, people first, as their endpoints cost no call.
   */
  Observed<List<Delivery>> read(
      List<Listed> listed, List<Subscription> wanted, Hearing hearing, SideBySide reads) {
    List<Listed> confirmed =
        listed.stream().filter(it -> it.subscription().state() == State.CONFIRMED).toList();
    return wanted.isEmpty()
        ? untilOneIsSure(confirmed, hearing)
        : ofThese(confirmed, wanted, hearing, reads);
  }

  private Observed<List<Delivery>> ofThese(
      List<Listed> confirmed, List<Subscription> wanted, Hearing hearing, SideBySide reads) {
    return SideBySide.all(
        confirmed.stream()
            .filter(it -> wanted.stream().anyMatch(it.subscription()::reaches))
            .map(
                it ->
                    reads.start(
                        "delivery",
                        it,
                        () -> new Present<>(delivery(it).to(hearing.at(it.subscription())))))
            .toList());
  }

  private Observed<List<Delivery>> untilOneIsSure(List<Listed> confirmed, Hearing hearing) {
    List<Delivery> read = new ArrayList<>();
    List<Listed> peopleFirst =
        confirmed.stream()
            .sorted(Comparator.comparing(it -> Endpoints.canBeSeen(it.subscription())))
            .toList();
    for (Listed row : peopleFirst) {
      if (read.size() == MOST) {
        return new Unreadable<>(
            "the first %d of %d confirmed subscriptions have policies that may drop alarms, and"
                    .formatted(MOST, confirmed.size())
                + " the others are too many to read: name in SUBSCRIPTIONS who shall hear of"
                + " alarms",
            false);
      }
      Delivery delivery = delivery(row);
      // One that drops alarms anyway is not looked at further.
      read.add(delivery.isSure() ? delivery.to(hearing.at(row.subscription())) : delivery);
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

  /** One that is denied hides no other. */
  private Delivery delivery(Listed row) {
    return switch (Read.of(
        "sns:GetSubscriptionAttributes",
        row.subscription().masked(),
        () -> new Present<>(attributes(row)))) {
      case Present<Delivery>(Delivery read) -> read;
      case Unreadable<Delivery> unread -> Delivery.unread(row.subscription(), row.arn(), unread);
      case Absent<Delivery> _ -> throw new IllegalStateException("a read row is never absent");
    };
  }

  private Delivery attributes(Listed row) {
    Map<String, String> attributes =
        sns.getSubscriptionAttributes(it -> it.subscriptionArn(row.arn())).attributes();
    return new Delivery(
        row.subscription(),
        require(attributes.get("SubscriptionArn"), "SubscriptionArn"),
        Optional.ofNullable(attributes.get(FILTER)).filter(it -> !it.equals(EVERY_MESSAGE)),
        Optional.ofNullable(attributes.get("DeliveryPolicy")),
        Optional.ofNullable(attributes.get("RedrivePolicy"))
            .map(Deliveries::deadLetters)
            .filter(queue -> isStray(queue, row.arn(), attributes)),
        Optional.empty(),
        Optional.empty());
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
}
