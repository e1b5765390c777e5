package dev.alarmkeeper.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.alarmkeeper.chain.Account;
import dev.alarmkeeper.control.Enabled;
import dev.alarmkeeper.evidence.ComplianceSink;
import dev.alarmkeeper.evidence.Json;
import dev.alarmkeeper.evidence.MetricLines;
import dev.alarmkeeper.evidence.OpenFindings;
import dev.alarmkeeper.evidence.ReportJson;
import dev.alarmkeeper.reconcile.Deadline;
import dev.alarmkeeper.reconcile.Mode;
import dev.alarmkeeper.reconcile.Order;
import dev.alarmkeeper.reconcile.Reconciler;
import dev.alarmkeeper.reconcile.Report;
import dev.alarmkeeper.reconcile.Witness;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/** The function: one event in, one run, one report out. */
public final class AlarmkeeperHandler implements RequestStreamHandler {
  /** What is kept of the function's time for the last look, the report and the answer. */
  private static final Duration RESERVE = Duration.ofSeconds(10);

  private final Settings settings;
  private final Supplier<Enabled> controls;
  private final Reconciler reconciler;
  private final Answers answers;
  private final OpenFindings open = new OpenFindings();
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
    this(
        settings,
        wiring.controls(settings),
        wiring.reconciler(settings, Witness.NONE, clock),
        wiring.compliance(),
        wiring.account(),
        clock);
  }

  AlarmkeeperHandler(
      Settings settings,
      Supplier<Enabled> controls,
      Reconciler reconciler,
      ComplianceSink compliance,
      Function<Context, Account> account,
      InstantSource clock) {
    this.settings = settings;
    this.controls = controls;
    this.reconciler = reconciler;
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
    Instant now = clock.instant();
    log.metrics(MetricLines.of(report, whole, open.oldest(report, now), now));
    answers.conclude(trigger, report, log);
    output.write(Json.text(json).getBytes(StandardCharsets.UTF_8));
  }

  private Order order(Trigger trigger, Enabled enabled, Context context) {
    Duration left = Duration.ofMillis(context.getRemainingTimeInMillis()).minus(RESERVE);
    return new Order(
        trigger.cause(),
        mode(trigger),
        switch (trigger) {
          case Trigger.Notice _, Trigger.Evaluation _ -> enabled.controls();
          case Trigger.Request request -> request.controls();
        },
        account.apply(context),
        new Deadline(clock.instant().plus(left), clock),
        enabled.doubt());
  }

  private Mode mode(Trigger trigger) {
    return switch (trigger) {
      case Trigger.Notice _ -> settings.mode();
      case Trigger.Evaluation _ -> Mode.OBSERVE;
      case Trigger.Request request -> settings.mode().atMost(request.mode().orElse(Mode.REPAIR));
    };
  }
}
