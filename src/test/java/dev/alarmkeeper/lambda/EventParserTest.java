package dev.alarmkeeper.lambda;

import static dev.alarmkeeper.Fixtures.ROOT_USAGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.alarmkeeper.Fixtures;
import dev.alarmkeeper.control.Control;
import dev.alarmkeeper.evidence.incident.Window;
import dev.alarmkeeper.lambda.Trigger.Evaluation;
import dev.alarmkeeper.lambda.Trigger.Notice;
import dev.alarmkeeper.lambda.Trigger.Request;
import dev.alarmkeeper.reconcile.Actor;
import dev.alarmkeeper.reconcile.ApiCall;
import dev.alarmkeeper.reconcile.Cause;
import dev.alarmkeeper.reconcile.Mode;
import dev.alarmkeeper.text.JsonFields;
import dev.alarmkeeper.text.UntrustedText;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which shapes of events there are, and what each says about its cause. */
class EventParserTest {
  private final EventParser parser = new EventParser(ROOT_USAGE);

  static List<String> files() {
    return Samples.files();
  }

  @ParameterizedTest
  @MethodSource("files")
  void everySampleIsOfAShapeWeKnow(String file) {
    assertThat(parser.parse(Samples.text(file)).cause().trigger()).isNotBlank();
  }

  @Test
  void everySampleIsListedInTheReadmeBesideThem() {
    List<String> listed =
        Pattern.compile("^\\| `([a-z-]+\\.json)`", Pattern.MULTILINE)
            .matcher(Samples.text("README.md"))
            .results()
            .map((MatchResult row) -> row.group(1))
            .sorted()
            .toList();
    assertThat(listed).isEqualTo(Samples.files());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "delete-metric-filter.json, api call, DeleteMetricFilter",
    "put-function-concurrency.json, api call, PutFunctionConcurrency20171031",
    "stop-logging.json, api call, StopLogging",
    "config-item-change.json, config item change, AWS::CloudWatch::Alarm root_usage_alarm",
    "config-compliance-change.json, config compliance change, alarmkeeper-chain NON_COMPLIANT",
    "alarm-configuration-change.json, alarm configuration change, update root_usage_alarm",
    "alarm-configuration-change-monitoring.json, alarm configuration change, update"
        + " root_usage_alarm",
    "schedule.json, schedule,",
    "scheduler.json, schedule,",
  })
  void aNoticeSaysWhatWasDone(String file, String trigger, String action) {
    Trigger parsed = parser.parse(Samples.text(file));
    assertThat(parsed).isInstanceOf(Notice.class);
    assertThat(parsed.cause().trigger()).isEqualTo(trigger);
    assertThat(parsed.cause().action().map(UntrustedText::toString))
        .isEqualTo(Optional.ofNullable(action));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "delete-metric-filter-by-root.json, arn:aws:iam::111122223333:root",
    "delete-metric-filter-by-iam-user.json, arn:aws:iam::111122223333:user/mallory",
    "delete-metric-filter-by-aws-service.json, cloudformation.amazonaws.com",
  })
  void whoeverDidItIsNamed(String file, String actor) {
    assertThat(parser.parse(Samples.text(file)).cause().call())
        .get()
        .extracting(call -> call.actor().name())
        .hasToString("Optional[" + actor + "]");
  }

  @Test
  void anApiCallSaysAllThatCloudTrailKnows() {
    Instant time = Instant.parse("2026-11-23T10:15:30Z");
    assertThat(parser.parse(Samples.text("denied-delete-metric-filter.json")).cause())
        .isEqualTo(
            new Cause(
                "api call",
                text("DeleteMetricFilter"),
                Optional.of(time),
                Optional.of(
                    new ApiCall(
                        text("logs.amazonaws.com"),
                        text("DeleteMetricFilter"),
                        text("da1500aa-291f-6c52-ab84-fd97a1b54971"),
                        Optional.of(time),
                        text("us-east-1"),
                        text("111122223333"),
                        new Actor(
                            text("arn:aws:iam::111122223333:user/mallory"),
                            text("IAMUser"),
                            Optional.empty(),
                            Optional.empty(),
                            text("198.51.100.7"),
                            Optional.empty(),
                            Optional.empty()),
                        text("AccessDenied"),
                        new JsonFields(
                            Map.of(
                                "logGroupName", "CloudTrail/logs",
                                "filterName", "root_usage_metric"))))));
  }

  @Test
  void anEventWithoutAnyDetailIsStillANotice() {
    assertThat(parse("{'detail-type':'AWS API Call via CloudTrail','source':'aws.logs'}"))
        .isEqualTo(new Notice(Cause.of("api call")));
    assertThat(parse("{'detail-type':'Scheduled Event','source':'s','detail':[1]}"))
        .isEqualTo(new Notice(Cause.of("schedule")));
  }

  @Test
  void textOfAnEventIsMadeSafeBeforeAnybodySeesIt() {
    String hostile = "\\u202E\\u001b[2J\\n" + "x".repeat(10_000);
    Cause cause =
        parse(
                "{'detail-type':'AWS API Call via CloudTrail','source':'aws.logs','detail':{"
                    + "'eventName':'%1$s','userIdentity':{'arn':'%1$s'},'eventTime':'%1$s',"
                        .formatted(hostile)
                    + "'sourceIPAddress':'%1$s','eventID':'%1$s','errorCode':'%1$s'}}"
                        .formatted(hostile))
            .cause();
    ApiCall call = cause.call().orElseThrow();
    assertThat(
            List.of(
                cause.action(),
                call.name(),
                call.actor().name(),
                call.actor().source(),
                call.id(),
                call.error()))
        .allSatisfy(
            it ->
                assertThat(it.orElseThrow().toString())
                    .startsWith("\uFFFD\uFFFD[2J\uFFFDxxx")
                    .hasSize(UntrustedText.SHORT + 1));
    assertThat(cause.time()).isEmpty();
  }

  @Test
  void theDirectSamplesAreRequests() {
    assertThat(parser.parse(Samples.text("direct-observe.json")))
        .isEqualTo(new Request(Cause.of("request"), Optional.of(Mode.OBSERVE), ROOT_USAGE));
    assertThat(parser.parse(Samples.text("direct-repair.json")))
        .isEqualTo(new Request(Cause.of("request"), Optional.of(Mode.REPAIR), ROOT_USAGE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{'mode':null,'controls':null}"})
  void aRequestThatNamesNothingMeansAllThatIsEnabled(String event) {
    assertThat(parse(event))
        .isEqualTo(new Request(Cause.of("request"), Optional.empty(), ROOT_USAGE));
  }

  @Test
  void aStatementIsAskedForByDatesOrTimes() {
    Window year =
        new Window(Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2027-01-01T00:00:00Z"));
    Trigger wanted = new Trigger.Statement(Cause.of("statement"), year);
    assertThat(parser.parse(Samples.text("statement.json"))).isEqualTo(wanted);
    assertThat(parse("{'statement':{'from':'2026-01-01','to':'2027-01-01T00:00:00Z'}}"))
        .isEqualTo(wanted);
  }

  @Test
  void controlsOfARequestAreNamedAsInTheSettings() {
    List<Control> enabled = Fixtures.controls("root_usage,vpc_changes");
    Trigger trigger = new EventParser(enabled).parse("{\"controls\":[\"5.14\",\"CloudWatch.1\"]}");
    assertThat(trigger).isEqualTo(new Request(Cause.of("request"), Optional.empty(), enabled));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ``                                         | want a JSON object, got nothing
          []                                         | want a JSON object, got a list
          {'mode':'observe'                          | not JSON: Unexpected end-of-input
          {'detail-type':'Odd','source':'me'}        | unknown detail-type "Odd" of source "me"; known are [AWS API Call via CloudTrail, CloudWatch Alarm Configuration Change, Config Configuration Item Change, Config Rules Compliance Change, Scheduled Event]
          {'detail-type':'Scheduled Event'}          | no text in field source
          {'detail-type':7,'source':'me'}            | no text in field detail-type
          {'invokingEvent':'{}'}                     | no text in field resultToken
          {'invokingEvent':7,'resultToken':'t'}      | no text in field invokingEvent
          {'invokingEvent':'x','resultToken':'t'}    | field invokingEvent: not JSON: Unrecognized token 'x'
          {'invokingEvent':'{}','resultToken':'t'}   | field invokingEvent: unknown messageType ""; known are ConfigurationItemChangeNotification, OversizedConfigurationItemChangeNotification and ScheduledNotification
          {'Records':[]}                             | unknown field "Records"; want an EventBridge event, an AWS Config rule invocation, or a request such as {"mode":"observe","controls":["root_usage"]}
          {'mode':'delete'}                          | field mode: got "delete", want observe or repair
          {'mode':'Repair'}                          | field mode: got "Repair", want observe or repair
          {'mode':1}                                 | no text in field mode
          {'controls':'root_usage'}                  | field controls: want a list such as ["root_usage"]
          {'controls':[]}                            | field controls: want a list such as ["root_usage"]
          {'controls':[5.3]}                         | field controls: want a list such as ["root_usage"]
          {'controls':[null]}                        | field controls: want a list such as ["root_usage"]
          {'statement':7}                            | no text in field statement.from; want {"from":"2026-01-01","to":"2027-01-01T00:00:00Z"}
          {'statement':{'from':'2026-01-01'}}        | no text in field statement.to; want
          {'statement':{'from':'2026','to':'2027'}}  | field statement.from: got "2026", want a date such as 2026-01-01, or a time such as 2026-01-01T00:00:00Z
          {'statement':{'from':'2026-01-01','to':'2026-02-30'}} | field statement.to: got "2026-02-30", want a date
          {'statement':{'from':'2026-01-02','to':'2026-01-01'}} | field statement: from 2026-01-02T00:00:00Z is not before to 2026-01-01T00:00:00Z
          {'statement':{'from':'2026-01-01','to':'2026-01-01T00:00:00Z'}} | field statement: from 2026-01-01T00:00:00Z is not before
          {'statement':{'from':'1926-01-01','to':'2026-01-01'}} | field statement: the period is longer than ten years
          {'statement':{'from':'2026-01-01','to':'2027-01-01','by':'x'}} | unknown field "by"; field statement: want {"from":"2026-01-01","to":"2027-01-01T00:00:00Z"}
          {'statement':{},'mode':'repair'}           | unknown field "mode"; a statement is asked for with no other field
          {'controls':['root']}                      | field controls: no control is called "root": did you mean root_usage?
          {'controls':['vpc_changes']}               | field controls: vpc_changes is not enabled; enabled are [root_usage]
          {'controls':['all']}                       | field controls: unauthorized_api_calls is not enabled; enabled are [root_usage]
          """)
  void whatIsNoEventOfOursIsRefusedWithWhatIsWanted(String event, String message) {
    assertThatExceptionOfType(EventException.class)
        .isThrownBy(() -> parse(event == null ? "" : event))
        .withMessageStartingWith("event: " + message);
  }

  /** A request may be anybody's text; what it says comes back in one short and safe line. */
  @ParameterizedTest
  @ValueSource(ints = {1, 100_000})
  void aRefusalIsSafeAndShort(int length) {
    String hostile = "\\u202E\\u001b[2J" + "x".repeat(length);
    for (String event :
        List.of(
            "{'%s':1}",
            "{'mode':'%s'}",
            "{'statement':{'from':'%s'}}",
            "{'statement':{'%s':1}}",
            "{'controls':['%s']}",
            "{'detail-type':'%s','source':'%1$s'}",
            "{'invokingEvent':'{\\\"messageType\\\":\\\"%s\\\"}','resultToken':'t'}",
            "{'a':%s}")) {
      assertThatExceptionOfType(EventException.class)
          .isThrownBy(() -> parse(event.formatted(hostile)))
          .satisfies(
              it ->
                  assertThat(it.getMessage())
                      .hasSizeLessThan(1_300)
                      .doesNotContain("\u202E", "\u001b"));
    }
  }

  /** It would be compared with every control, letter by letter. */
  @Test
  void aNameLongerThanAnyIsNotLookedFor() {
    assertThatExceptionOfType(EventException.class)
        .isThrownBy(() -> parse("{'controls':['%s']}".formatted("x".repeat(257))))
        .withMessage("event: field controls: want a list such as [\"root_usage\"]");
  }

  /** What AWS Config sends. */
  @Test
  void aConfigRuleIsAnsweredForTheTimeOfWhatItAsksAbout() {
    assertThat(evaluation("config-rule-change.json").asOf())
        .isEqualTo(Instant.parse("2026-11-23T10:16:02.511Z"));
    assertThat(evaluation("config-rule-oversized.json").asOf())
        .isEqualTo(Instant.parse("2026-11-23T10:16:02.511Z"));
    assertThat(evaluation("config-rule-scheduled.json").asOf())
        .isEqualTo(Instant.parse("2026-11-23T10:20:09.911Z"));
  }

  private Trigger parse(String singleQuoted) {
    return parser.parse(singleQuoted.replace('\'', '"'));
  }

  private static Optional<UntrustedText> text(String value) {
    return Optional.of(UntrustedText.of(value));
  }

  private Evaluation evaluation(String file) {
    Evaluation evaluation = (Evaluation) parser.parse(Samples.text(file));
    assertThat(evaluation.event().getResultToken()).isEqualTo("TVRpbW9uZ0V4YW1wbGVUb2tlbg==");
    assertThat(evaluation.left()).isEmpty();
    return evaluation;
  }
}
