package dev.alarmkeeper.reconcile;

import static dev.alarmkeeper.Fixtures.ACCOUNT;
import static dev.alarmkeeper.Fixtures.GROUP;
import static dev.alarmkeeper.Fixtures.NOW;
import static dev.alarmkeeper.Fixtures.ROOT_USAGE;
import static dev.alarmkeeper.Fixtures.STRANGER;
import static dev.alarmkeeper.Fixtures.TRAIL_ARN;
import static dev.alarmkeeper.reconcile.Plans.absent;
import static dev.alarmkeeper.reconcile.Plans.desired;
import static dev.alarmkeeper.reconcile.Plans.only;
import static dev.alarmkeeper.reconcile.Plans.plan;
import static dev.alarmkeeper.reconcile.Plans.planAt;
import static org.assertj.core.api.Assertions.assertThat;

import dev.alarmkeeper.Fixtures;
import dev.alarmkeeper.chain.Account;
import dev.alarmkeeper.chain.Arn;
import dev.alarmkeeper.chain.Difference;
import dev.alarmkeeper.chain.Link;
import dev.alarmkeeper.chain.LogGroup;
import dev.alarmkeeper.chain.Observed.Absent;
import dev.alarmkeeper.chain.Observed.Present;
import dev.alarmkeeper.chain.Observed.Unreadable;
import dev.alarmkeeper.chain.Trail;
import dev.alarmkeeper.chain.TrailStatus;
import dev.alarmkeeper.control.Desired;
import dev.alarmkeeper.control.Place;
import dev.alarmkeeper.reconcile.Remedy.Ask;
import dev.alarmkeeper.reconcile.Remedy.Fix;
import dev.alarmkeeper.reconcile.Remedy.Wait;
import dev.alarmkeeper.reconcile.Repair.StartLogging;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What follows where the trail or its log group is not as it should be. */
class TrailPlanTest {
  /** A trail that was stopped for longer delivered last before that: it has its hour again. */
  @ParameterizedTest(name = "started {0} min ago, delivered {1} min ago: {2}")
  @CsvSource({
    "2,   300, wait",
    "59,  300, wait",
    "61,  300, ask",
    "600, 300, ask",
    "2,   -1,  wait",
    "600, -1,  ask",
    "2,   30,  whole",
    "600, 30,  whole"
  })
  void aTrailThatWasJustStartedIsWaitedFor(long started, long delivered, String ending) {
    Plan plan =
        plan(
            it ->
                it.status =
                    new Present<>(
                        new TrailStatus(
                            Fixtures.trail(),
                            true,
                            Optional.empty(),
                            Optional.of(Duration.ofMinutes(delivered)).filter(d -> !d.isNegative()),
                            Optional.of(Duration.ofMinutes(started)))));
    switch (ending) {
      case "wait" -> assertThat(only(plan).remedy()).isInstanceOf(Remedy.Wait.class);
      case "ask" -> assertThat(only(plan).remedy()).isInstanceOf(Remedy.Ask.class);
      default -> assertThat(plan.findings()).isEmpty();
    }
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
                          "aws cloudtrail describe-trails --include-shadow-trails"
                              + " --region us-east-1"));
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

  private static Present<LogGroup> created(Instant at) {
    return new Present<>(
        new LogGroup(
            GROUP, Optional.empty(), Optional.empty(), LogGroup.STANDARD, false, Optional.of(at)));
  }

  private static Present<TrailStatus> stopped(Trail trail) {
    return new Present<>(
        new TrailStatus(trail, false, Optional.empty(), Optional.of(Duration.ofDays(1))));
  }
}
