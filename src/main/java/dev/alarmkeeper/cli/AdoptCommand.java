package dev.alarmkeeper.cli;

import dev.alarmkeeper.chain.Account;
import dev.alarmkeeper.chain.Alarm;
import dev.alarmkeeper.chain.Difference;
import dev.alarmkeeper.chain.LogGroup;
import dev.alarmkeeper.chain.MetricFilter;
import dev.alarmkeeper.chain.Observed;
import dev.alarmkeeper.chain.Observed.Absent;
import dev.alarmkeeper.chain.Observed.Present;
import dev.alarmkeeper.chain.Observed.Unreadable;
import dev.alarmkeeper.cli.Connections.Connection;
import dev.alarmkeeper.control.Acceptance;
import dev.alarmkeeper.control.Control;
import dev.alarmkeeper.control.DesiredState;
import dev.alarmkeeper.control.Enabled;
import dev.alarmkeeper.control.Profile;
import dev.alarmkeeper.control.Setting;
import dev.alarmkeeper.pattern.Comparisons;
import dev.alarmkeeper.reconcile.Adoption;
import dev.alarmkeeper.reconcile.Finding;
import dev.alarmkeeper.reconcile.Kind;
import dev.alarmkeeper.reconcile.Look;
import dev.alarmkeeper.reconcile.Observer;
import dev.alarmkeeper.reconcile.Remedy;
import dev.alarmkeeper.reconcile.Report;
import dev.alarmkeeper.reconcile.Twins;
import dev.alarmkeeper.settings.OverriddenControls;
import dev.alarmkeeper.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes settings of what an account has already, so that nothing of it is doubled. */
@Command(
    name = "adopt",
    description = {
      "Finds the filters and alarms that do the job already, by what they do and under every published pattern,"
          + " and prints the overrides document and the stack's parameters under which they are the"
          + " desired state. What it prints is planned with before it is shown. Reads, and writes"
          + " nothing but FILE."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "%nExamples:",
      "  alarmkeeper adopt",
      "  alarmkeeper adopt --out overrides.json",
      "  alarmkeeper adopt --log-group-name aws-controltower/CloudTrailLogs --json",
      "%nExit codes: 0 all of it is as it should be, 1 error, 2 something differs."
    })
final class AdoptCommand implements Callable<Integer> {
  private static final Set<Setting> SETTINGS =
      EnumSet.of(
          Setting.CONTROLS,
          Setting.PROFILE,
          Setting.PATTERN_MATCH,
          Setting.TRAIL_NAME,
          Setting.LOG_GROUP_NAME,
          Setting.TOPIC_ARN,
          Setting.SUBSCRIPTIONS);

  private static final Duration ACCEPTED_FOR = Duration.ofDays(90);

  /** What the product promises first is wanted whatever else is found. */
  private static final String ALWAYS = "root_usage";

  private final Terminal terminal;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private AwsOptions aws = new AwsOptions();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Write the overrides document here too; what stands there is replaced.")
  private Optional<Path> out = Optional.empty();

  @Option(
      names = "--accept-because",
      paramLabel = "REASON",
      description =
          "Accept what a person would be asked about, because it is so on purpose: the document"
              + " then has an entry under \"accept\" for each.")
  private Optional<String> because = Optional.empty();

  @Option(
      names = "--accept-until",
      paramLabel = "DAY",
      description = "The last day on which that holds (in 90 days), for example 2027-03-31.")
  private Optional<LocalDate> until = Optional.empty();

  @Option(names = "--json", description = "Print all of it as one JSON object.")
  private boolean json;

  private AdoptCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  static CommandLine line(Terminal terminal) {
    return Terminal.line(new AdoptCommand(terminal), SETTINGS);
  }

  @Override
  public Integer call() throws IOException {
    Connection connection = terminal.connections().open(aws);
    Map<String, String> given = terminal.settings(spec, SETTINGS);
    Settings settings = settings(given, connection);
    Account account = connection.account();
    ObserveRun run = new ObserveRun(connection, terminal.clock());
    Observer observer = connection.observer(settings.chain());
    List<Control> controls = settings.chain().controls();
    Look look =
        observer.look(
            account, it -> DesiredState.of(settings.chain(), controls, it), run.deadline());
    List<Alarm> alarms = read(observer.alarms());
    Map<String, Long> chains = chains(read(observer.filters()), alarms, controls, look);
    if (!look.desired().place().isHere()) {
      throw new IllegalStateException(nowhere(look, chains));
    }
    Adoption adoption =
        Adoption.of(
            settings.chain(),
            Optional.ofNullable(given.get(Setting.PROFILE.name())).map(Profile::parse),
            given.containsKey(Setting.CONTROLS.name())
                ? controls.stream().map(Control::id).collect(Collectors.toSet())
                : Set.of(ALWAYS),
            new Twins(read(look.seen().filters()), alarms, new Comparisons()));
    AdoptionDocument document =
        new AdoptionDocument(adoption.settings(), look.desired().place(), List.of());
    Report report = planned(document, run, connection);
    if (because.isPresent()) {
      document =
          new AdoptionDocument(
              adoption.settings(), look.desired().place(), accepting(report, because.get()));
      report = planned(document, run, connection);
    }
    terminal.connections().progress().clear();
    AdoptionTable table =
        new AdoptionTable(adoption, controls, report, document, alarms, chains, terminal.screen());
    if (out.isPresent()) {
      Files.writeString(out.get(), document.text() + "\n");
    }
    table.show(json, out.map(Path::toString));
    return table.isWhole() ? Alarmkeeper.WHOLE : Alarmkeeper.DRIFT;
  }

  private static Settings settings(Map<String, String> given, Connection connection) {
    Map<String, String> values = new HashMap<>(given);
    values.putIfAbsent(Setting.CONTROLS.name(), "all");
    values.put("AWS_REGION", connection.regionName());
    return Settings.of(values);
  }

  /**
   * Plans with what is printed, read back as the function reads it.
   *
   * @throws IllegalStateException if it does not make what was found the desired state
   */
  private static Report planned(AdoptionDocument document, ObserveRun run, Connection connection) {
    Map<String, String> values = new HashMap<>();
    document.values().forEach((setting, value) -> values.put(setting.name(), value));
    values.put("AWS_REGION", connection.regionName());
    Settings settings = Settings.of(values);
    Enabled enabled =
        OverriddenControls.of(settings, () -> _ -> new Present<>(document.text())).get();
    enabled
        .doubt()
        .ifPresent(
            it -> {
              throw new IllegalStateException(
                  "what is there cannot be written as overrides: " + it.reason());
            });
    return run.of(settings, enabled, "adopt");
  }

  private List<Acceptance> accepting(Report report, String reason) {
    LocalDate last =
        until.orElseGet(
            () ->
                LocalDate.ofInstant(terminal.clock().instant().plus(ACCEPTED_FOR), ZoneOffset.UTC));
    return report.after().findings().stream()
        .filter(it -> it.kind() == Kind.DRIFTED && it.remedy() instanceof Remedy.Ask)
        .flatMap(it -> it.differences().stream().map(found -> accept(it, found, reason, last)))
        .distinct()
        .toList();
  }

  private static Acceptance accept(
      Finding finding, Difference found, String reason, LocalDate last) {
    return new Acceptance(
        finding.link(), finding.name(), found.field(), found.observed(), reason, last);
  }

  /** For how many controls other log groups have filters. */
  private static Map<String, Long> chains(
      List<MetricFilter> all, List<Alarm> alarms, List<Control> controls, Look look) {
    String here = look.desired().place().logGroup().map(LogGroup::nameOf).orElse("");
    return all.stream()
        .filter(it -> !it.logGroup().equals(here))
        .collect(Collectors.groupingBy(MetricFilter::logGroup, TreeMap::new, Collectors.toList()))
        .entrySet()
        .stream()
        .map(
            group -> {
              Twins twins = new Twins(group.getValue(), alarms, new Comparisons());
              long found = controls.stream().filter(it -> !twins.of(it).isEmpty()).count();
              return Map.entry(group.getKey(), found);
            })
        .filter(it -> it.getValue() > 0)
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, Math::max, TreeMap::new));
  }

  private static String nowhere(Look look, Map<String, Long> chains) {
    return "there is no log group here to adopt filters of: "
        + look.desired().place().because()
        + (chains.isEmpty()
            ? ""
            : "; log groups with such filters are "
                + String.join(", ", chains.keySet())
                + ": name one with --log-group-name");
  }

  private static <T> List<T> read(Observed<List<T>> observed) {
    return switch (observed) {
      case Present<List<T>>(List<T> all) -> all;
      case Absent<List<T>> _ -> List.of();
      case Unreadable<List<T>>(String reason, _) -> throw new IllegalStateException(reason);
    };
  }
}
