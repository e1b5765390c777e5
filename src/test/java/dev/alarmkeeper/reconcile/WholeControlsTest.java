package dev.alarmkeeper.reconcile;

import static dev.alarmkeeper.Fixtures.NOW;
import static dev.alarmkeeper.reconcile.Plans.only;
import static dev.alarmkeeper.reconcile.Plans.plan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.alarmkeeper.Fixtures;
import dev.alarmkeeper.chain.AFilter;
import dev.alarmkeeper.chain.Alarm;
import dev.alarmkeeper.chain.AnAlarm;
import dev.alarmkeeper.chain.Difference;
import dev.alarmkeeper.chain.Link;
import dev.alarmkeeper.chain.Masking;
import dev.alarmkeeper.chain.MetricFilter;
import dev.alarmkeeper.chain.Observed.Present;
import dev.alarmkeeper.chain.Observed.Unreadable;
import dev.alarmkeeper.chain.Severity;
import dev.alarmkeeper.control.Catalogue;
import dev.alarmkeeper.control.Control;
import dev.alarmkeeper.control.Desired;
import dev.alarmkeeper.control.Overrides;
import dev.alarmkeeper.reconcile.Remedy.Ask;
import dev.alarmkeeper.reconcile.Remedy.Fix;
import dev.alarmkeeper.reconcile.Remedy.Note;
import dev.alarmkeeper.reconcile.Remedy.Wait;
import dev.alarmkeeper.text.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What follows from several links together: units, feeders, states and masking. */
class WholeControlsTest {
  private static final String BOTH = "{ $.eventName = \"A\" || $.eventName = \"B\" }";
  private static final String ONE = "{ $.eventName = \"A\" }";
  private static final String OTHER = "{ $.eventName = \"B\" }";

  @Test
  void aPairWithOneUnitIsLeftAlone() {
    assertThat(plan(units("Count", "Count")).findings()).isEmpty();
  }

  @Test
  void whereOnlyTheFilterCountsTheAlarmFollowsWithOneWrite() {
    Plan plan = plan(units("Count", null));
    assertThat(only(plan).remedy())
        .isEqualTo(new Fix(new Repair.PutAlarm(AnAlarm.with(a -> a.unit = Optional.of("Count")))));
  }

  @Test
  void aFilterOfAnotherGroupIsFound() {
    MetricFilter theirs =
        new MetricFilter(
            "app/logs",
            "theirs",
            "",
            AFilter.with(f -> f.value = "-1000").transformation(),
            MetricFilter.Scope.EVERYTHING);
    Finding finding =
        only(plan(it -> it.feeders = new Present<>(new Feeders(List.of(theirs), List.of()))));
    assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(finding.differences())
        .extracting(Difference::observed)
        .containsExactly("[app/logs:theirs publishes -1000]");
    assertThat(finding.remedy())
        .isInstanceOfSatisfying(
            Ask.class,
            it ->
                assertThat(it.command())
                    .isEqualTo(
                        "aws logs describe-metric-filters --metric-namespace CISBenchmark"
                            + " --metric-name root_usage_metric --region us-east-1"));
  }

  @Test
  void whatWasNotAskedIsNotFine() {
    assertThat(
            only(plan(
                    it ->
                        it.feeders = new Present<>(new Feeders(List.of(), List.of("root_usage")))))
                .kind())
        .isEqualTo(Kind.UNREADABLE);
    assertThat(only(plan(it -> it.feeders = new Unreadable<>("denied", false))).remedy())
        .isEqualTo(new Ask("denied", ""));
  }

  @Test
  void anAlarmInAlarmForHoursIsAPersons() {
    Finding finding =
        only(
            plan(
                alarm(
                    a ->
                        a.state =
                            Optional.of(
                                new Alarm.State(
                                    "ALARM", NOW.minus(Duration.ofHours(2)), NOW, "")))));
    assertThat(finding.severity()).isEqualTo(Severity.HIGH);
    assertThat(finding.remedy())
        .isInstanceOfSatisfying(
            Ask.class,
            it ->
                assertThat(it.command())
                    .isEqualTo(
                        "aws cloudwatch describe-alarm-history --history-item-type StateUpdate"
                            + " --alarm-name root_usage_alarm --region us-east-1"));
  }

  /** Two filters of which each has a part, and the owner says so. */
  @ParameterizedTest(name = "{0}, and {1}: {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "part-2 | | ",
        "       | | PutFilter", // not declared: the other one need not stay as it is
        "part-2 | value | PutFilter Ask",
        "part-2 | narrower | PutFilter",
        "part-2 | metric | PutFilter",
      })
  void aSplitPatternIsJudgedTogether(String feeders, String broken, String remedies) {
    List<Control> controls = controls(Optional.ofNullable(feeders).orElse(""));
    Desired desired = Plans.desired(Fixtures.settings(controls, List.of()), Fixtures.place());
    InMemoryChain chain = InMemoryChain.whole(desired);
    chain.filters =
        new Present<>(
            List.of(
                AFilter.with(f -> f.pattern = ONE),
                AFilter.with(
                    f -> {
                      f.name = "part-2";
                      f.pattern = OTHER;
                      switch (String.valueOf(broken)) {
                        case "value" -> f.defaultValue = Optional.of(-1.0);
                        case "narrower" ->
                            f.pattern = OTHER.replace(" }", " && $.readOnly IS FALSE }");
                        case "metric" -> f.metric = "another";
                        default -> {}
                      }
                    })));
    assertThat(Planner.plan(desired, chain.snapshot(), controls).findings())
        .filteredOn(it -> !(it.remedy() instanceof Note))
        .filteredOn(it -> it.link() == Link.METRIC_FILTER)
        .extracting(
            it ->
                it.remedy() instanceof Fix(Repair repair)
                    ? repair.getClass().getSimpleName()
                    : it.remedy().getClass().getSimpleName())
        .containsExactlyInAnyOrderElementsOf(
            Optional.ofNullable(remedies).stream()
                .flatMap(it -> Stream.of(it.split(" ")))
                .toList());
  }

  static List<String> harmlessMasks() {
    return List.of("EmployeeID-[0-9]{9}", "[0-9]{3}-[0-9]{2}-[0-9]{4}", "acme[a-z]+secret");
  }

  @ParameterizedTest
  @MethodSource("harmlessMasks")
  void aMaskThatMeetsNothingIsNoted(String regex) {
    assertThat(only(plan(masks(new Masking.Custom("it", regex)))).remedy())
        .isInstanceOfSatisfying(Note.class, it -> assertThat(it.why()).contains("it"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Root",
        "R",
        "Ro{2}t",
        "[A-Z][a-z]+",
        "\\w+",
        ".*",
        "userIdentity",
        "AwsApiCall", // the filter compares the event's type, whatever it is
        "false", // JSON without it is none
        "arn:aws:iam::[0-9]+:root.+" // goes on over all that follows
      })
  void aMaskThatMeetsWhatThePatternLooksAtHides(String regex) {
    Finding finding = only(plan(masks(new Masking.Custom("it", regex))));
    assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(finding.differences())
        .extracting(Difference::why)
        .allSatisfy(it -> assertThat(it).contains("hides"));
    assertThat(finding.remedy())
        .isInstanceOfSatisfying(
            Ask.class,
            it -> assertThat(it.command()).contains("aws logs get-data-protection-policy"));
  }

  /** They might go on beyond what they begin in, or are no expressions that AWS documents. */
  @ParameterizedTest
  @ValueSource(strings = {"secret=.+", "token[^ ]+", "a(b)c", "[", "\"type\""})
  void whatCannotBeWorkedOutMayHide(String regex) {
    Finding finding = only(plan(masks(new Masking.Custom("it", regex))));
    assertThat(finding.severity()).isEqualTo(Severity.HIGH);
    assertThat(finding.differences())
        .extracting(Difference::why)
        .allSatisfy(it -> assertThat(it).contains("may hide"));
  }

  /** A mask of 200 characters that a backtracking matcher would never be done with. */
  @Test
  void aHostileMaskCostsNoTime() {
    String hostile = "\\w*".repeat(66) + "-";
    assertTimeoutPreemptively(
        Duration.ofMinutes(1), () -> plan(masks(new Masking.Custom("it", hostile))));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "EmailAddress,             true",
    "CreditCardNumber,         true",
    "AwsSecretKey,             true",
    "IpAddress,                true",
    "PhoneNumber-US,           true",
    "PkcsPrivateKey,           true",
    "Name,                     false",
    "Address,                  false",
    "SomethingNew,             false"
  })
  void awssOwnIdentifiers(String name, boolean harmless) {
    Finding finding = only(plan(masks(new Masking.Managed(name))));
    assertThat(finding.remedy() instanceof Note).isEqualTo(harmless);
    assertThat(finding.severity()).isEqualTo(harmless ? Severity.LOW : Severity.HIGH);
  }

  @Test
  void aPatternThatLooksAtDigitsOrAddressesIsNotSpared() {
    List<Control> control =
        Overrides.over(
                Catalogue.controls(),
                Json.object(
                    "{\"overrides\":{\"root_usage\":{\"pattern\":\"{ $.sourceIPAddress = * }\"}}}"))
            .stream()
            .filter(it -> it.id().equals("root_usage"))
            .toList();
    Desired desired = Plans.desired(Fixtures.settings(control, List.of()), Fixtures.place());
    InMemoryChain chain = InMemoryChain.whole(desired);
    chain.masking = new Present<>(new Masking(List.of(new Masking.Managed("IpAddress"))));
    assertThat(Planner.plan(desired, chain.snapshot(), control).findings())
        .anySatisfy(it -> assertThat(it.severity()).isEqualTo(Severity.HIGH));
  }

  @Test
  void aPolicyThatCannotBeReadIsUnknown() {
    assertThat(only(plan(it -> it.masking = new Unreadable<>("denied", false))).kind())
        .isEqualTo(Kind.UNREADABLE);
    assertThat(only(plan(it -> it.masking = new Unreadable<>("later", true))).remedy())
        .isEqualTo(new Wait("later"));
  }

  private static List<Control> controls(String feeders) {
    return Overrides.over(
            Catalogue.controls(),
            Json.object(
                "{\"overrides\":{\"root_usage\":{\"pattern\":\"%s\",\"because\":\"x\",\"feeders\":[%s]}}}"
                    .formatted(
                        BOTH.replace("\"", "\\\""),
                        feeders.isEmpty() ? "" : "\"" + feeders + "\"")))
        .stream()
        .filter(it -> it.id().equals("root_usage"))
        .toList();
  }

  private static Consumer<InMemoryChain> masks(Masking.Mask mask) {
    return it -> it.masking = new Present<>(new Masking(List.of(mask)));
  }

  private static Consumer<InMemoryChain> units(
      @Nullable String ofFilter, @Nullable String ofAlarm) {
    return it -> {
      it.filters =
          new Present<>(List.of(AFilter.with(f -> f.unit = Optional.ofNullable(ofFilter))));
      it.alarms = new Present<>(List.of(AnAlarm.with(a -> a.unit = Optional.ofNullable(ofAlarm))));
    };
  }

  private static Consumer<InMemoryChain> alarm(Consumer<AnAlarm> change) {
    return chain -> chain.alarms = new Present<>(new ArrayList<>(List.of(AnAlarm.with(change))));
  }
}
