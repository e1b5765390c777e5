package dev.alarmkeeper.chain;

import dev.alarmkeeper.policy.Fact;
import dev.alarmkeeper.policy.Fact.Flag;
import dev.alarmkeeper.policy.Fact.Listed;
import dev.alarmkeeper.policy.Fact.Name;
import dev.alarmkeeper.policy.Fact.Text;
import dev.alarmkeeper.policy.Fact.Time;
import dev.alarmkeeper.policy.ServiceRequest;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What services of AWS ask for on an alarm's way to its hearers. Sources: CloudWatch User Guide,
 * "Notifying users on alarm changes"; SNS Developer Guide, "Example cases for Amazon SNS access
 * control", for {@code aws:SourceAccount}, {@code aws:SourceArn} and {@code aws:SourceOwner}; IAM
 * User Guide, "AWS global condition context keys".
 */
public final class Publishing {
  /** Who publishes for alarms. */
  public static final String CLOUDWATCH = "cloudwatch.amazonaws.com";

  /** Who passes messages on to queues and functions. */
  public static final String SNS = "sns.amazonaws.com";

  /** Who wakes functions for events. */
  private static final String EVENTS = "events.amazonaws.com";

  private Publishing() {}

  /** What CloudWatch asks for the message of each alarm: to publish it to the topic. */
  public static List<ServiceRequest> toTopic(
      Arn topic, Account account, List<Arn> alarms, Instant at) {
    return alarms.stream()
        .map(
            alarm -> {
              Map<String, Fact> context = onBehalfOf(CLOUDWATCH, alarm, account.id(), at);
              // Not a global key: SNS's own, which its default policy asks for.
              context.put("aws:sourceowner", new Text(account.id()));
              context.put("aws:requestedregion", new Text(topic.region()));
              return new ServiceRequest(CLOUDWATCH, "sns:Publish", topic.toString(), context);
            })
        .toList();
  }

  /** What the message of each alarm costs where a key encrypts the topic. */
  public static List<ServiceRequest> withKey(
      String key, Account account, List<Arn> alarms, Instant at) {
    return TopicKey.ACTIONS.stream()
        .flatMap(
            action ->
                alarms.stream()
                    .map(
                        alarm ->
                            new ServiceRequest(
                                CLOUDWATCH,
                                action,
                                key,
                                onBehalfOf(CLOUDWATCH, alarm, account.id(), at))))
        .toList();
  }

  /** What SNS asks to pass a message of the topic on. */
  public static ServiceRequest fromTopic(Arn topic, String action, String resource, Instant at) {
    return new ServiceRequest(SNS, action, resource, onBehalfOf(SNS, topic, topic.account(), at));
  }

  /** What EventBridge asks to wake a function for an event that a rule matches. */
  public static ServiceRequest fromRule(Arn rule, Arn function, Instant at) {
    return new ServiceRequest(
        EVENTS,
        "lambda:InvokeFunction",
        function.toString(),
        onBehalfOf(EVENTS, rule, rule.account(), at));
  }

  private static Map<String, Fact> onBehalfOf(
      String service, Arn source, String account, Instant at) {
    Map<String, Fact> context = new HashMap<>();
    context.put("aws:sourceaccount", new Text(account));
    context.put("aws:sourcearn", new Name(source.toString()));
    context.put("aws:securetransport", new Flag(true));
    context.put("aws:principalisawsservice", new Flag(true));
    context.put("aws:principalservicename", new Text(service));
    context.put("aws:principalservicenameslist", new Listed(service));
    context.put("aws:currenttime", new Time(at));
    context.put("aws:epochtime", new Time(at));
    return context;
  }
}
