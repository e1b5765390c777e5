package dev.alarmkeeper.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alarmkeeper.localaws.Clients;
import dev.alarmkeeper.localaws.Journal;
import dev.alarmkeeper.localaws.LocalAws;
import dev.alarmkeeper.reconcile.Report;
import dev.alarmkeeper.reconcile.Verdict;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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

  @ParameterizedTest
  @ValueSource(strings = {"root_usage", "all"})
  void theNumberOfForeignAlarmsDoesNotMatter(String controls) {
    aws.cloudWatch().addForeignAlarms(5_000);
    keeper(controls, PINNED).repair();
    assertCheck(controls, 11, PINNED);
  }

  /** What costs a call each is read side by side. */
  @Test
  void manySubscribersAndMuteRulesMakeNoRunDeeper() {
    String queues =
        IntStream.range(0, 10)
            .mapToObj(it -> "sqs:" + aws.arn("sqs", "queue" + it))
            .collect(Collectors.joining(","));
    String[] settings = {"EVIDENCE_TABLE", TABLE, "SUBSCRIPTIONS", queues};
    aws.cloudWatch().addForeignAlarms(1);
    for (int i = 0; i < 10; i++) {
      int n = i;
      attacker
          .cloudWatch()
          .putAlarmMuteRule(
              it ->
                  it.name("foreign-" + n)
                      .muteTargets(t -> t.alarmNames("foreign-0000"))
                      .rule(
                          r -> r.schedule(s -> s.expression("cron(0 0 * * SAT)").duration("P1D"))));
    }
    keeper("root_usage", settings).repair();
    assertCheck("root_usage", 30, settings);
  }

  /** The key that the settings name is looked at beside the topic. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aKeyMakesNoRunDeeper(boolean byAlias) {
    String key =
        aws.kms()
            .addKey(
                "alias/alarms",
                Attacker.policy(
                    "{\"Effect\": \"Allow\", \"Principal\": {\"Service\":"
                        + " \"cloudwatch.amazonaws.com\"}, \"Action\": \"kms:*\","
                        + " \"Resource\": \"*\"}"));
    String[] settings = {
      "EVIDENCE_TABLE", TABLE, "TOPIC_KMS_KEY_ID", byAlias ? "alias/alarms" : key
    };
    keeper("root_usage", settings).repair();
    assertCheck("root_usage", 13, settings);
  }

  /** Also in a process that begins: what was proven before is not asked again. */
  @Test
  void allControlsCostTheCallsOfOneAndNoWaiting() {
    keeper("all", PINNED).repair();

    assertThat(callsOfACheck("all")).isEqualTo(callsOfACheck("root_usage"));
  }

  private List<String> callsOfACheck(String controls) {
    aws.journal().clear();
    Keeper fresh = keeper(controls, PINNED);
    assertThat(fresh.observe().verdict()).isEqualTo(Verdict.COMPLIANT);
    assertThat(fresh.waits()).isEmpty();
    return aws.journal().of(Keeper.NAME).entries().stream()
        .map(Journal.Entry::operation)
        .sorted()
        .toList();
  }

  /** The pin that this process remembers is read again while what it says is looked at. */
  @Test
  void aWarmProcessLooksAtThePinnedPlaceAtOnce() {
    Keeper warm = keeper("root_usage", PINNED);
    warm.repair();

    aws.inRounds(() -> assertThat(warm.observe().verdict()).isEqualTo(Verdict.COMPLIANT));
    int depth = keepers().depthTo(it -> it.operation().equals("logs:DescribeLogGroups"));

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
  void oneBrokenLinkIsThreeCallsFromTheEventToItsWrite(Consumer<Clients> breaking) {
    keeper("root_usage", PINNED).repair();
    breaking.accept(attacker);

    assertThat(depthOfRepairs("root_usage", PINNED)).isLessThanOrEqualTo(3);
    nothingIsReadAgainBeforeItIsWritten();
  }

  @ParameterizedTest
  @ValueSource(strings = {"root_usage", "all"})
  void allThatIsMissingIsMadeFiveCallsDeep(String controls) {
    keeper("root_usage", PINNED).observe();

    assertThat(depthOfRepairs(controls, PINNED)).isLessThanOrEqualTo(5);
    nothingIsReadAgainBeforeItIsWritten();
  }

  @Test
  void aLogGroupThatIsMissingTooAddsNothing() {
    keeper("root_usage", PINNED).observe();
    attacker.logs().deleteLogGroup(it -> it.logGroupName(LocalAws.LOG_GROUP));

    assertThat(depthOfRepairs("all", PINNED)).isLessThanOrEqualTo(5);
  }

  /** AWS replaces whole objects: one look serves all that are changed, and those that are made. */
  @Test
  void allThatIsChangedIsMendedThreeCallsDeep() {
    keeper("all", PINNED).repair();
    attacker
        .cloudWatch()
        .describeAlarms()
        .metricAlarms()
        .forEach(
            it -> attacker.cloudWatch().disableAlarmActions(a -> a.alarmNames(it.alarmName())));
    attacker
        .logs()
        .describeMetricFilters(it -> it.logGroupName(LocalAws.LOG_GROUP))
        .metricFilters()
        .forEach(
            it ->
                attacker
                    .logs()
                    .putMetricFilter(
                        f ->
                            f.logGroupName(LocalAws.LOG_GROUP)
                                .filterName(it.filterName())
                                .filterPattern("{ $.eventName = \"nothing\" }")
                                .metricTransformations(it.metricTransformations())));

    assertThat(depthOfRepairs("all", PINNED)).isLessThanOrEqualTo(3);
    assertThat(keepers().writes()).hasSize(30);
    nothingIsReadAgainBeforeItIsWritten();
  }

  /** What the look saw is what a write overlays. */
  private void nothingIsReadAgainBeforeItIsWritten() {
    List<Journal.Entry> writes =
        keepers().writes().stream().filter(it -> !isOfTheTable(it)).toList();
    assertThat(writes).isNotEmpty();
    long first = writes.getFirst().start();
    long last = writes.getLast().end();
    assertThat(keepers().entries())
        .filteredOn(it -> it.start() >= first && it.end() <= last && !isOfTheTable(it))
        .allMatch(Journal.Entry::write);
  }

  private void assertCheck(String controls, int most, String... settings) {
    Keeper keeper = keeper(controls, settings);
    if (!List.of(settings).contains(TABLE)) {
      keeper.observe(); // without a table every process tries the patterns once
    }

    aws.inRounds(() -> assertThat(keeper.observe().verdict()).isEqualTo(Verdict.COMPLIANT));

    assertThat(keepers().depthTo(DepthIT::isOfTheChain)).as(this::calls).isLessThanOrEqualTo(2);
    assertThat(keepers().depth()).as(this::calls).isLessThanOrEqualTo(3);
    assertThat(keepers().entries().stream().filter(DepthIT::isOfTheChain))
        .as(this::calls)
        .hasSizeLessThanOrEqualTo(most);
  }

  private String calls() {
    return keepers().entries().stream()
        .map(it -> it.start() / 2 + " " + it.operation())
        .collect(Collectors.joining(", "));
  }

  private Journal keepers() {
    return aws.journal().of(Keeper.NAME);
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

  private static boolean isOfTheTable(Journal.Entry call) {
    return call.operation().startsWith("dynamodb:");
  }

  private int depthOfRepairs(String controls, String... settings) {
    Keeper keeper = keeper(controls, settings);
    aws.inRounds(() -> assertThat(keeper.repair().after().repairs()).isEmpty());
    return keepers().depthTo(it -> it.write() && !isOfTheTable(it));
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
