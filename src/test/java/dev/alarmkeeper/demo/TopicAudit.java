package dev.alarmkeeper.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.alarmkeeper.cli.Mark;
import dev.alarmkeeper.localaws.Clients;
import dev.alarmkeeper.localaws.LocalAws;
import dev.alarmkeeper.runtime.Deployment;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.NotFoundException;
import software.amazon.awssdk.services.sns.model.Subscription;

/** Whether the people are told when the alarm fires. */
final class TopicAudit {
  static final String TOPIC = "alarmkeeper-alarms";

  private static final JsonMapper JSON = new JsonMapper();

  private final String arn;
  private final SnsClient sns;

  TopicAudit(LocalAws aws, Clients clients) {
    arn = aws.arn("sns", TOPIC);
    sns = clients.sns();
  }

  Mark topic() {
    return Mark.wholeIf(letsCloudWatchPublish());
  }

  Mark subscribers() {
    try {
      List<Subscription> all = sns.listSubscriptionsByTopic(r -> r.topicArn(arn)).subscriptions();
      return Stream.of(Deployment.EMAIL, Deployment.QUEUE)
          .map(endpoint -> state(all, endpoint))
          .max(Mark::compareTo)
          .orElseThrow();
    } catch (NotFoundException _) {
      return Mark.BROKEN;
    }
  }

  private boolean letsCloudWatchPublish() {
    try {
      String policy = sns.getTopicAttributes(r -> r.topicArn(arn)).attributes().get("Policy");
      return JSON.readTree(policy)
          .path("Statement")
          .valueStream()
          .filter(it -> it.path("Effect").asText().equals("Allow"))
          .map(it -> it.path("Principal").path("Service").asText())
          .anyMatch("cloudwatch.amazonaws.com"::equals);
    } catch (NotFoundException _) {
      return false;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private Mark state(List<Subscription> all, String endpoint) {
    return all.stream()
        .filter(it -> it.endpoint().equals(endpoint))
        .map(Subscription::subscriptionArn)
        .map(it -> it.startsWith("arn:") ? Mark.wholeIf(hearsAll(it)) : Mark.WAITING)
        .findFirst()
        .orElse(Mark.BROKEN);
  }

  private boolean hearsAll(String subscription) {
    return sns.getSubscriptionAttributes(r -> r.subscriptionArn(subscription))
        .attributes()
        .getOrDefault("FilterPolicy", "{}")
        .equals("{}");
  }
}
