package dev.alarmkeeper.control;

import static dev.alarmkeeper.Fixtures.ACCOUNT;
import static dev.alarmkeeper.Fixtures.GROUP;
import static dev.alarmkeeper.Fixtures.GROUP_ARN;
import static dev.alarmkeeper.Fixtures.ROOT_USAGE;
import static dev.alarmkeeper.Fixtures.STRANGER;
import static dev.alarmkeeper.Fixtures.TOPIC_ARN;
import static dev.alarmkeeper.Fixtures.TRAIL_ARN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.alarmkeeper.Fixtures;
import dev.alarmkeeper.chain.AFilter;
import dev.alarmkeeper.chain.Account;
import dev.alarmkeeper.chain.AnAlarm;
import dev.alarmkeeper.chain.Arn;
import dev.alarmkeeper.chain.LogGroup;
import dev.alarmkeeper.chain.Observed;
import dev.alarmkeeper.chain.Observed.Absent;
import dev.alarmkeeper.chain.Observed.Present;
import dev.alarmkeeper.chain.PatternMatch;
import dev.alarmkeeper.chain.Topic;
import dev.alarmkeeper.chain.Trail;
import dev.alarmkeeper.control.ChainSettings.LogGroupSettings;
import dev.alarmkeeper.control.ChainSettings.Names;
import dev.alarmkeeper.control.ChainSettings.TopicSettings;
import dev.alarmkeeper.control.Desired.Watch;
import dev.alarmkeeper.policy.Grant;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The desired chain follows from settings and place, and from nothing else. */
class DesiredStateTest {
  private static final Arn FOREIGN_TOPIC = STRANGER.arn("sns", "alarms");

  private static final ChainSettings ALL_SET =
      new ChainSettings(
          ROOT_USAGE,
          Profile.SECURITY_HUB,
          PatternMatch.EXACT,
          Optional.empty(),
          new LogGroupSettings(Optional.of(GROUP), Optional.of(365), Optional.of("arn:key"), true),
          new Names("Security", "m-{control}", "a: {control} {control}"),
          new TopicSettings(Optional.of(FOREIGN_TOPIC), "unused", Optional.of("alias/alarms")),
          List.of(Fixtures.email("sec@example.com")));

  @Test
  void whatTheOwnerChoseForAControlGoesBeforeTheTemplates() {
    Control chosen =
        Overrides.over(
                ROOT_USAGE,
                Map.of(
                    "overrides",
                    Map.of(
                        "root_usage",
                        Map.of(
                            "threshold", BigDecimal.valueOf(3),
                            "filter", "F",
                            "metric", "M",
                            "alarm", "A",
                            "pattern", "{ $.a = 1 }",
                            "because", "nothing of this is sent"))))
            .getFirst();

    Watch watch =
        DesiredState.of(Fixtures.settings(), List.of(chosen), Fixtures.place())
            .watches()
            .getFirst();

    assertThat(watch.filter())
        .hasValueSatisfying(
            it -> {
              assertThat(it.name()).isEqualTo("F");
              assertThat(it.pattern()).isEqualTo("{ $.a = 1 }");
              assertThat(it.transformation().metric()).isEqualTo("M");
            });
    assertThat(watch.alarm().name()).isEqualTo("A");
    assertThat(watch.alarm().signal().metric()).hasValue("M");
    assertThat(watch.alarm().evaluation().condition().threshold()).isEqualTo(3);
  }

  @Test
  void withTheDefaultsItIsExactlyTheBenchmarks() {
    assertThat(DesiredState.of(Fixtures.settings(), ROOT_USAGE, Fixtures.place()))
        .isEqualTo(
            new Desired(
                Fixtures.place(),
                new Present<>(new Trail(TRAIL_ARN, false, true, Optional.of(GROUP_ARN), true)),
                Optional.of(
                    new LogGroup(
                        GROUP,
                        Optional.empty(),
                        Optional.empty(),
                        "STANDARD",
                        false,
                        Optional.empty())),
                List.of(
                    new Watch(
                        ROOT_USAGE.getFirst(),
                        Optional.of(AFilter.asItShouldBe()),
                        AnAlarm.asItShouldBe(),
                        new Desired.Spares(
                            Stream.of("_spare", "_spare_b", "_spare_c")
                                .map(it -> "root_usage" + it + "_alarm")
                                .map(AnAlarm.asItShouldBe()::named)
                                .toList(),
                            List.of()))),
                Optional.of(new Topic(TOPIC_ARN, Grant.FULL, Optional.empty())),
                List.of(Fixtures.email("sec@example.com")),
                PatternMatch.MEANING,
                Optional.empty()));
  }

  @Test
  void everySettingIsInIt() {
    Desired desired = DesiredState.of(ALL_SET, ROOT_USAGE, Fixtures.place());
    Watch watch = desired.watches().getFirst();
    assertThat(desired.match()).isEqualTo(PatternMatch.EXACT);
    assertThat(desired.logGroup())
        .contains(
            new LogGroup(
                GROUP,
                Optional.of(365),
                Optional.of("arn:key"),
                "STANDARD",
                true,
                Optional.empty()));
    assertThat(desired.topic())
        .contains(new Topic(FOREIGN_TOPIC, Grant.FULL, Optional.of("alias/alarms")));
    assertThat(watch.filter().orElseThrow().name()).isEqualTo("m-root_usage");
    assertThat(watch.filter().orElseThrow().pattern())
        .isEqualTo(ROOT_USAGE.getFirst().pattern(Profile.SECURITY_HUB));
    assertThat(watch.filter().orElseThrow().transformation().namespace()).isEqualTo("Security");
    assertThat(watch.alarm().name()).isEqualTo("a: root_usage root_usage");
    assertThat(watch.alarm().signal().metric()).contains("m-root_usage");
    assertThat(watch.alarm().actions().alarm()).containsExactly(FOREIGN_TOPIC.toString());
  }

  @Test
  void everyControlGetsAFilterAndAnAlarmAndSharesTheRest() {
    List<Control> all = Fixtures.controls("all");
    Desired desired = DesiredState.of(Fixtures.settings(), all, Fixtures.place());
    assertThat(desired.watches()).extracting(Watch::control).isEqualTo(all);
    assertThat(desired.watches()).allSatisfy(it -> assertThat(it.filter()).isPresent());
  }

  @Test
  void whatIsCoveredElsewhereIsNotDesiredHere() {
    Place elsewhere = Fixtures.place(LogGroup.arn(STRANGER, "central"));
    Desired desired = DesiredState.of(ALL_SET, ROOT_USAGE, elsewhere);
    assertThat(desired.logGroup()).isEmpty();
    assertThat(desired.watches()).isEmpty();
    assertThat(desired.topic()).isEmpty();
    assertThat(desired.subscriptions()).isEmpty();
  }

  @Test
  void aLogGroupOfAnotherRegionIsNotMadeHere() {
    Account ireland = new Account("aws", "eu-west-1", ACCOUNT.id());
    Place elsewhere = Fixtures.place(LogGroup.arn(ireland, GROUP));
    Desired desired = DesiredState.of(Fixtures.settings(), ROOT_USAGE, elsewhere);
    assertThat(desired.logGroup()).isEmpty();
    assertThat(desired.watches()).isEmpty();
    assertThat(desired.topic()).isEmpty();
  }

  @Test
  void theTrailIsAsUnknownAsThePlacesIs() {
    for (Observed<Arn> trail : List.of(new Absent<Arn>(), Fixtures.<Arn>denied())) {
      Place place = new Place(ACCOUNT, trail, Optional.empty(), "why");
      assertThat(DesiredState.of(Fixtures.settings(), ROOT_USAGE, place).trail()).isEqualTo(trail);
    }
  }
}
