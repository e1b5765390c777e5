package dev.alarmkeeper.cli;

import java.io.Console;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line. */
@Command(
    name = "alarmkeeper",
    description =
        "Says whether a root login of this AWS account reaches a person, and what is in the way. It reads, and writes"
            + " nothing; drill alone has the deployed function begin a fire drill.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footerHeading = "%nExit codes: 0 whole, 1 error, 2 drift or doubt.%n")
public final class Alarmkeeper implements Runnable {
  /** What is asked for is as it should be. */
  static final int WHOLE = 0;

  /** The command could not be carried out. */
  static final int ERROR = 1;

  /** Something drifted, is left to a person, or could not be read. */
  static final int DRIFT = 2;

  @Spec private CommandSpec spec = CommandSpec.create();

  private Alarmkeeper() {}

  /** Carries out one command, and ends the process with its exit code. */
  public static void main(String[] arguments) {
    boolean terminal = isTerminal(System.console());
    System.exit(
        run(arguments, System.out, System.err, terminal, System.getenv(), InstantSource.system()));
  }

  /** Since JDK 25 there is no console again where standard input or output is none. */
  private static boolean isTerminal(@Nullable Console console) {
    return console != null && console.isTerminal();
  }

  /** Carries out one command. Returns its exit code. */
  static int run(
      String[] arguments,
      PrintStream out,
      PrintStream err,
      boolean terminal,
      Map<String, String> environment,
      InstantSource clock) {
    boolean colours =
        terminal
            && environment.getOrDefault("NO_COLOR", "").isEmpty()
            && !"dumb".equals(environment.get("TERM"));
    Screen screen = new Screen(out, colours);
    Progress progress = new Progress(err, terminal);
    Connections connections = new Connections(progress, clock);
    Terminal around = new Terminal(connections, screen, environment, clock);
    CommandLine line = new CommandLine(new Alarmkeeper());
    line.addSubcommand(CheckCommand.line(around));
    line.addSubcommand(AdoptCommand.line(around));
    line.addSubcommand(new ExplainCommand(screen));
    line.addSubcommand(StatementCommand.line(around));
    line.addSubcommand(IncidentsCommand.line(around));
    line.addSubcommand(new DrillCommand(connections, screen));
    line.addSubcommand(new PolicyCommand(screen));
    line.addSubcommand(new AutoComplete.GenerateCompletion());
    line.setOut(new PrintWriter(out, true, out.charset()));
    line.setErr(new PrintWriter(err, true, err.charset()));
    line.setUsageHelpAutoWidth(true);
    line.setUsageHelpWidth(100);
    line.setExecutionExceptionHandler(
        (failed, _, _) -> {
          progress.clear();
          err.println("alarmkeeper: " + words(failed));
          return ERROR;
        });
    line.setParameterExceptionHandler(
        (wrong, _) -> {
          err.println("alarmkeeper: " + wrong.getMessage());
          CommandLine.UnmatchedArgumentException.printSuggestions(wrong, err);
          err.println(
              "Try: " + wrong.getCommandLine().getCommandSpec().qualifiedName() + " --help");
          return ERROR;
        });
    return line.execute(arguments);
  }

  private static String words(Exception failed) {
    return switch (failed) {
      case NoSuchFileException missing -> missing.getFile() + ": there is no such file";
      case AccessDeniedException denied -> denied.getFile() + ": it may not be read or written";
      default -> Optional.ofNullable(failed.getMessage()).orElseGet(failed::toString);
    };
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "say a command, for example: alarmkeeper check");
  }
}
