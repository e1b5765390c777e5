package dev.alarmkeeper.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.alarmkeeper.chain.Account;
import dev.alarmkeeper.control.Enabled;
import dev.alarmkeeper.evidence.ComplianceSink;
import dev.alarmkeeper.evidence.Evidence;
import dev.alarmkeeper.evidence.Json;
import dev.alarmkeeper.evidence.Left;
import dev.alarmkeeper.evidence.MetricLines;
import dev.alarmkeeper.evidence.ReportJson;
import dev.alarmkeeper.reconcile.Deadline;
import dev.alarmkeeper.reconcile.Mode;
import dev.alarmkeeper.reconcile.Order;
import dev.alarmkeeper.reconcile.Reconciler;
import dev.alarmkeeper.reconcile.Report;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/** The function: one event in, one run, one report out. */
public final class AlarmkeeperHandler implements RequestStreamHandler {
  /** What is kept of the function's time for evidence and the answer. */
  private static final Duration RESERVE = Duration.ofSeconds(10);

  /** What is kept of it for the answer, once evidence is written. */
  private static final Duration ANSWER = Duration.ofSeconds(3);

  private final Settings settings;
  private final Supplier<Enabled> controls;
  private final Reconciler reconciler;
  private final Answers answers;
  private final Evidence evidence;
  private final Function<Context, Account> account;
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
    EvidenceWiring outside = wiring.evidence(settings.evidence());
    Evidence evidence = outside.evidence(clock);
    this(
        settings,
        wiring.controls(settings),
        wiring.reconciler(settings, outside.ledger(), evidence, clock),
        evidence,
        wiring.compliance(),
        wiring.account(),
        clock);
  }

  AlarmkeeperHandler(
      Settings settings,
      Supplier<Enabled> controls,
      Reconciler reconciler,
      Evidence evidence,
      ComplianceSink compliance,
      Function<Context, Account> account,
      InstantSource clock) {
    this.settings = settings;
    this.controls = controls;
    this.reconciler = reconciler;
    this.evidence = evidence;
    this.answers = new Answers(compliance, settings.configRule());
    this.account = account;
    this.clock = clock;
  }

  /**
   * Makes one run.
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
    Report report = reconciler.run(order(trigger, enabled, context));
    Map<String, Object> json = ReportJson.of(report);
    Log log = new Log(context);
    log.info("run finished", Map.of("report", json));
    boolean whole = report.order().controls().equals(enabled.controls());
    Left left = evidence.conclude(report, whole, deadline(context, ANSWER), log::warn);
    if (!left.missing().isEmpty()) {
      log.warn("evidence is missing", Map.of("missing", left.missing()));
    }
    json.put("evidence", left.json(clock.instant()));
    log.metrics(MetricLines.of(report, whole, left, clock.instant()));
    answers.conclude(trigger, report, log);
    output.write(Json.text(json).getBytes(StandardCharsets.UTF_8));
  }

  private Order order(Trigger trigger, Enabled enabled, Context context) {
    return new Order(
        trigger.cause(),
        mode(trigger),
        switch (trigger) {
          case Trigger.Notice _, Trigger.Evaluation _ -> enabled.controls();
          case Trigger.Request request -> request.controls();
        },
        account.apply(context),
        deadline(context, RESERVE),
        enabled.doubt());
  }

  private Deadline deadline(Context context, Duration kept) {
    Duration left = Duration.ofMillis(context.getRemainingTimeInMillis()).minus(kept);
    return new Deadline(clock.instant().plus(left), clock);
  }

  private Mode mode(Trigger trigger) {
    return switch (trigger) {
      case Trigger.Notice _ -> settings.mode();
      case Trigger.Evaluation _ -> Mode.OBSERVE;
      case Trigger.Request request -> settings.mode().atMost(request.mode().orElse(Mode.REPAIR));
    };
  }
}
