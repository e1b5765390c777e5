package dev.alarmkeeper.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alarmkeeper.Fixtures;
import dev.alarmkeeper.chain.Link;
import dev.alarmkeeper.chain.Severity;
import dev.alarmkeeper.evidence.incident.OwnLook;
import dev.alarmkeeper.evidence.incident.SearchProgress;
import dev.alarmkeeper.evidence.notify.OperationsTopic.Notice;
import dev.alarmkeeper.evidence.notify.Sent;
import dev.alarmkeeper.evidence.report.ReportedFinding;
import dev.alarmkeeper.evidence.report.ReportedFinding.Shown;
import dev.alarmkeeper.evidence.store.StoredDocuments;
import dev.alarmkeeper.reconcile.Cause;
import dev.alarmkeeper.reconcile.Kind;
import dev.alarmkeeper.text.JsonFields;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a look finds of alarmkeeper itself is an incident, with who did it. */
class OwnLookTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final String MALLORY = "arn:aws:sts::111122223333:assumed-role/Admin/mallory";
  private static final String SELF_RULE = "rule alarmkeeper-SelfRule";
  private static final String TOPIC = "operations topic alarmkeeper-OperationsTopic-1A2B3C";

  private final Story story = new Story();

  /** The rule that would tell that a rule is disabled cannot tell it of itself. */
  @Test
  void whatNoEventToldIsFoundByTheNextLookAndWhoDidItIsLookedUp() {
    look();
    story.later(MINUTE);
    record("events", "DisableRule", "{\"name\":\"alarmkeeper-SelfRule-1A2B3C\"}");
    story.later(MINUTE);
    look(disabled(SELF_RULE));

    JsonFields incident = onlyIncident();
    assertThat(incident.text("link")).contains("alarmkeeper");
    assertThat(incident.text("name")).contains(SELF_RULE);
    assertThat(incident.text("state")).contains("needs_person");
    assertThat(incident.isTrue("exposing")).isFalse();
    assertThat(bodies())
        .singleElement()
        .asString()
        .startsWith("BROKEN: alarmkeeper " + SELF_RULE + "\nOnly a person can mend it.\n")
        .contains("DisableRule", MALLORY, "aws events enable-rule")
        .contains("Broken no earlier than the last verified look")
        // The chain is whole, and nothing says what became of its events.
        .doesNotContain("xposed", "Weakens");
    assertThat(story.published()).containsExactly("Needs Person");
    assertThat(story.alarmTopic.notices).isEmpty();
  }

  @Test
  void itIsSettledWhenTheHistoryHasCaughtUp() {
    look();
    story.later(MINUTE);
    record("events", "DisableRule", "{\"name\":\"alarmkeeper-SelfRule-1A2B3C\"}");
    story.later(MINUTE);
    look(disabled(SELF_RULE));
    story.later(SearchProgress.LAG.plus(MINUTE));
    look(disabled(SELF_RULE));

    assertThat(onlyIncident().text("broken_since_certainty")).contains("known");
    assertThat(onlyIncident().instant("broken_since")).contains(Fixtures.NOW.plus(MINUTE));
  }

  @Test
  void itEndsWhenALookFindsThePartAsItWasDeployed() {
    look(disabled(SELF_RULE));
    story.later(MINUTE);
    look();

    assertThat(onlyIncident().text("state")).contains("ended");
    assertThat(bodies().getLast()).startsWith("WHOLE AGAIN: alarmkeeper " + SELF_RULE);
    assertThat(story.published()).containsExactly("Needs Person", "Chain Repaired");
  }

  @Test
  void neitherARunThatDidNotLookNorALookThatDidNotReadEndsIt() {
    look(disabled(SELF_RULE));
    story.own = Optional.empty();
    story.later(MINUTE).run();
    story.own =
        Optional.of(
            new OwnLook(
                story.now, List.of(), Set.of("operations topic"), List.of("events:ListRules")));
    story.later(MINUTE);
    EvidenceSummary left = story.run();

    assertThat(onlyIncident().text("state")).contains("needs_person");
    assertThat(left.missing())
        .containsExactly("alarmkeeper itself was not looked at: events:ListRules");
    assertThat(left.oldest()).isEqualTo(MINUTE.multipliedBy(2));
  }

  /** The event comes first, and is confirmed; the next look shows that it is still so. */
  @Test
  void aChangeThatACallHasToldIsTheSameIncidentWhenALookFindsIt() {
    look();
    story.own = Optional.empty();
    story.later(MINUTE);
    story.run(
        Story.cause(record("events", "DisableRule", "{\"name\":\"alarmkeeper-KeyRule-1A2B3C\"}")));
    story.later(MINUTE);
    look(disabled("rule alarmkeeper-KeyRule"));

    assertThat(onlyIncident().requiredNumber("number")).isEqualTo(1);
    assertThat(onlyIncident().text("state")).contains("needs_person");
    assertThat(onlyIncident().objects("candidates")).hasSize(1);
    assertThat(bodies()).hasSize(1);

    story.later(Duration.ofHours(1));
    look(disabled("rule alarmkeeper-KeyRule"));
    assertThat(bodies().getLast()).startsWith("STILL BROKEN: alarmkeeper rule alarmkeeper-KeyRule");
  }

  /** Whoever disabled a rule has not taken its target. */
  @Test
  void whatTheCallThatWasToldCannotHaveLedToIsAnotherIncident() {
    look();
    story.own = Optional.empty();
    story.later(MINUTE);
    story.run(
        Story.cause(record("events", "DisableRule", "{\"name\":\"alarmkeeper-KeyRule-1A2B3C\"}")));
    story.later(MINUTE);
    look(finding("rule alarmkeeper-KeyRule", "targets", "function", "not this one", "aws events"));

    assertThat(onlyIncident().requiredNumber("number")).isEqualTo(2);
    assertThat(onlyIncident().objects("candidates")).isEmpty();
    assertThat(bodies()).hasSize(2);
  }

  /** CloudTrail's history lags, so that a look often comes before the call is confirmed. */
  @Test
  void aCallThatIsConfirmedAfterTheLookIsTheSameIncident() {
    look();
    story.own = Optional.empty();
    story.later(MINUTE);
    Map<String, @Nullable Object> call =
        story.call(
            "events.amazonaws.com",
            "DisableRule",
            MALLORY,
            "{\"name\":\"alarmkeeper-KeyRule-1A2B3C\"}");
    story.run(Story.cause(call));
    story.later(MINUTE);
    look(disabled("rule alarmkeeper-KeyRule"));
    story.outside.records.add(call);
    story.later(SearchProgress.LAG);
    look(disabled("rule alarmkeeper-KeyRule"));

    assertThat(onlyIncident().requiredNumber("number")).isEqualTo(1);
    assertThat(onlyIncident().objects("candidates")).hasSize(1);
    assertThat(onlyIncident().toString()).contains(MALLORY);
  }

  /** Whoever gave a rule another target has not disabled it. */
  @Test
  void aCallThatCannotHaveLedToItIsNoCandidate() {
    look();
    story.later(MINUTE);
    record("events", "PutTargets", "{\"rule\":\"alarmkeeper-SelfRule-1A2B3C\"}");
    record("events", "DisableRule", "{\"name\":\"alarmkeeper-KeyRule-1A2B3C\"}");
    record("events", "EnableRule", "{\"name\":\"alarmkeeper-SelfRule-1A2B3C\"}");
    story.later(MINUTE);
    look(disabled(SELF_RULE));

    assertThat(onlyIncident().objects("candidates")).isEmpty();
    assertThat(bodies().getFirst()).contains("Who: not known.");
  }

  /** Nobody hears the operations topic, and so the chain's own topic tells of that. */
  @Test
  void thatNobodyHearsIsToldOnTheOtherTopic() {
    look(unheard());

    assertThat(story.alarmTopic.notices)
        .extracting(Notice::body)
        .singleElement()
        .asString()
        .startsWith("BROKEN: alarmkeeper " + TOPIC);
    assertThat(bodies()).hasSize(1);
    assertThat(story.published()).containsExactly("Needs Person");
  }

  /** A topic that is gone takes no message, and the other one must not get it in every run. */
  @Test
  void whatTheOtherTopicTookIsNotToldAgain() {
    story.outside.topic = new Sent.Refused("sns:Publish: no such topic");
    for (int i = 0; i < 3; i++) {
      look(unheard());
      story.later(MINUTE);
    }

    assertThat(story.alarmTopic.notices).hasSize(1);
  }

  @Test
  void whatNeitherTopicTookIsToldLater() {
    story.outside.topic = new Sent.Refused("sns:Publish: no such topic");
    story.alarmTopic.topic = new Sent.Refused("sns:Publish: denied");
    look(unheard());
    story.alarmTopic.topic = Outside.DONE;
    story.later(MINUTE);
    look(unheard());

    assertThat(story.alarmTopic.notices).hasSize(1);
  }

  /** A chain is whole or not whatever becomes of who keeps it. */
  @Test
  void theChainsVerdictDoesNotDependOnIt() {
    story.own = Optional.of(seeing(disabled(SELF_RULE)));
    EvidenceSummary left = story.run();

    assertThat(story.repair(Cause.of("schedule")).verdict()).hasToString("COMPLIANT");
    assertThat(left.missing()).isEmpty();
    assertThat(left.whole()).isTrue();
  }

  private void look(ReportedFinding... found) {
    story.own = Optional.of(seeing(found));
    story.run();
  }

  private OwnLook seeing(ReportedFinding... found) {
    return new OwnLook(
        story.now, List.of(found), Set.of("rule", "watching alarm", "operations topic"), List.of());
  }

  private static ReportedFinding disabled(String rule) {
    return finding(
        rule, "state", "ENABLED", "DISABLED", "aws events enable-rule --name " + rule + "-1A2B3C");
  }

  private static ReportedFinding unheard() {
    return finding(TOPIC, "subscribers", "somebody who surely hears", "nobody", "aws sns");
  }

  private static ReportedFinding finding(
      String name, String label, String desired, String observed, String command) {
    return new ReportedFinding(
        Link.ALARMKEEPER,
        name,
        List.of(),
        Kind.DRIFTED,
        Severity.HIGH,
        List.of(new Shown(label, desired, observed, "nobody hears", Optional.empty())),
        ReportedFinding.Todo.ASK,
        ReportedFinding.Result.NONE,
        "put it back",
        command,
        false,
        List.of());
  }

  private Map<String, @Nullable Object> record(
      String service, String operation, String parameters) {
    Map<String, @Nullable Object> record =
        story.call(service + ".amazonaws.com", operation, MALLORY, parameters);
    story.outside.records.add(record);
    return record;
  }

  private List<String> bodies() {
    return story.outside.notices.stream().map(Notice::body).toList();
  }

  private JsonFields onlyIncident() {
    List<JsonFields> kept = story.kept(StoredDocuments.DRIFT);
    assertThat(kept).hasSize(1);
    return kept.getFirst().object("incident");
  }
}
