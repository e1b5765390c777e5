package dev.alarmkeeper.localaws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.AuthorizationErrorException;
import software.amazon.awssdk.services.sns.model.InvalidParameterException;
import software.amazon.awssdk.services.sns.model.Subscription;

/** What only the local AWS can show of SNS: people who click, and topics of other accounts. */
class SnsIT {
  private static final LocalAws AWS = LocalAws.start();
  private static final Clients CLIENTS = Clients.of(AWS, "tester");
  private static final SnsClient SNS = CLIENTS.sns();
  private static final SnsClient OWNER = Clients.of(AWS, "owner@444455556666").sns();
  private static final String PERSON = "sec@example.com";

  private String topic = "";

  @BeforeEach
  void makeATopic() {
    AWS.reset();
    topic = SNS.createTopic(r -> r.name("alarms")).topicArn();
  }

  @AfterAll
  static void stop() {
    AWS.close();
  }

  @Test
  void aPersonConfirms() {
    subscribe(PERSON);
    assertThat(only().subscriptionArn()).isEqualTo("PendingConfirmation");

    AWS.sns().confirm(PERSON);

    assertThat(only().subscriptionArn()).startsWith(topic + ":");
    assertThat(AWS.sns().topic(topic).path("SubscriptionsConfirmed").asText()).isEqualTo("1");
  }

  @Test
  void aPendingSubscriptionIsAskedForAgainWithoutASecondOne() {
    assertThat(subscribe(PERSON)).isEqualTo("pending confirmation");
    assertThat(subscribe(PERSON)).isEqualTo("pending confirmation");

    String arn =
        SNS.subscribe(
                r ->
                    r.topicArn(topic)
                        .protocol("email")
                        .endpoint(PERSON)
                        .returnSubscriptionArn(true))
            .subscriptionArn();

    assertThat(arn).startsWith(topic + ":");
    assertThat(only().endpoint()).isEqualTo(PERSON);
    assertThat(SNS.getSubscriptionAttributes(r -> r.subscriptionArn(arn)).attributes())
        .containsEntry("PendingConfirmation", "true");
  }

  @Test
  void whoUnsubscribedFromOutsideIsListedAsDeletedAndCannotComeBack() {
    subscribe(PERSON);
    AWS.sns().unsubscribeFromOutside(PERSON);

    assertThat(only().subscriptionArn()).isEqualTo("Deleted");
    assertThatThrownBy(() -> subscribe(PERSON)).isInstanceOf(InvalidParameterException.class);
  }

  @Test
  void theSameAttributesAreNoDifference() {
    SNS.setTopicAttributes(
        r -> r.topicArn(topic).attributeName("DisplayName").attributeValue("Alarms"));

    assertThat(
            SNS.createTopic(r -> r.name("alarms").attributes(Map.of("DisplayName", "Alarms")))
                .topicArn())
        .isEqualTo(topic);
  }

  @Test
  void aTopicOfAnotherAccountIsClosedUntilItsPolicyOpensIt() {
    String theirs = OWNER.createTopic(r -> r.name("central")).topicArn();
    assertThatThrownBy(() -> SNS.getTopicAttributes(r -> r.topicArn(theirs)))
        .isInstanceOf(AuthorizationErrorException.class);

    setPolicy(
        OWNER,
        theirs,
        allow("{\"AWS\":\"arn:aws:iam::111122223333:root\"}", "SNS:GetTopicAttributes", ""));

    assertThat(SNS.getTopicAttributes(r -> r.topicArn(theirs)).attributes())
        .containsEntry("Owner", "444455556666");
    assertThatThrownBy(() -> SNS.publish(r -> r.topicArn(theirs).message("m")))
        .isInstanceOf(AuthorizationErrorException.class);
  }

  @Test
  void aTopicIsAskedForInItsOwnRegion() {
    assertThatThrownBy(
            () -> CLIENTS.in("eu-west-1").sns().getTopicAttributes(r -> r.topicArn(topic)))
        .isInstanceOf(InvalidParameterException.class);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "this account,           aws:SourceAccount, 111122223333, true",
    "another account,        aws:SourceAccount, 444455556666, false",
    "this account's alarms,  aws:SourceArn, arn:aws:cloudwatch:us-east-1:111122223333:alarm:*, true",
    "one other alarm,        aws:SourceArn, arn:aws:cloudwatch:us-east-1:111122223333:alarm:x, false"
  })
  void alarmsPublishIfThePolicyLetsThem(String who, String key, String value, boolean heard) {
    String operator = key.endsWith("Arn") ? "ArnLike" : "StringLike";
    String condition = "\"%s\":{\"%s\":\"%s\"}".formatted(operator, key, value);
    setPolicy(
        SNS, topic, allow("{\"Service\":\"cloudwatch.amazonaws.com\"}", "sns:Publish", condition));

    alarm();

    assertThat(AWS.sns().published()).as(who).hasSize(heard ? 1 : 0);
  }

  @Test
  void aDenyOutweighsAnAllow() {
    String allow = allow("\"*\"", "sns:Publish", "");
    setPolicy(
        SNS, topic, allow.replace("]}", "," + statement("Deny", "\"*\"", "sns:*", "") + "]}"));

    alarm();

    assertThat(AWS.sns().published()).isEmpty();
  }

  private static String allow(String principal, String action, String condition) {
    return "{\"Version\":\"2012-10-17\",\"Statement\":["
        + statement("Allow", principal, action, condition)
        + "]}";
  }

  private static String statement(
      String effect, String principal, String action, String condition) {
    return "{\"Effect\":\"%s\",\"Principal\":%s,\"Action\":\"%s\",\"Resource\":\"*\",\"Condition\":{%s}}"
        .formatted(effect, principal, action, condition);
  }

  private static void setPolicy(SnsClient as, String arn, String policy) {
    as.setTopicAttributes(r -> r.topicArn(arn).attributeName("Policy").attributeValue(policy));
  }

  private void alarm() {
    CLIENTS
        .cloudWatch()
        .putMetricAlarm(
            r ->
                r.alarmName("root")
                    .metricName("m")
                    .namespace("n")
                    .statistic("Sum")
                    .period(300)
                    .evaluationPeriods(1)
                    .threshold(1.0)
                    .comparisonOperator("GreaterThanOrEqualToThreshold")
                    .alarmActions(topic));
    CLIENTS
        .cloudWatch()
        .setAlarmState(r -> r.alarmName("root").stateValue("ALARM").stateReason("test"));
  }

  private String subscribe(String person) {
    return SNS.subscribe(r -> r.topicArn(topic).protocol("email").endpoint(person))
        .subscriptionArn();
  }

  private Subscription only() {
    var rows = SNS.listSubscriptionsByTopic(r -> r.topicArn(topic)).subscriptions();
    assertThat(rows).hasSize(1);
    return rows.getFirst();
  }
}
