package dev.alarmkeeper.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.alarmkeeper.chain.Account;
import dev.alarmkeeper.control.Enabled;
import dev.alarmkeeper.evidence.EvidenceRecorder;
import dev.alarmkeeper.evidence.EvidenceSummary;
import dev.alarmkeeper.evidence.MetricLines;
import dev.alarmkeeper.evidence.incident.OwnLook;
import dev.alarmkeeper.evidence.own.OwnStackLook;
import dev.alarmkeeper.evidence.report.ComplianceSink;
import dev.alarmkeeper.evidence.report.ReportJson;
import dev.alarmkeeper.evidence.statement.Statements;
import dev.alarmkeeper.reconcile.Reconciler;
import dev.alarmkeeper.reconcile.Report;
import dev.alarmkeeper.settings.DrillSchedule;
import dev.alarmkeeper.settings.Settings;
import dev.alarmkeeper.text.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** The function: one event in, one run, one report out; or one statement of what is remembered. */
public final class AlarmkeeperHandler implements RequestStreamHandler {
  /** With less time left evidence begins nothing new: a call may take eight seconds. */
  private static final Duration ANSWER = Duration.ofSeconds(20);

  private final Supplier<Enabled> controls;
  private final Reconciler reconciler;
  private final Answers answers;
  private final Orders orders;
  private final EvidenceRecorder evidence;
  private final Optional<OwnStackLook> ownStack;
  private final Statements statements;
  private final Function<Context, Account> account;
  private final DrillSchedule drills;
  private final InstantSource clock;

  /**
   * The function as Lambda makes it, from environment variables.
   *
   * @throws SettingsException if a setting is wrong, with all faults of all settings
   */
  public AlarmkeeperHandler() {
    this(System.getenv());
  }

  private AlarmkeeperHandler(Map<String, String> environment) {
    this(Settings.of(environment), new Wiring(environment), InstantSource.system());
  }

  private AlarmkeeperHandler(Settings settings, Wiring wiring, InstantSource clock) {
    EvidenceWiring outside = wiring.evidence(settings);
    EvidenceRecorder evidence = outside.evidence(clock);
    this(
        settings,
        wiring.controls(settings),
        wiring.reconciler(settings, outside, evidence, clock),
        evidence,
        outside.ownStack(clock),
        outside.statements(),
        wiring.compliance(),
        wiring.account(),
        clock);
  }

  AlarmkeeperHandler(
      Settings settings,
      Supplier<Enabled> controls,
      Reconciler reconciler,
      EvidenceRecorder evidence,
      Optional<OwnStackLook> ownStack,
      Statements statements,
      ComplianceSink compliance,
      Function<Context, Account> account,
      InstantSource clock) {
    this.controls = controls;
    this.reconciler = reconciler;
    this.evidence = evidence;
    this.ownStack = ownStack;
    this.statements = statements;
    this.answers = new Answers(compliance, settings.configRule());
    this.orders = new Orders(settings.mode(), account, clock);
    this.account = account;
    this.drills = settings.evidence().drills();
    this.clock = clock;
  }

  /**
   * Makes one run, or one statement.
   *
   * @throws EventException if the event is none we know; nothing of the chain was read or written
   * @throws IncompleteRunException if nobody waits for the answer and the same run, made again, may
   *     come further: Lambda then makes it again
   */
  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    Enabled enabled = controls.get();
    Trigger trigger =
        new EventParser(enabled.controls())
            .parse(new String(input.readAllBytes(), StandardCharsets.UTF_8));
    Map<String, ?> answer =
        switch (trigger) {
          case Trigger.Run run -> run(run, enabled, context);
          case Trigger.Statement asked ->
              statements.of(
                  account.apply(context),
                  enabled.controls(),
                  enabled.accepted(),
                  asked.period(),
                  clock.instant());
        };
    output.write(Json.utf8(answer));
  }

  private Map<String, Object> run(Trigger.Run trigger, Enabled enabled, Context context) {
    if (trigger instanceof Trigger.Drill && !drills.isOn()) {
      throw new EventException(
          "drills are off: set DRILL_SCHEDULE (parameter DrillSchedule) to on_request, monthly or"
              + " quarterly");
    }
    Report found = reconciler.run(orders.of(trigger, enabled, context));
    Report report = evidence.judged(found, orders.deadline(context, ANSWER));
    Map<String, Object> json = ReportJson.of(report);
    Log log = new Log(context);
    log.info("run finished", Map.of("report", json));
    boolean whole = report.order().controls().equals(enabled.controls());
    Optional<OwnLook> own = ownStack(trigger, context);
    own.ifPresent(it -> json.put("own_stack", it.json()));
    EvidenceSummary left =
        evidence.conclude(
            report,
            own,
            whole,
            Orders.drills(trigger),
            orders.deadline(context, ANSWER),
            log::warn);
    if (!left.missing().isEmpty()) {
      log.warn("evidence is missing", Map.of("missing", left.missing()));
    }
    json.put("evidence", left.json(clock.instant()));
    evidence.drills(report).ifPresent(it -> json.put("drills", it));
    log.metrics(MetricLines.of(context.getFunctionName(), report, whole, left, clock.instant()));
    log.metrics(MetricLines.of(context.getFunctionName(), evidence.ended(), clock.instant()));
    answers.conclude(trigger, report, evidence.proof(report), log);
    return json;
  }

  /**
   * Nothing of the chain depends on it: the schedule alone looks, and when the verdict is known.
   */
  private Optional<OwnLook> ownStack(Trigger.Run trigger, Context context) {
    return ownStack
        .filter(_ -> trigger.cause().equals(EventParser.SCHEDULE))
        .map(it -> it.look(account.apply(context), orders.deadline(context, ANSWER)));
  }
}
