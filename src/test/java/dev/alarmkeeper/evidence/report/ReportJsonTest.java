package dev.alarmkeeper.evidence.report;

import static dev.alarmkeeper.Fixtures.ACCOUNT;
import static dev.alarmkeeper.Fixtures.STRANGER;
import static dev.alarmkeeper.reconcile.Reports.ASK;
import static dev.alarmkeeper.reconcile.Reports.FIX;
import static dev.alarmkeeper.reconcile.Reports.NOTE;
import static dev.alarmkeeper.reconcile.Reports.WAIT;
import static dev.alarmkeeper.reconcile.Reports.finding;
import static dev.alarmkeeper.reconcile.Reports.observed;
import static dev.alarmkeeper.reconcile.Reports.repaired;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import dev.alarmkeeper.Fixtures;
import dev.alarmkeeper.chain.Difference;
import dev.alarmkeeper.chain.Link;
import dev.alarmkeeper.chain.LogGroup;
import dev.alarmkeeper.chain.Observed.Absent;
import dev.alarmkeeper.chain.Severity;
import dev.alarmkeeper.chain.Subscription;
import dev.alarmkeeper.chain.Subscription.State;
import dev.alarmkeeper.control.Place;
import dev.alarmkeeper.pattern.Counterexample;
import dev.alarmkeeper.reconcile.Actor;
import dev.alarmkeeper.reconcile.ApiCall;
import dev.alarmkeeper.reconcile.Cause;
import dev.alarmkeeper.reconcile.Finding;
import dev.alarmkeeper.reconcile.InMemoryRuns;
import dev.alarmkeeper.reconcile.Kind;
import dev.alarmkeeper.reconcile.Mode;
import dev.alarmkeeper.reconcile.Order;
import dev.alarmkeeper.reconcile.Outcome.Done;
import dev.alarmkeeper.reconcile.Outcome.Failed;
import dev.alarmkeeper.reconcile.Outcome.NotReached;
import dev.alarmkeeper.reconcile.Outcome.Refused;
import dev.alarmkeeper.reconcile.Plan;
import dev.alarmkeeper.reconcile.Remedy;
import dev.alarmkeeper.reconcile.Report;
import dev.alarmkeeper.reconcile.Reports;
import dev.alarmkeeper.text.Json;
import dev.alarmkeeper.text.JsonFields;
import dev.alarmkeeper.text.UntrustedText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/** The report as readers get it: as the schema says, and without anybody's address. */
class ReportJsonTest {
  private static final JsonSchema SCHEMA = schema();

  static final List<Arguments> REPORTS =
      List.of(
          Arguments.of("nothing found", observed()),
          Arguments.of("worth knowing", observed(finding(Kind.DRIFTED, NOTE))),
          Arguments.of("only looked", observed(finding(Kind.MISSING, FIX))),
          Arguments.of("a person's", observed(finding(Kind.DRIFTED, ASK))),
          Arguments.of("settles", observed(finding(Kind.UNSETTLED, WAIT))),
          Arguments.of("not read", observed(finding(Kind.UNREADABLE, WAIT))),
          Arguments.of("repaired", repaired(new Done())),
          Arguments.of("seen again", repaired(new Done(), finding(Kind.MISSING, FIX))),
          Arguments.of("refused", repaired(new Refused("denied"), finding(Kind.MISSING, FIX))),
          Arguments.of(
              "failed", repaired(new Failed("throttled", true), finding(Kind.MISSING, FIX))),
          Arguments.of("not reached", repaired(new NotReached(), finding(Kind.MISSING, FIX))),
          Arguments.of(
              "covered elsewhere", Reports.at(Fixtures.place(LogGroup.arn(STRANGER, "central")))),
          Arguments.of(
              "no trail",
              Reports.at(
                  new Place(ACCOUNT, new Absent<>(), Optional.empty(), "there is no trail"))),
          Arguments.of("with a whole cause", withCause()),
          Arguments.of("everything gone", InMemoryRuns.afterEverythingWasDeleted(Mode.REPAIR)),
          Arguments.of(
              "everything gone, only looked", InMemoryRuns.afterEverythingWasDeleted(Mode.OBSERVE)),
          Arguments.of("everything drifted", InMemoryRuns.afterEverythingWasTamperedWith()),
          Arguments.of("two patterns differ", observed(aPatternDiffers())),
          Arguments.of("no control known", Reports.withoutControls()));

  @ParameterizedTest(name = "{0}")
  @FieldSource("REPORTS")
  void everyReportIsAsTheSchemaSays(String what, Report report) {
    assertThat(problems(text(report))).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          another version           | "schema":1              | "schema":2
          no version                | "schema":1,             |
          an unknown verdict        | "verdict":"needs_person"| "verdict":"fine"
          another spelling          | "mode":"observe"        | "mode":"OBSERVE"
          an unknown field          | "mode":"observe"        | "mode":"observe","more":1
          an unknown field inside   | "link":"alarm"          | "link":"alarm","more":1
          an unknown link           | "link":"alarm"          | "link":"mute_rule"
          an unknown kind           | "kind":"drifted"        | "kind":"odd"
          an unknown severity       | "severity":"critical"   | "severity":"urgent"
          an unknown remedy         | "remedy":"ask"          | "remedy":"delete"
          an unknown outcome        | "outcome":"none"        | "outcome":"deleted"
          a person's, but done      | "outcome":"none"        | "outcome":"done"
          a person's, no advice     | "advice":"somebody has to act", |
          an unknown trigger        | "trigger":"request"     | "trigger":"magic"
          an account of letters     | "account":"111122223333"| "account":"mine"
          no reason for the place   | ,"because":"the settings name both" |
          a control without a name  | "controls":["root_usage"] | "controls":[""]
          a control of no such name | "control":"root_usage"  | "control":"Root Usage"
          a difference in numbers   | "differences":[]        | "differences":[{"field":"f","desired":1,"observed":"2","why":"w"}]
          """)
  void theSchemaRefusesWhatIsWrong(String what, String right, @Nullable String wrong) {
    String text = text(observed(finding(Kind.DRIFTED, ASK)));
    assertThat(text).contains(right);
    assertThat(problems(text.replace(right, wrong == null ? "" : wrong))).isNotEmpty();
  }

  @Test
  void aReportReadsLikeThis() {
    assertThat(text(observed(finding(Kind.DRIFTED, ASK))))
        .isEqualTo(
            "{\"schema\":1,\"version\":\""
                + Release.VERSION
                + "\",\"verdict\":\"needs_person\",\"mode\":\"observe\","
                + "\"cause\":{\"trigger\":\"request\"},"
                + "\"place\":{\"account\":\"111122223333\",\"region\":\"us-east-1\","
                + "\"trail\":\"arn:aws:cloudtrail:us-east-1:111122223333:trail/management-trail\","
                + "\"log_group\":\"CloudTrail/logs\",\"log_group_account\":\"111122223333\","
                + "\"because\":\"the settings name both\"},"
                + "\"controls\":[{\"control\":\"root_usage\",\"verdict\":\"needs_person\"}],"
                + "\"findings\":[{\"link\":\"alarm\",\"name\":\"root_usage_alarm\","
                + "\"controls\":[\"root_usage\"],\"kind\":\"drifted\",\"severity\":\"critical\","
                + "\"differences\":[],\"remedy\":\"ask\",\"outcome\":\"none\","
                + "\"advice\":\"somebody has to act\",\"command\":\"aws do-it\"}]}");
  }

  static final List<Arguments> ADVICE =
      List.of(
          Arguments.of(repaired(new Done()), "done", null),
          Arguments.of(repaired(new Refused("denied")), "refused", "denied"),
          Arguments.of(repaired(new Failed("throttled", true)), "failed", "throttled"),
          Arguments.of(
              repaired(new NotReached()),
              "none",
              "not reached before the deadline; the next run repairs it"),
          Arguments.of(observed(finding(Kind.UNSETTLED, WAIT)), "none", "it settles"),
          Arguments.of(observed(finding(Kind.DRIFTED, NOTE)), "none", "worth knowing"));

  @ParameterizedTest(name = "{1}: {2}")
  @FieldSource("ADVICE")
  void theOutcomeComesWithWhatToDo(Report report, String outcome, @Nullable String advice) {
    assertThat(findings(report))
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it).containsEntry("outcome", outcome);
              assertThat(it.get("advice")).isEqualTo(advice);
            });
  }

  /** Whoever makes three thousand things that are found does not make the answer fail. */
  @Test
  void aReportIsNeverTooLongAndKeepsTheWorst() {
    String endless = "\uD83D\uDE00".repeat(UntrustedText.LONG);
    List<Finding> all = new ArrayList<>();
    for (int at = 0; at < 3_000; at++) {
      all.add(
          new Finding(
              Link.SUBSCRIPTION,
              "stranger " + at,
              List.of("root_usage"),
              Kind.DRIFTED,
              Severity.LOW,
              List.of(new Difference("field", endless, endless, endless)),
              new Remedy.Note(endless)));
    }
    Finding worst =
        new Finding(
            Link.SUBSCRIPTION,
            "nobody hears",
            List.of("root_usage"),
            Kind.MISSING,
            Severity.CRITICAL,
            List.of(),
            new Remedy.Ask("subscribe somebody", ""));
    all.add(worst);

    Map<String, Object> json = ReportJson.of(observed(all.toArray(Finding[]::new)));

    assertThat(Json.utf8(json)).hasSizeLessThan(ReportJson.MOST_BYTES + 100);
    List<?> findings = (List<?>) json.getOrDefault("findings", List.of());
    assertThat(findings.toString()).contains("nobody hears");
    assertThat(json.get("findings_left_out")).isEqualTo(3_001 - findings.size());
    assertThat(problems(Json.text(json))).isEmpty();
  }

  @Test
  void whatIsSeenAgainAfterItsRepairSaysSo() {
    List<Map<String, Object>> findings = findings(repaired(new Done(), finding(Kind.MISSING, FIX)));
    assertThat(findings).hasSize(2);
    assertThat(findings.getLast().get("advice")).asString().startsWith("seen again");
  }

  @Test
  void noEndpointIsInTheReportHoweverTheRunEnds() {
    List<String> addresses =
        List.of("sec.team@example.com", "+15551234567", "https://hooks.example.com/T0/token@x");
    List<Subscription> people =
        Stream.of("email", "sms", "https")
            .map(
                it ->
                    new Subscription(
                        it,
                        addresses.get(List.of("email", "sms", "https").indexOf(it)),
                        State.CONFIRMED))
            .toList();
    for (State state : State.values()) {
      for (Report report : InMemoryRuns.withSubscriptions(people, state)) {
        String text = text(report);
        assertThat(text).contains("email:s***@example.com#");
        assertThat(addresses).allSatisfy(it -> assertThat(text).doesNotContain(it));
        assertThat(text).doesNotContain("sec.team", "5551234567", "token", "hooks");
      }
    }
  }

  @Test
  void hostileTextOfAnEventStaysOneSafeLine() {
    assertThat(text(withCause())).doesNotContain("\n", "\u202E", "\u001b").contains("\uFFFD");
  }

  private static Finding aPatternDiffers() {
    Difference difference =
        new Difference(
            "pattern",
            "{ $.a = 1 }",
            "{ $.b = 1 }",
            "why",
            Optional.of(
                new Counterexample("", Map.of("a", "\u001b[31m" + "x".repeat(5_000)), true)));
    return new Finding(
        Link.METRIC_FILTER,
        "root_usage_metric",
        List.of("root_usage"),
        Kind.DRIFTED,
        Severity.CRITICAL,
        List.of(difference),
        FIX);
  }

  /** Its names and values are those of a pattern that somebody else may have written. */
  @Test
  void anExampleIsShownAsShortAndSafeText() {
    assertThat(text(observed(aPatternDiffers())))
        .contains("\"matched_by\":\"desired\"")
        .contains("…")
        .doesNotContain("\u001b");
  }

  private static Report withCause() {
    Optional<UntrustedText> hostile =
        Optional.of(UntrustedText.of("\u202E\u001b[2J\n\"".repeat(200)));
    Instant time = Instant.parse("2026-11-23T10:15:30Z");
    Cause cause =
        new Cause(
            "api call",
            hostile,
            Optional.of(time),
            Optional.of(
                new ApiCall(
                    hostile,
                    hostile,
                    hostile,
                    Optional.of(time),
                    hostile,
                    hostile,
                    new Actor(
                        hostile, hostile, hostile, Optional.of(true), hostile, hostile, hostile),
                    hostile,
                    JsonFields.EMPTY)));
    Order order = Reports.order();
    return new Report(
        new Order(cause, order.mode(), order.controls(), order.account(), order.deadline()),
        Fixtures.desired(),
        Plan.EMPTY,
        Map.of(),
        Plan.EMPTY,
        Fixtures.NOW,
        Fixtures.NOW);
  }

  private static String text(Report report) {
    return Json.text(ReportJson.of(report));
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> findings(Report report) {
    return (List<Map<String, Object>>) ReportJson.of(report).getOrDefault("findings", List.of());
  }

  private static Set<ValidationMessage> problems(String json) {
    return SCHEMA.validate(
        json, InputFormat.JSON, it -> it.getExecutionConfig().setFormatAssertionsEnabled(true));
  }

  private static JsonSchema schema() {
    try {
      return JsonSchemaFactory.getInstance(VersionFlag.V202012)
          .getSchema(Files.readString(Path.of("docs/schemas/report.json")));
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }
}
