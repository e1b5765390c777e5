package dev.alarmkeeper.chain;

import static dev.alarmkeeper.chain.Severity.HIGH;
import static dev.alarmkeeper.chain.Severity.MEDIUM;

import java.util.List;

/**
 * What became of a topic's messages within the last day, as SNS counts it. SNS counts for the whole
 * topic and not for each subscription, and counts every failed try over HTTP and HTTPS. Source: SNS
 * Developer Guide, "Monitoring Amazon SNS topics using CloudWatch".
 *
 * @param topic whose messages they were
 * @param failed how often SNS could not hand a message over
 * @param published messages that the topic got; not asked for where nothing failed
 * @param delivered how often SNS handed one over; not asked for where nothing failed
 * @param lost how many of those that failed could not be put into a dead-letter queue either; not
 *     asked for where nothing failed
 */
public record TopicTraffic(Arn topic, long failed, long published, long delivered, long lost) {
  private static final String NONE = "none";
  private static final Cure<TopicTraffic> LOOK =
      new Cure.Person<>(
          "look which endpoint refuses, for example with delivery status logging; then set the"
              + " alarm's state by hand, so that a message arrives: what failed is counted for a"
              + " day",
          (_, traffic) -> "aws sns list-subscriptions-by-topic --topic-arn " + traffic.topic());

  /** What a person has to look into. */
  public static final List<Rule<TopicTraffic, ?>> FAILURES =
      List.of(
          Rule.asked(
              HIGH,
              "messages that reached nobody",
              it -> it.failed() > 0 && it.delivered() == 0 ? it.numbers() : NONE,
              String::equals,
              "SNS could not hand over any message of the topic within the last day",
              LOOK),
          Rule.asked(
              MEDIUM,
              "messages that an endpoint did not get",
              it ->
                  it.delivered() > 0 && it.failed() >= Math.max(it.published(), 1)
                      ? it.numbers()
                      : NONE,
              String::equals,
              "SNS failed as often as it got messages within the last day: one endpoint may get none",
              LOOK),
          Rule.asked(
              HIGH,
              "messages that no dead-letter queue took",
              it -> it.lost() > 0 ? it.numbers() : NONE,
              String::equals,
              "what an endpoint did not get was not kept either",
              LOOK));

  /** One of a topic that lost nothing. */
  public static TopicTraffic quiet(Arn topic) {
    return new TopicTraffic(topic, 0, 0, 0, 0);
  }

  /** The numbers, in words. */
  public String numbers() {
    return "%d failed, %d delivered, %d published, %d kept by no dead-letter queue"
        .formatted(failed, delivered, published, lost);
  }
}
