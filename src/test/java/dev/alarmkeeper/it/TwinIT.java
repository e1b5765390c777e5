package dev.alarmkeeper.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alarmkeeper.chain.Difference;
import dev.alarmkeeper.chain.Link;
import dev.alarmkeeper.chain.Severity;
import dev.alarmkeeper.control.Control;
import dev.alarmkeeper.control.Profile;
import dev.alarmkeeper.control.Tuning;
import dev.alarmkeeper.localaws.Clients;
import dev.alarmkeeper.localaws.LocalAws;
import dev.alarmkeeper.reconcile.Finding;
import dev.alarmkeeper.reconcile.Kind;
import dev.alarmkeeper.reconcile.Remedy.Ask;
import dev.alarmkeeper.reconcile.Remedy.Note;
import dev.alarmkeeper.reconcile.Report;
import dev.alarmkeeper.reconcile.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricAlarmRequest;

/**
 * Beside a chain that does the job already a person is asked, once, and nothing is doubled; and no
 * such chain ever keeps a repair from being made.
 */
class TwinIT {
  private static final String TABLE = "evidence";
  private static final String OURS = "root_usage_metric";
  private static final String OUR_ALARM = "root_usage_alarm";
  private static final String THEIRS = "Root";

  private LocalAws aws;
  private Clients owner;

  @BeforeEach
  void start() {
    aws = LocalAws.start();
    aws.dynamoDb().addTable(TABLE);
    aws.seedTrailAndLogGroup();
    owner = Clients.of(aws, ExistingSetup.OWNER);
  }

  @AfterEach
  void stop() {
    aws.close();
  }

  static List<ExistingSetup> setups() {
    return ExistingSetup.all();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("setups")
  void besideAPublicSetupNothingIsDoubled(ExistingSetup setup) {
    setup.build(aws);
    Map<String, String> before = ExistingSetup.objects(aws);
    String controls = String.join(",", setup.controls());

    Report first = keeper("CONTROLS", controls).repair();
    Report second = keeper("CONTROLS", controls).repair();

    assertThat(ExistingSetup.objects(aws)).isEqualTo(before);
    assertThat(chainWrites()).isEmpty();
    for (Report report : List.of(first, second)) {
      assertThat(report.verdict()).isEqualTo(Verdict.NEEDS_PERSON);
      assertThat(questions(report).flatMap(it -> it.controls().stream()))
          .containsExactlyInAnyOrderElementsOf(setup.controls());
      assertThat(report.after().findings())
          .as("nothing is said to tell nobody")
          .noneMatch(it -> it.kind() == Kind.MISSING);
    }
  }

  /** What nobody has yet is made, whatever else is asked. */
  @Test
  void whatASetupLacksIsMade() {
    ExistingSetup setup =
        ExistingSetup.all().stream()
            .filter(it -> it.name().startsWith("cloudposse"))
            .findFirst()
            .orElseThrow();
    setup.build(aws);

    Report report = keeper("CONTROLS", "all").repair();

    for (Control control : report.order().controls()) {
      assertThat(aws.logs().hasFilter(LocalAws.LOG_GROUP, control.id() + "_metric"))
          .as(control.id())
          .isNotEqualTo(setup.controls().contains(control.id()));
    }
  }

  /** As if it was adopted: what differs is told, and a person mends it. */
  @Test
  void whatDiffersOfATwinIsTold() {
    pair(it -> it.evaluationPeriods(12).datapointsToAlarm(1).threshold(3.0));

    Report report = keeper().repair();

    assertThat(report.after().findings())
        .filteredOn(it -> it.link() == Link.ALARM)
        .allSatisfy(it -> assertThat(it.remedy()).isInstanceOf(Ask.class))
        .flatExtracting(Finding::differences)
        .extracting(Difference::field)
        .containsExactlyInAnyOrder("evaluation periods", "threshold");
    assertThat(chainWrites()).isEmpty();
  }

  @Test
  void thePersonIsToldHowToAnswer() {
    pair(_ -> {});

    Finding question = questions(keeper().repair()).findFirst().orElseThrow();

    assertThat(question.name()).isEqualTo(OURS);
    Ask ask = (Ask) question.remedy();
    assertThat(ask.why()).contains(THEIRS, "alerts", "OnTwin=double");
    assertThat(ask.command()).isEqualTo("./alarmkeeper adopt --region us-east-1");
  }

  static Stream<Named<Consumer<Clients>>> losses() {
    return Stream.of(
        loss("filter deleted", it -> deleteFilter(it, THEIRS)),
        loss("filter emptied", it -> putFilter(it, "{ $.eventName = \"nothing\" }")),
        loss("alarm deleted", it -> it.cloudWatch().deleteAlarms(a -> a.alarmNames(THEIRS))),
        loss(
            "alarm disabled", it -> it.cloudWatch().disableAlarmActions(a -> a.alarmNames(THEIRS))),
        loss("alarm late", it -> putAlarm(it, a -> a.period(86_400))),
        loss("alarm waits for three", it -> putAlarm(it, a -> a.threshold(3.0))),
        loss("alarm waits for a thousand", it -> putAlarm(it, a -> a.threshold(1000.0))),
        loss("alarm tells nobody", it -> putAlarm(it, a -> a.alarmActions(List.of()))),
        loss(
            "alarm tells another topic",
            it -> {
              String other = topic(it, "decoy", "mallory");
              putAlarm(it, a -> a.alarmActions(other));
            }),
        loss("nobody subscribed", TwinIT::unsubscribeAll),
        loss(
            "somebody else subscribed",
            it -> {
              unsubscribeAll(it);
              topic(it, "alerts", "mallory");
            }),
        loss(
            "topic deleted",
            it ->
                it.sns().deleteTopic(t -> t.topicArn("arn:aws:sns:us-east-1:111122223333:alerts"))),
        loss(
            "better twin in its place",
            it -> {
              deleteFilter(it, THEIRS);
              it.cloudWatch().deleteAlarms(a -> a.alarmNames(THEIRS));
              decoy(it);
            }));
  }

  /** A decoy that was there first, or a chain whose owner goes: alarmkeeper then makes its own. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("losses")
  void aTwinThatGetsWorseKeepsNoRepairFromBeingMade(Consumer<Clients> loss) {
    pair(_ -> {});
    assertThat(questions(keeper().repair())).hasSize(1);
    loss.accept(attacker());

    Report report = keeper().repair();

    assertThat(aws.logs().hasFilter(LocalAws.LOG_GROUP, OURS)).isTrue();
    assertThat(alarms()).contains(OUR_ALARM);
    assertThat(questions(report)).isEmpty();
    assertThat(report.after().findings())
        .as("what became of it is told")
        .anyMatch(it -> it.remedy() instanceof Ask && it.kind() != Kind.UNSETTLED);
    // And for good: the next decoy changes nothing.
    decoy(attacker());
    deleteFilter(attacker(), OURS);
    keeper().repair();
    assertThat(aws.logs().hasFilter(LocalAws.LOG_GROUP, OURS)).isTrue();
    assertThat(keeper().repair().verdict()).isEqualTo(Verdict.COMPLIANT);
  }

  @Test
  void aTwinThatAppearsLaterKeepsNoRepairFromBeingMade() {
    keeper().repair();
    decoy(attacker());
    deleteFilter(attacker(), OURS);
    attacker().cloudWatch().deleteAlarms(it -> it.alarmNames(OUR_ALARM));

    Report report = keeper().repair();

    assertThat(report.verdict()).isEqualTo(Verdict.REPAIRED);
    assertThat(aws.logs().hasFilter(LocalAws.LOG_GROUP, OURS)).isTrue();
    assertThat(alarms()).contains(OUR_ALARM);
  }

  /** The same process, whose document somebody deletes. */
  @Test
  void whatThisProcessDecidedItRemembers() {
    Keeper keeper = keeper();
    keeper.repair();
    aws.dynamoDb().delete(TABLE, "twin", "twin");
    decoy(attacker());
    deleteFilter(attacker(), OURS);
    attacker().cloudWatch().deleteAlarms(it -> it.alarmNames(OUR_ALARM));

    assertThat(keeper.repair().verdict()).isEqualTo(Verdict.REPAIRED);
  }

  static Stream<Named<Consumer<LocalAws>>> halves() {
    return Stream.of(
        Named.of("a filter alone", aws -> putFilter(Clients.of(aws, "owner"), pattern())),
        Named.of(
            "an alarm that tells nobody",
            aws -> {
              putFilter(Clients.of(aws, "owner"), pattern());
              putAlarm(Clients.of(aws, "owner"), it -> it.alarmActions(List.of()));
            }),
        Named.of(
            "an alarm that only changes a function",
            aws -> {
              putFilter(Clients.of(aws, "owner"), pattern());
              putAlarm(
                  Clients.of(aws, "owner"),
                  it -> it.alarmActions("arn:aws:lambda:us-east-1:111122223333:function:page"));
            }),
        Named.of(
            "a topic that nobody hears",
            aws -> {
              putFilter(Clients.of(aws, "owner"), pattern());
              String topic =
                  Clients.of(aws, "owner").sns().createTopic(it -> it.name("deaf")).topicArn();
              putAlarm(Clients.of(aws, "owner"), it -> it.alarmActions(topic));
            }),
        Named.of(
            "an e-mail that nobody confirmed",
            aws -> {
              putFilter(Clients.of(aws, "owner"), pattern());
              Clients as = Clients.of(aws, "owner");
              String topic = as.sns().createTopic(it -> it.name("deaf")).topicArn();
              as.sns()
                  .subscribe(it -> it.topicArn(topic).protocol("email").endpoint("a@b.example"));
              putAlarm(as, it -> it.alarmActions(topic));
            }),
        Named.of(
            "an alarm that waits for a thousand",
            aws -> {
              Clients as = Clients.of(aws, "owner");
              putFilter(as, pattern());
              String topic = topic(as, "alerts", "owners-alarms");
              putAlarm(as, it -> it.threshold(1000.0).alarmActions(topic));
            }));
  }

  /** What is not whole does no job. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("halves")
  void whatIsNotWholeIsNotAskedAbout(Consumer<LocalAws> half) {
    half.accept(aws);

    Report report = keeper().repair();

    assertThat(questions(report)).isEmpty();
    assertThat(report.verdict()).isEqualTo(Verdict.REPAIRED);
    assertThat(keeper().repair().verdict()).isEqualTo(Verdict.COMPLIANT);
  }

  @Test
  void withoutATableItDoubles() {
    pair(_ -> {});

    assertThat(Keeper.of(aws).repair().verdict()).isEqualTo(Verdict.REPAIRED);
    assertThat(alarms()).containsExactlyInAnyOrder(THEIRS, OUR_ALARM);
  }

  @Test
  void whoWantsItDoubledGetsItAndIsNotAskedLater() {
    pair(_ -> {});
    keeper("ON_TWIN", "double").repair();
    deleteFilter(attacker(), OURS);
    attacker().cloudWatch().deleteAlarms(it -> it.alarmNames(OUR_ALARM));

    assertThat(keeper().repair().verdict()).isEqualTo(Verdict.REPAIRED);
    assertThat(alarms()).containsExactlyInAnyOrder(THEIRS, OUR_ALARM);
  }

  @Test
  void whoAnswersWithDoubleGetsIt() {
    pair(_ -> {});
    keeper().repair();

    assertThat(keeper("ON_TWIN", "double").repair().verdict()).isEqualTo(Verdict.REPAIRED);
    assertThat(keeper().repair().verdict()).isEqualTo(Verdict.COMPLIANT);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whoAdoptsItIsNotAsked(boolean askedBefore) {
    String topic = pair(_ -> {});
    if (askedBefore) {
      keeper().repair();
    }
    Control control =
        ExistingSetup.control("root_usage")
            .tuned(
                new Tuning(
                    1,
                    Optional.of(THEIRS),
                    Optional.of(THEIRS),
                    Optional.of(THEIRS),
                    Optional.of("Theirs"),
                    List.of(),
                    false,
                    Optional.empty()));

    Report report =
        Keeper.of(
                aws,
                List.of(control),
                "EVIDENCE_TABLE",
                TABLE,
                "TOPIC_ARN",
                topic,
                "SUBSCRIPTIONS",
                "sqs:" + ExistingSetup.HEARER)
            .repair();

    assertThat(report.after().findings()).isEmpty();
    assertThat(report.verdict()).isEqualTo(Verdict.COMPLIANT);
    assertThat(chainWrites()).isEmpty();
  }

  /** CIS's own names, a topic of the owner's: the alarm tells somebody, though not our topic. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anAlarmThatSomebodyHearsIsNotSaidToTellNobody(boolean isHeard) {
    String topic =
        isHeard
            ? ExistingSetup.topic(aws, "alerts")
            : owner.sns().createTopic(it -> it.name("alerts")).topicArn();
    Keeper keeper = keeper("ON_TWIN", "double");
    keeper.repair();
    owner
        .cloudWatch()
        .putMetricAlarm(
            it ->
                ExistingSetup.alarm(
                    it.alarmName(OUR_ALARM).namespace("CISBenchmark").metricName(OURS), topic));

    // The role may not take such an action away, so that a person is asked; a spare alarm tells us.
    for (Report report : List.of(keeper.observe(), keeper.repair())) {
      assertThat(report.after().findings())
          .filteredOn(it -> it.link() == Link.ALARM && it.name().equals(OUR_ALARM))
          .singleElement()
          .satisfies(
              it -> {
                assertThat(it.severity()).isEqualTo(isHeard ? Severity.HIGH : Severity.CRITICAL);
                assertThat(it.differences().getFirst().why())
                    .contains(isHeard ? "which somebody hears" : "does not tell our topic");
              });
    }
  }

  /** A look asks as a run does, and decides nothing. */
  @Test
  void aLookDecidesNothing() {
    assertThat(keeper().observe().verdict()).isEqualTo(Verdict.DRIFTED);
    pair(_ -> {});

    assertThat(questions(keeper().observe())).hasSize(1);
    assertThat(questions(keeper().repair())).hasSize(1);
  }

  @Test
  void whereNothingCanBeKeptItMakesItsOwn() {
    pair(_ -> {});
    aws.faults().on("dynamodb:TransactWriteItems").deny();

    Report report = keeper().repair();

    assertThat(alarms()).contains(OUR_ALARM);
    assertThat(report.after().findings())
        .anyMatch(
            it -> it.remedy() instanceof Note(String why) && why.contains("could not be kept"));
  }

  @Test
  void whereNothingCanBeReadItMakesItsOwn() {
    pair(_ -> {});
    keeper().repair();
    aws.faults().on("dynamodb:*").deny();

    keeper("TRAIL_NAME", LocalAws.TRAIL, "LOG_GROUP_NAME", LocalAws.LOG_GROUP).repair();

    assertThat(alarms()).contains(OUR_ALARM);
  }

  /** A warm process knows what it was told. */
  @Test
  void aTableThatFailsForAMomentDoublesNothing() {
    pair(_ -> {});
    Keeper keeper = keeper("TRAIL_NAME", LocalAws.TRAIL, "LOG_GROUP_NAME", LocalAws.LOG_GROUP);
    keeper.repair();
    aws.faults().on("dynamodb:*").deny();

    assertThat(questions(keeper.repair())).hasSize(1);
    assertThat(alarms()).containsExactly(THEIRS);
  }

  /** Whether somebody hears it is not known for now: nothing is doubled, and nothing claimed. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aTwinThatIsNotReadForNowIsUnknown(boolean askedBefore) {
    pair(_ -> {});
    if (askedBefore) {
      keeper().repair();
    }
    aws.faults().on("sns:ListSubscriptionsByTopic").throttle();

    Report report = keeper().repair();

    assertThat(report.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(report.isRetryable()).isTrue();
    assertThat(alarms()).containsExactly(THEIRS);
  }

  /** Once everything is decided, none of it costs a call. */
  @Test
  void whatIsDecidedCostsNothing() {
    keeper("CONTROLS", "all").repair();
    decoy(attacker());

    assertThat(callsOfARepair("ask")).isEqualTo(callsOfARepair("double"));
  }

  private List<String> callsOfARepair(String onTwin) {
    deleteFilter(attacker(), OURS);
    attacker().cloudWatch().deleteAlarms(it -> it.alarmNames(OUR_ALARM));
    aws.journal().clear();
    keeper("CONTROLS", "all", "ON_TWIN", onTwin).repair();
    return aws.journal().of(Keeper.NAME).entries().stream()
        .map(it -> it.operation())
        .sorted()
        .toList();
  }

  @Test
  void ofTwoFirstRunsAtOnceOneDecides() {
    pair(_ -> {});
    aws.before("dynamodb:TransactWriteItems", () -> keeper("ON_TWIN", "double").repair());

    Report report = keeper().repair();

    assertThat(questions(report)).isEmpty();
    assertThat(report.verdict()).isIn(Verdict.REPAIRED, Verdict.COMPLIANT);
  }

  private Keeper keeper(String... settings) {
    return Keeper.of(
        aws,
        Stream.concat(Stream.of("EVIDENCE_TABLE", TABLE), Stream.of(settings))
            .toArray(String[]::new));
  }

  private Clients attacker() {
    return Clients.of(aws, "attacker");
  }

  private static Stream<Finding> questions(Report report) {
    return report.after().findings().stream()
        .filter(it -> it.kind() == Kind.UNSETTLED && it.link() == Link.METRIC_FILTER);
  }

  private List<String> chainWrites() {
    return aws.journal().of(Keeper.NAME).writes().stream()
        .map(it -> it.operation())
        .filter(it -> !it.startsWith("dynamodb:"))
        .toList();
  }

  private List<String> alarms() {
    return owner.cloudWatch().describeAlarms().metricAlarms().stream()
        .map(it -> it.alarmName())
        .toList();
  }

  /** The owner's own chain for root's use. Returns the topic. */
  private String pair(Consumer<PutMetricAlarmRequest.Builder> alarm) {
    String topic = ExistingSetup.topic(aws, "alerts");
    putFilter(owner, pattern());
    putAlarm(owner, alarm);
    return topic;
  }

  /** Everything that makes a chain whole, and tells an attacker. */
  private static void decoy(Clients as) {
    String topic = topic(as, "mallory", "mallory");
    put(as, "Decoy", pattern());
    as.cloudWatch()
        .putMetricAlarm(
            it ->
                ExistingSetup.alarm(
                    it.alarmName("Decoy").namespace("Theirs").metricName("Decoy"), topic));
  }

  private static String topic(Clients as, String name, String queue) {
    String topic = as.sns().createTopic(it -> it.name(name)).topicArn();
    as.sns()
        .subscribe(
            it ->
                it.topicArn(topic)
                    .protocol("sqs")
                    .endpoint("arn:aws:sqs:us-east-1:111122223333:" + queue));
    return topic;
  }

  private static String pattern() {
    return ExistingSetup.control("root_usage").pattern(Profile.CIS);
  }

  private static void putFilter(Clients as, String pattern) {
    put(as, THEIRS, pattern);
  }

  @SuppressWarnings("unchecked") // the SDK takes any number of builders
  private static void put(Clients as, String name, String pattern) {
    as.logs()
        .putMetricFilter(
            it ->
                it.logGroupName(LocalAws.LOG_GROUP)
                    .filterName(name)
                    .filterPattern(pattern)
                    .metricTransformations(
                        m -> m.metricNamespace("Theirs").metricName(name).metricValue("1")));
  }

  private static void putAlarm(Clients as, Consumer<PutMetricAlarmRequest.Builder> changed) {
    as.cloudWatch()
        .putMetricAlarm(
            it ->
                changed.accept(
                    ExistingSetup.alarm(
                        it.alarmName(THEIRS).namespace("Theirs").metricName(THEIRS),
                        "arn:aws:sns:us-east-1:111122223333:alerts")));
  }

  private static void deleteFilter(Clients as, String name) {
    as.logs().deleteMetricFilter(it -> it.logGroupName(LocalAws.LOG_GROUP).filterName(name));
  }

  private static void unsubscribeAll(Clients as) {
    as.sns()
        .listSubscriptionsByTopic(it -> it.topicArn("arn:aws:sns:us-east-1:111122223333:alerts"))
        .subscriptions()
        .forEach(it -> as.sns().unsubscribe(u -> u.subscriptionArn(it.subscriptionArn())));
  }

  private static Named<Consumer<Clients>> loss(String name, Consumer<Clients> loss) {
    return Named.of(name, loss);
  }
}
