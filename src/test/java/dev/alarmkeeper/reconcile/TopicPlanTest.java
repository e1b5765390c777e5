package dev.alarmkeeper.reconcile;

import static dev.alarmkeeper.Fixtures.ACCOUNT;
import static dev.alarmkeeper.Fixtures.ROOT_USAGE;
import static dev.alarmkeeper.Fixtures.STRANGER;
import static dev.alarmkeeper.Fixtures.email;
import static dev.alarmkeeper.reconcile.Plans.desired;
import static dev.alarmkeeper.reconcile.Plans.only;
import static dev.alarmkeeper.reconcile.Plans.plan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.alarmkeeper.Fixtures;
import dev.alarmkeeper.chain.Arn;
import dev.alarmkeeper.chain.Delivery;
import dev.alarmkeeper.chain.Link;
import dev.alarmkeeper.chain.Observed.Absent;
import dev.alarmkeeper.chain.Observed.Present;
import dev.alarmkeeper.chain.Severity;
import dev.alarmkeeper.chain.Subscription;
import dev.alarmkeeper.chain.Subscription.State;
import dev.alarmkeeper.chain.Topic;
import dev.alarmkeeper.control.ChainSettings;
import dev.alarmkeeper.control.ChainSettings.TopicSettings;
import dev.alarmkeeper.control.Desired;
import dev.alarmkeeper.policy.Answer;
import dev.alarmkeeper.policy.Grant;
import dev.alarmkeeper.reconcile.Remedy.Ask;
import dev.alarmkeeper.reconcile.Remedy.Note;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What follows where the topic or its subscriptions are not as they should be. */
class TopicPlanTest {
  @Test
  void aForeignTopicIsItsOwnersInEveryWay() {
    Arn foreign = STRANGER.arn("sns", "alarms");
    Desired desired = desired(withTopic(foreign), Fixtures.place());
    for (var observed :
        List.of(
            new Absent<Topic>(),
            new Present<>(
                new Topic(
                    foreign, new Grant(Answer.NO, List.of(), List.of()), Optional.empty())))) {
      InMemoryChain chain = InMemoryChain.whole(desired);
      chain.topic = observed;
      Plan plan = Planner.plan(desired, chain.snapshot(), ROOT_USAGE);
      assertThat(only(plan).link()).isEqualTo(Link.TOPIC);
      assertThat(only(plan).remedy())
          .isInstanceOfSatisfying(
              Ask.class,
              ask ->
                  assertThat(ask.why())
                      .contains("belongs to account " + STRANGER.id(), "account " + ACCOUNT.id()));
    }
  }

  @Test
  void aDenyInTheTopicsPolicyIsAPersonsBesideOurAllow() {
    Plan plan =
        plan(
            it ->
                it.topic =
                    new Present<>(
                        new Topic(
                            Fixtures.TOPIC_ARN,
                            new Grant(Answer.NO, List.of("NoServices"), List.of()),
                            Optional.empty())));
    assertThat(plan.findings())
        .extracting(it -> it.remedy().getClass().getSimpleName())
        .containsExactlyInAnyOrder("Ask", "Fix");
  }

  @Test
  void anAttributeThatIsNotKnownIsNotedAndChangesNoVerdict() {
    Plan plan =
        plan(
            it ->
                it.topic =
                    new Present<>(
                        new Topic(
                            Fixtures.TOPIC_ARN,
                            Grant.FULL,
                            Optional.empty(),
                            Optional.empty(),
                            Optional.of(262_144),
                            List.of("QuietHours"))));

    assertThat(plan.findings())
        .singleElement()
        .satisfies(
            it ->
                assertThat(it.remedy())
                    .isInstanceOfSatisfying(
                        Note.class, note -> assertThat(note.why()).contains("QuietHours")));
  }

  @Test
  void aPendingEmailIsNotAskedForAgain() {
    Plan plan = plan(subscribed(State.PENDING));
    assertThat(only(plan).kind()).isEqualTo(Kind.UNSETTLED);
    assertThat(only(plan).severity()).as("nobody hears").isEqualTo(Severity.CRITICAL);
    assertThat(only(plan).remedy()).isInstanceOf(Ask.class);
    assertThat(plan.repairs()).isEmpty();
  }

  @Test
  void aDeletedRowIsNotSubscribedAgainWhileItStays() {
    Plan plan = plan(subscribed(State.DELETED));
    assertThat(only(plan).kind()).isEqualTo(Kind.UNSETTLED);
    assertThat(only(plan).severity()).as("nobody hears").isEqualTo(Severity.CRITICAL);
    assertThat(plan.repairs()).isEmpty();
  }

  /** Whoever subscribes an address again makes a second row, which SNS lists in any order. */
  @ParameterizedTest
  @CsvSource({
    "CONFIRMED, PENDING",
    "PENDING,   CONFIRMED",
    "CONFIRMED, DELETED",
    "DELETED,   CONFIRMED"
  })
  void ofTwoRowsOfAnAddressTheConfirmedOneCounts(State first, State second) {
    Plan plan =
        plan(
            it ->
                it.subscriptions =
                    new Present<>(
                        List.of(
                            new Subscription("email", "sec@example.com", first),
                            new Subscription("email", "SEC@example.com", second))));
    assertThat(plan.findings()).isEmpty();
  }

  @Test
  void ofTwoRowsOfWhichNoneIsConfirmedOneIsAwaited() {
    Plan plan =
        plan(
            it ->
                it.subscriptions =
                    new Present<>(
                        List.of(
                            new Subscription("email", "sec@example.com", State.DELETED),
                            new Subscription("email", "sec@example.com", State.PENDING))));
    assertThat(only(plan).kind()).isEqualTo(Kind.UNSETTLED);
    assertThat(plan.repairs()).isEmpty();
  }

  @Test
  void whereSomebodyElseHearsAMissingSubscriptionIsLessSevere() {
    Plan plan = plan(it -> it.subscriptions = new Present<>(List.of(email("other@example.com"))));
    assertThat(plan.findings())
        .extracting(Finding::kind, Finding::severity)
        .containsExactly(tuple(Kind.MISSING, Severity.HIGH), tuple(Kind.DRIFTED, Severity.LOW));
  }

  @Test
  void aSubscriptionThatNobodyConfiguredIsNotedAndLeftAlone() {
    Plan plan =
        plan(
            it ->
                it.subscriptions =
                    new Present<>(List.of(email("sec@example.com"), email("other@example.com"))));
    assertThat(only(plan).remedy()).isInstanceOf(Note.class);
    assertThat(only(plan).name()).startsWith("email:o***@example.com#").doesNotContain("other");
    assertThat(plan.repairs()).isEmpty();
  }

  @Test
  void withoutSettingsSomebodyHasToHear() {
    Desired nobodyNamed = desired(Fixtures.settings(ROOT_USAGE, List.of()), Fixtures.place());
    InMemoryChain chain = InMemoryChain.whole(nobodyNamed);
    assertThat(only(Planner.plan(nobodyNamed, chain.snapshot(), ROOT_USAGE)))
        .satisfies(
            it -> {
              assertThat(it.link()).isEqualTo(Link.SUBSCRIPTION);
              assertThat(it.kind()).isEqualTo(Kind.MISSING);
              assertThat(it.remedy()).isInstanceOf(Ask.class);
            });
    for (State deaf : List.of(State.PENDING, State.DELETED)) {
      subscribed(deaf).accept(chain);
      assertThat(Planner.plan(nobodyNamed, chain.snapshot(), ROOT_USAGE).findings()).hasSize(1);
    }
    subscribed(State.CONFIRMED).accept(chain);
    assertThat(Planner.plan(nobodyNamed, chain.snapshot(), ROOT_USAGE).findings()).isEmpty();
  }

  @Test
  void withoutSettingsOneHasToHearWhateverTheOthersTake() {
    Desired nobodyNamed = desired(Fixtures.settings(ROOT_USAGE, List.of()), Fixtures.place());
    InMemoryChain chain = InMemoryChain.whole(nobodyNamed);
    chain.subscriptions = new Present<>(List.of(email("a@example.com"), email("b@example.com")));
    chain.deliveries = new Present<>(List.of(filtered("a@example.com"), filtered("b@example.com")));

    Plan nobodyHears = Planner.plan(nobodyNamed, chain.snapshot(), ROOT_USAGE);
    assertThat(nobodyHears.repairs()).as("a policy is its owner's").isEmpty();
    assertThat(nobodyHears.findings())
        .allSatisfy(it -> assertThat(it.severity()).isEqualTo(Severity.CRITICAL))
        .extracting(it -> it.remedy() instanceof Ask(_, String command) ? command : "none")
        .containsExactly(taking("a@example.com"), taking("b@example.com"));

    chain.deliveries =
        new Present<>(List.of(filtered("a@example.com"), Delivery.of(filtered("b@example.com"))));
    assertThat(Planner.plan(nobodyNamed, chain.snapshot(), ROOT_USAGE).findings()).isEmpty();
  }

  private static Delivery filtered(String address) {
    return new Delivery(
        email(address),
        Fixtures.TOPIC_ARN + ":" + address,
        Optional.of("{\"severity\": [\"high\"]}"),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static String taking(String address) {
    return "aws sns set-subscription-attributes --attribute-name FilterPolicy --attribute-value"
        + " '{}' --subscription-arn "
        + Fixtures.TOPIC_ARN
        + ":"
        + address
        + " --region us-east-1";
  }

  private static ChainSettings withTopic(Arn topic) {
    ChainSettings settings = Fixtures.settings();
    return new ChainSettings(
        settings.controls(),
        settings.profile(),
        settings.match(),
        settings.trailName(),
        settings.logGroup(),
        settings.names(),
        new TopicSettings(Optional.of(topic), "unused", Optional.empty()),
        settings.subscriptions());
  }

  private static Consumer<InMemoryChain> subscribed(State state) {
    return chain ->
        chain.subscriptions =
            new Present<>(List.of(new Subscription("email", "Sec@Example.com", state)));
  }
}
