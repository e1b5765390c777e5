package dev.alarmkeeper.cli;

import dev.alarmkeeper.cli.Connections.Connection;
import dev.alarmkeeper.evidence.incident.Incident;
import dev.alarmkeeper.evidence.incident.Window;
import dev.alarmkeeper.evidence.statement.PeriodText;
import dev.alarmkeeper.evidence.store.IncidentJson;
import dev.alarmkeeper.text.Json;
import dev.alarmkeeper.text.Phrases;
import java.time.Instant;
import java.util.LinkedHashMap;
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

/** What happened to the chain, the newest first. */
@Command(
    name = "incidents",
    description =
        "Lists the incidents that the table of evidence keeps, the newest first: what broke, who may have done it, since"
            + " when, how that is known, and what became of it. Reads, and writes nothing.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "%nExamples:",
      "  alarmkeeper incidents --evidence-table TABLE",
      "  alarmkeeper incidents --evidence-table TABLE --open",
      "  alarmkeeper incidents --evidence-table TABLE --from 2026-11-01 --to 2026-12-01 --json",
      "%nExit codes: 0 none is open, 1 error, 2 one is open or could not be read."
    })
final class IncidentsCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private AwsOptions aws = new AwsOptions();

  @Option(
      names = "--from",
      paramLabel = "TIME",
      converter = InstantText.class,
      description = "Only what had not ended before this day or time: 2026-01-01T08:00:00Z.")
  private Optional<Instant> from = Optional.empty();

  @Option(
      names = "--to",
      paramLabel = "TIME",
      converter = InstantText.class,
      description = "Only what had begun by this day or time (now).")
  private Optional<Instant> to = Optional.empty();

  @Option(names = "--open", description = "Only what is still broken.")
  private boolean open;

  @Option(
      names = "--json",
      description = "Print them as JSON: each is as docs/schemas/incident.json describes it.")
  private boolean json;

  private IncidentsCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  static CommandLine line(Terminal terminal) {
    return Terminal.line(new IncidentsCommand(terminal), RememberedPeriod.SETTINGS);
  }

  @Override
  public Integer call() {
    Instant now = terminal.clock().instant();
    Window period = period(now);
    Connection connection = terminal.connections().open(aws);
    RememberedPeriod read =
        RememberedPeriod.read(
            connection, terminal.settings(spec, RememberedPeriod.SETTINGS), period, now);
    terminal.connections().progress().clear();
    Screen screen = terminal.screen();
    List<Incident> incidents =
        read.statement().incidents().stream().filter(it -> !open || it.state().isOpen()).toList();
    List<String> unread = read.statement().unread();
    if (json) {
      Map<String, Object> all = new LinkedHashMap<>();
      all.put("incidents", incidents.stream().map(it -> IncidentJson.of(it, now)).toList());
      all.put("unread", unread);
      screen.line(Json.text(all));
    } else {
      incidents.forEach(it -> show(IncidentWords.of(it, now)));
      unread.forEach(it -> screen.labelled("not known", it));
      screen.blank();
      screen.line(count(incidents));
    }
    boolean whole = unread.isEmpty() && incidents.stream().noneMatch(it -> it.state().isOpen());
    return whole ? Alarmkeeper.WHOLE : Alarmkeeper.DRIFT;
  }

  /** As far back as a statement goes, where nothing is said. */
  private Window period(Instant now) {
    Instant end = to.orElse(now);
    try {
      return PeriodText.period(from.orElse(end.minus(PeriodText.LONGEST)), end);
    } catch (IllegalArgumentException wrong) {
      throw new ParameterException(spec.commandLine(), "--from, --to: " + wrong.getMessage());
    }
  }

  private void show(IncidentWords incident) {
    Screen screen = terminal.screen();
    screen.title(incident.link(), incident.state());
    screen.labelled("since", incident.since());
    screen.labelled("seen", incident.firstSeen());
    screen.labelled("ended", incident.ended());
    screen.labelled("exposed", incident.exposed());
    incident.who().forEach(it -> screen.labelled("who", it));
    incident.found().forEach(it -> screen.labelled("found", it));
    incident.toDo().forEach(it -> screen.labelled("to do", it));
    // On a line of its own and never wrapped, so that it can be copied.
    incident.commands().forEach(it -> screen.line("   " + it));
    screen.labelled("missed", incident.missed());
    screen.labelled("controls", incident.controls());
    screen.labelled("incident", incident.id());
  }

  private static String count(List<Incident> incidents) {
    long broken = incidents.stream().filter(it -> it.state().isOpen()).count();
    return Phrases.count(incidents.size(), "incident") + ", " + broken + " of them open.";
  }
}
