package dev.alarmkeeper.reconcile;

import static dev.alarmkeeper.Fixtures.ACCOUNT;
import static dev.alarmkeeper.Fixtures.GROUP;
import static dev.alarmkeeper.Fixtures.NOW;
import static dev.alarmkeeper.Fixtures.ROOT_USAGE;
import static dev.alarmkeeper.Fixtures.STRANGER;
import static dev.alarmkeeper.Fixtures.TRAIL_ARN;
import static dev.alarmkeeper.Fixtures.email;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.alarmkeeper.Fixtures;
import dev.alarmkeeper.chain.AFilter;
import dev.alarmkeeper.chain.Account;
import dev.alarmkeeper.chain.Alarm;
import dev.alarmkeeper.chain.AnAlarm;
import dev.alarmkeeper.chain.Arn;
import dev.alarmkeeper.chain.Difference;
import dev.alarmkeeper.chain.Link;
import dev.alarmkeeper.chain.LogGroup;
import dev.alarmkeeper.chain.MetricFilter;
import dev.alarmkeeper.chain.Observed.Absent;
import dev.alarmkeeper.chain.Observed.Present;
import dev.alarmkeeper.chain.Observed.Unreadable;
import dev.alarmkeeper.chain.Severity;
import dev.alarmkeeper.chain.Subscription;
import dev.alarmkeeper.chain.Subscription.State;
import dev.alarmkeeper.chain.Topic;
import dev.alarmkeeper.chain.Topic.Grant;
import dev.alarmkeeper.chain.Trail;
import dev.alarmkeeper.chain.TrailStatus;
import dev.alarmkeeper.control.ChainSettings;
import dev.alarmkeeper.control.ChainSettings.TopicSettings;
import dev.alarmkeeper.control.Control;
import dev.alarmkeeper.control.Desired;
import dev.alarmkeeper.control.DesiredState;
import dev.alarmkeeper.control.Place;
import dev.alarmkeeper.reconcile.Remedy.Ask;
import dev.alarmkeeper.reconcile.Remedy.Fix;
import dev.alarmkeeper.reconcile.Remedy.Note;
import dev.alarmkeeper.reconcile.Remedy.Wait;
import dev.alarmkeeper.reconcile.Repair.CreateLogGroup;
import dev.alarmkeeper.reconcile.Repair.CreateTopic;
import dev.alarmkeeper.reconcile.Repair.EnableActions;
import dev.alarmkeeper.reconcile.Repair.PutAlarm;
import dev.alarmkeeper.reconcile.Repair.PutFilter;
import dev.alarmkeeper.reconcile.Repair.StartLogging;
import dev.alarmkeeper.reconcile.Repair.Subscribe;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What follows from desired and observed, link by link. */
class PlannerTest {
  private static final Desired DESIRED = desired(Fixtures.settings(), Fixtures.place());

  @ParameterizedTest
  @ValueSource(strings = {"root_usage", "all"})
  void aWholeChainHasNoFindings(String names) {
    List<Control> controls = Fixtures.controls(names);
    Desired desired =
        desired(Fixtures.settings(controls, List.of(email("sec@example.com"))), Fixtures.place());
    Snapshot seen = InMemoryChain.whole(desired).snapshot();
    assertThat(desired.watches()).hasSameSizeAs(controls);
    assertThat(Planner.plan(desired, seen, controls).findings()).isEmpty();
  }

  static final List<Arguments> MISSING =
      List.of(
          missing("log group", Link.LOG_GROUP, CreateLogGroup.class, it -> it.logGroup = absent()),
          missing("filter", Link.METRIC_FILTER, PutFilter.class, it -> it.filters = none()),
          missing("alarm", Link.ALARM, PutAlarm.class, it -> it.alarms = none()),
          missing("topic", Link.TOPIC, CreateTopic.class, it -> it.topic = absent()),
          missing("people", Link.SUBSCRIPTION, Subscribe.class, it -> it.subscriptions = none()));

  @ParameterizedTest(name = "{0}")
  @FieldSource("MISSING")
  void whatIsMissingIsMade(
      String what, Link link, Class<? extends Repair> repair, Consumer<InMemoryChain> loss) {
    assertThat(plan(loss).findings())
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.link()).isEqualTo(link);
              assertThat(it.kind()).isEqualTo(Kind.MISSING);
              assertThat(it.severity()).isEqualTo(Severity.CRITICAL);
              assertThat(it.differences()).isEmpty();
              assertThat(it.remedy()).isInstanceOf(Fix.class);
              assertThat(((Fix) it.remedy()).repair()).isInstanceOf(repair);
              assertThat(((Fix) it.remedy()).repair().link()).isEqualTo(link);
            });
  }

  @Test
  void everythingMissingIsMadeAlongTheChain() {
    assertThat(plan(InMemoryChain::deleteEverything).repairs())
        .extracting(it -> it.getClass().getSimpleName())
        .containsExactly("CreateLogGroup", "PutFilter", "PutAlarm", "CreateTopic", "Subscribe");
  }

  static final List<Arguments> UNREADABLE =
      List.of(
          unreadable("trail", Link.TRAIL, (chain, why) -> chain.trail = why.of()),
          unreadable("trail's status", Link.TRAIL, (chain, why) -> chain.status = why.of()),
          unreadable("log group", Link.LOG_GROUP, (chain, why) -> chain.logGroup = why.of()),
          unreadable("filters", Link.METRIC_FILTER, (chain, why) -> chain.filters = why.of()),
          unreadable("alarms", Link.ALARM, (chain, why) -> chain.alarms = why.of()),
          unreadable("topic", Link.TOPIC, (chain, why) -> chain.topic = why.of()),
          unreadable(
              "subscriptions", Link.SUBSCRIPTION, (chain, why) -> chain.subscriptions = why.of()));

  @ParameterizedTest(name = "{0}")
  @FieldSource("UNREADABLE")
  void aDeniedReadIsNeverACreate(String what, Link link, Blinding blinding) {
    Plan plan = plan(it -> blinding.blind(it, new Why("AccessDenied: grant it", false)));
    assertThat(plan.findings())
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.link()).isEqualTo(link);
              assertThat(it.kind()).isEqualTo(Kind.UNREADABLE);
              assertThat(it.severity()).isEqualTo(Severity.CRITICAL);
              assertThat(it.remedy()).isEqualTo(new Ask("AccessDenied: grant it", ""));
            });
    assertThat(plan.repairs()).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @FieldSource("UNREADABLE")
  void aThrottledReadIsWaitedFor(String what, Link link, Blinding blinding) {
    Plan plan = plan(it -> blinding.blind(it, new Why("Throttling", true)));
    assertThat(plan.findings())
        .extracting(Finding::kind, Finding::remedy)
        .containsExactly(tuple(Kind.UNREADABLE, new Wait("Throttling")));
  }

  /** DescribeMetricFilters and DescribeLogGroups find by prefix: a twin must not stand in. */
  @Test
  void aPrefixTwinIsAbsent() {
    Plan plan =
        plan(
            it -> {
              it.filters = new Present<>(List.of(filterNamed("root_usage_metric_old")));
              it.alarms = new Present<>(List.of(AnAlarm.with(a -> a.name = "root_usage_alar")));
            });
    assertThat(plan.findings())
        .extracting(Finding::link, Finding::kind)
        .containsExactly(
            tuple(Link.METRIC_FILTER, Kind.MISSING),
            tuple(Link.ALARM, Kind.MISSING),
            // and that it means the same is worth a note
            tuple(Link.METRIC_FILTER, Kind.DRIFTED));
  }

  @Test
  void aDriftedFilterIsWrittenOnceWithAllItsDifferences() {
    Finding finding =
        only(
            plan(
                it ->
                    it.filters =
                        new Present<>(
                            List.of(
                                AFilter.with(
                                    f -> {
                                      f.value = "0";
                                      f.defaultValue = Optional.of(-1.0);
                                    })))));
    assertThat(finding.differences())
        .extracting(Difference::field)
        .containsExactly("metric value", "default value");
    assertThat(finding.severity()).as("the worst of both").isEqualTo(Severity.CRITICAL);
    assertThat(finding.remedy())
        .isEqualTo(new Fix(new PutFilter(AFilter.asItShouldBe(), DESIRED.match())));
  }

  @Test
  void disabledActionsAloneAreEnabledAndNothingIsOverwritten() {
    Finding finding = only(plan(alarm(a -> a.enabled = false)));
    assertThat(finding.remedy()).isEqualTo(new Fix(new EnableActions(AnAlarm.asItShouldBe())));
  }

  @Test
  void aDriftedAlarmIsWrittenOnceWithItsActionsEnabled() {
    Finding finding =
        only(
            plan(
                alarm(
                    a -> {
                      a.enabled = false;
                      a.threshold = 100;
                    })));
    assertThat(finding.remedy()).isEqualTo(new Fix(new PutAlarm(AnAlarm.asItShouldBe())));
    assertThat(finding.differences())
        .extracting(Difference::field)
        .containsExactly("actions enabled", "condition");
  }

  @Test
  void anotherKindOfAlarmIsAPersons() {
    Plan plan =
        plan(
            alarm(
                a -> {
                  a.type = Alarm.Type.COMPOSITE;
                  a.enabled = false;
                  a.metric = Optional.empty();
                }));
    assertThat(only(plan).differences()).extracting(Difference::field).containsExactly("type");
    assertThat(only(plan).remedy())
        .isEqualTo(
            new Ask(
                "delete it or rename it; the next run creates the metric alarm",
                "aws cloudwatch delete-alarms --alarm-names root_usage_alarm"));
  }

  @Test
  void anAlarmFullOfOthersActionsIsAPersonsAndTheRestIsStillWritten() {
    Consumer<AnAlarm> full = a -> a.actions = new ArrayList<>(List.of("a", "b", "c", "d", "e"));
    assertThat(only(plan(alarm(full))).remedy()).isInstanceOf(Ask.class);
    assertThat(plan(alarm(full.andThen(a -> a.threshold = 5))).findings())
        .extracting(it -> it.remedy().getClass().getSimpleName())
        .containsExactlyInAnyOrder("Fix", "Ask");
  }

  @Test
  void anAlarmThatCannotBeEvaluatedIsWaitedFor() {
    Finding finding = only(plan(alarm(a -> a.evaluationState = Optional.of("EVALUATION_FAILURE"))));
    assertThat(finding.remedy()).isInstanceOf(Wait.class);
  }

  @Test
  void aForeignTopicIsItsOwnersInEveryWay() {
    Arn foreign = STRANGER.arn("sns", "alarms");
    Desired desired = desired(withTopic(foreign), Fixtures.place());
    for (var observed :
        List.of(
            new Absent<Topic>(),
            new Present<>(new Topic(foreign, new Grant(false, List.of()), Optional.empty())))) {
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
                            new Grant(false, List.of("NoServices")),
                            Optional.empty())));
    assertThat(plan.findings())
        .extracting(it -> it.remedy().getClass().getSimpleName())
        .containsExactlyInAnyOrder("Ask", "Fix");
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
    subscribed(State.PENDING).accept(chain);
    assertThat(Planner.plan(nobodyNamed, chain.snapshot(), ROOT_USAGE).findings()).hasSize(1);
    subscribed(State.CONFIRMED).accept(chain);
    assertThat(Planner.plan(nobodyNamed, chain.snapshot(), ROOT_USAGE).findings()).isEmpty();
  }

  @Test
  void aLogGroupYoungerThanTheLastDeliveryIsUnsettled() {
    Finding finding = only(plan(it -> it.logGroup = created(NOW.minus(Duration.ofMinutes(1)))));
    assertThat(finding.kind()).isEqualTo(Kind.UNSETTLED);
    assertThat(finding.remedy()).isInstanceOf(Wait.class);
  }

  @Test
  void aNewLogGroupThatTheTrailHasDeliveredToIsSettled() {
    assertThat(plan(it -> it.logGroup = created(NOW.minus(Duration.ofMinutes(5)))).findings())
        .isEmpty();
  }

  @Test
  void aMissingTrailIsAPersonsToMake() {
    assertThat(only(plan(it -> it.trail = absent())))
        .satisfies(
            it -> {
              assertThat(it.kind()).isEqualTo(Kind.MISSING);
              assertThat(it.name()).isEqualTo("management-trail");
              assertThat(it.remedy()).isInstanceOf(Ask.class);
            });
  }

  /** The trail was listed, and a moment later its status was not found: it is gone. */
  @Test
  void aTrailWithoutAStatusIsMissing() {
    assertThat(only(plan(it -> it.status = absent())).kind()).isEqualTo(Kind.MISSING);
  }

  @Test
  void whereNoTrailFitsTheReasonOfTheSearchIsGiven() {
    Place nowhere =
        new Place(ACCOUNT, new Absent<>(), Optional.empty(), "no multi-region trail delivers");
    Plan plan = planAt(nowhere);
    assertThat(plan.findings())
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.link()).isEqualTo(Link.TRAIL);
              assertThat(it.name()).isEqualTo("none");
              assertThat(it.remedy())
                  .isEqualTo(
                      new Ask(
                          "no multi-region trail delivers",
                          "aws cloudtrail describe-trails --include-shadow-trails"));
            });
  }

  @Test
  void whereTheSearchForATrailWasDeniedItIsUnreadable() {
    Place unknown =
        new Place(ACCOUNT, new Unreadable<>("denied", false), Optional.empty(), "denied");
    assertThat(only(planAt(unknown)))
        .extracting(Finding::link, Finding::kind, Finding::remedy)
        .containsExactly(Link.TRAIL, Kind.UNREADABLE, new Ask("denied", ""));
  }

  @Test
  void aStoppedTrailOfOursIsStarted() {
    Finding finding = only(plan(it -> it.status = stopped(Fixtures.trail())));
    assertThat(finding.remedy()).isEqualTo(new Fix(new StartLogging(Fixtures.trail())));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "arn:aws:cloudtrail:us-east-1:999988887777:trail/organization",
        "arn:aws:cloudtrail:eu-west-1:111122223333:trail/home-elsewhere",
      })
  void aStoppedTrailOfAnotherAccountOrRegionIsAPersons(String arn) {
    Trail trail = new Trail(Arn.parse(arn), true, true, Optional.of(Fixtures.GROUP_ARN), true);
    Finding finding =
        only(
            plan(
                it -> {
                  it.trail = new Present<>(trail);
                  it.status = stopped(trail);
                }));
    assertThat(finding.remedy())
        .isInstanceOfSatisfying(
            Ask.class,
            ask ->
                assertThat(ask.command())
                    .isEqualTo(
                        "aws cloudtrail start-logging --name %s --region %s"
                            .formatted(arn, trail.arn().region())));
  }

  /** An attacker's redirect must not become the truth. */
  @Test
  void aTrailThatDeliversElsewhereIsAFindingAndTheChainStaysWhereItWas() {
    Optional<Arn> loot = Optional.of(LogGroup.arn(STRANGER, "loot"));
    Plan plan = plan(it -> it.trail = new Present<>(new Trail(TRAIL_ARN, false, true, loot, true)));
    assertThat(only(plan).differences())
        .containsExactly(
            new Difference(
                "log group",
                Fixtures.GROUP_ARN.toString(),
                "arn:aws:logs:us-east-1:999988887777:log-group:loot",
                "the trail delivers elsewhere, so the metric filter sees nothing"));
    assertThat(only(plan).remedy()).isInstanceOf(Ask.class);
  }

  @Test
  void aLogGroupOfAnotherRegionIsDeployedTo() {
    Account ireland = new Account("aws", "eu-west-1", ACCOUNT.id());
    Place elsewhere = Fixtures.place(LogGroup.arn(ireland, GROUP));
    Plan plan = planAt(elsewhere);
    assertThat(only(plan).link()).isEqualTo(Link.LOG_GROUP);
    assertThat(only(plan).remedy())
        .isEqualTo(
            new Ask(
                "the trail delivers to Region eu-west-1, and a metric filter lives where its log"
                    + " group is",
                "sam deploy --region eu-west-1"));
  }

  @Test
  void whatIsCoveredElsewhereIsNoDrift() {
    Place elsewhere = Fixtures.place(LogGroup.arn(STRANGER, "central"));
    Desired desired = desired(Fixtures.settings(), elsewhere);
    InMemoryChain chain = InMemoryChain.whole(desired);
    chain.deleteEverything();
    assertThat(elsewhere.isCoveredElsewhere()).isTrue();
    assertThat(Planner.plan(desired, chain.snapshot(), ROOT_USAGE).findings()).isEmpty();
  }

  @Test
  void aSharedLinkConcernsEveryControlAndAFilterItsOwn() {
    List<Control> two = Fixtures.controls("root_usage,vpc_changes");
    Desired desired = desired(Fixtures.settings(two, List.of()), Fixtures.place());
    InMemoryChain chain = InMemoryChain.whole(desired);
    chain.deleteEverything();
    assertThat(Planner.plan(desired, chain.snapshot(), two).findings())
        .extracting(it -> it.link() + " " + it.controls())
        .containsExactlyInAnyOrder(
            "LOG_GROUP [root_usage, vpc_changes]",
            "METRIC_FILTER [root_usage]",
            "METRIC_FILTER [vpc_changes]",
            "ALARM [root_usage]",
            "ALARM [vpc_changes]",
            "TOPIC [root_usage, vpc_changes]",
            "SUBSCRIPTION [root_usage, vpc_changes]");
  }

  private static Desired desired(ChainSettings settings, Place place) {
    return DesiredState.of(settings, settings.controls(), place);
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

  private static Plan plan(Consumer<InMemoryChain> change) {
    InMemoryChain chain = InMemoryChain.whole(DESIRED);
    change.accept(chain);
    return Planner.plan(DESIRED, chain.snapshot(), ROOT_USAGE);
  }

  private static Plan planAt(Place place) {
    Desired desired = desired(Fixtures.settings(), place);
    return Planner.plan(desired, InMemoryChain.whole(desired).snapshot(), ROOT_USAGE);
  }

  private static Finding only(Plan plan) {
    assertThat(plan.findings()).hasSize(1);
    return plan.findings().getFirst();
  }

  private static Consumer<InMemoryChain> alarm(Consumer<AnAlarm> change) {
    return chain -> chain.alarms = new Present<>(List.of(AnAlarm.with(change)));
  }

  private static MetricFilter filterNamed(String name) {
    return AFilter.with(f -> f.name = name);
  }

  private static Consumer<InMemoryChain> subscribed(State state) {
    return chain ->
        chain.subscriptions =
            new Present<>(List.of(new Subscription("email", "Sec@Example.com", state)));
  }

  private static Present<LogGroup> created(Instant at) {
    return new Present<>(
        new LogGroup(
            GROUP, Optional.empty(), Optional.empty(), LogGroup.STANDARD, false, Optional.of(at)));
  }

  private static Present<TrailStatus> stopped(Trail trail) {
    return new Present<>(
        new TrailStatus(trail, false, Optional.empty(), Optional.of(Duration.ofMinutes(5))));
  }

  private static <T> Absent<T> absent() {
    return new Absent<>();
  }

  private static <T> Present<List<T>> none() {
    return new Present<>(List.of());
  }

  private static Arguments missing(
      String what, Link link, Class<? extends Repair> repair, Consumer<InMemoryChain> loss) {
    return Arguments.of(what, link, repair, loss);
  }

  private static Arguments unreadable(String what, Link link, Blinding blinding) {
    return Arguments.of(what, link, blinding);
  }

  /** Makes one part of the chain unreadable. */
  interface Blinding {
    void blind(InMemoryChain chain, Why why);
  }

  record Why(String reason, boolean retryable) {
    <T> Unreadable<T> of() {
      return new Unreadable<>(reason, retryable);
    }
  }
}
