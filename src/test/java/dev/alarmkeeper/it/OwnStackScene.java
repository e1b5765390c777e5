package dev.alarmkeeper.it;

import dev.alarmkeeper.aws.AwsClients;
import dev.alarmkeeper.aws.AwsStackObserver;
import dev.alarmkeeper.aws.Pace;
import dev.alarmkeeper.chain.Account;
import dev.alarmkeeper.evidence.incident.OwnLook;
import dev.alarmkeeper.evidence.incident.OwnStack;
import dev.alarmkeeper.evidence.own.OwnStackLook;
import dev.alarmkeeper.evidence.own.StackParts;
import dev.alarmkeeper.localaws.Clients;
import dev.alarmkeeper.localaws.LocalAws;
import dev.alarmkeeper.reconcile.Deadline;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.cloudwatch.model.ComparisonOperator;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;

/** A local AWS in which alarmkeeper's own stack is deployed, as far as a look at it reads. */
public final class OwnStackScene {
  static final String OPERATOR = "ops@example.com";

  private static final String FUNCTION = "alarmkeeper-Function-1A2B3C4D5E6F";
  private static final String TOPIC = "alarmkeeper-OperationsTopic-1A2B3C4D5E6F";

  final LocalAws aws;
  final Clients owner;
  final OwnStack own;

  /** What the stack reserves. */
  Optional<Integer> reserved = Optional.empty();

  OwnStackScene(LocalAws aws) {
    this.aws = aws;
    owner = Clients.of(aws, "owner");
    own =
        new OwnStack(
            Optional.of("alarmkeeper"),
            Optional.of(FUNCTION),
            Optional.empty(),
            Optional.of(topic()),
            Optional.empty(),
            Optional.of("/alarmkeeper/overrides"));
  }

  /** What CloudFormation makes; the operator has followed the link. */
  OwnStackScene deploy() {
    owner.sns().createTopic(it -> it.name(TOPIC));
    subscribe();
    aws.sns().confirm(OPERATOR);
    StackParts.rules(own)
        .forEach(id -> aws.eventBridge().putRule(name(id), "ENABLED", List.of(function())));
    aws.functions().add(FUNCTION, lettingIn(StackParts.rules(own)));
    StackParts.ALARMS.forEach(id -> putAlarm(id, true, topic()));
    return this;
  }

  /** The function's policy, as CloudFormation has it made: a statement for each rule. */
  private String lettingIn(List<String> ids) {
    return ids.stream()
        .map(
            id ->
                """
                {"Sid": "%s", "Effect": "Allow", "Principal": {"Service": "events.amazonaws.com"},
                 "Action": "lambda:InvokeFunction", "Resource": "%s",
                 "Condition": {"ArnLike": {"AWS:SourceArn": "%s"}}}
                """
                    .formatted(id, function(), aws.arn("events", "rule/" + name(id))))
        .collect(Collectors.joining(",", "{\"Version\": \"2012-10-17\", \"Statement\": [", "]}"));
  }

  /** Somebody leaves these statements of the policy. */
  void letIn(List<String> ids) {
    aws.functions().add(FUNCTION, ids.isEmpty() ? "" : lettingIn(ids));
  }

  void subscribe() {
    owner.sns().subscribe(it -> it.topicArn(topic()).protocol("email").endpoint(OPERATOR));
  }

  void putAlarm(String id, boolean acts, String action) {
    owner
        .cloudWatch()
        .putMetricAlarm(
            it ->
                it.alarmName(name(id))
                    .namespace("alarmkeeper")
                    .metricName("VerifiedRun")
                    .statistic(Statistic.SUM)
                    .period(300)
                    .evaluationPeriods(3)
                    .threshold(1.0)
                    .comparisonOperator(ComparisonOperator.LESS_THAN_THRESHOLD)
                    .actionsEnabled(acts)
                    .alarmActions(action));
  }

  /** As CloudFormation names what is called so in the template. */
  static String name(String id) {
    return "alarmkeeper-" + id + "-1A2B3C4D5E6F";
  }

  String function() {
    return aws.arn("lambda", "function:" + FUNCTION);
  }

  String topic() {
    return aws.arn("sns", TOPIC);
  }

  /** The one subscription of the operations topic. */
  String subscription() {
    return owner
        .sns()
        .listSubscriptionsByTopic(it -> it.topicArn(topic()))
        .subscriptions()
        .getFirst()
        .subscriptionArn();
  }

  OwnLook look() {
    Clients as = Clients.of(aws, Keeper.NAME);
    AwsClients clients =
        new AwsClients(
            as.cloudTrail(), as.logs(), as.cloudWatch(), as.sns(), as::kms, as::sqs, as::lambda);
    var observer =
        new AwsStackObserver(own, as::eventBridge, clients, new Pace(() -> Instant.EPOCH, _ -> {}));
    return new OwnStackLook(own, reserved, observer)
        .look(
            new Account("aws", aws.region(), LocalAws.ACCOUNT),
            new Deadline(Instant.now().plus(Duration.ofMinutes(1)), InstantSource.system()));
  }
}
