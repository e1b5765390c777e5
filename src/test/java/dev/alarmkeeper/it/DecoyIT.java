package dev.alarmkeeper.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alarmkeeper.control.Catalogue;
import dev.alarmkeeper.control.Control;
import dev.alarmkeeper.control.Overrides;
import dev.alarmkeeper.localaws.Journal;
import dev.alarmkeeper.localaws.LocalAws;
import dev.alarmkeeper.reconcile.Finding;
import dev.alarmkeeper.reconcile.Outcome;
import dev.alarmkeeper.reconcile.Remedy;
import dev.alarmkeeper.reconcile.Report;
import dev.alarmkeeper.reconcile.Verdict;
import dev.alarmkeeper.text.Json;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.cloudwatch.model.AlarmType;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;

/** What somebody adds so that a repair is refused, skipped or dear. It silences nothing. */
class DecoyIT {
  private static final String PAGER = "arn:aws:sns:us-east-1:111122223333:pager";
  private static final String SPARE = "root_usage_spare_alarm";
  private static final String SPARE_B = "root_usage_spare_b_alarm";

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
    scene.aws().journal().clear();
  }

  static final List<Arguments> DECOYS =
      List.of(
          Arguments.of(
              "a foreign action and a raised threshold",
              (Consumer<Attacker>)
                  they -> they.putAlarm(it -> it.alarmActions(Scene.TOPIC, PAGER).threshold(1e6))),
          Arguments.of(
              "a composite alarm of the name",
              (Consumer<Attacker>)
                  they -> {
                    they.deleteAlarm();
                    composite(they, Scene.ALARM);
                  }),
          Arguments.of(
              "five actions of others",
              (Consumer<Attacker>)
                  they ->
                      they.putAlarm(
                          it ->
                              it.alarmActions(
                                  IntStream.range(0, 5).mapToObj(i -> PAGER + i).toList()))));

  @ParameterizedTest(name = "{0}")
  @FieldSource("DECOYS")
  void anAlarmOfOursStandsInUntilAPersonHasSettledIt(String what, Consumer<Attacker> attack) {
    attack.accept(scene.attacker());

    Report report = scene.keeper().repair();

    assertThat(report.verdict()).isEqualTo(Verdict.NEEDS_PERSON);
    assertThat(report.isRetryable()).isFalse();
    assertListens(SPARE);
    assertThat(why(report, Scene.ALARM)).contains(SPARE);
    scene.aws().journal().clear();
    assertThat(scene.keeper().repair().verdict()).isEqualTo(Verdict.NEEDS_PERSON);
    assertThat(writes()).as("a refused write is not made on every run").isEmpty();

    scene.attacker().deleteAlarm();
    Report settled = scene.keeper().repair();
    assertThat(settled.verdict()).isEqualTo(Verdict.REPAIRED);
    assertThat(why(settled, SPARE)).contains("delete-alarms --alarm-names " + SPARE);
    assertThat(scene.keeper().repair().verdict()).isEqualTo(Verdict.COMPLIANT);
  }

  @Test
  void whoSilencesTheSpareTooIsOutdone() {
    scene.attacker().putAlarm(it -> it.alarmActions(Scene.TOPIC, PAGER).threshold(1e6));
    scene.keeper().repair();
    scene.attacker().putAlarm(it -> it.alarmName(SPARE).threshold(1e6));
    scene.keeper().repair();
    assertListens(SPARE);

    scene.attacker().putAlarm(it -> it.alarmName(SPARE).alarmActions(PAGER).period(86_400));
    Report report = scene.keeper().repair();
    assertListens(SPARE_B);
    assertThat(why(report, SPARE)).contains(SPARE_B);
  }

  @Test
  void aSettingLetsTheRoleKeepTheAction() {
    scene.attacker().putAlarm(it -> it.alarmActions(Scene.TOPIC, PAGER).threshold(1e6));
    Report report =
        Keeper.of(scene.aws(), Scene.settings("ALLOWED_ALARM_ACTIONS", PAGER + ",arn:aws:ssm:*"))
            .repair();
    assertThat(report.verdict()).isEqualTo(Verdict.REPAIRED);
    assertThat(alarm(Scene.ALARM).alarmActions()).containsExactly(Scene.TOPIC, PAGER);
    assertThat(alarm(Scene.ALARM).threshold()).isEqualTo(1);
  }

  /** SNS takes 30,720 bytes and 100 statements: whoever fills the policy leaves ours no room. */
  @Test
  void aTopicPolicyWithoutRoomIsAPersonsAndIsNotTriedOnEveryRun() {
    String filler =
        IntStream.range(0, 100)
            .mapToObj(
                i ->
                    """
                    {"Sid": "s%d", "Effect": "Allow", "Principal": {"AWS": "111122223333"},
                     "Action": "SNS:Subscribe", "Resource": "%s"}\
                    """
                        .formatted(i, Scene.TOPIC))
            .collect(Collectors.joining(","));
    scene.attacker().putTopicPolicy(filler);
    scene.aws().journal().clear();

    Report report = scene.keeper().repair();

    assertThat(report.verdict()).isEqualTo(Verdict.NEEDS_PERSON);
    assertThat(writes()).isEmpty();
    assertThat(report.outcomes().values())
        .singleElement()
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            it ->
                assertThat(it.advice())
                    .contains("101 statements of at most 100", "get-topic-attributes"));
  }

  /** A log group takes five filters with regular expressions: whoever makes them leaves no room. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void filtersWithRegularExpressionsThatLeaveOursNoRoomAreAPersons(boolean deleted) {
    Keeper keeper = Keeper.of(scene.aws(), withRegex(), Scene.settings());
    assertThat(keeper.repair().verdict()).isEqualTo(Verdict.REPAIRED);
    if (deleted) {
      scene.attacker().deleteFilter();
    } else {
      scene.attacker().putPattern("{ $.eventName = \"Nothing\" }");
    }
    for (int i = 0; i < 5; i++) {
      String name = "decoy-" + i;
      scene
          .attacker()
          .putFilter(
              it -> it.filterName(name).filterPattern(decoy(name)), it -> it.metricName("decoys"));
    }
    scene.aws().journal().clear();

    Report report = keeper.repair();

    assertThat(report.verdict()).isEqualTo(Verdict.NEEDS_PERSON);
    assertThat(writes()).as("AWS would refuse it").isEmpty();
    assertThat(why(report, Scene.FILTER)).contains("decoy-0", "decoy-4", "regular expressions");
    scene
        .attacker()
        .logs()
        .deleteMetricFilter(it -> it.logGroupName(LocalAws.LOG_GROUP).filterName("decoy-3"));
    assertThat(keeper.repair().verdict()).isEqualTo(Verdict.REPAIRED);
  }

  private static String decoy(String name) {
    return name.endsWith("4") ? "%AccessDenied%" : "{ $.userAgent = %" + name + "% }";
  }

  private static List<Control> withRegex() {
    return Overrides.over(
            Catalogue.controls(),
            Json.object(
                "{\"overrides\": {\"root_usage\": {\"because\": \"x\", \"pattern\":"
                    + " \"{ $.userIdentity.type = %^Root$% }\"}}}"))
        .stream()
        .filter(it -> it.id().equals("root_usage"))
        .toList();
  }

  /** Whoever may subscribe may do so three thousand times. */
  @Test
  void threeThousandStrangersDoNotFillTheReport() {
    for (int i = 0; i < 300; i++) {
      String address = "stranger%d@example.com".formatted(i);
      scene
          .attacker()
          .sns()
          .subscribe(it -> it.topicArn(Scene.TOPIC).protocol("email").endpoint(address));
    }
    Report report = scene.keeper().repair();
    assertThat(report.entries()).hasSizeLessThan(15);
    assertThat(report.entries().toString()).contains("290 more subscriptions");
  }

  @Test
  void oneDeniedSubscriptionHidesNoOther() {
    scene.attacker().setSubscription(Keeper.QUEUE, "FilterPolicy", "{\"severity\": [\"high\"]}");
    scene.attacker().setSubscription(Scene.PERSON, "FilterPolicy", "{\"severity\": [\"high\"]}");
    scene.aws().faults().on("sns:GetSubscriptionAttributes").by(Keeper.NAME).call(1).deny();
    Report report = scene.keeper().repair();
    scene.aws().faults().clear();
    assertThat(report.before().findings())
        .extracting(it -> it.kind().name())
        .contains("UNREADABLE", "DRIFTED");
  }

  private static void composite(Attacker they, String name) {
    they.putAlarm(it -> it.alarmName("other"));
    they.cloudWatch().putCompositeAlarm(it -> it.alarmName(name).alarmRule("ALARM(\"other\")"));
  }

  /** Through the SDK alone: the alarm of this name fires at one login and tells our topic. */
  private static void assertListens(String name) {
    MetricAlarm alarm = alarm(name);
    assertThat(alarm.metricName()).isEqualTo(Scene.FILTER);
    assertThat(alarm.statisticAsString()).isEqualTo("Sum");
    assertThat(alarm.threshold()).isEqualTo(1);
    assertThat(alarm.period()).isEqualTo(300);
    assertThat(alarm.actionsEnabled()).isTrue();
    assertThat(alarm.alarmActions()).contains(Scene.TOPIC);
  }

  private static MetricAlarm alarm(String name) {
    return scene
        .attacker()
        .cloudWatch()
        .describeAlarms(it -> it.alarmNames(name).alarmTypes(AlarmType.METRIC_ALARM))
        .metricAlarms()
        .getFirst();
  }

  private static List<Journal.Entry> writes() {
    return scene.aws().journal().of(Keeper.NAME).writes();
  }

  /** What a person is told about the link of this name. */
  private static String why(Report report, String name) {
    return report.after().findings().stream()
        .filter(it -> it.name().equals(name))
        .map(Finding::remedy)
        .map(
            it ->
                switch (it) {
                  case Remedy.Ask(String why, _) -> why;
                  case Remedy.Note(String why) -> why;
                  case Remedy.Wait(String why) -> why;
                  case Remedy.Fix _ -> "";
                })
        .collect(Collectors.joining("\n"));
  }
}
