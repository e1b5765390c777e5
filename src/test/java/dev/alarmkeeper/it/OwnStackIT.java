package dev.alarmkeeper.it;

import static dev.alarmkeeper.it.OwnStackScene.name;
import static org.assertj.core.api.Assertions.assertThat;

import dev.alarmkeeper.evidence.incident.OwnLook;
import dev.alarmkeeper.evidence.report.ReportedFinding;
import dev.alarmkeeper.evidence.report.ReportedFinding.Shown;
import dev.alarmkeeper.localaws.LocalAws;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Who tampers with alarmkeeper itself leaves it otherwise than it was deployed, and a look tells.
 */
class OwnStackIT {
  private static final String FUNCTION = "function alarmkeeper-Function-1A2B3C4D5E6F";
  private static final String TOPIC = "operations topic alarmkeeper-OperationsTopic-1A2B3C4D5E6F";

  private LocalAws aws;
  private OwnStackScene scene;

  @BeforeEach
  void start() {
    aws = LocalAws.start();
    scene = new OwnStackScene(aws).deploy();
    aws.journal().clear();
  }

  @AfterEach
  void stop() {
    aws.close();
  }

  @Test
  void aStackThatIsAsItWasDeployedHasNothingToSay() {
    OwnLook look = scene.look();

    assertThat(look.found()).isEmpty();
    assertThat(look.unread()).isEmpty();
    assertThat(look.read())
        .containsExactlyInAnyOrder("rule", "function", "watching alarm", "operations topic");
    assertThat(aws.journal().of(Keeper.NAME).entries()).hasSizeLessThanOrEqualTo(9);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("tamperings")
  void whatIsTamperedWithIsFound(
      String what, Consumer<OwnStackScene> tampering, String part, String label, String command) {
    tampering.accept(scene);

    OwnLook look = scene.look();

    assertThat(look.unread()).isEmpty();
    assertThat(look.found()).extracting(ReportedFinding::name).containsOnly(part);
    assertThat(look.found()).anySatisfy(it -> assertThat(labels(it)).contains(label));
    assertThat(look.found()).anySatisfy(it -> assertThat(it.command()).contains(command));
    assertThat(look.found())
        .allSatisfy(
            it -> {
              assertThat(it.controls()).isEmpty();
              assertThat(it.command()).endsWith(" --region us-east-1");
              assertThat(it.advice()).isNotBlank();
            });
  }

  static Stream<Arguments> tamperings() {
    return Stream.of(
        of(
            "a rule is disabled",
            it ->
                it.aws.eventBridge().putRule(name("SelfRule"), "DISABLED", List.of(it.function())),
            "rule alarmkeeper-SelfRule",
            "state",
            "aws events enable-rule --name " + name("SelfRule")),
        of(
            "a rule leads nowhere",
            it -> it.aws.eventBridge().putRule(name("TrailRule"), "ENABLED", List.of()),
            "rule alarmkeeper-TrailRule",
            "targets",
            "aws events put-targets --rule " + name("TrailRule")),
        of(
            "a rule leads to another function",
            it ->
                it.aws
                    .eventBridge()
                    .putRule(name("TrailRule"), "ENABLED", List.of(it.function() + "-2")),
            "rule alarmkeeper-TrailRule",
            "targets",
            "aws events put-targets --rule " + name("TrailRule")),
        of(
            "a rule is disabled and leads nowhere",
            it -> it.aws.eventBridge().putRule(name("KeyRule"), "DISABLED", List.of()),
            "rule alarmkeeper-KeyRule",
            "targets",
            "aws events enable-rule"),
        of(
            "a rule is deleted",
            it -> it.aws.eventBridge().deleteRule(name("SettingsRule")),
            "rule alarmkeeper-SettingsRule",
            "missing",
            "detect-stack-drift --stack-name alarmkeeper"),
        of(
            "somebody reserves one run at a time",
            it -> it.aws.functions().reserve(it.function(), 1),
            FUNCTION,
            "reserved concurrency",
            "aws lambda delete-function-concurrency --function-name alarmkeeper-Function-"),
        of(
            "somebody lowers what the stack reserves",
            it -> {
              it.reserved = Optional.of(5);
              it.aws.functions().reserve(it.function(), 4);
            },
            FUNCTION,
            "reserved concurrency",
            "--reserved-concurrent-executions 5"),
        of(
            "only one rule may still wake the function",
            it -> it.letIn(List.of("SelfRule")),
            FUNCTION,
            "lets rules in",
            "detect-stack-drift"),
        of(
            "the function's policy is gone",
            it -> it.letIn(List.of()),
            FUNCTION,
            "lets rules in",
            "detect-stack-drift"),
        of(
            "a watching alarm is deleted",
            it -> it.owner.cloudWatch().deleteAlarms(a -> a.alarmNames(name("HeartbeatAlarm"))),
            "watching alarm alarmkeeper-HeartbeatAlarm",
            "missing",
            "detect-stack-drift"),
        of(
            "a watching alarm may not act",
            it -> it.owner.cloudWatch().disableAlarmActions(a -> a.alarmNames(name("ErrorsAlarm"))),
            "watching alarm alarmkeeper-ErrorsAlarm",
            "actions enabled",
            "aws cloudwatch enable-alarm-actions --alarm-names " + name("ErrorsAlarm")),
        of(
            "a watching alarm tells somebody else",
            it -> it.putAlarm("ErrorsAlarm", true, it.topic() + "2"),
            "watching alarm alarmkeeper-ErrorsAlarm",
            "actions",
            "detect-stack-drift"),
        of(
            "a composite alarm has the name of a watching alarm",
            it -> {
              it.owner.cloudWatch().deleteAlarms(a -> a.alarmNames(name("ErrorsAlarm")));
              it.owner
                  .cloudWatch()
                  .putCompositeAlarm(
                      a ->
                          a.alarmName(name("ErrorsAlarm"))
                              .alarmRule("FALSE")
                              .alarmActions(it.topic()));
            },
            "watching alarm alarmkeeper-ErrorsAlarm",
            "missing",
            "detect-stack-drift"),
        of(
            "the operator is unsubscribed",
            it -> it.owner.sns().unsubscribe(s -> s.subscriptionArn(it.subscription())),
            TOPIC,
            "subscribers",
            "aws sns list-subscriptions-by-topic"),
        of(
            "the operator has clicked on unsubscribe",
            it -> it.aws.sns().unsubscribeFromOutside(OwnStackScene.OPERATOR),
            TOPIC,
            "subscribers",
            "aws sns list-subscriptions-by-topic"),
        of(
            "the subscription waits for its confirmation",
            it -> {
              it.owner.sns().unsubscribe(s -> s.subscriptionArn(it.subscription()));
              it.subscribe();
            },
            TOPIC,
            "subscribers",
            "aws sns list-subscriptions-by-topic"),
        of(
            "a filter policy drops every message",
            it ->
                it.owner
                    .sns()
                    .setSubscriptionAttributes(
                        s ->
                            s.subscriptionArn(it.subscription())
                                .attributeName("FilterPolicy")
                                .attributeValue("{\"severity\":[\"none\"]}")),
            TOPIC,
            "filter policy",
            "aws sns set-subscription-attributes"),
        of(
            "the topic's policy lets no alarm publish",
            it ->
                it.owner
                    .sns()
                    .setTopicAttributes(
                        s ->
                            s.topicArn(it.topic())
                                .attributeName("Policy")
                                .attributeValue(
                                    """
                                    {"Version":"2012-10-17","Statement":[{"Effect":"Deny",
                                    "Principal":"*","Action":"SNS:Publish","Resource":"%s"}]}\
                                    """
                                        .formatted(it.topic()))),
            TOPIC,
            "deny statements that hit CloudWatch",
            "aws sns get-topic-attributes"),
        of(
            "the topic is deleted",
            it -> it.owner.sns().deleteTopic(t -> t.topicArn(it.topic())),
            TOPIC,
            "missing",
            "detect-stack-drift"));
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 6})
  void noLessThanTheStackReservesIsNoFinding(int runs) {
    scene.reserved = Optional.of(5);
    aws.functions().reserve(scene.function(), runs);

    assertThat(scene.look().found()).isEmpty();
  }

  /** What is somebody else's has names of its own, and another stack may be called almost so. */
  @Test
  void whatBelongsToOthersIsNotJudged() {
    aws.eventBridge().putRule("alarmkeeper-eu-SelfRule-1A2B3C4D5E6F", "DISABLED", List.of());
    aws.eventBridge().putRule("nightly", "DISABLED", List.of());

    assertThat(scene.look().found()).isEmpty();
  }

  /** A rule that CloudFormation replaces is there twice, and one that works is enough. */
  @Test
  void oneOfTwoThatWorksIsEnough() {
    aws.eventBridge().putRule("alarmkeeper-SelfRule-0ZZZ", "DISABLED", List.of());

    assertThat(scene.look().found()).isEmpty();
  }

  @Test
  void moreRulesThanAPageHasAreReadToTheEnd() {
    for (int i = 0; i < 150; i++) {
      aws.eventBridge()
          .putRule("alarmkeeper-A%d-x".formatted(i), "ENABLED", List.of(scene.function()));
    }

    OwnLook look = scene.look();

    assertThat(look.found()).isEmpty();
    assertThat(look.unread()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "events:ListRules",
        "events:ListRuleNamesByTarget",
        "lambda:GetFunctionConcurrency",
        "lambda:GetPolicy",
        "cloudwatch:DescribeAlarms",
        "sns:ListSubscriptionsByTopic",
        "sns:GetSubscriptionAttributes",
        "sns:GetTopicAttributes"
      })
  void whatIsNotReadIsNeitherFoundNorWhole(String operation) {
    aws.faults().on(operation).deny();
    OwnLook look = scene.look();

    assertThat(look.found()).isEmpty();
    assertThat(look.unread()).anyMatch(it -> it.contains(operation));
    assertThat(look.read()).hasSizeBetween(2, 3);
  }

  private static List<String> labels(ReportedFinding finding) {
    return finding.differences().isEmpty()
        ? List.of(finding.kind().name().toLowerCase(Locale.ROOT))
        : finding.differences().stream().map(Shown::field).toList();
  }

  private static Arguments of(
      String what, Consumer<OwnStackScene> tampering, String part, String label, String command) {
    return Arguments.of(what, tampering, part, label, command);
  }
}
