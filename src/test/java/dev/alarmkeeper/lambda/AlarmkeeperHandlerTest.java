package dev.alarmkeeper.lambda;

import static dev.alarmkeeper.Fixtures.ACCOUNT;
import static dev.alarmkeeper.Fixtures.NOW;
import static dev.alarmkeeper.Fixtures.denied;
import static dev.alarmkeeper.Fixtures.throttled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.InstanceOfAssertFactories.map;

import dev.alarmkeeper.Fixtures;
import dev.alarmkeeper.chain.Arn;
import dev.alarmkeeper.chain.LogGroup;
import dev.alarmkeeper.chain.Observed;
import dev.alarmkeeper.chain.Observed.Present;
import dev.alarmkeeper.chain.Trail;
import dev.alarmkeeper.control.Catalogue;
import dev.alarmkeeper.control.Control;
import dev.alarmkeeper.control.DesiredState;
import dev.alarmkeeper.control.Doubt;
import dev.alarmkeeper.control.Enabled;
import dev.alarmkeeper.control.OnTwin;
import dev.alarmkeeper.control.Overrides;
import dev.alarmkeeper.evidence.EvidenceRecorder;
import dev.alarmkeeper.evidence.Sinks;
import dev.alarmkeeper.evidence.incident.OwnStack;
import dev.alarmkeeper.evidence.notify.Sent;
import dev.alarmkeeper.evidence.own.OwnStackLook;
import dev.alarmkeeper.evidence.own.StackSnapshot;
import dev.alarmkeeper.evidence.report.ComplianceSink;
import dev.alarmkeeper.evidence.report.ConfigVerdict;
import dev.alarmkeeper.evidence.report.ConfigVerdict.Compliance;
import dev.alarmkeeper.evidence.statement.Statements;
import dev.alarmkeeper.evidence.store.DocumentStore;
import dev.alarmkeeper.evidence.store.InMemoryStore;
import dev.alarmkeeper.reconcile.InMemoryChain;
import dev.alarmkeeper.reconcile.Mode;
import dev.alarmkeeper.reconcile.Outcome;
import dev.alarmkeeper.reconcile.Reconciler;
import dev.alarmkeeper.reconcile.Repair;
import dev.alarmkeeper.reconcile.Repair.PutFilter;
import dev.alarmkeeper.settings.DrillSchedule;
import dev.alarmkeeper.settings.EvidenceSettings;
import dev.alarmkeeper.settings.Settings;
import dev.alarmkeeper.text.Json;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One event in, one run, one report out: how a run ends is a table, trigger by outcome. */
class AlarmkeeperHandlerTest {
  private static final String NOTICE = "delete-metric-filter.json";
  private static final String EVALUATION = "config-rule-scheduled.json";
  private static final String STATEMENT = "statement.json";
  private static final String REQUEST = "direct-repair.json";

  private final InMemoryChain chain =
      InMemoryChain.whole(
          DesiredState.of(Fixtures.settings(), Fixtures.ROOT_USAGE, Fixtures.place()));
  private final FakeContext context = new FakeContext();
  private final Config config = new Config();
  private Mode mode = Mode.REPAIR;
  private final List<String> looks = new ArrayList<>();
  private Optional<DocumentStore> ledger = Optional.empty();
  private Enabled enabled = new Enabled(Fixtures.ROOT_USAGE, Optional.empty());

  /** AWS Config, which keeps what it is told. */
  private static final class Config implements ComplianceSink {
    Outcome answer = new Outcome.Done();
    final List<Entry> entries = new ArrayList<>();
    final List<String> tokens = new ArrayList<>();
    final List<Instant> times = new ArrayList<>();
    final List<String> woken = new ArrayList<>();

    @Override
    public Outcome put(String token, Instant asOf, List<Entry> told) {
      entries.addAll(told);
      tokens.add(token);
      times.add(asOf);
      return answer;
    }

    @Override
    public Outcome reevaluate(String rule) {
      woken.add(rule);
      return answer;
    }
  }

  static List<String> files() {
    return Samples.files().stream().filter(it -> !it.equals(STATEMENT)).toList();
  }

  @Test
  void aStatementIsAnsweredFromTheTableAndNothingIsReadOrWritten() {
    ledger = Optional.of(new InMemoryStore());
    assertThat(handle(STATEMENT))
        .containsEntry("account", ACCOUNT.id())
        .containsEntry("from", "2026-01-01T00:00:00Z")
        .containsEntry("to", NOW.toString())
        .containsEntry("unread", List.of());
    assertThat(chain.looks).isZero();
    assertThat(chain.writes).isEmpty();
    assertThat(logged("run finished")).isEmpty();
  }

  @Test
  void aStatementWithoutATableSaysSo() {
    assertThat(handle(STATEMENT).get("text"))
        .asString()
        .contains("nothing is remembered: EVIDENCE_TABLE is not set");
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyEventIsAnsweredWithAReportAndAWholeChainGetsNoWrite(String file) {
    assertThat(handle(file)).containsEntry("verdict", "compliant");
    assertThat(chain.writes).isEmpty();
    assertThat(chain.looks).isEqualTo(1);
  }

  @ParameterizedTest(name = "{0} when {1}: {2}")
  @CsvSource({
    "delete-metric-filter.json,  whole,          compliant",
    "delete-metric-filter.json,  lost,           repaired",
    "delete-metric-filter.json,  write refused,  needs_person",
    "delete-metric-filter.json,  write failed,   throws",
    "delete-metric-filter.json,  read throttled, throws",
    "delete-metric-filter.json,  read denied,    unknown",
    "schedule.json,              write failed,   throws",
    "alarm-configuration-change.json, lost,      repaired",
    "config-item-change.json,    read throttled, throws",
    "config-rule-scheduled.json, whole,          compliant",
    "config-rule-scheduled.json, lost,           drifted",
    "config-rule-scheduled.json, read throttled, throws",
    "config-rule-scheduled.json, read denied,    unknown",
    "direct-repair.json,         whole,          compliant",
    "direct-repair.json,         lost,           repaired",
    "direct-repair.json,         write refused,  needs_person",
    "direct-repair.json,         write failed,   drifted",
    "direct-repair.json,         read throttled, unknown",
    "direct-repair.json,         read denied,    unknown",
    "direct-observe.json,        lost,           drifted",
  })
  void howARunEndsIsATable(String file, String state, String end) {
    bring(state);
    if (end.equals("throws")) {
      assertThatExceptionOfType(IncompleteRunException.class)
          .isThrownBy(() -> handle(file))
          .withMessageContaining("the log line of this request has the report");
    } else {
      assertThat(handle(file)).containsEntry("verdict", end);
    }
    assertThat(logged("run finished")).as("the report is logged however it ends").hasSize(1);
  }

  private void bring(String state) {
    switch (state) {
      case "whole" -> {}
      case "lost" -> chain.filters = new Present<>(List.of());
      case "write refused" -> {
        bring("lost");
        chain.failures.put(PutFilter.class, new Outcome.Refused("denied"));
      }
      case "write failed" -> {
        bring("lost");
        chain.failures.put(PutFilter.class, new Outcome.Failed("throttled", true));
      }
      case "read throttled" -> chain.filters = throttled();
      case "read denied" -> chain.filters = denied();
      default -> throw new IllegalArgumentException(state);
    }
  }

  @ParameterizedTest(name = "settings {0}, {1}: {2} writes")
  @CsvSource({
    "REPAIR,  direct-repair.json,            1",
    "REPAIR,  direct-observe.json,           0",
    "OBSERVE, direct-repair.json,            0",
    "OBSERVE, direct-observe.json,           0",
    "REPAIR,  delete-metric-filter.json,     1",
    "OBSERVE, delete-metric-filter.json,     0",
    "REPAIR,  schedule.json,                 1",
    "OBSERVE, schedule.json,                 0",
    "REPAIR,  config-rule-change.json,       0",
    "REPAIR,  config-rule-oversized.json,    0",
    "REPAIR,  config-rule-scheduled.json,    0",
  })
  void aRequestMayLowerTheModeAndTheConfigRuleOnlyObserves(Mode settings, String file, int writes) {
    mode = settings;
    chain.filters = new Present<>(List.of());
    handle(file);
    assertThat(chain.writes).hasSize(writes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "{\"detail-type\":\"Odd\",\"source\":\"me\"}", "{\"a\":1}"})
  void anUnknownEventIsOneClearErrorAndNothingIsReadOrWritten(String event) {
    chain.deleteEverything();
    assertThatExceptionOfType(EventException.class).isThrownBy(() -> handleText(event));
    assertThat(chain.looks).isZero();
    assertThat(chain.writes).isEmpty();
  }

  @Test
  void configIsToldOfTheAccountAsOfTheSchedule() {
    chain.filters = new Present<>(List.of());
    handle(EVALUATION);
    assertThat(config.entries)
        .containsExactly(
            new ComplianceSink.Entry(
                "AWS::::Account",
                ACCOUNT.id(),
                new ConfigVerdict(
                    Compliance.NON_COMPLIANT,
                    "root_usage: metric filter root_usage_metric missing")));
    assertThat(config.tokens).containsExactly("TVRpbW9uZ0V4YW1wbGVUb2tlbg==");
    assertThat(config.times).containsExactly(Instant.parse("2026-11-23T10:20:09.911Z"));
  }

  /** An organization's rule with one central function: its verdict would be another account's. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "config-rule-change.json",
        "config-rule-oversized.json",
        "config-rule-scheduled.json"
      })
  void aRuleOfAnotherAccountIsToldThatTheAccountDiffers(String sample) {
    assertThatExceptionOfType(EventException.class)
        .isThrownBy(
            () ->
                handleText(
                    Samples.text(sample)
                        .replace(
                            "\"accountId\": \"111122223333\"", "\"accountId\": \"444455556666\"")))
        .withMessageContainingAll(
            "the account differs",
            "444455556666",
            "111122223333",
            "deploy the stack in each account");
    assertThat(config.entries).isEmpty();
  }

  @Test
  void aResourceThatLeftIsToldToHaveGoneBesideTheAccount() {
    handleText(
        Samples.text("config-rule-change.json")
            .replace("\"eventLeftScope\": false", "\"eventLeftScope\": true"));
    assertThat(config.entries)
        .extracting(ComplianceSink.Entry::type, it -> it.verdict().compliance())
        .containsExactly(
            tuple("AWS::::Account", Compliance.COMPLIANT),
            tuple("AWS::CloudWatch::Alarm", Compliance.NOT_APPLICABLE));
  }

  /** A verdict that was right a moment ago is better than one that nobody knows. */
  @Test
  void configKeepsItsVerdictWhereAReadWasThrottled() {
    chain.filters = throttled();
    assertThatExceptionOfType(IncompleteRunException.class).isThrownBy(() -> handle(EVALUATION));
    assertThat(config.entries).isEmpty();
  }

  @Test
  void configIsToldWhereAReadIsDenied() {
    chain.filters = denied();
    handle(EVALUATION);
    assertThat(config.entries)
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.verdict().compliance()).isEqualTo(Compliance.NON_COMPLIANT);
              assertThat(it.verdict().annotation()).startsWith("could not verify");
            });
  }

  @Test
  void aVerdictThatConfigDoesNotTakeIsAnError() {
    for (Outcome answer :
        List.of(new Outcome.Refused("no such rule"), new Outcome.Failed("no such rule", true))) {
      config.answer = answer;
      assertThatExceptionOfType(IncompleteRunException.class)
          .isThrownBy(() -> handle(EVALUATION))
          .withMessage("run incomplete: no such rule");
    }
  }

  /** AWS Config's token has gone stale: the same answer would be refused again. */
  @Test
  void anAnswerThatCanNeverArriveIsToldAndNotTriedAgain() {
    config.answer = new Outcome.Failed("stale token", false);
    assertThat(handle(EVALUATION)).containsEntry("verdict", "compliant");
    assertThat(logged("config rule not answered"))
        .singleElement()
        .satisfies(
            line ->
                assertThat(Json.object(line))
                    .containsEntry("level", "WARN")
                    .containsEntry("why", "stale token"));
  }

  @ParameterizedTest
  @ValueSource(strings = {NOTICE, REQUEST})
  void nobodyElseTellsConfig(String file) {
    handle(file);
    assertThat(config.tokens).isEmpty();
  }

  @Test
  void theLogLineIsOneLineOfJsonWithTheReport() {
    Map<String, @Nullable Object> report =
        handleText(
            Samples.text(NOTICE)
                .replace("\"DeleteMetricFilter\"", "\"Delete\\nMetric\\r\\u2028Filter\""));
    // The log line is written first: nothing that evidence meets can keep it back.
    assertThat(report.remove("evidence")).isNotNull();
    assertThat(logged("run finished"))
        .singleElement()
        .satisfies(
            line -> {
              assertThat(line).endsWith("}\n");
              assertThat(line.lines()).hasSize(1);
              assertThat(Json.object(line))
                  .containsEntry("level", "INFO")
                  .containsEntry("message", "run finished")
                  .containsEntry("request_id", context.getAwsRequestId())
                  .containsEntry("report", report);
            });
  }

  @Test
  void everyRunLeavesItsMetricsAndTheHeartbeat() {
    handle(NOTICE);
    assertThat(logged("\"VerifiedRun\":1")).hasSize(1);
    assertThat(logged("\"Verdict\":1"))
        .singleElement()
        .satisfies(
            line ->
                assertThat(Json.object(line))
                    .containsEntry("control", "root_usage")
                    .containsEntry("verdict", "compliant"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"read denied", "read throttled"})
  void aRunThatCouldNotReadIsNoHeartbeat(String state) {
    bring(state);
    handle(REQUEST);
    assertThat(logged("\"Runs\":1")).hasSize(1);
    assertThat(logged("VerifiedRun")).isEmpty();
  }

  @Test
  void aChangedVerdictWakesTheConfigRule() {
    handle(NOTICE);
    assertThat(config.woken).as("nothing has changed").isEmpty();
    bring("lost");
    handle(NOTICE);
    assertThat(config.woken).containsExactly("alarmkeeper-chain");
  }

  @Test
  void theRulesOwnQuestionDoesNotWakeIt() {
    bring("lost");
    handle("config-rule-scheduled.json");
    assertThat(config.woken).isEmpty();
  }

  @Test
  void aRuleThatCannotBeWokenDoesNotFailTheRun() {
    bring("lost");
    config.answer = new Outcome.Refused("no such rule");
    assertThat(handle(NOTICE)).containsEntry("verdict", "repaired");
    assertThat(logged("config rule not woken")).hasSize(1);
  }

  private List<String> logged(String part) {
    return context.logged.stream().filter(line -> line.contains(part)).toList();
  }

  @Test
  void theCauseIsTheReportsAndNothingElses() {
    assertThat(handle(NOTICE).get("cause"))
        .asInstanceOf(map(String.class, Object.class))
        .containsEntry("trigger", "api call")
        .containsEntry("action", "DeleteMetricFilter")
        .containsEntry("time", "2026-11-23T10:15:30Z");
  }

  /** Ten seconds are kept for the answer, and five for the look after the repairs. */
  @ParameterizedTest(name = "{0} ms left: {1} writes")
  @CsvSource({"15000, 0", "3000, 0", "15001, 1"})
  void whenTimeIsUpNothingIsBegun(int millisLeft, int writes) {
    context.millisLeft = millisLeft;
    chain.filters = new Present<>(List.of());
    handle(REQUEST);
    assertThat(chain.writes).hasSize(writes);
  }

  @Test
  void aChainKeptElsewhereIsNotInvented() {
    Arn central = LogGroup.arn(Fixtures.STRANGER, "central");
    chain.place = Fixtures.place(central);
    chain.trail =
        new Present<>(new Trail(Fixtures.TRAIL_ARN, true, true, Optional.of(central), true));
    chain.deleteEverything();
    assertThat(handle(NOTICE)).containsEntry("verdict", "covered_elsewhere");
    assertThat(chain.writes).isEmpty();
  }

  /** Neither a notice nor a rule may take the catalogue for what the owner wants. */
  @ParameterizedTest
  @CsvSource({"schedule.json, REPAIR", "direct-repair.json, REPAIR", "schedule.json, OBSERVE"})
  void overridesThatWereNeverReadMakeTheVerdictUnknown(String file, Mode most) {
    mode = most;
    enabled =
        new Enabled(
            Fixtures.ROOT_USAGE, Optional.of(new Doubt("/o", "AccessDenied", false, false)));
    chain.filters = new Present<>(List.of());

    assertThat(handle(file)).containsEntry("verdict", "unknown");
    assertThat(chain.writes).isEmpty();
  }

  @Test
  void aControlOfTheOwnersOwnIsAskedForByItsId() {
    List<Control> all =
        Overrides.over(
            Catalogue.controls(),
            Json.object(
                "{\"custom\":[{\"id\":\"own\",\"title\":\"T\",\"pattern\":\"{ $.a = 1 }\"}]}"));
    enabled = new Enabled(all, Optional.empty());

    handleText("{\"mode\":\"repair\",\"controls\":[\"own\"]}");

    assertThat(chain.writes).extracting(Repair::name).containsExactly("own_metric", "own_alarm");
  }

  @Test
  void aDrillThatNoSettingAllowsIsRefusedWithTheSettingsName() {
    assertThatExceptionOfType(EventException.class)
        .isThrownBy(() -> handleText("{\"drill\":{\"controls\":[\"root_usage\"]}}"))
        .withMessageContaining("DRILL_SCHEDULE");
    assertThat(chain.writes).isEmpty();
  }

  /** It is on nobody's way to a verdict, and the chain's events come many at a time. */
  @ParameterizedTest
  @CsvSource({
    "schedule.json,             1",
    "scheduler.json,            1",
    "delete-metric-filter.json, 0",
    "direct-repair.json,        0",
    "config-rule-scheduled.json, 0"
  })
  void theScheduleAloneLooksAtAlarmkeeperItself(String file, int times) {
    Map<String, @Nullable Object> answer = handle(file);

    assertThat(looks).hasSize(times);
    assertThat(answer.containsKey("own_stack")).isEqualTo(times == 1);
    assertThat(answer).containsEntry("verdict", "compliant");
  }

  private StackSnapshot whole() {
    looks.add("look");
    return new StackSnapshot(
        NOW,
        new Observed.Absent<>(),
        new Observed.Absent<>(),
        new Observed.Absent<>(),
        new Observed.Absent<>(),
        new Observed.Absent<>(),
        new Observed.Absent<>());
  }

  private Map<String, @Nullable Object> handle(String file) {
    return handleText(Samples.text(file));
  }

  private Map<String, @Nullable Object> handleText(String event) {
    EvidenceRecorder evidence =
        new EvidenceRecorder(
            new Sinks(
                Optional.empty(),
                Optional.empty(),
                _ -> _ -> new Sent.Done(),
                Optional.empty(),
                Optional.empty(),
                Duration.ofDays(400),
                Duration.ofMinutes(15),
                List.of(),
                Observed.Absent::new,
                OwnStack.UNKNOWN),
            () -> NOW);
    AlarmkeeperHandler handler =
        new AlarmkeeperHandler(
            new Settings(
                mode,
                Fixtures.settings(),
                OnTwin.ASK,
                Optional.of("alarmkeeper-chain"),
                Optional.empty(),
                new EvidenceSettings(
                    Optional.empty(),
                    Duration.ofMinutes(5),
                    Duration.ofDays(400),
                    List.of(),
                    DrillSchedule.OFF,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty())),
            () -> enabled,
            new Reconciler(Fixtures.settings(), chain, chain, evidence),
            evidence,
            Optional.of(new OwnStackLook(OwnStack.UNKNOWN, Optional.empty(), (_, _) -> whole())),
            new Statements(ledger, Duration.ofDays(400)),
            config,
            _ -> ACCOUNT,
            () -> NOW);
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    try {
      handler.handleRequest(
          new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), answer, context);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return Json.object(answer.toString(StandardCharsets.UTF_8));
  }
}
