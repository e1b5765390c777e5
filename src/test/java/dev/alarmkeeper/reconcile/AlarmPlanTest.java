package dev.alarmkeeper.reconcile;

import static dev.alarmkeeper.Fixtures.ROOT_USAGE;
import static dev.alarmkeeper.reconcile.Plans.DESIRED;
import static dev.alarmkeeper.reconcile.Plans.plan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.alarmkeeper.Fixtures;
import dev.alarmkeeper.chain.Alarm;
import dev.alarmkeeper.chain.AnAlarm;
import dev.alarmkeeper.chain.MuteRule;
import dev.alarmkeeper.chain.Observed.Present;
import dev.alarmkeeper.control.ChainSettings;
import dev.alarmkeeper.control.ChainSettings.TopicSettings;
import dev.alarmkeeper.control.Desired;
import dev.alarmkeeper.control.DesiredState;
import dev.alarmkeeper.reconcile.Remedy.Ask;
import dev.alarmkeeper.reconcile.Remedy.Fix;
import dev.alarmkeeper.reconcile.Remedy.Note;
import dev.alarmkeeper.reconcile.Repair.EnableActions;
import dev.alarmkeeper.reconcile.Repair.PutAlarm;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is planned where somebody has made an alarm one that alarmkeeper cannot repair. */
class AlarmPlanTest {
  private static final String PAGER = "arn:aws:sns:us-east-1:111122223333:pager";
  private static final String SPARE = "root_usage_spare_alarm";

  private static final Alarm COMPOSITE =
      AnAlarm.with(
          it -> {
            it.type = Alarm.Type.COMPOSITE;
            it.metric = Optional.empty();
          });
  private static final Alarm FOREIGN =
      AnAlarm.with(
          it -> {
            it.actions.add(PAGER);
            it.threshold = 1_000;
          });
  private static final Alarm FULL =
      AnAlarm.with(it -> it.actions = Arrays.asList("arn:a", "arn:b", "arn:c", "arn:d", "arn:e"));

  static final List<Arguments> DECOYS =
      List.of(
          Arguments.of("the name is a composite alarm's", COMPOSITE),
          Arguments.of("the name is a log alarm's", AnAlarm.with(it -> it.type = Alarm.Type.LOG)),
          Arguments.of("an action that the role may not write, and a threshold", FOREIGN),
          Arguments.of("no room for our action", FULL));

  @ParameterizedTest(name = "{0}")
  @FieldSource("DECOYS")
  void aSpareStandsInAndTheFindingNamesBoth(String what, Alarm decoy) {
    Plan plan = plan(it -> it.alarms = new Present<>(List.of(decoy)));

    assertThat(plan.findings()).hasSize(2);
    assertThat(plan.repairs()).containsExactly(new PutAlarm(spare(0)));
    assertThat(asks(plan))
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.name()).isEqualTo(decoy.name());
              assertThat(((Ask) it.remedy()).why()).contains(SPARE);
            });
  }

  @Test
  void theSettingThatSettlesAForeignActionIsNamed() {
    Plan plan = plan(it -> it.alarms = new Present<>(List.of(FOREIGN, spare(0))));

    assertThat(plan.repairs()).isEmpty();
    assertThat(((Ask) asks(plan).getFirst().remedy()).why()).contains("AllowedAlarmActions", PAGER);
    assertThat(asks(plan).getFirst().differences()).isNotEmpty();
  }

  @Test
  void aForeignActionAloneIsNoObstacle() {
    Alarm extra = AnAlarm.with(it -> it.actions.add(PAGER));
    assertThat(plan(it -> it.alarms = new Present<>(List.of(extra))).findings()).isEmpty();

    Alarm switchedOff =
        AnAlarm.with(
            it -> {
              it.actions.add(PAGER);
              it.enabled = false;
            });
    assertThat(plan(it -> it.alarms = new Present<>(List.of(switchedOff))).repairs())
        .as("switching it on writes no action")
        .hasOnlyElementsOfType(EnableActions.class);
  }

  @Test
  void anActionThatTheRoleMayWriteIsKeptInTheRepair() {
    ChainSettings usual = Fixtures.settings();
    ChainSettings settings =
        new ChainSettings(
            usual.controls(),
            usual.profile(),
            usual.match(),
            usual.trailName(),
            usual.logGroup(),
            usual.names(),
            new TopicSettings(
                Optional.empty(),
                usual.topic().name(),
                Optional.empty(),
                List.of("arn:aws:sns:*:111122223333:pager")),
            usual.subscriptions());
    Desired desired = DesiredState.of(settings, ROOT_USAGE, Fixtures.place());
    InMemoryChain chain = InMemoryChain.whole(desired);
    chain.alarms = new Present<>(List.of(FOREIGN));

    assertThat(Planner.plan(desired, chain.snapshot(), ROOT_USAGE).repairs())
        .singleElement()
        .isInstanceOfSatisfying(
            PutAlarm.class, it -> assertThat(it.alarm().name()).isEqualTo(FOREIGN.name()));
  }

  @Test
  void aSpareIsKeptAsAnyAlarmIs() {
    Alarm weakened =
        AnAlarm.with(
                it -> {
                  it.threshold = 99;
                })
            .named(SPARE);
    Plan plan = plan(it -> it.alarms = new Present<>(List.of(COMPOSITE, weakened)));
    assertThat(plan.repairs()).containsExactly(new PutAlarm(spare(0)));
  }

  /** Whoever knows the first trick knows the second. */
  @Test
  void whereTheSpareIsADecoyTooTheNextOneStandsIn() {
    Plan plan = plan(it -> it.alarms = new Present<>(List.of(FOREIGN, COMPOSITE.named(SPARE))));

    assertThat(plan.repairs()).containsExactly(new PutAlarm(spare(1)));
    assertThat(asks(plan)).extracting(Finding::name).containsExactly(FOREIGN.name(), SPARE);
  }

  @Test
  void whereAllNamesAreTakenThatIsSaid() {
    List<Alarm> taken = new ArrayList<>(List.of(FOREIGN));
    DESIRED
        .watches()
        .getFirst()
        .spares()
        .alarms()
        .forEach(it -> taken.add(COMPOSITE.named(it.name())));
    Plan plan = plan(it -> it.alarms = new Present<>(taken));

    assertThat(plan.repairs()).isEmpty();
    assertThat(asks(plan)).hasSize(4);
    assertThat(((Ask) asks(plan).getFirst().remedy()).why()).contains("taken too");
  }

  @Test
  void aSpareThatIsNoLongerNeededIsNotedWithTheCommandThatDeletesIt() {
    Plan plan = plan(it -> it.alarms = new Present<>(List.of(AnAlarm.asItShouldBe(), spare(0))));

    assertThat(plan.findings())
        .singleElement()
        .satisfies(
            it ->
                assertThat(((Note) it.remedy()).why())
                    .contains("aws cloudwatch delete-alarms --alarm-names " + SPARE));
  }

  @Test
  void aMuteRuleForTheSpareIsFoundWhileItStandsIn() {
    Consumer<InMemoryChain> muted =
        it ->
            it.muteRules =
                new Present<>(List.of(new MuteRule("quiet", true, List.of(SPARE), "now")));
    Consumer<InMemoryChain> blocked = it -> it.alarms = new Present<>(List.of(COMPOSITE, spare(0)));

    assertThat(asks(plan(muted.andThen(blocked))))
        .extracting(Finding::name)
        .contains("mute rule quiet");
    assertThat(plan(muted).findings()).as("while it does not").isEmpty();
  }

  /** A person may accept the first alarm's decoy: then the spare alone is what tells people. */
  @ParameterizedTest
  @ValueSource(strings = {"ALARM", "INSUFFICIENT_DATA"})
  void aSpareThatIsStuckIsAPersons(String state) {
    Alarm stuck =
        AnAlarm.with(
                it ->
                    it.state =
                        Optional.of(
                            new Alarm.State(
                                state,
                                Fixtures.NOW.minus(Duration.ofHours(2)),
                                Fixtures.NOW.minus(Duration.ofHours(3)),
                                "")))
            .named(SPARE);
    Plan plan = plan(it -> it.alarms = new Present<>(List.of(FOREIGN, stuck)));

    assertThat(asks(plan))
        .filteredOn(it -> it.name().equals(SPARE))
        .singleElement()
        .satisfies(
            it -> assertThat(it.differences().getFirst().field()).isEqualTo("state " + state));
    assertThat(plan(it -> it.alarms = new Present<>(List.of(AnAlarm.asItShouldBe(), stuck))))
        .as("while it does not stand in")
        .satisfies(
            it ->
                assertThat(it.findings())
                    .allSatisfy(left -> assertThat(left.remedy()).isInstanceOf(Note.class)));
  }

  @Test
  void aRuleThatMutesAnAlarmAndItsSpareMutesNothingElse() {
    assertThat(
            plan(it ->
                    it.muteRules =
                        new Present<>(
                            List.of(
                                new MuteRule(
                                    "ours", true, List.of("root_usage_alarm", SPARE), "now"))))
                .findings())
        .singleElement()
        .satisfies(
            it -> assertThat(((Ask) it.remedy()).command()).contains("delete-alarm-mute-rule"));
  }

  /** A mute rule of others is not deleted for our sake, and what it says of others is kept. */
  @Test
  void aRuleThatMutesOthersTooIsNotToBeDeleted() {
    List<Finding> both =
        plan(it ->
                it.muteRules =
                    new Present<>(
                        List.of(
                            new MuteRule("ours", true, List.of("root_usage_alarm"), "now"),
                            new MuteRule("all", true, Collections.emptyList(), "now"),
                            new MuteRule(
                                "shared", true, List.of("root_usage_alarm", "theirs"), "now"))))
            .findings();
    assertThat(both)
        .extracting(it -> ((Ask) it.remedy()).command().split(" ", -1)[2])
        .containsExactly("delete-alarm-mute-rule", "get-alarm-mute-rule", "get-alarm-mute-rule");
  }

  private static List<Finding> asks(Plan plan) {
    assertThat(plan.findings())
        .allSatisfy(it -> assertThat(it.remedy()).isInstanceOfAny(Ask.class, Fix.class));
    return plan.findings().stream().filter(it -> it.remedy() instanceof Ask).toList();
  }

  private static Alarm spare(int nth) {
    return DESIRED.watches().getFirst().spares().alarms().get(nth);
  }
}
