package dev.alarmkeeper.cli;

import dev.alarmkeeper.chain.Observed;
import dev.alarmkeeper.cli.Connections.Connection;
import dev.alarmkeeper.control.Enabled;
import dev.alarmkeeper.control.Setting;
import dev.alarmkeeper.evidence.report.ReportJson;
import dev.alarmkeeper.reconcile.Report;
import dev.alarmkeeper.reconcile.Verdict;
import dev.alarmkeeper.settings.OverriddenControls;
import dev.alarmkeeper.settings.Settings;
import dev.alarmkeeper.text.Json;
import dev.alarmkeeper.text.JsonFields;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The run in observe mode, on the caller's account, told like a plan. */
@Command(
    name = "check",
    description = "Reads the chain and tells what is wrong with it, and what repair would write.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "%nExamples:",
      "  alarmkeeper check",
      "  alarmkeeper check --controls all --profile-of-patterns security_hub",
      "  alarmkeeper check --profile audit --region eu-central-1 --json",
      "%nExit codes: 0 whole, 1 error, 2 drift or doubt."
    })
final class CheckCommand implements Callable<Integer> {
  /** What the desired chain is made of. */
  private static final Set<Setting> SETTINGS =
      EnumSet.complementOf(
          EnumSet.of(
              Setting.MODE,
              Setting.CONFIG_RULE_NAME,
              Setting.EVIDENCE_TABLE,
              Setting.SCHEDULE_MINUTES,
              Setting.EVIDENCE_RETENTION_DAYS,
              Setting.REMINDERS,
              Setting.OPERATIONS_TOPIC_ARN,
              Setting.EVENT_BUS_NAME));

  private final Terminal terminal;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private AwsOptions aws = new AwsOptions();

  @Option(
      names = "--overrides",
      paramLabel = "FILE",
      description = "An overrides document, instead of the one in Systems Manager.")
  private Optional<Path> overrides = Optional.empty();

  @Option(names = "--json", description = "Print the report as JSON: docs/schemas/report.json.")
  private boolean json;

  private CheckCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  static CommandLine line(Terminal terminal) {
    return Terminal.line(new CheckCommand(terminal), SETTINGS);
  }

  @Override
  public Integer call() throws IOException {
    Connection connection = terminal.connections().open(aws);
    Settings settings = settings(connection);
    Report report =
        new ObserveRun(connection, terminal.clock())
            .of(settings, controls(settings, connection), "check");
    terminal.connections().progress().clear();
    show(report);
    return report.verdict() == Verdict.COMPLIANT ? Alarmkeeper.WHOLE : Alarmkeeper.DRIFT;
  }

  private void show(Report report) {
    Map<String, Object> fields = ReportJson.of(report);
    if (json) {
      terminal.screen().line(Json.text(fields));
    } else {
      new ReportPlan(
              new JsonFields(Json.object(Json.text(fields))),
              ReportPlan.repairs(report),
              terminal.screen())
          .show();
    }
  }

  private Settings settings(Connection connection) {
    Map<String, String> values = terminal.settings(spec, SETTINGS);
    values.put("AWS_REGION", connection.regionName());
    if (overrides.isEmpty()) {
      return Settings.of(values);
    }
    // Then CONTROLS may name controls that only the document knows.
    values.put(Setting.OVERRIDES_PARAMETER.name(), "/in/a/file");
    return Settings.of(values).overriddenBy(overrides.get().toString());
  }

  private Enabled controls(Settings settings, Connection connection) throws IOException {
    if (overrides.isEmpty()) {
      return OverriddenControls.of(settings, connection::parameters).get();
    }
    String document = TextFile.read(overrides.get());
    Enabled enabled =
        OverriddenControls.of(settings, () -> _ -> new Observed.Present<>(document)).get();
    enabled
        .doubt()
        .ifPresent(
            it -> {
              throw new IllegalStateException(
                  overrides.get()
                      + ": "
                      + it.reason()
                      + "; docs/overrides.md has an example, docs/schemas/overrides.json the rules");
            });
    return enabled;
  }
}
