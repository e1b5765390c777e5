package dev.alarmkeeper.reconcile;

import static dev.alarmkeeper.Fixtures.email;
import static dev.alarmkeeper.reconcile.Plans.absent;
import static dev.alarmkeeper.reconcile.Plans.desired;
import static dev.alarmkeeper.reconcile.Plans.none;
import static dev.alarmkeeper.reconcile.Plans.only;
import static dev.alarmkeeper.reconcile.Plans.plan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.alarmkeeper.Fixtures;
import dev.alarmkeeper.chain.AFilter;
import dev.alarmkeeper.chain.AnAlarm;
import dev.alarmkeeper.chain.Difference;
import dev.alarmkeeper.chain.Link;
import dev.alarmkeeper.chain.MetricFilter;
import dev.alarmkeeper.chain.Observed.Present;
import dev.alarmkeeper.chain.Observed.Unreadable;
import dev.alarmkeeper.chain.Severity;
import dev.alarmkeeper.control.Control;
import dev.alarmkeeper.control.Desired;
import dev.alarmkeeper.reconcile.Remedy.Ask;
import dev.alarmkeeper.reconcile.Remedy.Fix;
import dev.alarmkeeper.reconcile.Remedy.Wait;
import dev.alarmkeeper.reconcile.Repair.CreateLogGroup;
import dev.alarmkeeper.reconcile.Repair.CreateTopic;
import dev.alarmkeeper.reconcile.Repair.EnableActions;
import dev.alarmkeeper.reconcile.Repair.PutAlarm;
import dev.alarmkeeper.reconcile.Repair.PutFilter;
import dev.alarmkeeper.reconcile.Repair.Subscribe;
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
        .isEqualTo(new Fix(new PutFilter(AFilter.asItShouldBe(), Optional.empty())));
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
  void anAlarmThatCannotBeEvaluatedIsWaitedFor() {
    Finding finding = only(plan(alarm(a -> a.evaluationState = Optional.of("EVALUATION_FAILURE"))));
    assertThat(finding.remedy()).isInstanceOf(Wait.class);
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

  private static Consumer<InMemoryChain> alarm(Consumer<AnAlarm> change) {
    return chain -> chain.alarms = new Present<>(List.of(AnAlarm.with(change)));
  }

  private static MetricFilter filterNamed(String name) {
    return AFilter.with(f -> f.name = name);
  }

  private static Arguments missing(
      String what, Link link, Class<? extends Repair> repair, Consumer<InMemoryChain> loss) {
    return Arguments.of(what, link, repair, loss);
  }

  private static Arguments unreadable(String what, Link link, Blinding blinding) {
    return Arguments.of(what, link, blinding);
  }

  record Why(String reason, boolean retryable) {
    <T> Unreadable<T> of() {
      return new Unreadable<>(reason, retryable);
    }
  }

  /** Makes one part of the chain unreadable. */
  interface Blinding {
    void blind(InMemoryChain chain, Why why);
  }
}
