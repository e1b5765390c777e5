package dev.alarmkeeper.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alarmkeeper.localaws.LocalAws;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.cloudwatchlogs.model.PolicyType;

/** What the local AWS makes of a root sign-in where AWS's documents say how it must end. */
@SuppressWarnings({"unchecked", "ImmutableEnumChecker"}) // set once, and then only read
class EarIT {
  private static final Duration AGO = Duration.ofMinutes(90);

  private static Scene scene;

  @BeforeAll
  static void start() {
    scene = new Scene();
  }

  @AfterAll
  static void stop() {
    scene.close();
  }

  @BeforeEach
  void makeWhole() {
    scene.makeWhole();
  }

  @Test
  void everyUseOfRootIsHeardByAllWhoAreNamedIfTheChainIsWhole() {
    assertThat(Ear.hears(scene.aws()).values())
        .allSatisfy(heard -> assertThat(heard).containsExactly(Keeper.QUEUE, Scene.PERSON));
  }

  @Test
  void askingChangesNothing() {
    var before = scene.aws().documents();
    Ear.hears(scene.aws());
    assertThat(scene.aws().documents()).isEqualTo(before);
  }

  @Test
  void anAlarmThatFiresTellsItsHistoryAndTheMetricsOfTheTopic() {
    scene.aws().setTime(Instant.now().minus(AGO));
    scene.aws().logs().ingest(LocalAws.LOG_GROUP, Instant.now(), RootUse.SIGNS_IN.event());
    scene.aws().pass(AGO);

    assertThat(
            scene
                .attacker()
                .cloudWatch()
                .describeAlarmHistory(it -> it.alarmName(Scene.ALARM).historyItemType("Action"))
                .alarmHistoryItems())
        .singleElement()
        .satisfies(
            item -> {
              assertThat(item.historySummary()).contains("Successfully executed action");
              assertThat(item.historyData()).contains("\"actionState\":\"Succeeded\"");
            });
    assertThat(delivered("NumberOfNotificationsDelivered")).isEqualTo(2);
    assertThat(delivered("NumberOfMessagesPublished")).isEqualTo(1);
  }

  private static double delivered(String metric) {
    return scene
        .attacker()
        .cloudWatch()
        .getMetricStatistics(
            it ->
                it.namespace("AWS/SNS")
                    .metricName(metric)
                    .dimensions(d -> d.name("TopicName").value("alarmkeeper-alarms"))
                    .startTime(Instant.now().minus(AGO))
                    .endTime(Instant.now())
                    .period(86_400)
                    .statisticsWithStrings("Sum"))
        .datapoints()
        .getFirst()
        .sum();
  }

  /** What is done an hour and a half before, and how many still hear of it. */
  enum Deed {
    NOTHING(_ -> {}, 2),
    A_CUSTOM_IDENTIFIER_MASKS_ROOT(they -> they.mask("Root"), 0),
    A_CUSTOM_IDENTIFIER_MASKS_ANOTHER_WORD(they -> they.mask("EmployeeId-[0-9]+"), 2),
    THE_ACCOUNT_MASKS_ROOT(
        they ->
            they.logs()
                .putAccountPolicy(
                    it ->
                        it.policyName("mask")
                            .policyType(PolicyType.DATA_PROTECTION_POLICY)
                            .policyDocument(Attacker.masking("Ro{2}t"))),
        0),
    ANOTHER_FILTER_TAKES_A_THOUSAND_AWAY(
        they -> they.putFilter(it -> it.filterName("a"), it -> it.metricValue("-1000")), 0),
    ANOTHER_FILTER_PUBLISHES_EVERYTHING(
        they -> they.putFilter(it -> it.filterName("a").filterPattern(""), _ -> {}), 0),
    ANOTHER_FILTER_HAS_A_NEGATIVE_DEFAULT(
        they ->
            they.putFilter(
                it -> it.filterName("a").filterPattern("nothing"), it -> it.defaultValue(-1.0)),
        0),
    SOMEBODY_PUBLISHES_DATA_FOR_THE_NEXT_HOURS(they -> they.publish(1, "None"), 0),
    SOMEBODY_PUBLISHES_ANOTHER_UNIT(they -> they.publish(0, "Count"), 0),
    THE_FILTER_COUNTS_AND_THE_ALARM_DOES_NOT_ASK(
        they -> they.putTransformation(it -> it.unit("Count")), 2),
    THE_FILTER_COUNTS_AND_THE_ALARM_ASKS_FOR_IT(
        they -> {
          they.putTransformation(it -> it.unit("Count"));
          they.putAlarm(it -> it.unit("Count"));
        },
        2),
    THE_ALARM_ASKS_FOR_NO_UNIT_AND_GETS_A_COUNT(
        they -> {
          they.putTransformation(it -> it.unit("Count"));
          they.putAlarm(it -> it.unit("None"));
        },
        0),
    THE_QUEUE_IS_DELETED(they -> they.aws().sqs().delete(Keeper.QUEUE), 1),
    THE_QUEUE_LETS_NOBODY_IN(they -> they.aws().sqs().set(Keeper.QUEUE, "Policy", ""), 1),
    THE_QUEUE_HAS_AWS_S_OWN_KEY(
        they -> they.aws().sqs().set(Keeper.QUEUE, "KmsMasterKeyId", "alias/aws/sqs"), 1),
    NOTHING_WAS_EVER_DELIVERED(
        they ->
            they.aws()
                .cloudTrail()
                .neverDelivers(they.aws().arn("cloudtrail", "trail/" + LocalAws.TRAIL)),
        0),
    THE_ALARM_IS_A_LIST_OF_ITS_METRIC(
        they ->
            they.putAlarm(
                it ->
                    it.namespace(null)
                        .metricName(null)
                        .statistic((String) null)
                        .period(null)
                        .metrics(
                            m ->
                                m.id("m1")
                                    .returnData(true)
                                    .metricStat(
                                        s ->
                                            s.stat("Sum")
                                                .period(300)
                                                .metric(
                                                    x ->
                                                        x.namespace("CISBenchmark")
                                                            .metricName(Scene.FILTER))))),
        2);

    private final Consumer<Attacker> deed;
    private final int listeners;

    Deed(Consumer<Attacker> deed, int listeners) {
      this.deed = deed;
      this.listeners = listeners;
    }
  }

  @ParameterizedTest
  @EnumSource
  void whoHearsIsWhatAwsDocuments(Deed deed) {
    scene.aws().setTime(Instant.now().minus(AGO));
    deed.deed.accept(scene.attacker());
    scene.aws().pass(AGO);

    assertThat(Ear.hears(scene.aws()).get(RootUse.SIGNS_IN.name())).hasSize(deed.listeners);
  }
}
