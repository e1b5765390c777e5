package dev.alarmkeeper.cli;

import dev.alarmkeeper.cli.Connections.Connection;
import dev.alarmkeeper.control.Setting;
import dev.alarmkeeper.evidence.incident.Window;
import dev.alarmkeeper.evidence.statement.PeriodText;
import dev.alarmkeeper.evidence.statement.Statement;
import dev.alarmkeeper.text.Json;
import dev.alarmkeeper.text.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The function's statement of a period, made here. */
@Command(
    name = "statement",
    description =
        "States of a period, minute by minute, whether the controls were in force, what happened to them, and who did"
            + " it, from the table of evidence. Reads, and writes nothing but FILE.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "%nExamples:",
      "  alarmkeeper statement --evidence-table TABLE --from 2026-01-01",
      "  alarmkeeper statement --evidence-table TABLE --from 2026-01-01 --to 2027-01-01 --html 2026.html",
      "  alarmkeeper statement --evidence-table TABLE --controls all --from 2026-11-01T00:00:00Z --json",
      "%nExit codes: 0 in force all the time, 1 error, 2 exposed or unknown at some time."
    })
final class StatementCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private AwsOptions aws = new AwsOptions();

  @Option(
      names = "--from",
      required = true,
      paramLabel = "TIME",
      converter = InstantText.class,
      description = "A day, which begins in UTC, or a time: 2026-01-01, 2026-01-01T08:00:00Z.")
  private Instant from = Instant.EPOCH;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      converter = InstantText.class,
      description = "The end (now); the day or minute itself is not in the period.")
  private Optional<Instant> to = Optional.empty();

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Write a report for auditors here; what stands there is replaced.")
  private Optional<Path> html = Optional.empty();

  @Option(
      names = "--json",
      description = "Print the statement as JSON: docs/schemas/statement.json.")
  private boolean json;

  @Option(
      names = "--digest",
      description = "Print the SHA-256 of what is stated and nothing else: a report names it too.")
  private boolean digest;

  private StatementCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  static CommandLine line(Terminal terminal) {
    return Terminal.line(new StatementCommand(terminal), RememberedPeriod.SETTINGS);
  }

  @Override
  public Integer call() throws IOException {
    Instant now = terminal.clock().instant();
    Window period = period(now);
    Connection connection = terminal.connections().open(aws);
    Map<String, String> settings = terminal.settings(spec, RememberedPeriod.SETTINGS);
    RememberedPeriod read = RememberedPeriod.read(connection, settings, period, now);
    terminal.connections().progress().clear();
    Screen screen = terminal.screen();
    Statement statement = read.statement();
    if (html.isPresent()) {
      Files.writeString(
          html.get(),
          new StatementPage(
                  statement, read.accepted(), command(settings, statement), now, Version.text())
              .html());
    }
    Map<String, ?> fields = statement.json(read.accepted(), now);
    if (digest) {
      screen.line(statement.digest());
    } else if (json) {
      screen.line(Json.text(fields));
    } else {
      screen.line(String.valueOf(fields.get("text")).stripTrailing());
      screen.blank();
      screen.line("SHA-256 of what is stated: " + statement.digest());
      html.ifPresent(it -> screen.line("The report for auditors is in " + it));
    }
    return isWhole(statement) ? Alarmkeeper.WHOLE : Alarmkeeper.DRIFT;
  }

  private Window period(Instant now) {
    if (from.isAfter(now)) {
      throw new ParameterException(
          spec.commandLine(), "--from: %s has not come yet".formatted(from));
    }
    try {
      return PeriodText.period(from, to.orElse(now));
    } catch (IllegalArgumentException wrong) {
      throw new ParameterException(spec.commandLine(), "--from, --to: " + wrong.getMessage());
    }
  }

  /** The command that makes the same statement again, for a person to paste. */
  private String command(Map<String, String> settings, Statement statement) {
    List<String> words = new ArrayList<>(List.of("./alarmkeeper", "statement", "--digest"));
    words.addAll(List.of("--region", statement.account().region()));
    words.addAll(List.of("--from", statement.period().from().toString()));
    words.addAll(List.of("--to", statement.period().to().toString()));
    for (Setting setting : RememberedPeriod.SETTINGS) {
      if (settings.containsKey(setting.name())) {
        words.add(SettingOptions.name(setting));
        words.add(settings.getOrDefault(setting.name(), ""));
      }
    }
    return String.join(" ", words.stream().map(Shell::word).toList());
  }

  private static boolean isWhole(Statement statement) {
    return statement.unread().isEmpty()
        && statement.lines().stream().allMatch(it -> it.exposed() == 0 && it.unknown() == 0);
  }
}
