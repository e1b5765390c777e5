package dev.alarmkeeper.localaws;

import static dev.alarmkeeper.localaws.Gap.refused;
import static dev.alarmkeeper.localaws.Gap.row;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.sns.model.InvalidParameterException;
import software.amazon.awssdk.services.sns.model.Tag;

/**
 * Where moto is laxer than SNS. <a href="https://docs.aws.amazon.com/sns/latest/api/">API
 * reference</a>.
 */
final class SnsGaps {
  static final List<Gap> ROWS =
      List.of(
          row(
              "An e-mail subscription is pending until a person confirms it",
              c -> {
                String answer = subscribe(c, "email", "sec@example.com");
                assertThat(answer).isEqualTo("pending confirmation");
                assertThat(
                        c.sns()
                            .listSubscriptionsByTopic(r -> r.topicArn(topic(c)))
                            .subscriptions()
                            .getFirst()
                            .subscriptionArn())
                    .isEqualTo("PendingConfirmation");
              }),
          row(
              "A pending subscription is counted as such",
              c -> {
                subscribe(c, "email", "sec@example.com");
                assertThat(c.sns().getTopicAttributes(r -> r.topicArn(topic(c))).attributes())
                    .containsEntry("SubscriptionsPending", "1")
                    .containsEntry("SubscriptionsConfirmed", "0");
              }),
          row(
              "A confirmed subscription is counted as such",
              c -> {
                subscribe(c, "sqs", "arn:aws:sqs:us-east-1:%s:q".formatted(account(c)));
                assertThat(c.sns().getTopicAttributes(r -> r.topicArn(topic(c))).attributes())
                    .containsEntry("SubscriptionsConfirmed", "1");
              }),
          new Gap(
              "CreateTopic of an existing topic with other tags: InvalidParameter",
              SnsGaps::topic,
              c ->
                  refused(
                      InvalidParameterException.class,
                      () ->
                          c.sns()
                              .createTopic(
                                  r ->
                                      r.name("alarms")
                                          .tags(Tag.builder().key("k").value("v").build())))),
          new Gap(
              "CreateTopic of an existing topic with other attributes: InvalidParameter",
              SnsGaps::topic,
              c ->
                  refused(
                      InvalidParameterException.class,
                      () ->
                          c.sns()
                              .createTopic(
                                  r -> r.name("alarms").attributes(Map.of("DisplayName", "x"))))),
          row(
              "A malformed topic ARN: InvalidParameter",
              c ->
                  refused(
                      InvalidParameterException.class,
                      () -> c.sns().getTopicAttributes(r -> r.topicArn("alarms")))),
          attribute("A policy that is no JSON", "Policy", "{"),
          attribute("An unknown attribute", "Colour", "red"),
          endpoint("An unknown protocol", "pigeon", "loft"),
          endpoint("An address without an at sign", "email", "sec.example.com"),
          endpoint("An https endpoint without https", "https", "http://example.com"),
          row(
              "A queue of another account must confirm",
              c ->
                  assertThat(subscribe(c, "sqs", "arn:aws:sqs:us-east-1:999900001111:q"))
                      .isEqualTo("pending confirmation")),
          row(
              "An empty message: InvalidParameter",
              c ->
                  refused(
                      InvalidParameterException.class,
                      () -> c.sns().publish(r -> r.topicArn(topic(c)).message("")))));

  private SnsGaps() {}

  private static Gap attribute(String what, String name, String value) {
    return new Gap(
        what + ": InvalidParameter",
        SnsGaps::topic,
        c ->
            refused(
                InvalidParameterException.class,
                () ->
                    c.sns()
                        .setTopicAttributes(
                            r -> r.topicArn(topic(c)).attributeName(name).attributeValue(value))));
  }

  private static Gap endpoint(String what, String protocol, String endpoint) {
    return new Gap(
        what + ": InvalidParameter",
        SnsGaps::topic,
        c -> refused(InvalidParameterException.class, () -> subscribe(c, protocol, endpoint)));
  }

  private static String topic(Clients clients) {
    return clients.sns().createTopic(r -> r.name("alarms")).topicArn();
  }

  private static String account(Clients clients) {
    return topic(clients).split(":", -1)[4];
  }

  private static String subscribe(Clients clients, String protocol, String endpoint) {
    return clients
        .sns()
        .subscribe(r -> r.topicArn(topic(clients)).protocol(protocol).endpoint(endpoint))
        .subscriptionArn();
  }
}
