package dev.alarmkeeper.localaws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** SNS: topics, subscriptions and what was published. */
public final class Sns implements Service {
  private static final Codes CODES =
      new Codes(
          "InvalidParameter", "AuthorizationError", "Throttling", "InternalError", "NotFound");

  private final World world;

  Sns(World world) {
    this.world = world;
  }

  /**
   * A message as it was published.
   *
   * @param subject empty if it had none
   */
  public record Message(String topicArn, String subject, String text) {}

  /** What was published so far, by Publish or by an alarm's action, in that order. */
  public List<Message> published() {
    return world.read(
        store ->
            store.table(Topics.MESSAGES).values().stream()
                .map(
                    message ->
                        new Message(
                            message.path("TopicArn").asText(),
                            message.path("Subject").asText(),
                            message.path("Message").asText()))
                .toList());
  }

  /**
   * A person clicks the link in the mail: the pending subscriptions of this endpoint are confirmed.
   */
  public void confirm(String endpoint) {
    world.change(store -> Subscriptions.change(store, endpoint, Subscriptions.CONFIRMED));
  }

  /**
   * Somebody outside the account clicks "unsubscribe": for about 72 hours the subscriptions of this
   * endpoint are listed as {@code Deleted} and cannot be made again.
   */
  public void unsubscribeFromOutside(String endpoint) {
    world.change(store -> Subscriptions.change(store, endpoint, Subscriptions.DELETED));
  }

  /** SNS counts so many of a topic's metric now, as {@code NumberOfNotificationsFailed}. */
  public void count(String topicArn, String metric, int times) {
    String[] parts = topicArn.split(":", -1);
    world.change(
        store ->
            Metrics.add(
                new Place(parts[4], parts[3]),
                store,
                Notification.series(topicArn, metric),
                store.now().minusSeconds(60),
                Collections.nCopies(times, 1.0)));
  }

  /** Whether the policy of a topic lets CloudWatch publish for an alarm of this account. */
  public boolean letsAlarmPublish(String topicArn, String account, String alarmArn) {
    return world.read(
        store -> {
          ObjectNode topic = store.table(Topics.TABLE).get(topicArn);
          Place place = new Place(account, topicArn.split(":", -1)[3]);
          return topic != null
              && TopicPolicy.allows(
                  topic, Notification.asked(place, store, "sns:Publish", topicArn, alarmArn));
        });
  }

  @Override
  public String prefix() {
    return "sns";
  }

  @Override
  public Codes codes() {
    return CODES;
  }

  @Override
  public Map<String, Operation> operations() {
    Map<String, Operation> operations = new HashMap<>();
    operations.putAll(Topics.operations());
    operations.putAll(TopicAttributes.operations());
    operations.putAll(MessageProtection.operations());
    operations.putAll(Subscriptions.operations());
    operations.putAll(SubscriptionAttributes.operations());
    return operations;
  }

  /** A topic as GetTopicAttributes would answer it, empty if there is none. */
  public ObjectNode topic(String arn) {
    return world.read(
        store -> {
          ObjectNode topic = store.table(Topics.TABLE).get(arn);
          return topic == null ? Tree.object() : TopicAttributes.all(store, arn, topic);
        });
  }
}
