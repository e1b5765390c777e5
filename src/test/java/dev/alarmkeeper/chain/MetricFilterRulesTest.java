package dev.alarmkeeper.chain;

import static dev.alarmkeeper.chain.PatternMatch.EXACT;
import static dev.alarmkeeper.chain.PatternMatch.MEANING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.alarmkeeper.chain.Rule.Drift;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;

/** Every row of the metric filter's table, and what is written over a filter that is there. */
class MetricFilterRulesTest {
  private static final String SAME_OTHERWISE_SPELLED =
      "{$.eventType!=\"AwsServiceEvent\"&&($.userIdentity.invokedBy NOT EXISTS)"
          + "&&$.userIdentity.type=\"Root\"}";

  record Case(String what, String row, Consumer<AFilter> change) {
    @Override
    public String toString() {
      return what;
    }
  }

  static final List<Case> HARMLESS =
      List.of(
          new Case("as it should be", "", _ -> {}),
          new Case("another spelling", "", f -> f.pattern = SAME_OTHERWISE_SPELLED),
          new Case("one, with a point", "", f -> f.value = "1.0"),
          new Case("zero for other events", "", f -> f.defaultValue = Optional.of(0.0)),
          new Case("no unit", "", f -> f.unit = Optional.of("None")));

  static final List<Case> DRIFT =
      List.of(
          new Case("never matches", "pattern", f -> f.pattern = "{ $.eventType = \"nothing\" }"),
          new Case("another case", "pattern", f -> f.pattern = f.pattern.replace("Root", "root")),
          new Case("a dead clause", "pattern", MetricFilterRulesTest::addDeadClause),
          new Case("matches every event", "pattern", f -> f.pattern = ""),
          new Case("no pattern at all", "pattern", f -> f.pattern = "{ $.a ="),
          new Case("another namespace", "metric namespace", f -> f.namespace = "Mine"),
          new Case("another metric", "metric name", f -> f.metric = "other"),
          new Case("worth nothing", "metric value", f -> f.value = "0"),
          new Case("worth one in Java", "metric value", f -> f.value = "1d"),
          new Case("worth one as a float", "metric value", f -> f.value = "1f"),
          new Case("worth one in hexadecimal", "metric value", f -> f.value = "0x1p0"),
          new Case("worth one in spaces", "metric value", f -> f.value = " 1 "),
          new Case("worth one in other digits", "metric value", f -> f.value = "\u0661"),
          new Case("worth a little", "metric value", f -> f.value = "0.1"),
          new Case("a field's worth", "metric value", f -> f.value = "$.size"),
          new Case("subtracts", "default value", f -> f.defaultValue = Optional.of(-1.0)),
          new Case("always adds", "default value", f -> f.defaultValue = Optional.of(1.0)),
          new Case("another unit", "unit", f -> f.unit = Optional.of("Percent")),
          // As a pair with the alarm, a unit can be right: see PairTest.
          new Case("a unit that the alarm has not", "unit", f -> f.unit = Optional.of("Count")),
          new Case("a dimension", "dimensions", f -> f.dimensions = Map.of("User", "$.user")),
          new Case("transformed", "apply on transformed logs", f -> f.onTransformedLogs = true),
          new Case(
              "another account's events",
              "field selection criteria",
              f -> f.selection = Optional.of("@aws.account = \"999988887777\"")),
          new Case(
              "a system dimension",
              "system field dimensions",
              f -> f.systemFields = List.of("@aws.account")));

  @ParameterizedTest(name = "{0}")
  @FieldSource("HARMLESS")
  void servesAsWell(Case harmless) {
    assertThat(drifts(MEANING, harmless)).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @FieldSource("DRIFT")
  void isDrift(Case drift) {
    assertThat(drifts(MEANING, drift))
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.rule().field()).isEqualTo(drift.row());
              assertThat(it.difference().why()).isNotBlank();
              assertThat(it.difference().observed()).isNotEqualTo(it.difference().desired());
            });
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource
  void everyRowIsTriedOnce(PatternMatch match) {
    assertThat(DRIFT)
        .extracting(Case::row)
        .containsAll(
            MetricFilterRules.table(PatternJudge.of(match)).stream().map(Rule::field).toList());
  }

  @Test
  void anotherSpellingIsDriftWhereAuditorsCompareText() {
    assertThat(drifts(EXACT, new Case("", "", f -> f.pattern = SAME_OTHERWISE_SPELLED)))
        .singleElement()
        .satisfies(
            it ->
                assertThat(it.difference().why())
                    .isEqualTo("means the same, but PATTERN_MATCH=exact wants it to the letter"));
  }

  @Test
  void whatIsWrittenOverAFilterKeepsTheHarmlessChoices() {
    MetricFilter owners =
        AFilter.with(
            f -> {
              f.pattern = SAME_OTHERWISE_SPELLED;
              f.value = "1.0";
              f.defaultValue = Optional.of(0.0);
            });
    assertThat(
            MetricFilterRules.overlay(
                AFilter.asItShouldBe(), owners, Optional.of(SAME_OTHERWISE_SPELLED)))
        .isEqualTo(owners);
  }

  @ParameterizedTest(name = "{0}")
  @FieldSource("DRIFT")
  void whatIsWrittenOverAFilterIsNoDrift(Case drift) {
    MetricFilter desired = AFilter.asItShouldBe();
    for (PatternMatch match : PatternMatch.values()) {
      MetricFilter written =
          MetricFilterRules.overlay(desired, AFilter.with(drift.change()), Optional.empty());
      assertThat(
              Rule.differences(MetricFilterRules.table(PatternJudge.of(match)), desired, written))
          .isEmpty();
    }
  }

  private static List<Drift<MetricFilter>> drifts(PatternMatch match, Case change) {
    return Rule.differences(
        MetricFilterRules.table(PatternJudge.of(match)),
        AFilter.asItShouldBe(),
        AFilter.with(change.change()));
  }

  private static void addDeadClause(AFilter filter) {
    filter.pattern = filter.pattern.replace(" }", " && $.errorCode = \"never\" }");
  }
}
