package dev.alarmkeeper.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alarmkeeper.localaws.Clients;
import dev.alarmkeeper.localaws.LocalAws;
import dev.alarmkeeper.text.Json;
import dev.alarmkeeper.text.JsonFields;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Drills over runs that die, runs at once, and an alarm that somebody mutes. */
class DrillCrashIT {
  private DrillScene scene;

  @BeforeEach
  void start() {
    scene = new DrillScene();
  }

  @AfterEach
  void stop() {
    scene.close();
  }

  /** A run that dies writes nothing more, beginning with one of its writes. */
  @ParameterizedTest(name = "before {2}")
  @CsvSource({
    "1, passed,  the drill is written down: the next run begins it",
    "2, unknown, people are told",
    "3, unknown, the event is sent into a stream that is not there",
    "4, unknown, the stream is made",
    "5, unknown, the event is sent",
    "6, passed,  it is written down that the event was sent"
  })
  void aRunThatDiesWhileItBeginsADrillSendsNoEventTwice(int write, String result, String dead) {
    scene.aws.faults().onWrites().from(write).deny();
    scene.run();
    scene.aws.faults().clear();
    scene.newProcess();
    scene.pass(40);

    assertSound();
    assertThat(scene.last().requiredText("result")).as(dead).isEqualTo(result);
    assertThat(scene.events()).hasSize(result.equals("passed") ? 1 : 0);
  }

  /** The event was never sent, and nothing says whether it was. */
  @Test
  void aDrillWhoseRunDiedBeforeItsEventIsWithoutAResult() {
    scene.aws.faults().on("sns:Publish").deny();
    scene.aws.faults().on("dynamodb:TransactWriteItems").from(2).deny();
    scene.run();
    scene.aws.faults().clear();
    scene.newProcess();
    scene.pass(40);

    assertThat(scene.last().requiredText("result")).isEqualTo("unknown");
    assertThat(scene.events()).isEmpty();
    assertThat(scene.left().incidents()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void aRunThatDiesWhileItEndsADrillIsMadeUpFor(int write) {
    scene.run();
    scene.aws.pass(Duration.ofMinutes(20));
    scene.aws.faults().onWrites().from(write).deny();
    scene.run();
    scene.aws.faults().clear();
    scene.newProcess();
    scene.pass(10);

    assertSound();
    assertThat(scene.last().requiredText("result")).isEqualTo("passed");
    assertThat(scene.told().getLast().subject()).contains("DRILL heard");
  }

  @Test
  void twoRunsAtOnceTellTheEndOnce() {
    scene.run();
    scene.aws.pass(Duration.ofMinutes(20));
    scene.aws.before("dynamodb:TransactWriteItems", scene::runElsewhere);
    scene.run();
    scene.pass(10);

    assertThat(scene.last().requiredText("result")).isEqualTo("passed");
    assertThat(scene.told()).hasSize(2);
  }

  @Test
  void aMutedAlarmIsNotDrilled() {
    mute();
    scene.run();

    assertThat(scene.events()).isEmpty();
    assertThat(scene.control("root_usage").requiredText("waits")).contains("not compliant");
  }

  @Test
  void anAlarmThatIsMutedMeanwhileProvesNothing() {
    scene.run();
    mute();
    scene.pass(40);

    assertThat(scene.last().requiredText("result")).isNotEqualTo("passed");
    assertThat(scene.drills().has("running")).isFalse();
  }

  private void mute() {
    Clients.of(scene.aws, "attacker")
        .cloudWatch()
        .putAlarmMuteRule(
            it ->
                it.name("quiet")
                    .rule(
                        rule ->
                            rule.schedule(at -> at.expression("cron(* * * * *)").duration("PT4H")))
                    .muteTargets(of -> of.alarmNames("root_usage_alarm")));
  }

  /** Each event has one drill, of which people were told before, and no drill hangs. */
  private void assertSound() {
    List<String> ids =
        scene.events().stream()
            .map(it -> new JsonFields(Json.object(it)).requiredText("eventID"))
            .toList();
    assertThat(ids).doesNotHaveDuplicates();
    for (String id : ids) {
      assertThat(scene.told()).anyMatch(it -> it.text().contains(id));
    }
    assertThat(scene.drills().has("running")).isFalse();
    assertThat(scene.left().incidents()).isEmpty();
    // Nothing but the drills' own events is in the group.
    assertThat(
            Clients.of(scene.aws, "tester")
                .logs()
                .filterLogEvents(it -> it.logGroupName(LocalAws.LOG_GROUP))
                .events())
        .hasSameSizeAs(ids);
  }
}
