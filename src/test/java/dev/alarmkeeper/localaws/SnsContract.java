package dev.alarmkeeper.localaws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sns.model.InvalidParameterException;
import software.amazon.awssdk.services.sns.model.NotFoundException;
import software.amazon.awssdk.services.sns.model.Subscription;

/** What SNS answers, wherever it is asked. */
interface SnsContract {
  Clients clients();

  @Test
  default void aTopicIsMadeOnceHoweverOftenItIsAskedFor() {
    String arn = topic("alarms");

    assertThat(arn).matches("arn:aws:sns:us-east-1:\\d{12}:alarms");
    assertThat(topic("alarms")).isEqualTo(arn);
  }

  @Test
  default void aNewTopicHasThePolicyThatServesItsOwner() {
    Map<String, String> attributes = attributes(topic("alarms"));

    assertThat(attributes.get("Policy"))
        .contains("__default_statement_ID", "SNS:Publish", "AWS:SourceOwner");
    assertThat(attributes).doesNotContainKey("KmsMasterKeyId");
    assertThat(attributes.get("TopicArn")).endsWith(":alarms");
  }

  @Test
  default void aPolicyThatWasSetIsThePolicy() {
    String arn = topic("alarms");
    String policy =
        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Sid\":\"a\",\"Effect\":\"Allow\","
            + "\"Principal\":{\"Service\":\"cloudwatch.amazonaws.com\"},"
            + "\"Action\":\"SNS:Publish\",\"Resource\":\""
            + arn
            + "\"}]}";

    set(arn, "Policy", policy);

    assertThat(attributes(arn)).containsEntry("Policy", policy);
  }

  @Test
  default void aMissingTopicIsToldAsSuch() {
    String gone = topic("gone");
    clients().sns().deleteTopic(r -> r.topicArn(gone));

    assertThatThrownBy(() -> attributes(gone)).isInstanceOf(NotFoundException.class);
    assertThatThrownBy(() -> set(gone, "DisplayName", "x")).isInstanceOf(NotFoundException.class);
    assertThatThrownBy(() -> subscriptions(gone)).isInstanceOf(NotFoundException.class);
    assertThatThrownBy(() -> subscribeQueue(gone, "q")).isInstanceOf(NotFoundException.class);
    assertThatThrownBy(() -> clients().sns().publish(r -> r.topicArn(gone).message("m")))
        .isInstanceOf(NotFoundException.class);
  }

  @Test
  default void deletingAMissingTopicIsNoError() {
    String gone = topic("gone");
    clients().sns().deleteTopic(r -> r.topicArn(gone));

    clients().sns().deleteTopic(r -> r.topicArn(gone));
  }

  @Test
  default void aTopicMadeAgainHasNothingOfTheOldOne() {
    String arn = topic("alarms");
    set(arn, "KmsMasterKeyId", "alias/key");
    subscribeQueue(arn, "q");
    clients().sns().deleteTopic(r -> r.topicArn(arn));

    assertThat(topic("alarms")).isEqualTo(arn);

    assertThat(attributes(arn)).doesNotContainKey("KmsMasterKeyId");
    assertThat(subscriptions(arn)).isEmpty();
  }

  @Test
  default void theAccountsOwnQueueNeedNotConfirm() {
    String arn = topic("alarms");

    String subscription = subscribeQueue(arn, "q");

    assertThat(subscription).startsWith(arn + ":");
    assertThat(subscriptions(arn))
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.subscriptionArn()).isEqualTo(subscription);
              assertThat(row.protocol()).isEqualTo("sqs");
              assertThat(row.endpoint()).endsWith(":q");
            });
    assertThat(subscriptionAttributes(subscription)).containsEntry("PendingConfirmation", "false");
  }

  @Test
  default void theSameEndpointIsSubscribedOnce() {
    String arn = topic("alarms");

    assertThat(subscribeQueue(arn, "q")).isEqualTo(subscribeQueue(arn, "q"));
    assertThat(subscriptions(arn)).hasSize(1);
  }

  @Test
  default void aFilterPolicyShowsInTheAttributes() {
    String subscription = subscribeQueue(topic("alarms"), "q");

    clients()
        .sns()
        .setSubscriptionAttributes(
            r ->
                r.subscriptionArn(subscription)
                    .attributeName("FilterPolicy")
                    .attributeValue("{\"never\":[\"sent\"]}"));

    assertThat(subscriptionAttributes(subscription))
        .containsEntry("FilterPolicy", "{\"never\":[\"sent\"]}");
  }

  @Test
  default void unsubscribingTwiceIsNoError() {
    String arn = topic("alarms");
    String subscription = subscribeQueue(arn, "q");

    clients().sns().unsubscribe(r -> r.subscriptionArn(subscription));
    clients().sns().unsubscribe(r -> r.subscriptionArn(subscription));

    assertThat(subscriptions(arn)).isEmpty();
    assertThatThrownBy(() -> subscriptionAttributes(subscription))
        .isInstanceOf(NotFoundException.class);
  }

  @Test
  default void aPageHasAHundredSubscriptions() {
    String arn = topic("alarms");
    for (int i = 0; i < 101; i++) {
      subscribeQueue(arn, "q" + i);
    }

    var first = clients().sns().listSubscriptionsByTopic(r -> r.topicArn(arn));
    var second =
        clients().sns().listSubscriptionsByTopic(r -> r.topicArn(arn).nextToken(first.nextToken()));

    assertThat(first.subscriptions()).hasSize(100);
    assertThat(second.subscriptions()).hasSize(1);
    assertThat(second.nextToken()).isNull();
  }

  @Test
  default void aQueueIsNamedByItsArn() {
    String arn = topic("alarms");

    assertThatThrownBy(
            () -> clients().sns().subscribe(r -> r.topicArn(arn).protocol("sqs").endpoint("queue")))
        .isInstanceOf(InvalidParameterException.class);
  }

  @Test
  default void aTopicsNameHasItsRules() {
    assertThatThrownBy(() -> topic("no spaces")).isInstanceOf(InvalidParameterException.class);
  }

  private String topic(String name) {
    return clients().sns().createTopic(r -> r.name(name)).topicArn();
  }

  private Map<String, String> attributes(String topic) {
    return clients().sns().getTopicAttributes(r -> r.topicArn(topic)).attributes();
  }

  private void set(String topic, String name, String value) {
    clients()
        .sns()
        .setTopicAttributes(r -> r.topicArn(topic).attributeName(name).attributeValue(value));
  }

  private String subscribeQueue(String topic, String queue) {
    String endpoint = topic.replace(":sns:", ":sqs:").replaceAll("[^:]+$", queue);
    return clients()
        .sns()
        .subscribe(r -> r.topicArn(topic).protocol("sqs").endpoint(endpoint))
        .subscriptionArn();
  }

  private List<Subscription> subscriptions(String topic) {
    return clients().sns().listSubscriptionsByTopic(r -> r.topicArn(topic)).subscriptions();
  }

  private Map<String, String> subscriptionAttributes(String arn) {
    return clients().sns().getSubscriptionAttributes(r -> r.subscriptionArn(arn)).attributes();
  }
}
