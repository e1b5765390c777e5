package dev.alarmkeeper.chain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alarmkeeper.chain.Rule.Drift;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/** What several links show together: every row of both tables, and what serves as well. */
class WholeControlRulesTest {
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
  private static final String OTHERS = "other filters that feed the metric";
  private static final String SUBTRACT = "filters that subtract from the metric";
  private static final String FLOOD = "filters that always feed the metric";
  private static final String NARROWER =
      AFilter.PATTERN.replace(" }", " && $.eventName = \"ConsoleLogin\" }");

  record Case(String what, String row, double threshold, Consumer<AFilter> other) {
    @Override
    public String toString() {
      return what;
    }
  }

  static final List<Case> CASES =
      List.of(
          new Case("takes 1000 a match", SUBTRACT, 1, f -> f.value = "-1000"),
          new Case("takes 1 for the rest", SUBTRACT, 1, f -> f.defaultValue = Optional.of(-1.0)),
          new Case(
              "takes 1 for the rest, and means ours",
              SUBTRACT,
              1,
              f -> {
                f.pattern = AFilter.PATTERN;
                f.defaultValue = Optional.of(-1.0);
              }),
          new Case("counts every event", FLOOD, 1, f -> f.pattern = ""),
          new Case("counts every event, by a space", FLOOD, 1, f -> f.pattern = " "),
          new Case("adds 5 for the rest", FLOOD, 1, f -> f.defaultValue = Optional.of(5.0)),
          new Case("counts something else", OTHERS, 1, _ -> {}),
          new Case("counts a field of the event", OTHERS, 1, f -> f.value = "$.size"),
          new Case("is no JSON pattern", OTHERS, 1, f -> f.pattern = "Root"),
          new Case("means ours, in seconds", OTHERS, 1, WholeControlRulesTest::oursInSeconds),
          new Case("counts ours twice", OTHERS, 5, f -> f.pattern = AFilter.PATTERN),
          new Case("counts ours twice, where one fires", "", 1, f -> f.pattern = AFilter.PATTERN),
          new Case("counts a part of ours, where one fires", "", 1, f -> f.pattern = NARROWER),
          new Case("publishes nothing", "", 1, f -> f.value = "0"),
          new Case("publishes nothing for all", "", 1, WholeControlRulesTest::nothingForAll));

  @ParameterizedTest(name = "{0}")
  @FieldSource("CASES")
  void whoElseFeedsTheMetric(Case other) {
    MetricFilter filter = other(other.other());
    assertThat(feeders(other.threshold(), Set.of(), filter))
        .extracting(it -> it.rule().field())
        .containsExactlyElementsOf(Stream.of(other.row()).filter(it -> !it.isEmpty()).toList());
  }

  /** An owner's word makes a filter belong; it does not make it harmless. */
  @ParameterizedTest(name = "{0}")
  @FieldSource("CASES")
  void anOwnersWordIsTakenForWhatMayBelong(Case other) {
    MetricFilter filter = other(other.other());
    boolean mayBelong =
        Stream.of("counts something else", "is no JSON pattern", "counts ours twice")
                .anyMatch(other.what()::equals)
            || other.row().isEmpty();
    assertThat(feeders(other.threshold(), Set.of(WholeControl.key(filter)), filter).isEmpty())
        .isEqualTo(mayBelong);
  }

  @Test
  void itSaysWhichFiltersAndWhatTheyPublish() {
    assertThat(feeders(1, Set.of(), other(f -> f.value = "-1000")).getFirst().difference())
        .isEqualTo(
            new Difference(
                SUBTRACT,
                "[]",
                "[CloudTrail/logs:theirs publishes -1000]",
                "what they publish takes away what a use adds, and the alarm does not fire"));
  }

  /** Minutes since the state changed and since the alarm was written, and the last delivery. */
  @ParameterizedTest(name = "{0} for {1} min, written {2}, {3}, fed {4}, delivered {5}: {6}")
  @CsvSource({
    "ALARM,             59,  999, notBreaching, false, 5,   ''",
    "ALARM,             60,  999, notBreaching, false, 5,   state ALARM",
    "ALARM,             600, 1,   notBreaching, false, 5,   state ALARM", // whoever wrote it
    "OK,                600, 999, notBreaching, false, 5,   ''",
    "INSUFFICIENT_DATA, 59,  59,  notBreaching, false, 5,   ''", // just made
    "INSUFFICIENT_DATA, 600, 5,   notBreaching, false, 5,   ''", // just repaired
    "INSUFFICIENT_DATA, 60,  999, notBreaching, false, 5,   state INSUFFICIENT_DATA",
    "INSUFFICIENT_DATA, 600, 999, missing,      false, 5,   ''", // nobody used root: as it should
    // be
    "INSUFFICIENT_DATA, 600, 999, missing,      true,  5,   state INSUFFICIENT_DATA",
    "INSUFFICIENT_DATA, 600, 999, missing,      true,  590, ''", // the trail is quiet
    "INSUFFICIENT_DATA, 600, 999, missing,      true,  ,    ''"
  })
  void howLongItHasBeenInAState(
      String state,
      long minutes,
      long written,
      String missingData,
      boolean fed,
      Long delivered,
      String row) {
    WholeControl whole =
        new WholeControl(
            pair(1),
            List.of(),
            Set.of(),
            Optional.of(new Alarm.State(state, ago(minutes), ago(written), "why")),
            true,
            missingData,
            fed,
            Optional.ofNullable(delivered).map(WholeControlRulesTest::ago),
            NOW);
    assertThat(drifts(WholeControlRules.STATE, whole))
        .extracting(it -> it.rule().field())
        .containsExactlyElementsOf(Stream.of(row).filter(it -> !it.isEmpty()).toList());
  }

  /** A drifted filter or alarm explains the silence, and is told itself. */
  @Test
  void silenceIsExplainedByADrift() {
    WholeControl whole =
        new WholeControl(
            pair(1),
            List.of(),
            Set.of(),
            Optional.of(new Alarm.State("INSUFFICIENT_DATA", ago(600), ago(600), "")),
            false,
            "notBreaching",
            false,
            Optional.empty(),
            NOW);
    assertThat(drifts(WholeControlRules.STATE, whole)).isEmpty();
  }

  @Test
  void inAlarmItSaysSinceWhenAndWhatFeedsIt() {
    WholeControl whole =
        new WholeControl(
            pair(1),
            List.of(other(_ -> {})),
            Set.of(),
            Optional.of(new Alarm.State("ALARM", ago(90), ago(90), "Threshold Crossed")),
            true,
            "notBreaching",
            false,
            Optional.empty(),
            NOW);
    assertThat(drifts(WholeControlRules.STATE, whole).getFirst().difference().observed())
        .isEqualTo(
            "since 2026-11-24T10:30:00Z (Threshold Crossed); known to feed it:"
                + " CloudTrail/logs:root_usage_metric publishes 1; CloudTrail/logs:theirs publishes 1");
  }

  private static List<Drift<WholeControl>> feeders(
      double threshold, Set<String> declared, MetricFilter other) {
    return drifts(
        WholeControlRules.FEEDERS,
        new WholeControl(
            pair(threshold),
            List.of(other),
            declared,
            Optional.empty(),
            true,
            "notBreaching",
            false,
            Optional.empty(),
            NOW));
  }

  private static List<Drift<WholeControl>> drifts(
      List<Rule<WholeControl, ?>> table, WholeControl whole) {
    return Rule.differences(table, whole.asItShouldBe(), whole);
  }

  private static Pair pair(double threshold) {
    return new Pair(AFilter.asItShouldBe(), AnAlarm.with(a -> a.threshold = threshold));
  }

  private static MetricFilter other(Consumer<AFilter> change) {
    return AFilter.with(
        f -> {
          f.name = "theirs";
          f.pattern = "{ $.eventName = \"GetObject\" }";
          change.accept(f);
        });
  }

  private static void oursInSeconds(AFilter filter) {
    filter.pattern = AFilter.PATTERN;
    filter.unit = Optional.of("Seconds");
  }

  private static void nothingForAll(AFilter filter) {
    filter.pattern = "";
    filter.value = "0";
    filter.defaultValue = Optional.of(0.0);
  }

  private static Instant ago(long minutes) {
    return NOW.minus(Duration.ofMinutes(minutes));
  }
}
