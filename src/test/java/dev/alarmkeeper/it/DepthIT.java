package dev.alarmkeeper.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alarmkeeper.localaws.Clients;
import dev.alarmkeeper.localaws.Journal;
import dev.alarmkeeper.localaws.LocalAws;
import dev.alarmkeeper.localaws.Saved;
import dev.alarmkeeper.reconcile.Report;
import dev.alarmkeeper.reconcile.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.cloudwatchlogs.model.MetricTransformation;

/**
 * How many calls of a run wait for each other, and how many there are: what a run costs where calls
 * take long. Neither depends on the machine. Each run is that of a fresh process.
 */
@SuppressWarnings("unchecked") // the SDK takes any number of builders
class DepthIT {
  private static final String TABLE = "evidence";
  private static final String[] NAMED = {
    "TRAIL_NAME", LocalAws.TRAIL, "LOG_GROUP_NAME", LocalAws.LOG_GROUP
  };
  private static final String[] PINNED = {"EVIDENCE_TABLE", TABLE};

  /** A run is counted so often at most, for a machine that stops for a moment adds to a count. */
  private static final int TRIES = 4;

  private LocalAws aws;
  private Clients attacker;

  @BeforeEach
  void start() {
    aws = LocalAws.start();
    aws.seedTrailAndLogGroup();
    aws.dynamoDb().addTable(TABLE);
    attacker = Clients.of(aws, "attacker");
  }

  @AfterEach
  void stop() {
    aws.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"root_usage", "all"})
  void aCheckOfANamedPlaceIsTwoCallsDeep(String controls) {
    keeper(controls, NAMED).repair();
    assertCheck(controls, 10, NAMED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"root_usage", "all"})
  void aCheckOfAPinnedPlaceIsNoDeeperForTheTableIsReadBeside(String controls) {
    keeper(controls, PINNED).repair();
    assertCheck(controls, 11, PINNED);
  }

  @Test
  void theNumberOfForeignAlarmsDoesNotMatter() {
    for (int i = 0; i < 300; i++) {
      int n = i;
      attacker
          .cloudWatch()
          .putMetricAlarm(
              it ->
                  it.alarmName("foreign-" + n)
                      .namespace("Theirs")
                      .metricName("m")
                      .statistic("Sum")
                      .period(60)
                      .evaluationPeriods(1)
                      .threshold(1.0)
                      .comparisonOperator("GreaterThanOrEqualToThreshold"));
    }
    keeper("all", PINNED).repair();
    assertCheck("all", 11, PINNED);
  }

  /** The pin that this process remembers is read again while what it says is looked at. */
  @Test
  void aWarmProcessLooksAtThePinnedPlaceAtOnce() {
    Keeper warm = keeper("root_usage", PINNED);
    warm.repair();

    int depth =
        least(
            2,
            () -> assertThat(warm.observe().verdict()).isEqualTo(Verdict.COMPLIANT),
            journal -> journal.depthTo(it -> it.operation().equals("logs:DescribeLogGroups")));

    assertThat(depth).isEqualTo(1);
  }

  /**
   * Another process pinned another place meanwhile: what was read at the old one counts nothing.
   */
  @Test
  void aWrongGuessIsReadAgain() {
    Keeper warm = keeper("root_usage", PINNED);
    warm.repair();
    attacker.logs().createLogGroup(it -> it.logGroupName("elsewhere"));
    aws.dynamoDb().delete(TABLE, "place", "place");
    keeper("root_usage", "EVIDENCE_TABLE", TABLE, "LOG_GROUP_NAME", "CloudTrail/logs").repair();
    attacker.cloudTrail().deleteTrail(it -> it.name(LocalAws.TRAIL));
    aws.dynamoDb().delete(TABLE, "place", "place");
    aws.cloudTrail().addTrail("second", aws.arn("logs", "log-group:elsewhere:*"));
    keeper("root_usage", PINNED).repair();

    Report report = warm.observe();

    assertThat(report.place().logGroup().orElseThrow().resource()).contains("elsewhere");
    assertThat(report.after().findings())
        .isEqualTo(keeper("root_usage", PINNED).observe().after().findings());
  }

  static Stream<Named<Consumer<Clients>>> breakages() {
    return Stream.of(
        Named.of(
            "filter deleted",
            it ->
                it.logs()
                    .deleteMetricFilter(
                        f -> f.logGroupName(LocalAws.LOG_GROUP).filterName("root_usage_metric"))),
        Named.of(
            "filter changed",
            it ->
                it.logs()
                    .putMetricFilter(
                        f ->
                            f.logGroupName(LocalAws.LOG_GROUP)
                                .filterName("root_usage_metric")
                                .filterPattern("{ $.eventName = \"nothing\" }")
                                .metricTransformations(
                                    MetricTransformation.builder()
                                        .metricNamespace("LogMetrics")
                                        .metricName("root_usage_metric")
                                        .metricValue("1")
                                        .build()))),
        Named.of("alarm deleted", it -> it.cloudWatch().deleteAlarms(a -> a.alarmNames(name(it)))),
        Named.of(
            "alarm disabled",
            it -> it.cloudWatch().disableAlarmActions(a -> a.alarmNames(name(it)))),
        Named.of(
            "topic's policy emptied",
            it ->
                it.sns()
                    .setTopicAttributes(
                        t ->
                            t.topicArn(topic(it))
                                .attributeName("Policy")
                                .attributeValue(
                                    "{\"Version\":\"2012-10-17\",\"Statement\":[{"
                                        + "\"Effect\":\"Allow\",\"Principal\":{\"AWS\":"
                                        + "\"111122223333\"},\"Action\":\"SNS:*\",\"Resource\":\""
                                        + topic(it)
                                        + "\"}]}"))),
        Named.of(
            "subscription gone",
            it ->
                it.sns()
                    .listSubscriptionsByTopic(t -> t.topicArn(topic(it)))
                    .subscriptions()
                    .forEach(
                        s -> it.sns().unsubscribe(u -> u.subscriptionArn(s.subscriptionArn())))),
        Named.of("trail stopped", it -> it.cloudTrail().stopLogging(t -> t.name(LocalAws.TRAIL))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("breakages")
  void oneBrokenLinkIsFourCallsFromTheEventToItsWrite(Consumer<Clients> breaking) {
    keeper("root_usage", PINNED).repair();
    breaking.accept(attacker);

    // Three, and one for the queue that the settings name: its attributes are read by its URL.
    assertThat(depthOfRepairs(4, "root_usage", PINNED)).isLessThanOrEqualTo(4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"root_usage", "all"})
  void allThatIsMissingIsMadeFiveCallsDeep(String controls) {
    keeper("root_usage", PINNED).observe();

    assertThat(depthOfRepairs(5, controls, PINNED)).isLessThanOrEqualTo(5);
  }

  @Test
  void aLogGroupThatIsMissingTooAddsNothing() {
    keeper("root_usage", PINNED).observe();
    attacker.logs().deleteLogGroup(it -> it.logGroupName(LocalAws.LOG_GROUP));

    assertThat(depthOfRepairs(5, "all", PINNED)).isLessThanOrEqualTo(5);
  }

  private void assertCheck(String controls, int most, String... settings) {
    Keeper keeper = keeper(controls, settings);
    keeper.observe(); // tries the patterns, once a process
    int depth =
        least(
            2,
            () -> assertThat(keeper.observe().verdict()).isEqualTo(Verdict.COMPLIANT),
            journal -> journal.depthTo(DepthIT::isOfTheChain));

    assertThat(depth).as(() -> calls(aws.journal())).isLessThanOrEqualTo(2);
    assertThat(aws.journal().entries().stream().filter(DepthIT::isOfTheChain))
        .hasSizeLessThanOrEqualTo(most);
    // A queue's attributes are read by its URL, and what is read for each metric comes after: one
    // more each.
    assertThat(aws.journal().depth()).isLessThanOrEqualTo(depth + 2);
  }

  private static String calls(Journal journal) {
    return journal.entries().stream()
        .map(it -> it.start() / 2 + " " + it.operation())
        .collect(Collectors.joining(", "));
  }

  /**
   * All but what is counted apart: who else publishes a metric, the queues that are subscribed,
   * what SNS counted of the topic, and what its data protection does.
   */
  private static boolean isOfTheChain(Journal.Entry call) {
    return switch (call.operation()) {
      case "logs:DescribeMetricFilters" -> call.parameters().has("logGroupName");
      case "sqs:GetQueueUrl",
          "sqs:GetQueueAttributes",
          "sns:GetDataProtectionPolicy",
          "cloudwatch:GetMetricStatistics" ->
          false;
      default -> true;
    };
  }

  private int depthOfRepairs(int aim, String controls, String... settings) {
    return least(
        aim,
        () -> assertThat(keeper(controls, settings).repair().after().repairs()).isEmpty(),
        journal -> journal.depthTo(it -> it.write() && !it.operation().startsWith("dynamodb:")));
  }

  /** The least of several counts of the same run from the same state. */
  private int least(int aim, Runnable run, ToIntFunction<Journal> count) {
    Saved before = aws.save();
    List<Integer> counts = new ArrayList<>();
    do {
      aws.restore(before);
      aws.inRounds();
      run.run();
      counts.add(count.applyAsInt(aws.journal().of(Keeper.NAME)));
    } while (counts.getLast() > aim && counts.size() < TRIES);
    return counts.stream().mapToInt(Integer::intValue).min().orElseThrow();
  }

  private Keeper keeper(String controls, String... settings) {
    Stream<String> all = Stream.concat(Stream.of("CONTROLS", controls), Arrays.stream(settings));
    return Keeper.of(aws, all.toArray(String[]::new));
  }

  private static String topic(Clients clients) {
    return clients
        .cloudWatch()
        .describeAlarms()
        .metricAlarms()
        .getFirst()
        .alarmActions()
        .getFirst();
  }

  private static String name(Clients clients) {
    return clients.cloudWatch().describeAlarms().metricAlarms().getFirst().alarmName();
  }
}
