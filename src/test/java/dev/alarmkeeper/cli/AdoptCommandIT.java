package dev.alarmkeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alarmkeeper.PlainWords;
import dev.alarmkeeper.control.Profile;
import dev.alarmkeeper.it.ExistingSetup;
import dev.alarmkeeper.localaws.Clients;
import dev.alarmkeeper.localaws.LocalAws;
import dev.alarmkeeper.text.Json;
import dev.alarmkeeper.text.JsonFields;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricAlarmRequest;

/** What an account has already is the desired state under what {@code adopt} prints. */
class AdoptCommandIT {
  private static final String NAMESPACE = "Security/Chain";

  @TempDir private Path folder;

  private final LocalAws aws = LocalAws.start();

  @BeforeEach
  void aTrail() {
    aws.seedTrailAndLogGroup();
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
  void publicSetupIsAdoptedWithoutADouble(ExistingSetup setup) {
    setup.build(aws);
    Map<String, String> before = ExistingSetup.objects(aws);

    Adopted adopted = adopt();

    assertThat(adopted.states("missing")).doesNotContainAnyElementsOf(setup.controls());
    JsonFields check = check(adopted);
    assertThat(creates(check)).as("what is there is not made again").isEmpty();
    if (setup.sound()) {
      assertThat(check.text("verdict")).as(check.json().toString()).contains("compliant");
      assertThat(adopted.json().json().get("writes")).hasToString("0");
      assertThat(adopted.run().exitCode()).isEqualTo(Alarmkeeper.WHOLE);
      assertThat(adopted.states("adopted")).containsExactlyInAnyOrderElementsOf(setup.controls());
    } else {
      assertThat(adopted.states("differs")).isNotEmpty();
      assertThat(adopted.run().exitCode()).isEqualTo(Alarmkeeper.DRIFT);
    }
    assertThat(ExistingSetup.objects(aws)).isEqualTo(before);
    assertThat(aws.journal().of(Command.PRINCIPAL).writes()).isEmpty();
  }

  /** A filter and an alarm, of which a test changes what matters. */
  private void pair(
      String control, String name, Consumer<PutMetricAlarmRequest.Builder> alarm, String topic) {
    filter(control, name, name);
    alarm(name, name, alarm, topic);
  }

  private void filter(String control, String name, String metric) {
    filter(LocalAws.LOG_GROUP, name, ExistingSetup.control(control).pattern(Profile.CIS), metric);
  }

  private void filter(String group, String name, String pattern, String metric) {
    ExistingSetup.putFilter(
        aws, group, name, pattern, it -> it.metricNamespace(NAMESPACE).metricName(metric));
  }

  private void alarm(
      String name, String metric, Consumer<PutMetricAlarmRequest.Builder> changed, String topic) {
    owner()
        .cloudWatch()
        .putMetricAlarm(
            it ->
                changed.accept(
                    ExistingSetup.alarm(
                        it.alarmName(name).namespace(NAMESPACE).metricName(metric), topic)));
  }

  private Clients owner() {
    return Clients.of(aws, ExistingSetup.OWNER);
  }

  private void assertCompliant(Adopted adopted) {
    assertThat(adopted.run().exitCode()).as(adopted.json().json().toString()).isZero();
    assertThat(check(adopted).text("verdict")).contains("compliant");
  }

  @Test
  void patternSplitOverFiltersOfOneMetricIsOneControlWithFeeders() {
    String topic = ExistingSetup.topic(aws, "alerts");
    pair("root_usage", "Root", _ -> {}, topic);
    filter(
        LocalAws.LOG_GROUP, "Denied-1", "{ $.errorCode = \"*UnauthorizedOperation\" }", "Denied");
    filter(LocalAws.LOG_GROUP, "Denied-2", "{ $.errorCode = \"AccessDenied*\" }", "Denied");
    alarm("Denied", "Denied", it -> it.threshold(5.0), topic);

    Adopted adopted = adopt();

    assertThat(adopted.states("differs")).containsExactly("unauthorized_api_calls");
    assertThat(adopted.override("unauthorized_api_calls"))
        .containsEntry("feeders", List.of("Denied-1"))
        .containsEntry("filter", "Denied-2")
        .hasEntrySatisfying("threshold", it -> assertThat(it).hasToString("5"));
    assertThat(check(adopted).text("verdict")).contains("compliant");
  }

  @Test
  void oneMetricAndOneAlarmForAllFiltersAreShared() {
    String topic = ExistingSetup.topic(aws, "alerts");
    for (String control : List.of("root_usage", "vpc_changes", "nacl_changes")) {
      filter(control, "CIS " + control, "EventCount");
    }
    alarm("Something happened", "EventCount", _ -> {}, topic);

    Adopted adopted = adopt();

    assertThat(adopted.states("adopted"))
        .containsExactlyInAnyOrder("root_usage", "vpc_changes", "nacl_changes");
    assertThat(adopted.override("vpc_changes"))
        .containsEntry("sharesMetric", true)
        .containsEntry("metric", "EventCount")
        .containsEntry("alarm", "Something happened");
    assertCompliant(adopted);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "with spaces",
        "CIS/4.3 (root)",
        "it's \"root\"",
        "Wurzel-Nutzung \u00e4\u00f6",
        "$HOME;rm"
      })
  void namesArePrintedAsTheyAre(String name) {
    String topic = ExistingSetup.topic(aws, "alerts");
    filter("root_usage", name, "RootUse");
    alarm(name, "RootUse", _ -> {}, topic);

    Adopted adopted = adopt();

    assertThat(adopted.override("root_usage"))
        .containsEntry("filter", name)
        .containsEntry("alarm", name);
    assertCompliant(adopted);
  }

  @Test
  void compositeAlarmThatTellsInPlaceOfTheAlarmIsNamed() {
    String topic = ExistingSetup.topic(aws, "alerts");
    pair("root_usage", "Root", it -> it.alarmActions(List.of()), topic);
    owner()
        .cloudWatch()
        .putCompositeAlarm(
            it ->
                it.alarmName("Anything")
                    .alarmRule("ALARM(\"Root\")")
                    .actionsEnabled(true)
                    .alarmActions(topic));

    Adopted adopted = adopt();

    assertThat(adopted.parameter("TopicArn")).contains(topic);
    assertThat(adopted.how("root_usage")).contains("Anything (composite)", "alarm actions");
    assertThat(adopted.states("differs")).containsExactly("root_usage");
    assertThat(creates(check(adopted))).isEmpty();
  }

  @Test
  void shorterPeriodServesAndAnAlarmInPercentDoesNot() {
    String topic = ExistingSetup.topic(aws, "alerts");
    pair("root_usage", "Root", it -> it.period(60), topic);
    pair("vpc_changes", "Vpc", it -> it.unit("Percent"), topic);

    Adopted adopted = adopt();

    assertThat(adopted.states("adopted")).containsExactly("root_usage");
    assertThat(adopted.states("differs")).containsExactly("vpc_changes");
    assertThat(adopted.how("vpc_changes")).contains("unit Percent");
    assertThat(creates(check(adopted))).isEmpty();
  }

  @Test
  void functionThatAnAlarmCallsTooStaysAllowed() {
    String topic = ExistingSetup.topic(aws, "alerts");
    String function = "arn:aws:lambda:us-east-1:111122223333:function:page";
    pair("root_usage", "Root", it -> it.alarmActions(topic, function).threshold(0.0), topic);

    Adopted adopted = adopt();

    assertThat(adopted.parameter("AllowedAlarmActions")).contains(function);
    assertThat(adopted.parameter("TopicArn")).contains(topic);
    assertThat(adopted.states("differs")).containsExactly("root_usage");
  }

  @Test
  void alarmThatOnlyCallsAFunctionHasNoTopicToAdopt() {
    String function = "arn:aws:lambda:us-east-1:111122223333:function:page";
    pair("root_usage", "Root", it -> it.alarmActions(function), function);

    Adopted adopted = adopt();

    assertThat(adopted.parameter("TopicArn")).isEmpty();
    assertThat(adopted.parameter("AllowedAlarmActions")).contains(function);
    assertThat(adopted.how("root_usage")).contains("alarm actions");
    assertThat(adopted.run().exitCode()).isEqualTo(Alarmkeeper.DRIFT);
  }

  @Test
  void topicThatNobodyHearsIsAPersons() {
    String topic = owner().sns().createTopic(it -> it.name("alerts")).topicArn();
    pair("root_usage", "Root", _ -> {}, topic);

    Adopted adopted = adopt();

    assertThat(adopted.states("adopted")).containsExactly("root_usage");
    assertThat(adopted.run().exitCode()).isEqualTo(Alarmkeeper.DRIFT);
    assertThat(String.valueOf(adopted.json().json().get("first_repair")))
        .contains("nobody would hear of an alarm");
    assertThat(adopted.json().json().get("writes")).hasToString("0");
  }

  @Test
  void secondChainOfTheAccountIsNamed() {
    String topic = ExistingSetup.topic(aws, "alerts");
    pair("root_usage", "Root", _ -> {}, topic);
    owner().logs().createLogGroup(it -> it.logGroupName("other/trail"));
    filter("other/trail", "Root2", ExistingSetup.control("root_usage").pattern(Profile.CIS), "R2");

    Adopted adopted = adopt();

    assertThat(String.valueOf(adopted.json().json().get("notes"))).contains("other/trail");
    assertCompliant(adopted);
  }

  @Test
  void twoNamespacesAreKeptApart() {
    String topic = ExistingSetup.topic(aws, "alerts");
    pair("root_usage", "Root", _ -> {}, topic);
    pair("vpc_changes", "Vpc", _ -> {}, topic);
    ExistingSetup.putFilter(
        aws,
        LocalAws.LOG_GROUP,
        "Nacl",
        ExistingSetup.control("nacl_changes").pattern(Profile.CIS),
        it -> it.metricNamespace("Network team").metricName("Root"));
    owner()
        .cloudWatch()
        .putMetricAlarm(
            it ->
                ExistingSetup.alarm(
                    it.alarmName("Nacl").namespace("Network team").metricName("Root"), topic));

    Adopted adopted = adopt();

    assertThat(adopted.parameter("MetricNamespace")).contains(NAMESPACE);
    assertThat(adopted.override("nacl_changes")).containsEntry("namespace", "Network team");
    assertCompliant(adopted);
  }

  @Test
  void patternThatLacksAnEventIsToldAndTheFirstRepairMendsIt() {
    String topic = ExistingSetup.topic(aws, "alerts");
    String whole = ExistingSetup.control("nacl_changes").pattern(Profile.CIS);
    String lacking = whole.replaceFirst("\\(\\$\\.eventName = CreateNetworkAcl\\) \\|\\| ", "");
    assertThat(lacking).isNotEqualTo(whole);
    pair("root_usage", "Root", _ -> {}, topic);
    filter(LocalAws.LOG_GROUP, "Nacl", lacking, "Nacl");
    alarm("Nacl", "Nacl", _ -> {}, topic);

    Adopted adopted = adopt();

    assertThat(adopted.states("differs")).containsExactly("nacl_changes");
    assertThat(adopted.how("nacl_changes")).contains("resembles", "CreateNetworkAcl");
    assertThat(creates(check(adopted))).isEmpty();
  }

  @Test
  void secondFilterThatDoesTheSameJobIsNamedAndNotAdopted() {
    String topic = ExistingSetup.topic(aws, "alerts");
    pair("root_usage", "Root", _ -> {}, topic);
    pair("root_usage", "RootToo", it -> it.actionsEnabled(false), topic);

    Adopted adopted = adopt();

    assertThat(adopted.override("root_usage")).containsEntry("filter", "Root");
    assertThat(adopted.how("root_usage")).contains("RootToo");
    assertCompliant(adopted);
  }

  @Test
  void filterWithoutAnAlarmGetsOneFromTheFirstRepair() {
    filter("root_usage", "Root", "Root");

    Adopted adopted = adopt();

    assertThat(adopted.states("differs")).containsExactly("root_usage");
    assertThat(creates(check(adopted)).stream().map(it -> it.text("link").orElse("")))
        .contains("alarm")
        .doesNotContain("metric_filter");
  }

  @Test
  void whatIsSoOnPurposeCanBeAccepted() {
    String topic = ExistingSetup.topic(aws, "alerts");
    pair("root_usage", "Root", _ -> {}, topic);
    owner()
        .sns()
        .setTopicAttributes(
            it ->
                it.topicArn(topic)
                    .attributeName("DeliveryPolicy")
                    .attributeValue(
                        "{\"http\":{\"defaultHealthyRetryPolicy\":{\"numRetries\":5}}}"));

    assertThat(adopt().run().exitCode()).isEqualTo(Alarmkeeper.DRIFT);
    Adopted adopted = adopt("--accept-because", "SEC-42", "--accept-until", "2099-01-01");

    assertThat(adopted.json().object("overrides_document").objects("accept"))
        .singleElement()
        .satisfies(it -> assertThat(it.text("because")).contains("SEC-42"));
    assertCompliant(adopted);
  }

  @Test
  void accountWithNothingOfTheKindHasNothingToAdopt() {
    Command run = InProcess.run(aws, "adopt");

    assertThat(run.exitCode()).isEqualTo(Alarmkeeper.DRIFT);
    assertThat(run.out())
        .contains("nothing to adopt", "whom the alarms should tell")
        .doesNotContain("put-parameter");
  }

  @Test
  void withoutATrailThereIsNoLogGroupToLookIn() {
    owner().cloudTrail().deleteTrail(it -> it.name(LocalAws.TRAIL));
    pair("root_usage", "Root", _ -> {}, ExistingSetup.topic(aws, "alerts"));

    Command run = InProcess.run(aws, "adopt");

    assertThat(run.exitCode()).isEqualTo(Alarmkeeper.ERROR);
    assertThat(run.err()).contains("no multi-region trail", LocalAws.LOG_GROUP, "--log-group-name");
  }

  @Test
  void deniedListingIsAnErrorAndNoAdoption() {
    aws.faults().on("cloudwatch:DescribeAlarms").by(Command.PRINCIPAL).deny();

    Command run = InProcess.run(aws, "adopt");

    assertThat(run.exitCode()).isEqualTo(Alarmkeeper.ERROR);
    assertThat(run.err()).contains("cloudwatch:DescribeAlarms");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void tableIsForPeople() {
    ExistingSetup.all().getFirst().build(aws);

    Command run = InProcess.run(aws, "adopt");

    assertThat(run.out())
        .contains("root_usage", "RootUsage ─ RootUsage", "found through trail management-trail")
        .contains("aws ssm put-parameter --name /alarmkeeper/overrides")
        .contains("sam deploy --guided --parameter-overrides", "OverridesParameter=")
        .contains("15 adopted, 0 differ, 0 missing. Nothing was written to the account.");
    PlainWords.assertPlain(run.out());
  }

  /** Everything that {@code adopt} prints, and what was read from it. */
  private record Adopted(Command run, JsonFields json, Path document) {
    List<String> states(String state) {
      return json.objects("controls").stream()
          .filter(it -> it.text("state").equals(Optional.of(state)))
          .map(it -> it.text("control").orElseThrow())
          .toList();
    }

    String how(String control) {
      return json.objects("controls").stream()
          .filter(it -> it.text("control").equals(Optional.of(control)))
          .map(it -> String.valueOf(it.json().get("how")))
          .findFirst()
          .orElseThrow();
    }

    Map<String, Object> override(String control) {
      Map<String, Object> fields = new LinkedHashMap<>();
      json.object("overrides_document")
          .object("overrides")
          .object(control)
          .json()
          .forEach((name, value) -> fields.put(name, Objects.requireNonNull(value)));
      return fields;
    }

    Optional<String> parameter(String name) {
      return json.object("parameters").text(name);
    }
  }

  private Adopted adopt(String... more) {
    Path document = folder.resolve("overrides.json");
    List<String> arguments =
        new ArrayList<>(List.of("adopt", "--json", "--out", document.toString()));
    arguments.addAll(List.of(more));
    Command run = InProcess.run(aws, arguments.toArray(String[]::new));
    assertThat(run.err()).isEmpty();
    return new Adopted(run, new JsonFields(Json.object(run.out().strip())), document);
  }

  /** {@code check} with the printed document and parameters, as options. */
  private JsonFields check(Adopted adopted) {
    List<String> arguments =
        new ArrayList<>(List.of("check", "--json", "--overrides", adopted.document().toString()));
    adopted
        .json()
        .object("parameters")
        .json()
        .forEach(
            (name, value) -> {
              String option =
                  "--" + name.replaceAll("(?<!^)([A-Z])", "-$1").toLowerCase(Locale.ROOT);
              if (!name.equals("OverridesParameter") && !String.valueOf(value).isEmpty()) {
                arguments.add(name.equals("Profile") ? "--profile-of-patterns" : option);
                arguments.add(String.valueOf(value));
              }
            });
    Command check = InProcess.run(aws, arguments.toArray(String[]::new));
    assertThat(check.err()).isEmpty();
    return new JsonFields(Json.object(check.out().strip()));
  }

  private static List<JsonFields> creates(JsonFields report) {
    return report.objects("findings").stream()
        .filter(it -> it.text("kind").equals(Optional.of("missing")))
        .filter(it -> it.text("remedy").equals(Optional.of("fix")))
        .toList();
  }
}
