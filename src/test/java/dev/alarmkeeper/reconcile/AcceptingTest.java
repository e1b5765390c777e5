package dev.alarmkeeper.reconcile;

import static dev.alarmkeeper.Fixtures.ACCOUNT;
import static dev.alarmkeeper.Fixtures.NOW;
import static dev.alarmkeeper.Fixtures.ROOT_USAGE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.alarmkeeper.Fixtures;
import dev.alarmkeeper.chain.AnAlarm;
import dev.alarmkeeper.chain.Difference;
import dev.alarmkeeper.chain.Link;
import dev.alarmkeeper.chain.ManagementEvents;
import dev.alarmkeeper.chain.Observed;
import dev.alarmkeeper.chain.Observed.Present;
import dev.alarmkeeper.chain.Trail;
import dev.alarmkeeper.control.Acceptance;
import dev.alarmkeeper.control.DesiredState;
import dev.alarmkeeper.reconcile.Remedy.Note;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an owner accepts, for a reason and a time, and what nobody can accept. */
class AcceptingTest {
  private static final LocalDate TODAY = LocalDate.ofInstant(NOW, ZoneOffset.UTC);

  private final InMemoryChain chain =
      InMemoryChain.whole(DesiredState.of(Fixtures.settings(), ROOT_USAGE, Fixtures.place()));

  @BeforeEach
  void leaveOutKms() {
    chain.events = leavingOut("kms.amazonaws.com");
  }

  @Test
  void anAcceptedValueIsANoteWithItsReasonAndDay() {
    Report report = run(accepting("[kms.amazonaws.com]", TODAY));

    assertThat(report.verdict()).isEqualTo(Verdict.COMPLIANT);
    assertThat(report.entries())
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.finding().differences())
                  .extracting(Difference::observed)
                  .containsExactly("[kms.amazonaws.com]");
              assertThat(it.finding().remedy())
                  .isEqualTo(new Note("accepted until " + TODAY + ": a trail of its own"));
            });
  }

  @Test
  void itComesBackWhenTheValueChanges() {
    chain.events = leavingOut("kms.amazonaws.com", "rdsdata.amazonaws.com");
    Report report = run(accepting("[kms.amazonaws.com]", TODAY));
    assertThat(report.verdict()).isEqualTo(Verdict.NEEDS_PERSON);
    assertThat(notes(report)).singleElement().asString().contains("this run does not see it so");
  }

  @Test
  void itComesBackWhenTheDayHasPassedByTheSnapshotsTime() {
    Acceptance yesterdays = accepting("[kms.amazonaws.com]", TODAY.minusDays(1));
    Report report = run(yesterdays);
    assertThat(report.verdict()).isEqualTo(Verdict.NEEDS_PERSON);
    assertThat(notes(report)).singleElement().asString().contains("ended on");
  }

  @Test
  void anotherNameFieldOrLinkIsNotAccepted() {
    Acceptance right = accepting("[kms.amazonaws.com]", TODAY);
    for (Acceptance wrong :
        List.of(
            new Acceptance(Link.ALARM, right.name(), right.field(), right.observed(), "x", TODAY),
            new Acceptance(right.link(), "other", right.field(), right.observed(), "x", TODAY),
            new Acceptance(
                right.link(), right.name(), "records reads", right.observed(), "x", TODAY))) {
      Report report = run(wrong);
      assertThat(report.verdict()).isEqualTo(Verdict.NEEDS_PERSON);
      assertThat(notes(report)).hasSize(1);
    }
  }

  @Test
  void whatAlarmkeeperRepairsIsRepairedAllTheSameAndThatIsSaid() {
    chain.events = new Observed.Absent<>();
    chain.alarms = new Present<>(List.of(AnAlarm.with(it -> it.threshold = 9)));
    Acceptance greedy =
        new Acceptance(
            Link.ALARM,
            "root_usage_alarm",
            "condition",
            "GreaterThanOrEqualToThreshold 9",
            "too loud",
            TODAY);
    Report observed = run(Mode.OBSERVE, greedy);
    assertThat(observed.verdict()).isEqualTo(Verdict.DRIFTED);
    assertThat(notes(observed)).singleElement().asString().contains("not a person's to accept");
    assertThat(run(greedy).verdict()).isEqualTo(Verdict.REPAIRED);
  }

  /** They have no value that somebody could have looked at. */
  @Test
  void whatIsMissingOrUnreadCannotBeAccepted() {
    Acceptance all = new Acceptance(Link.ALARM, "root_usage_alarm", "alarm", "none", "x", TODAY);
    chain.events = new Observed.Absent<>();
    chain.alarms = new Observed.Unreadable<>("denied", false);
    assertThat(run(all).verdict()).isEqualTo(Verdict.UNKNOWN);
    chain.alarms = new Present<>(List.of());
    assertThat(run(Mode.OBSERVE, all).verdict()).isEqualTo(Verdict.DRIFTED);
  }

  private static List<String> notes(Report report) {
    return report.after().findings().stream()
        .filter(it -> it.remedy() instanceof Note)
        .map(it -> ((Note) it.remedy()).why())
        .toList();
  }

  private static Acceptance accepting(String observed, LocalDate until) {
    return new Acceptance(
        Link.TRAIL, "management-trail", "leaves out", observed, "a trail of its own", until);
  }

  private static Present<ManagementEvents> leavingOut(String... sources) {
    Trail trail = Fixtures.trail();
    return new Present<>(new ManagementEvents(trail, "", true, true, List.of(sources)));
  }

  private Report run(Acceptance accepted) {
    return run(Mode.REPAIR, accepted);
  }

  private Report run(Mode mode, Acceptance accepted) {
    Order order =
        new Order(
            Cause.of("request"),
            mode,
            ROOT_USAGE,
            ACCOUNT,
            Reports.inAMinute(),
            Optional.empty(),
            List.of(accepted));
    return new Reconciler(Fixtures.settings(), chain, chain, Witness.NONE).run(order);
  }
}
