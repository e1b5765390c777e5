package dev.alarmkeeper.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alarmkeeper.chain.Link;
import dev.alarmkeeper.localaws.Clients;
import dev.alarmkeeper.localaws.Journal;
import dev.alarmkeeper.localaws.LocalAws;
import dev.alarmkeeper.reconcile.Deadline;
import dev.alarmkeeper.reconcile.Finding;
import dev.alarmkeeper.reconcile.Kind;
import dev.alarmkeeper.reconcile.Mode;
import dev.alarmkeeper.reconcile.Outcome;
import dev.alarmkeeper.reconcile.Remedy;
import dev.alarmkeeper.reconcile.Report;
import dev.alarmkeeper.reconcile.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.cloudwatch.model.ComparisonOperator;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;
import software.amazon.awssdk.services.cloudwatchlogs.model.MetricFilter;
import software.amazon.awssdk.services.cloudwatchlogs.model.MetricTransformation;

/** Whatever breaks the root-usage chain is whole again one invocation later. */
class ChainIT {
  private static final String TOPIC = "arn:aws:sns:us-east-1:111122223333:alarmkeeper-alarms";
  private static final List<String> CORE_READS =
      List.of(
          "cloudtrail:DescribeTrails",
          "cloudtrail:GetTrailStatus",
          "logs:DescribeLogGroups",
          "logs:DescribeMetricFilters",
          "cloudwatch:DescribeAlarms",
          "sns:GetTopicAttributes",
          "sns:ListSubscriptionsByTopic");

  private static LocalAws aws;
  private static Clients attacker;

  @BeforeAll
  static void start() {
    aws = LocalAws.start();
    attacker = Clients.of(aws, "attacker");
  }

  @AfterAll
  static void stop() {
    aws.close();
  }

  @BeforeEach
  void seed() {
    aws.reset();
    aws.seedTrailAndLogGroup();
  }

  @Test
  void withNothingSetButASubscriptionTheChainIsTheBenchmarks() {
    Report report = Keeper.of(aws).repair();

    assertThat(report.verdict()).isEqualTo(Verdict.REPAIRED);
    MetricFilter filter = filters().getFirst();
    assertThat(filter.filterName()).isEqualTo("root_usage_metric");
    assertThat(filter.filterPattern()).isEqualTo(Attacker.ROOT_USAGE);
    MetricTransformation transformation = filter.metricTransformations().getFirst();
    assertThat(transformation.metricName()).isEqualTo("root_usage_metric");
    assertThat(transformation.metricNamespace()).isEqualTo("CISBenchmark");
    assertThat(transformation.metricValue()).isEqualTo("1");
    MetricAlarm alarm = alarm();
    assertThat(alarm.statistic()).isEqualTo(Statistic.SUM);
    assertThat(alarm.period()).isEqualTo(300);
    assertThat(alarm.evaluationPeriods()).isEqualTo(1);
    assertThat(alarm.threshold()).isEqualTo(1.0);
    assertThat(alarm.comparisonOperator())
        .isEqualTo(ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD);
    assertThat(alarm.actionsEnabled()).isTrue();
    assertThat(alarm.treatMissingData()).isEqualTo("notBreaching");
    assertThat(alarm.alarmActions()).containsExactly(TOPIC);
    assertThat(attacker.sns().listSubscriptionsByTopic(it -> it.topicArn(TOPIC)).subscriptions())
        .singleElement()
        .satisfies(it -> assertThat(it.endpoint()).isEqualTo(Keeper.QUEUE));
  }

  @Test
  void aWholeChainIsReadAndNotWritten() {
    Keeper keeper = Keeper.of(aws);
    keeper.repair();
    aws.journal().clear();

    assertThat(keeper.repair().verdict()).isEqualTo(Verdict.COMPLIANT);
    assertThat(aws.journal().writes()).isEmpty();
  }

  @Test
  void aConfiguredPlaceIsSevenReadsWhateverElseThereIs() {
    for (int i = 0; i < 30; i++) {
      String name = "foreign-" + i;
      attacker
          .cloudWatch()
          .putMetricAlarm(
              it ->
                  it.alarmName(name)
                      .namespace("N")
                      .metricName("M")
                      .statistic("Sum")
                      .period(60)
                      .evaluationPeriods(1)
                      .threshold(1.0)
                      .comparisonOperator("GreaterThanThreshold"));
    }
    Keeper keeper =
        Keeper.of(
            aws,
            "TRAIL_NAME",
            LocalAws.TRAIL,
            "LOG_GROUP_NAME",
            LocalAws.LOG_GROUP,
            "CONTROLS",
            "all");
    keeper.repair();
    aws.journal().clear();

    assertThat(keeper.repair().verdict()).isEqualTo(Verdict.COMPLIANT);
    // Once for the filters of the log group, and once for who else publishes their metrics.
    assertThat(aws.journal().count("logs:DescribeMetricFilters")).isEqualTo(2);
    assertThat(CORE_READS)
        .filteredOn(it -> !it.equals("logs:DescribeMetricFilters"))
        .allSatisfy(it -> assertThat(aws.journal().count(it)).isEqualTo(1));
    // What has to be read for each object is counted apart.
    assertThat(aws.journal().entries())
        .hasSize(CORE_READS.size() + 7)
        .extracting(Journal.Entry::operation)
        .contains(
            "cloudtrail:GetEventSelectors",
            "cloudwatch:ListAlarmMuteRules",
            "cloudwatch:GetMetricStatistics",
            "sns:GetDataProtectionPolicy",
            "sns:GetSubscriptionAttributes",
            "sqs:GetQueueAttributes");
    // DepthIT counts how deep they are.
  }

  @Test
  void whereNobodyIsNamedReadingEndsWithTheFirstWhoSurelyHears() {
    Keeper.of(aws).repair();
    for (int i = 0; i < 3; i++) {
      subscribe(Keeper.QUEUE + i, Map.of());
    }
    aws.journal().clear();

    assertThat(Keeper.of(aws, "SUBSCRIPTIONS", "").observe().verdict())
        .isEqualTo(Verdict.COMPLIANT);
    assertThat(aws.journal().count("sns:GetSubscriptionAttributes")).isEqualTo(1);
  }

  @Test
  void whereNobodyIsNamedFiftyAreReadAndNoMore() {
    Map<String, String> filtered = Map.of("FilterPolicy", "{\"severity\": [\"high\"]}");
    Keeper.of(aws, "SUBSCRIPTIONS", "").repair();
    for (int i = 0; i < 50; i++) {
      subscribe(Keeper.QUEUE + i, filtered);
    }
    assertThat(Keeper.of(aws, "SUBSCRIPTIONS", "").observe().verdict())
        .isEqualTo(Verdict.NEEDS_PERSON);

    subscribe(Keeper.QUEUE, filtered);
    aws.journal().clear();
    assertThat(Keeper.of(aws, "SUBSCRIPTIONS", "").observe().verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(aws.journal().count("sns:GetSubscriptionAttributes")).isEqualTo(50);
  }

  @Test
  void prefixTwinIsAbsent() {
    attacker.logs().createLogGroup(it -> it.logGroupName(LocalAws.LOG_GROUP + "-old"));
    for (String name : List.of("root_usage_metric2", "root_usage_metri")) {
      putFilter(name);
    }
    assertThat(kinds(Keeper.of(aws).observe())).contains("METRIC_FILTER MISSING");

    attacker.logs().deleteLogGroup(it -> it.logGroupName(LocalAws.LOG_GROUP));
    assertThat(kinds(Keeper.of(aws).observe())).contains("LOG_GROUP MISSING");
  }

  @Test
  void whatIsOnTheSecondPageIsThere() {
    for (int i = 0; i < 60; i++) {
      String name = "a" + i;
      putFilter(name);
    }
    Keeper keeper = Keeper.of(aws);
    keeper.repair();
    aws.journal().clear();

    assertThat(keeper.repair().verdict()).isEqualTo(Verdict.COMPLIANT);
    // Two pages of the log group, and one of who else publishes the metric.
    assertThat(aws.journal().count("logs:DescribeMetricFilters")).isEqualTo(3);
    assertThat(aws.journal().writes()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cloudtrail:DescribeTrails",
        "cloudtrail:GetTrailStatus",
        "logs:DescribeLogGroups",
        "logs:DescribeMetricFilters",
        "cloudwatch:DescribeAlarms",
        "sns:GetTopicAttributes",
        "sns:ListSubscriptionsByTopic"
      })
  void deniedReadIsNeverACreateNorCompliant(String operation) {
    Keeper keeper =
        Keeper.of(aws, "TRAIL_NAME", LocalAws.TRAIL, "LOG_GROUP_NAME", LocalAws.LOG_GROUP);
    keeper.repair();
    aws.journal().clear();
    aws.faults().on(operation).deny();

    Report report = keeper.repair();

    assertThat(report.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(aws.journal().writes()).isEmpty();
    assertThat(report.isRetryable()).isFalse();
    assertThat(report.after().findings()).as("said once").hasSize(1);
  }

  static List<Runnable> tamperings() {
    return List.of(
        () ->
            attacker
                .logs()
                .deleteMetricFilter(
                    it -> it.logGroupName(LocalAws.LOG_GROUP).filterName("root_usage_metric")),
        () -> attacker.logs().deleteLogGroup(it -> it.logGroupName(LocalAws.LOG_GROUP)),
        () -> attacker.cloudWatch().deleteAlarms(it -> it.alarmNames("root_usage_alarm")),
        () -> attacker.cloudWatch().disableAlarmActions(it -> it.alarmNames("root_usage_alarm")),
        () -> attacker.sns().deleteTopic(it -> it.topicArn(TOPIC)),
        () ->
            attacker
                .sns()
                .setTopicAttributes(
                    it ->
                        it.topicArn(TOPIC)
                            .attributeName("Policy")
                            .attributeValue(
                                "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Sid\":\"other\",\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"arn:aws:iam::111122223333:root\"},\"Action\":\"SNS:Subscribe\",\"Resource\":\""
                                    + TOPIC
                                    + "\"}]}")),
        () ->
            attacker
                .sns()
                .unsubscribe(
                    it ->
                        it.subscriptionArn(
                            attacker
                                .sns()
                                .listSubscriptionsByTopic(l -> l.topicArn(TOPIC))
                                .subscriptions()
                                .getFirst()
                                .subscriptionArn())),
        () -> attacker.cloudTrail().stopLogging(it -> it.name(LocalAws.TRAIL)));
  }

  @ParameterizedTest
  @MethodSource("tamperings")
  void oneRunMakesItWholeAgain(Runnable tampering) {
    Keeper keeper = Keeper.of(aws, "LOG_GROUP_NAME", LocalAws.LOG_GROUP);
    keeper.repair();
    tampering.run();

    assertThat(keeper.observe().verdict()).isEqualTo(Verdict.DRIFTED);
    Report report = keeper.repair();
    assertThat(report.verdict()).as(kinds(report).toString()).isEqualTo(Verdict.REPAIRED);
    aws.journal().clear();
    assertThat(keeper.repair().verdict()).isEqualTo(Verdict.COMPLIANT);
    assertThat(aws.journal().writes()).isEmpty();
  }

  static List<Integer> anyNumberOfRepairs() {
    return IntStream.range(0, 6).boxed().toList();
  }

  @ParameterizedTest
  @MethodSource("anyNumberOfRepairs")
  void aRunKilledBetweenTwoWritesIsFinishedByTheNext(int repairs) {
    attacker.logs().deleteLogGroup(it -> it.logGroupName(LocalAws.LOG_GROUP));
    Keeper dying = Keeper.dyingAfter(aws, repairs);
    if (repairs < 5) {
      assertThatThrownBy(dying::repair).isInstanceOf(Keeper.Killed.class);
    } else {
      dying.repair();
    }
    Keeper keeper = Keeper.of(aws);
    assertThat(keeper.repair().after().repairs()).isEmpty();
    aws.journal().clear();
    keeper.repair();
    assertThat(aws.journal().writes()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "logs:PutMetricFilter",
        "cloudwatch:PutMetricAlarm",
        "sns:CreateTopic",
        "sns:Subscribe"
      })
  void twoRunsAtOnceConvergeAndSayWhatIsThere(String write) {
    Keeper one = Keeper.of(aws);
    Keeper two = Keeper.of(aws);
    AtomicReference<Verdict> inner = new AtomicReference<>();
    aws.before(write, () -> inner.set(two.repair().verdict()));

    assertThat(one.repair().verdict()).isEqualTo(Verdict.REPAIRED);
    assertThat(inner.get()).isEqualTo(Verdict.REPAIRED);
    aws.journal().clear();
    assertThat(two.repair().verdict()).isEqualTo(Verdict.COMPLIANT);
    assertThat(aws.journal().writes()).isEmpty();
    assertThat(filters()).hasSize(1);
  }

  @Test
  void aPendingEmailNeedsAPersonAndIsNotAskedForAgain() {
    Keeper keeper = Keeper.of(aws, "SUBSCRIPTIONS", "email:Sec@example.com");
    assertThat(keeper.repair().verdict()).isEqualTo(Verdict.NEEDS_PERSON);
    aws.journal().clear();

    Report pending = keeper.repair();
    assertThat(pending.verdict()).isEqualTo(Verdict.NEEDS_PERSON);
    assertThat(pending.isRetryable()).isFalse();
    assertThat(aws.journal().writes()).isEmpty();

    aws.sns().confirm("Sec@example.com");
    assertThat(keeper.repair().verdict()).isEqualTo(Verdict.COMPLIANT);
  }

  @Test
  void theOwnersAdditionsSurviveARepair() {
    String pager = "arn:aws:sns:us-east-1:111122223333:pager";
    Keeper keeper = Keeper.of(aws, "ALLOWED_ALARM_ACTIONS", pager);
    keeper.repair();
    attacker
        .cloudWatch()
        .putMetricAlarm(
            it ->
                it.alarmName("root_usage_alarm")
                    .alarmDescription("wakes Bob")
                    .namespace("CISBenchmark")
                    .metricName("root_usage_metric")
                    .statistic("Sum")
                    .period(300)
                    .evaluationPeriods(1)
                    .threshold(5.0)
                    .comparisonOperator("GreaterThanOrEqualToThreshold")
                    .alarmActions(pager)
                    .okActions(pager));

    assertThat(keeper.repair().verdict()).isEqualTo(Verdict.REPAIRED);
    assertThat(alarm().alarmActions()).containsExactlyInAnyOrder(TOPIC, pager);
    assertThat(alarm().okActions()).containsExactly(pager);
    assertThat(alarm().alarmDescription()).isEqualTo("wakes Bob");
    assertThat(alarm().threshold()).isEqualTo(1.0);
  }

  @Test
  void aSlidingWindowIsTheUsualOne() {
    Keeper keeper = Keeper.of(aws);
    keeper.repair();
    attacker
        .cloudWatch()
        .putMetricAlarm(
            it ->
                it.alarmName("root_usage_alarm")
                    .namespace("CISBenchmark")
                    .metricName("root_usage_metric")
                    .statistic("Sum")
                    .period(300)
                    .evaluationPeriods(1)
                    .evaluationWindow(window -> window.slidingWindow(_ -> {}))
                    .threshold(1.0)
                    .comparisonOperator("GreaterThanOrEqualToThreshold")
                    .treatMissingData("notBreaching")
                    .alarmActions(TOPIC));

    assertThat(keeper.observe().verdict()).isEqualTo(Verdict.COMPLIANT);
  }

  @Test
  void theKeyOfAnotherAccountIsItsOwnersToLookAt() {
    String theirs = "arn:aws:kms:us-east-1:444455556666:key/theirs";
    aws.kms().addKeyOf(theirs);
    Keeper keeper = Keeper.of(aws, "TOPIC_KMS_KEY_ID", theirs);
    keeper.repair();

    Report report = keeper.observe();

    assertThat(report.verdict()).isEqualTo(Verdict.NEEDS_PERSON);
    assertThat(report.after().findings())
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.link()).isEqualTo(Link.TOPIC);
              assertThat(it.differences())
                  .singleElement()
                  .satisfies(
                      row -> {
                        assertThat(row.field()).isEqualTo("KMS key of another account");
                        assertThat(row.observed()).isEqualTo("444455556666, " + theirs);
                      });
              assertThat(it.remedy().toString()).contains("get-key-policy", theirs);
            });
    assertThat(aws.journal().count("kms:GetKeyPolicy"))
        .as("KMS never answers it across accounts")
        .isZero();

    // Its owner need not even let it be described.
    aws.faults().on("kms:DescribeKey").from(1).deny();
    assertThat(keeper.observe().verdict()).isEqualTo(Verdict.NEEDS_PERSON);
    aws.faults().clear();
    aws.faults().on("kms:DescribeKey").from(1).throttle();
    assertThat(keeper.observe().verdict()).as("for now").isEqualTo(Verdict.UNKNOWN);
  }

  /** An id, an ARN, an alias and its ARN are one key, and an alias is the key that it points to. */
  @Test
  void oneKeyMayHaveSeveralNames() {
    String lets =
        "{\"Statement\": [{\"Effect\": \"Allow\", \"Principal\": {\"Service\":"
            + " \"cloudwatch.amazonaws.com\"}, \"Action\": \"kms:*\", \"Resource\": \"*\"}]}";
    String key = aws.kms().addKey("alias/alarms", lets);
    String other = aws.kms().addKey("alias/other", lets);
    String id = key.substring(key.indexOf('/') + 1);
    List<String> names = List.of(key, id, "alias/alarms", aws.arn("kms", "alias/alarms"));
    for (String wanted : names) {
      Keeper keeper = Keeper.of(aws, "TOPIC_KMS_KEY_ID", wanted);
      keeper.repair();
      for (String found : names) {
        putTopicKey(found);
        aws.journal().clear();
        assertThat(keeper.repair().verdict())
            .as(found + " for " + wanted)
            .isEqualTo(Verdict.COMPLIANT);
        assertThat(aws.journal().writes()).isEmpty();
      }
    }
    putTopicKey("alias/alarms");
    aws.kms().updateAlias("alias/alarms", other);
    assertThat(Keeper.of(aws, "TOPIC_KMS_KEY_ID", key).repair().verdict())
        .as("the alias was given to another key")
        .isEqualTo(Verdict.REPAIRED);
  }

  private static void putTopicKey(String name) {
    attacker
        .sns()
        .setTopicAttributes(
            it -> it.topicArn(TOPIC).attributeName("KmsMasterKeyId").attributeValue(name));
  }

  /** Such a Region has nothing that mutes, and no log alarm can have taken a name. */
  @Test
  void whatARegionDoesNotHaveIsNotThere() {
    Keeper keeper = Keeper.of(aws);
    keeper.repair();
    aws.cloudWatch().withoutLogAlarms();
    aws.faults().on("cloudwatch:ListAlarmMuteRules").from(1).unknownOperation();
    aws.faults().on("sns:GetDataProtectionPolicy").from(1).unknownOperation();
    assertThat(keeper.repair().verdict()).isEqualTo(Verdict.COMPLIANT);

    aws.faults().clear();
    aws.faults().on("cloudwatch:ListAlarmMuteRules").from(1).throttle();
    assertThat(keeper.repair().verdict()).as("a throttle says nothing").isEqualTo(Verdict.UNKNOWN);
    aws.faults().clear();
    aws.faults().on("cloudwatch:ListAlarmMuteRules").from(1).deny();
    assertThat(keeper.repair().verdict()).as("nor a denial").isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void aMemberAccountOfAnOrganizationIsCoveredElsewhere() {
    aws.reset();
    aws.cloudTrail().addOrganizationTrail("org", "444455556666", "org-logs");

    Report report = Keeper.of(aws).repair();

    assertThat(report.verdict())
        .as(report.after().findings().toString())
        .isEqualTo(Verdict.COVERED_ELSEWHERE);
    assertThat(aws.journal().writes()).isEmpty();
  }

  @Test
  void withoutATrailAPersonIsAskedAndTheRestIsKept() {
    aws.reset();
    Report report = Keeper.of(aws).repair();
    assertThat(report.verdict()).isEqualTo(Verdict.NEEDS_PERSON);
    assertThat(alarm().alarmActions()).containsExactly(TOPIC);
  }

  @Test
  void aRunStopsAtItsDeadlineAndSaysWhatItDidNotReach() {
    // Repairs have until five seconds before the deadline, and the subscriber waits for its topic.
    AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
    Instant end = now.get().plusSeconds(60);
    aws.before("sns:CreateTopic", () -> now.set(end.minusMillis(4_900)));
    Report report = Keeper.of(aws).run(Mode.REPAIR, new Deadline(end, now::get));
    assertThat(report.outcomes().values())
        .hasAtLeastOneElementOfType(Outcome.Done.class)
        .hasAtLeastOneElementOfType(Outcome.NotReached.class);
    assertThat(report.verdict()).as("and yet it was looked at").isEqualTo(Verdict.DRIFTED);
    assertThat(report.isRetryable()).isTrue();
  }

  @Test
  void withoutTimeForALookNothingIsClaimed() {
    aws.latency(Duration.ofMillis(150));
    Report report = Keeper.of(aws).run(Mode.REPAIR, Duration.ofMillis(200));
    assertThat(report.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(aws.journal().writes()).isEmpty();
  }

  @Test
  void aRecreatedLogGroupIsNotCalledWholeBeforeTheTrailDeliversToIt() {
    Keeper keeper = Keeper.of(aws);
    keeper.repair();
    attacker.logs().deleteLogGroup(it -> it.logGroupName(LocalAws.LOG_GROUP));
    String trail = aws.arn("cloudtrail", "trail/" + LocalAws.TRAIL);
    aws.cloudTrail().deliveryToLogGroup(trail, Instant.now().minusSeconds(120), "");

    Report report = keeper.repair();

    assertThat(filters()).hasSize(1);
    assertThat(report.after().findings())
        .anySatisfy(
            it -> {
              assertThat(it.kind()).isEqualTo(Kind.UNSETTLED);
              assertThat(it.remedy()).isInstanceOf(Remedy.Wait.class);
            });
    aws.cloudTrail().deliveryToLogGroup(trail, Instant.now().plusSeconds(1), "");
    assertThat(keeper.repair().verdict()).isEqualTo(Verdict.COMPLIANT);
  }

  private static void putFilter(String name) {
    MetricTransformation transformation =
        MetricTransformation.builder()
            .metricName("m")
            .metricNamespace("n")
            .metricValue("1")
            .build();
    attacker
        .logs()
        .putMetricFilter(
            it ->
                it.logGroupName(LocalAws.LOG_GROUP)
                    .filterName(name)
                    .filterPattern("x")
                    .metricTransformations(transformation));
  }

  private static List<String> kinds(Report report) {
    return report.after().findings().stream().map(ChainIT::kind).toList();
  }

  private static String kind(Finding finding) {
    return finding.link() + " " + finding.kind();
  }

  private static List<MetricFilter> filters() {
    return attacker
        .logs()
        .describeMetricFilters(it -> it.logGroupName(LocalAws.LOG_GROUP))
        .metricFilters();
  }

  private static MetricAlarm alarm() {
    return attacker
        .cloudWatch()
        .describeAlarms(it -> it.alarmNames("root_usage_alarm"))
        .metricAlarms()
        .getFirst();
  }

  private void subscribe(String queue, Map<String, String> attributes) {
    String topic = aws.arn("sns", "alarmkeeper-alarms");
    attacker
        .sns()
        .subscribe(it -> it.topicArn(topic).protocol("sqs").endpoint(queue).attributes(attributes));
  }
}
