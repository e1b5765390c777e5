package dev.alarmkeeper.reconcile;

import static dev.alarmkeeper.Fixtures.ACCOUNT;
import static dev.alarmkeeper.Fixtures.ROOT_USAGE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.alarmkeeper.Fixtures;
import dev.alarmkeeper.chain.Link;
import dev.alarmkeeper.chain.LogGroup;
import dev.alarmkeeper.chain.Observed.Absent;
import dev.alarmkeeper.chain.Observed.Present;
import dev.alarmkeeper.control.Control;
import dev.alarmkeeper.control.DesiredState;
import dev.alarmkeeper.control.Doubt;
import dev.alarmkeeper.reconcile.Remedy.Ask;
import dev.alarmkeeper.reconcile.Remedy.Note;
import dev.alarmkeeper.reconcile.Remedy.Wait;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a run does where it is not certain what the owner wants. */
class DoubtTest {
  private final InMemoryChain chain =
      InMemoryChain.whole(DesiredState.of(Fixtures.settings(), ROOT_USAGE, Fixtures.place()));

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void withoutAnyVersionFiltersAndAlarmsAreNeitherJudgedNorWritten(boolean passing) {
    chain.filters = new Present<>(List.of());
    chain.alarms = new Present<>(List.of());

    Report report = run(ROOT_USAGE, new Doubt("/o", "denied", passing, false));

    assertThat(chain.writes).isEmpty();
    assertThat(report.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(report.isRetryable()).isEqualTo(passing);
    assertThat(report.after().findings())
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.name()).isEqualTo("overrides /o");
              assertThat(it.kind()).isEqualTo(Kind.UNREADABLE);
              assertThat(it.remedy()).isInstanceOf(passing ? Wait.class : Ask.class);
            });
  }

  @Test
  void withoutAnyVersionTheSharedLinksAreKept() {
    chain.topic = new Absent<>();
    run(ROOT_USAGE, new Doubt("/o", "denied", false, false));
    assertThat(chain.writes).extracting(Repair::link).containsExactly(Link.TOPIC);
  }

  @Test
  void aRunThatKnowsNoControlAtAllIsNotCalledCompliant() {
    assertThat(run(List.of(), new Doubt("/o", "denied", false, false)).verdict())
        .isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void withTheLastGoodVersionEverythingIsKeptAndAPersonIsAsked() {
    chain.filters = new Present<>(List.of());

    Report report = run(ROOT_USAGE, new Doubt("/o", "x: got 1", false, true));

    assertThat(chain.writes).extracting(Repair::link).containsExactly(Link.METRIC_FILTER);
    assertThat(report.verdict()).isEqualTo(Verdict.NEEDS_PERSON);
    assertThat(report.after().findings())
        .singleElement()
        .satisfies(
            it ->
                assertThat(it.remedy())
                    .isInstanceOfSatisfying(
                        Ask.class, ask -> assertThat(ask.why()).contains("x: got 1")));
  }

  @Test
  void oneThrottledReadAfterAGoodOneIsANote() {
    Report report = run(ROOT_USAGE, new Doubt("/o", "throttled", true, true));
    assertThat(report.verdict()).isEqualTo(Verdict.COMPLIANT);
    assertThat(report.isRetryable()).isFalse();
    assertThat(report.after().findings())
        .singleElement()
        .satisfies(it -> assertThat(it.remedy()).isInstanceOf(Note.class));
  }

  @Test
  void whereTheChainIsKeptElsewhereThereIsNothingToDoubt() {
    chain.place = Fixtures.place(LogGroup.arn(Fixtures.STRANGER, "central"));
    assertThat(run(ROOT_USAGE, new Doubt("/o", "denied", false, false)).after().findings())
        .extracting(Finding::name)
        .doesNotContain("overrides /o");
  }

  private Report run(List<Control> controls, Doubt doubt) {
    Order order =
        new Order(
            Cause.of("request"),
            Mode.REPAIR,
            controls,
            ACCOUNT,
            Reports.inAMinute(),
            Optional.of(doubt));
    return new Reconciler(Fixtures.settings(), chain, chain, Witness.NONE).run(order);
  }
}
