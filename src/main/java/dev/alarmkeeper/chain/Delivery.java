package dev.alarmkeeper.chain;

import static dev.alarmkeeper.chain.Severity.CRITICAL;
import static dev.alarmkeeper.chain.Severity.HIGH;
import static dev.alarmkeeper.chain.Severity.MEDIUM;

import dev.alarmkeeper.text.Shell;
import java.util.List;
import java.util.Optional;

/**
 * How a subscription passes on what the topic gets. Source: SNS API, GetSubscriptionAttributes.
 *
 * @param subscription whose settings they are
 * @param arn names the subscription
 * @param filterPolicy which messages it takes; alarms carry no attributes, and their text is not
 *     what a policy written for another publisher expects
 * @param deliveryPolicy how often it tries, and how fast it takes
 * @param strayDeadLetters the queue for what could not be delivered, where it is not in the account
 *     and Region of the subscription
 * @param endpoint the queue or function that it passes messages on to; empty where it is of another
 *     kind, of which nothing can be seen, and where it could not be read
 * @param unread why its settings or its endpoint could not be read, if they could not
 */
public record Delivery(
    Subscription subscription,
    String arn,
    Optional<String> filterPolicy,
    Optional<String> deliveryPolicy,
    Optional<String> strayDeadLetters,
    Optional<Endpoint> endpoint,
    Optional<Observed.Unreadable<Delivery>> unread) {

  /** What clearing the filter policy puts right. */
  public static final List<Rule<Delivery, ?>> FILTER =
      List.of(
          Rule.written(
              CRITICAL,
              "filter policy",
              Delivery::filterPolicy,
              (_, observed) -> observed.isEmpty(),
              "SNS drops every alarm that the policy does not expect, and says nothing"));

  /** What only a person puts right. */
  public static final List<Rule<Delivery, ?>> POLICY =
      List.of(
          Rule.asked(
              HIGH,
              "delivery policy",
              Delivery::deliveryPolicy,
              (_, observed) -> observed.isEmpty(),
              "fewer tries or a limit on speed may discard an alarm",
              new Cure.Person<>(
                  "take the policy off the subscription, or accept it by naming others in"
                      + " SUBSCRIPTIONS",
                  (_, delivery) -> delivery.setting("DeliveryPolicy", ""))),
          Rule.asked(
              MEDIUM,
              "dead-letter queue",
              Delivery::strayDeadLetters,
              (_, observed) -> observed.isEmpty(),
              "an alarm that could not be delivered is discarded, or goes to somebody else",
              new Cure.Person<>(
                  "name a queue of the subscription's account and Region, or none",
                  (_, delivery) -> delivery.setting("RedrivePolicy", ""))));

  /** As it should be. */
  public static Delivery of(Delivery found) {
    return new Delivery(
        found.subscription(),
        found.arn(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        found.endpoint().map(Endpoint::of),
        Optional.empty());
  }

  /** One whose settings could not be read. */
  public static Delivery unread(
      Subscription subscription, String arn, Observed.Unreadable<Delivery> why) {
    return new Delivery(
        subscription,
        arn,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(why));
  }

  /** The same, with what is seen of its endpoint: absent where there is nothing to see. */
  public Delivery to(Observed<Endpoint> seen) {
    return new Delivery(
        subscription,
        arn,
        filterPolicy,
        deliveryPolicy,
        strayDeadLetters,
        seen instanceof Observed.Present<Endpoint>(Endpoint found)
            ? Optional.of(found)
            : Optional.empty(),
        seen instanceof Observed.Unreadable<Endpoint>(String why, boolean retryable)
            ? Optional.of(new Observed.Unreadable<>(why, retryable))
            : unread);
  }

  /** Whether it is known to be of another account or Region. */
  public boolean isElsewhere() {
    return endpoint.flatMap(Endpoint::elsewhere).isPresent();
  }

  /** Whether it puts messages into a store, where no one hears by itself. */
  boolean isStored() {
    return subscription.protocol().equals("firehose");
  }

  /** Whether nothing stands between the topic's message and somebody who hears. */
  public boolean isSure() {
    return !isStored() && equals(of(this));
  }

  /** What a person runs to take the filter policy off. */
  public String clearingCommand() {
    return setting("FilterPolicy", "{}");
  }

  /** What a person runs to see the endpoint, whose name is not told otherwise. */
  String endpointCommand() {
    return "aws sns get-subscription-attributes --query Attributes.Endpoint --subscription-arn "
        + Shell.word(arn);
  }

  private String setting(String attribute, String value) {
    return "aws sns set-subscription-attributes --attribute-name %s --attribute-value '%s'"
            .formatted(attribute, value)
        + " --subscription-arn "
        + Shell.word(arn);
  }
}
