package dev.alarmkeeper.events;

import dev.alarmkeeper.localaws.Clients;
import java.util.Comparator;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.Subscription;

/** What was done to topics and subscriptions. */
record TopicDeeds(SnsClient sns) implements Deeds {
  TopicDeeds(Clients clients) {
    this(clients.sns());
  }

  @Override
  public boolean repeat(String deed, Said said) {
    switch (deed) {
      case "DeleteTopic" -> sns.deleteTopic(r -> r.topicArn(said.text("topicArn")));
      case "SetTopicAttributes" ->
          sns.setTopicAttributes(
              r ->
                  r.topicArn(said.text("topicArn"))
                      .attributeName(said.text("attributeName"))
                      .attributeValue(said.text("attributeValue")));
      case "SetSubscriptionAttributes" ->
          sns.setSubscriptionAttributes(
              r ->
                  r.subscriptionArn(subscription(said))
                      .attributeName(said.text("attributeName"))
                      .attributeValue(said.text("attributeValue")));
      case "Unsubscribe" -> sns.unsubscribe(r -> r.subscriptionArn(subscription(said)));
      default -> {
        return false;
      }
    }
    return true;
  }

  /**
   * A confirmed subscription of the topic, an e-mail if there is one, stands for the one in the
   * event, whose id is made up.
   */
  private String subscription(Said said) {
    String arn = said.text("subscriptionArn");
    String topic = arn.substring(0, arn.lastIndexOf(':'));
    return sns.listSubscriptionsByTopic(r -> r.topicArn(topic)).subscriptions().stream()
        .filter(it -> it.subscriptionArn().startsWith(topic))
        .min(Comparator.comparing(Subscription::protocol))
        .map(Subscription::subscriptionArn)
        .orElseThrow(() -> new IllegalStateException("no confirmed subscription of " + topic));
  }
}
