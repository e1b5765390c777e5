package dev.alarmkeeper.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What filter and alarm must have in common, and what changes where they have not. */
class PairTest {
  private static final Pair DESIRED = new Pair(AFilter.asItShouldBe(), AnAlarm.asItShouldBe());

  /**
   * Both units the same is right; else one side changes if that is enough. "-" is no unit, "absent"
   * no filter or alarm.
   */
  @ParameterizedTest(name = "filter {0}, alarm {1}: both should be {2}")
  @CsvSource({
    "-,       -,       -",
    "None,    -,       -",
    "-,       None,    -",
    "Count,   Count,   Count", // as AWS's own remediation ships it
    "Seconds, Seconds, Seconds",
    "Count,   -,       Count",
    "Count,   None,    Count",
    "-,       Count,   -",
    "None,    Count,   -",
    "Seconds, Count,   Count",
    "Seconds, -,       -",
    "Count,   Seconds, Count",
    "Seconds, Percent, -",
    "absent,  Count,   Count",
    "absent,  Seconds, -",
    "Count,   absent,  Count",
    "Seconds, absent,  -",
    "absent,  absent,  -"
  })
  void unitsMeet(String ofFilter, String ofAlarm, String wanted) {
    Pair pair =
        DESIRED.adopting(
            present(ofFilter).map(it -> AFilter.with(f -> f.unit = unit(it))),
            present(ofAlarm).map(it -> AnAlarm.with(a -> a.unit = unit(it))));
    assertThat(Pair.sameUnit(pair.filter().transformation().unit(), unit(wanted))).isTrue();
    assertThat(Pair.sameUnit(pair.alarm().signal().unit(), unit(wanted))).isTrue();
  }

  /** What one match publishes, and what the alarm waits for. */
  @ParameterizedTest(name = "wanted at {0}, each {1}, {2} {3}: drifted {4}")
  @CsvSource({
    "1, 1,    GreaterThanOrEqualToThreshold, 1,   ''",
    "1, 5,    GreaterThanOrEqualToThreshold, 5,   ''",
    "1, 5,    GreaterThanThreshold,          4,   ''",
    "1, 5,    GreaterThanOrEqualToThreshold, 1,   ''",
    "1, 10,   GreaterThanThreshold,          0,   ''",
    "5, 2,    GreaterThanOrEqualToThreshold, 10,  ''",
    "5, 2,    GreaterThanThreshold,          8,   ''",
    "1, 1,    GreaterThanOrEqualToThreshold, 5,   condition",
    "1, 5,    GreaterThanOrEqualToThreshold, 6,   condition", // as it is, five each are enough for
    // 1
    "5, 5,    GreaterThanOrEqualToThreshold, 5,   metric value",
    "1, 0,    GreaterThanOrEqualToThreshold, 1,   metric value",
    "1, 0,    GreaterThanOrEqualToThreshold, 0,   metric value condition",
    "1, -1,   GreaterThanOrEqualToThreshold, 1,   metric value",
    "1, 0.1,  GreaterThanOrEqualToThreshold, 0.1, metric value", // the alarm is met by 1, too
    "10, 0.1, GreaterThanOrEqualToThreshold, 1,   metric value condition", // 10 x 0.1 < 1
    "1, 5,    LessThanThreshold,             5,   condition",
    "1, $.n,  GreaterThanOrEqualToThreshold, 1,   metric value",
    // numbers to Java, and not to AWS
    "1, 1d,   GreaterThanOrEqualToThreshold, 1,   metric value",
    "1, 1f,   GreaterThanOrEqualToThreshold, 1,   metric value",
    "1, 0x1p0, GreaterThanOrEqualToThreshold, 1,  metric value",
    "1, ' 1 ', GreaterThanOrEqualToThreshold, 1,  metric value"
  })
  void valuesAndThresholdsMeet(
      double wanted, String each, String operator, double threshold, String drifted) {
    MetricFilter filter = AFilter.with(f -> f.value = each);
    Alarm alarm =
        AnAlarm.with(
            a -> {
              a.operator = operator;
              a.threshold = threshold;
            });
    Pair pair =
        new Pair(AFilter.asItShouldBe(), AnAlarm.with(a -> a.threshold = wanted))
            .adopting(Optional.of(filter), Optional.of(alarm));
    List<String> fields =
        Stream.concat(
                Rule.differences(MetricFilterRules.SETTINGS, pair.filter(), filter).stream()
                    .map(it -> it.rule().field()),
                Rule.differences(AlarmRules.SETTINGS, pair.alarm(), alarm).stream()
                    .map(it -> it.rule().field()))
            .toList();
    assertThat(String.join(" ", fields)).isEqualTo(drifted);
    assertThat(pair.matchesToFire()).contains((int) wanted);
  }

  @Test
  void aMinutesPeriodServesWhateverAMatchPublishes() {
    MetricFilter filter = AFilter.with(f -> f.value = "5");
    Alarm alarm =
        AnAlarm.with(
            a -> {
              a.threshold = 5;
              a.period = Duration.ofMinutes(1);
            });
    Pair pair = DESIRED.adopting(Optional.of(filter), Optional.of(alarm));
    assertThat(Rule.differences(AlarmRules.SETTINGS, pair.alarm(), alarm)).isEmpty();
  }

  private static Optional<String> present(String word) {
    return Optional.of(word).filter(it -> !it.equals("absent"));
  }

  private static Optional<String> unit(String word) {
    return Arrays.asList("-", "absent").contains(word) ? Optional.empty() : Optional.of(word);
  }
}
