package dev.alarmkeeper.chain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alarmkeeper.chain.Rule.Drift;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/** Every row of the alarm's tables: what serves as well, and what mutes or delays the alarm. */
class AlarmRulesTest {
  private static final List<Rule<Alarm, ?>> ALL_TABLES =
      Stream.of(
              AlarmRules.NAME,
              AlarmRules.SWITCH,
              AlarmRules.SETTINGS,
              AlarmRules.ROOM,
              AlarmRules.CIRCUMSTANCES)
          .<Rule<Alarm, ?>>flatMap(List::stream)
          .toList();

  record Case(String what, String row, Consumer<AnAlarm> change) {
    @Override
    public String toString() {
      return what;
    }
  }

  static final List<Case> HARMLESS =
      List.of(
          new Case("as it should be", "", _ -> {}),
          new Case("the owner's action besides ours", "", a -> a.actions.add("arn:pager")),
          new Case("four of the owner's actions besides ours", "", a -> addActions(a, 4)),
          new Case("ours the last of many", "", a -> a.actions.addFirst("arn:first")),
          new Case("half a use is reached by one", "", a -> a.threshold = 0.5),
          new Case("more than zero", "", AlarmRulesTest::moreThanZero),
          new Case("a period of one minute", "", a -> a.period = Duration.ofMinutes(1)),
          new Case("missing data stays missing", "", a -> a.missingData = "missing"),
          new Case("the unit that stands for none", "", a -> a.unit = Optional.of("None")),
          new Case(
              "only a part of the data evaluated",
              "",
              a -> a.evaluationState = Optional.of("PARTIAL_DATA")));

  static final List<Case> DRIFT =
      List.of(
          new Case("a composite alarm's name", "type", a -> a.type = Alarm.Type.COMPOSITE),
          new Case("a log alarm's name", "type", a -> a.type = Alarm.Type.LOG),
          new Case("actions off", "actions enabled", a -> a.enabled = false),
          new Case("another namespace", "namespace", a -> a.namespace = Optional.of("Mine")),
          new Case("no namespace", "namespace", a -> a.namespace = Optional.empty()),
          new Case("another metric", "metric", a -> a.metric = Optional.of("other")),
          new Case("a dimension", "dimensions", a -> a.dimensions = Map.of("Host", "web")),
          new Case("an average", "statistic", a -> a.statistic = Optional.of("Average")),
          new Case("a percentile", "statistic", a -> a.statistic = Optional.of("p99")),
          new Case("no statistic", "statistic", a -> a.statistic = Optional.empty()),
          new Case("a unit never published", "unit", a -> a.unit = Optional.of("Percent")),
          new Case("a whole day", "period", a -> a.period = Duration.ofDays(1)),
          new Case("a second too long", "period", a -> a.period = Duration.ofSeconds(301)),
          new Case("ten seconds", "period", a -> a.period = Duration.ofSeconds(10)),
          new Case("two periods", "evaluation periods", a -> a.periods = 2),
          new Case("two datapoints", "datapoints to alarm", a -> a.datapoints = 2),
          new Case("five uses", "condition", a -> a.threshold = 5),
          new Case("a little over one use", "condition", a -> a.threshold = 1.1),
          new Case("no use at all", "condition", a -> a.threshold = 0),
          new Case("below zero", "condition", a -> a.threshold = -1),
          new Case("more than one use", "condition", a -> a.operator = "GreaterThanThreshold"),
          new Case("fewer uses", "condition", a -> a.operator = "LessThanThreshold"),
          new Case("a band", "condition", a -> a.operator = "GreaterThanUpperThreshold"),
          new Case("no number", "condition", a -> a.threshold = Double.NaN),
          new Case("infinitely many", "condition", a -> a.threshold = Double.POSITIVE_INFINITY),
          new Case("never leaves ALARM", "missing data", a -> a.missingData = "breaching"),
          new Case("keeps its state", "missing data", a -> a.missingData = "ignore"),
          new Case("nobody told", "alarm actions", a -> a.actions.clear()),
          new Case("another topic told", "alarm actions", AlarmRulesTest::tellsAnother),
          new Case("no room for us", "room for our action", AlarmRulesTest::isFullOfOthers),
          new Case("metric math", "Metrics", a -> a.extras.put("Metrics", "m1+m2")),
          new Case("a band", "ThresholdMetricId", a -> a.extras.put("ThresholdMetricId", "e2")),
          new Case("a query", "EvaluationCriteria", a -> a.extras.put("EvaluationCriteria", "q")),
          new Case("a window", "EvaluationWindow", a -> a.extras.put("EvaluationWindow", "w")),
          new Case(
              "an interval", "EvaluationInterval", a -> a.extras.put("EvaluationInterval", "3600")),
          new Case(
              "a warm-up", "WarmUpConfiguration", a -> a.extras.put("WarmUpConfiguration", "w")),
          new Case(
              "not evaluated",
              "evaluation state",
              a -> a.evaluationState = Optional.of("EVALUATION_FAILURE")));

  @ParameterizedTest(name = "{0}")
  @FieldSource("HARMLESS")
  void servesAsWell(Case harmless) {
    assertThat(drifts(harmless)).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @FieldSource("DRIFT")
  void isDrift(Case drift) {
    assertThat(drifts(drift))
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.rule().field()).isEqualTo(drift.row());
              assertThat(it.difference().why()).isNotBlank();
              assertThat(it.difference().observed()).isNotEqualTo(it.difference().desired());
            });
  }

  /** Two conditions are the same where they fire at the same number of events. */
  @ParameterizedTest(name = "wanted from {0} events, found {1} {2}: {3}")
  @CsvSource({
    "1, GreaterThanOrEqualToThreshold, 1,   true",
    "5, GreaterThanOrEqualToThreshold, 5,   true",
    "5, GreaterThanOrEqualToThreshold, 4.5, true",
    "5, GreaterThanThreshold,          4,   true",
    "5, GreaterThanThreshold,          4.9, true",
    "5, GreaterThanThreshold,          5,   false",
    "5, GreaterThanOrEqualToThreshold, 6,   false",
    "5, GreaterThanOrEqualToThreshold, 1,   false", // in ALARM when the fifth comes: tells nobody
    "5, GreaterThanOrEqualToThreshold, 0,   false",
    "5, LessThanThreshold,             5,   false"
  })
  void anOwnersThresholdIsComparedByWhatFires(
      double wanted, String operator, double found, boolean same) {
    List<Drift<Alarm>> drifts =
        Rule.differences(
            AlarmRules.SETTINGS,
            AnAlarm.with(a -> a.threshold = wanted),
            AnAlarm.with(
                a -> {
                  a.operator = operator;
                  a.threshold = found;
                }));
    assertThat(drifts.isEmpty()).isEqualTo(same);
  }

  /** Five failed sign-ins, a minute apart, are five in five minutes and one in each minute. */
  @ParameterizedTest(name = "wanted from {0} events in 300 s, found {1} s: {2}")
  @CsvSource({
    "1, 300, true",
    "1, 60,  true",
    "1, 59,  false",
    "1, 301, false",
    "2, 300, true",
    "5, 60,  false",
    "5, 180, false",
    "5, 299, false",
    "5, 600, false" // in ALARM after five in ten minutes: tells nobody of five in the next five
  })
  void aShorterPeriodServesOnlyWhereOneEventFires(double wanted, long seconds, boolean same) {
    List<Drift<Alarm>> drifts =
        Rule.differences(
            AlarmRules.SETTINGS,
            AnAlarm.with(a -> a.threshold = wanted),
            AnAlarm.with(
                a -> {
                  a.threshold = wanted;
                  a.period = Duration.ofSeconds(seconds);
                }));
    assertThat(drifts)
        .extracting(it -> it.rule().field())
        .containsExactlyElementsOf(same ? List.of() : List.of("period"));
  }

  @Test
  void everyRowIsTriedOnce() {
    assertThat(DRIFT)
        .extracting(Case::row)
        .containsAll(ALL_TABLES.stream().map(Rule::field).toList());
  }

  @Test
  void aPersonGetsTheCommandForTheAlarmAsItIs() {
    Alarm composite = AnAlarm.with(a -> a.type = Alarm.Type.COMPOSITE);
    assertThat(
            AlarmRules.NAME.getFirst().cure() instanceof Cure.Person<Alarm>(_, var command)
                ? command.apply(AnAlarm.with(_ -> {}), composite)
                : "not a person's")
        .isEqualTo("aws cloudwatch delete-alarms --alarm-names root_usage_alarm");
  }

  @Test
  void aDifferenceShowsBothSidesAndWhatTheyDo() {
    assertThat(drifts(new Case("", "", a -> a.threshold = 100)).getFirst().difference())
        .isEqualTo(
            new Difference(
                "condition",
                "GreaterThanOrEqualToThreshold 1",
                "GreaterThanOrEqualToThreshold 100",
                "it does not fire when it should, or fires before and then tells no more"));
  }

  private static List<Drift<Alarm>> drifts(Case change) {
    return Rule.differences(ALL_TABLES, AnAlarm.asItShouldBe(), AnAlarm.with(change.change()));
  }

  private static void moreThanZero(AnAlarm alarm) {
    alarm.operator = "GreaterThanThreshold";
    alarm.threshold = 0;
  }

  private static void tellsAnother(AnAlarm alarm) {
    alarm.actions.clear();
    alarm.actions.add("arn:aws:sns:us-east-1:111122223333:other");
  }

  private static void isFullOfOthers(AnAlarm alarm) {
    alarm.actions.clear();
    addActions(alarm, Alarm.MOST_ACTIONS);
  }

  private static void addActions(AnAlarm alarm, int count) {
    for (int i = 0; i < count; i++) {
      alarm.actions.add("arn:owner:" + i);
    }
  }
}
