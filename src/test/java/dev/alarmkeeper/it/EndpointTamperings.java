package dev.alarmkeeper.it;

import static dev.alarmkeeper.it.Tampering.Ending.NEEDS_PERSON;
import static dev.alarmkeeper.it.Tampering.Ending.NOTED;

import dev.alarmkeeper.chain.Link;
import dev.alarmkeeper.it.Tampering.Audience;
import dev.alarmkeeper.it.Tampering.Ending;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The ways to silence what the topic tells, without touching topic or subscription: one row each.
 */
final class EndpointTamperings {
  private static final String SET_QUEUE = "SetQueueAttributes";
  private static final String POLICY = "Policy";
  private static final String KEY = "KmsMasterKeyId";

  /** Where the settings name a queue and a person. */
  static final List<Tampering> NAMED =
      List.of(
          queue(
              "deleted", "DeleteQueue", they -> they.aws().sqs().delete(Keeper.QUEUE), "endpoint"),
          queue(
              "policy is taken away",
              SET_QUEUE,
              they -> set(they, POLICY, ""),
              "policy of the endpoint lets SNS in"),
          queue(
              "policy lets another topic in",
              SET_QUEUE,
              they ->
                  set(
                      they,
                      POLICY,
                      Attacker.policy(
                          allow(
                              "{\"ArnEquals\": {\"aws:SourceArn\": \"%s-2\"}}"
                                  .formatted(Scene.TOPIC)))),
              "policy of the endpoint lets SNS in"),
          queue(
              "policy lets SNS in by the organization",
              SET_QUEUE,
              they ->
                  set(
                      they,
                      POLICY,
                      Attacker.policy(
                          allow("{\"StringEquals\": {\"aws:SourceOrgID\": \"o-another\"}}"))),
              "policy of the endpoint lets SNS in"),
          queue(
              "policy denies everybody",
              SET_QUEUE,
              they -> set(they, POLICY, Attacker.policy(allow("{}"), deny("{}"))),
              "deny statements of the endpoint that hit SNS"),
          queue(
              "policy denies what is not of an organization",
              SET_QUEUE,
              they ->
                  set(
                      they,
                      POLICY,
                      Attacker.policy(
                          allow("{}"),
                          deny("{\"StringNotEquals\": {\"aws:SourceOrgID\": \"o-another\"}}"))),
              "deny statements of the endpoint that may hit SNS"),
          queue(
              "encrypted with AWS's own key",
              SET_QUEUE,
              they -> set(they, KEY, "alias/aws/sqs"),
              "KMS key of the queue"),
          queue(
              "encrypted with a key that is not there",
              SET_QUEUE,
              they -> set(they, KEY, "alias/gone"),
              "KMS key of the queue"),
          queue(
              "encrypted with a key that is to be deleted",
              "SetQueueAttributes, ScheduleKeyDeletion",
              they -> {
                String key = they.aws().kms().addKey("alias/q", Attacker.policy(encrypt("sns")));
                they.aws().kms().putState(key, "PendingDeletion");
                set(they, KEY, key);
              },
              "KMS key of the queue"),
          queue(
              "encrypted with a key that lets SNS not in",
              SET_QUEUE,
              they ->
                  set(
                      they,
                      KEY,
                      they.aws().kms().addKey("alias/q", Attacker.policy(encrypt("cloudwatch")))),
              "policy of the queue's key lets SNS encrypt"),
          queue(
              "encrypted with a key whose policy denies SNS",
              SET_QUEUE,
              they ->
                  set(
                      they,
                      KEY,
                      they.aws()
                          .kms()
                          .addKey(
                              "alias/q",
                              Attacker.policy(
                                  encrypt("sns"),
                                  encrypt("sns").replace("\"Allow\"", "\"Deny\"")))),
              "deny statements of the queue's key that hit SNS"),
          queue(
              "made to take small messages alone",
              SET_QUEUE,
              they -> set(they, "MaximumMessageSize", "1024"),
              "endpoint"),
          queue(
              "made to drop messages before it shows them",
              SET_QUEUE,
              they -> {
                set(they, "DelaySeconds", "900");
                set(they, "MessageRetentionPeriod", "60");
              },
              "endpoint"),
          row(
              Link.TOPIC,
              "no message was handed over within a day",
              "whatever it was",
              they -> they.aws().sns().count(Scene.TOPIC, "NumberOfNotificationsFailed", 3),
              "messages that reached nobody",
              NEEDS_PERSON,
              Audience.NAMED),
          row(
              Link.TOPIC,
              "one endpoint got no message within a day",
              "whatever it was",
              they -> {
                they.aws().sns().count(Scene.TOPIC, "NumberOfMessagesPublished", 2);
                they.aws().sns().count(Scene.TOPIC, "NumberOfNotificationsDelivered", 2);
                they.aws().sns().count(Scene.TOPIC, "NumberOfNotificationsFailed", 2);
              },
              "messages that an endpoint did not get",
              NEEDS_PERSON,
              Audience.NAMED),
          row(
              Link.TOPIC,
              "a dead-letter queue took no message either within a day",
              "whatever it was",
              they -> {
                they.aws().sns().count(Scene.TOPIC, "NumberOfMessagesPublished", 9);
                they.aws().sns().count(Scene.TOPIC, "NumberOfNotificationsDelivered", 17);
                they.aws().sns().count(Scene.TOPIC, "NumberOfNotificationsFailed", 1);
                they.aws().sns().count(Scene.TOPIC, "NumberOfNotificationsFailedToRedriveToDlq", 1);
              },
              "messages that no dead-letter queue took",
              NEEDS_PERSON,
              Audience.NAMED),
          row(
              Link.TOPIC,
              "an endpoint failed now and then within a day",
              "whatever it was",
              they -> {
                they.aws().sns().count(Scene.TOPIC, "NumberOfMessagesPublished", 9);
                they.aws().sns().count(Scene.TOPIC, "NumberOfNotificationsDelivered", 17);
                they.aws().sns().count(Scene.TOPIC, "NumberOfNotificationsFailed", 1);
              },
              "1 failed, 17 delivered, 9 published",
              NOTED,
              Audience.NAMED));

  /** Where the settings name nobody. */
  static final List<Tampering> OWNERS =
      List.of(
          row(
              Link.SUBSCRIPTION,
              "the only queue is deleted, and nobody else is subscribed",
              "Unsubscribe, DeleteQueue",
              they -> {
                they.unsubscribe(Scene.PERSON);
                they.aws().sqs().delete(Keeper.QUEUE);
              },
              "SNS cannot hand the alarm's message over",
              NEEDS_PERSON,
              Audience.THE_OWNERS),
          row(
              Link.SUBSCRIPTION,
              "a delivery stream is all that is left",
              "Unsubscribe, Subscribe",
              they -> {
                they.unsubscribe(Scene.PERSON);
                they.unsubscribe(Keeper.QUEUE);
                they.subscribe(
                    "firehose",
                    "arn:aws:firehose:us-east-1:111122223333:deliverystream/archive",
                    Map.of("SubscriptionRoleArn", "arn:aws:iam::111122223333:role/archive"));
              },
              "no person hears by a delivery stream",
              NEEDS_PERSON,
              Audience.THE_OWNERS),
          row(
              Link.SUBSCRIPTION,
              "the only function may not be called, and nobody else is subscribed",
              "Unsubscribe, Subscribe, RemovePermission",
              they -> {
                they.unsubscribe(Scene.PERSON);
                they.unsubscribe(Keeper.QUEUE);
                they.subscribe("lambda", they.aws().functions().add("tell", ""), Map.of());
              },
              "policy of the endpoint lets SNS in",
              NEEDS_PERSON,
              Audience.THE_OWNERS));

  private EndpointTamperings() {}

  private static Tampering queue(String what, String how, Consumer<Attacker> attack, String field) {
    return row(
        Link.SUBSCRIPTION,
        what.startsWith("policy") ? "its queue's " + what : "its queue is " + what,
        how,
        attack,
        "\"field\":\"" + field + "\"",
        NEEDS_PERSON,
        Audience.NAMED);
  }

  private static Tampering row(
      Link link,
      String what,
      String how,
      Consumer<Attacker> attack,
      String words,
      Ending ending,
      Audience audience) {
    return new Tampering(link, what, how, attack, words, ending, audience);
  }

  private static void set(Attacker they, String attribute, String value) {
    they.aws().sqs().set(Keeper.QUEUE, attribute, value);
  }

  private static String allow(String condition) {
    return "{\"Effect\": \"Allow\", \"Principal\": {\"Service\": \"sns.amazonaws.com\"},"
        + " \"Action\": \"sqs:SendMessage\", \"Resource\": \"*\", \"Condition\": %s}"
            .formatted(condition);
  }

  private static String deny(String condition) {
    return "{\"Effect\": \"Deny\", \"Principal\": \"*\", \"Action\": \"sqs:*\","
        + " \"Resource\": \"*\", \"Condition\": %s}".formatted(condition);
  }

  private static String encrypt(String service) {
    return "{\"Effect\": \"Allow\", \"Principal\": {\"Service\": \"%s.amazonaws.com\"},"
            .formatted(service)
        + " \"Action\": [\"kms:GenerateDataKey*\", \"kms:Decrypt\"], \"Resource\": \"*\"}";
  }
}
