package dev.alarmkeeper.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alarmkeeper.events.SampleEvent;
import dev.alarmkeeper.localaws.Clients;
import dev.alarmkeeper.localaws.LocalAws;
import dev.alarmkeeper.runtime.Answer.Returned;
import dev.alarmkeeper.runtime.Answer.Threw;
import java.util.Map;

/** A local AWS and the function deployed in it, with an e-mail and a queue subscribed. */
public record Deployment(LocalAws aws, LocalFunction function) implements AutoCloseable {
  /** The settings' subscriber that has to confirm. */
  public static final String EMAIL = "sec@example.com";

  /** The settings' subscriber that need not. */
  public static final String QUEUE = "arn:aws:sqs:us-east-1:111122223333:security-alarms";

  /** The table in which a function may remember. */
  public static final String TABLE = "alarmkeeper-evidence";

  /** The topic on which people are told. */
  public static final String OPERATIONS = "alarmkeeper-operations";

  /** Whoever reads that topic. */
  private static final String OPERATOR = "ops@example.com";

  /** Starts both; of the chain there is nothing but trail and log group, and nothing is kept. */
  public static Deployment start() {
    return start(Map.of("SUBSCRIPTIONS", "email:" + EMAIL + ",sqs:" + QUEUE));
  }

  /** Starts both, the function with these settings. */
  public static Deployment start(Map<String, String> settings) {
    LocalAws aws = LocalFunction.aws();
    try {
      seed(aws);
      return new Deployment(aws, LocalFunction.start(aws, settings));
    } catch (RuntimeException e) {
      aws.close();
      throw e;
    }
  }

  /** Starts anew: the function makes the chain, a person confirms, and the journal is empty. */
  public void makeChainWhole() {
    aws.reset();
    seed(aws);
    report(SampleEvent.of("direct-repair.json"));
    aws.sns().confirm(EMAIL);
    aws.journal().clear();
  }

  /**
   * Makes what the function presupposes: trail, log group, its table and its own topic's reader.
   */
  public static void seed(LocalAws aws) {
    aws.seedTrailAndLogGroup();
    aws.dynamoDb().addTable(TABLE);
    seedOperations(aws, OPERATIONS);
  }

  /** Makes an operations topic, which an operator has subscribed to. */
  static void seedOperations(LocalAws aws, String name) {
    var sns = Clients.of(aws, "owner").sns();
    String topic = sns.createTopic(it -> it.name(name)).topicArn();
    sns.subscribe(it -> it.topicArn(topic).protocol("email").endpoint(OPERATOR));
    aws.sns().confirm(OPERATOR);
  }

  /** Sends an event; one of AWS Config's gets a token that AWS Config would accept. */
  public Answer send(SampleEvent event) {
    boolean asksForToken = event.isConfigRule();
    return function.invoke(
        (asksForToken ? event.withResultToken(aws.config().resultToken()) : event).text());
  }

  /**
   * Sends an event and reads the report.
   *
   * @throws IllegalStateException if the function throws
   */
  public JsonNode report(SampleEvent event) {
    return switch (send(event)) {
      case Returned returned -> returned.json();
      case Threw(String type, String message) ->
          throw new IllegalStateException(event + ": " + type + ": " + message);
    };
  }

  @Override
  public void close() {
    function.close();
    aws.close();
  }
}
