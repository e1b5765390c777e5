package dev.alarmkeeper.cli;

import dev.alarmkeeper.control.Control;
import dev.alarmkeeper.control.Profile;
import dev.alarmkeeper.control.Selection;
import dev.alarmkeeper.pattern.Comparison;
import dev.alarmkeeper.pattern.Counterexample;
import dev.alarmkeeper.pattern.Relation;
import dev.alarmkeeper.text.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A filter pattern against the published ones of a control. */
@Command(
    name = "explain",
    description =
        "Compares a filter pattern with the published ones of a control, by meaning: equal, broader, narrower or different,"
            + " why, and an event that tells them apart. Calls nothing.",
    mixinStandardHelpOptions = true,
    footer = {
      "%nExamples:",
      "  alarmkeeper explain --control 4.3 '{ $.userIdentity.type = \"Root\" }'",
      "  alarmkeeper explain --control CloudWatch.1 --file pattern.txt",
      "  terraform output -raw pattern | alarmkeeper explain --control root_usage -",
      "%nExit codes: 0 equal to one of them at least, 1 error, 2 equal to none."
    })
final class ExplainCommand implements Callable<Integer> {
  private final Screen screen;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--control",
      required = true,
      paramLabel = "CONTROL",
      description = "Id or published number of a control.")
  private String control = "";

  @Option(names = "--file", paramLabel = "FILE", description = "A file that holds the pattern.")
  private Optional<Path> file = Optional.empty();

  @Parameters(
      arity = "0..1",
      paramLabel = "PATTERN",
      description = "The pattern, or - to read it from standard input.")
  private Optional<String> pattern = Optional.empty();

  ExplainCommand(Screen screen) {
    this.screen = screen;
  }

  @Override
  public Integer call() throws IOException {
    Control asked = control();
    String text = text();
    boolean equal = false;
    for (Map.Entry<String, String> published : published(asked).entrySet()) {
      Comparison comparison = Comparison.of(published.getKey(), text);
      equal |= comparison.relation() == Relation.EQUAL;
      show(asked, published, comparison);
    }
    return equal ? Alarmkeeper.WHOLE : Alarmkeeper.DRIFT;
  }

  private Control control() {
    try {
      List<Control> named = List.copyOf(Selection.parse(control));
      if (named.size() == 1) {
        return named.getFirst();
      }
      throw new ParameterException(spec.commandLine(), "--control: name one control");
    } catch (IllegalArgumentException wrong) {
      throw new ParameterException(spec.commandLine(), "--control: " + wrong.getMessage());
    }
  }

  private String text() throws IOException {
    if (file.isPresent() == pattern.isPresent()) {
      throw new ParameterException(spec.commandLine(), "give a PATTERN, or --file FILE, or -");
    }
    if (file.isPresent()) {
      return TextFile.read(file.get()).strip();
    }
    return pattern.get().equals("-")
        ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8).strip()
        : pattern.get();
  }

  /** The published patterns, each once, and whose they are. */
  private static Map<String, String> published(Control control) {
    return Arrays.stream(Profile.values())
        .collect(
            Collectors.groupingBy(
                control::pattern,
                LinkedHashMap::new,
                Collectors.mapping(
                    it -> it.name().toLowerCase(Locale.ROOT), Collectors.joining(", "))));
  }

  private void show(Control asked, Map.Entry<String, String> published, Comparison comparison) {
    String relation = comparison.relation().name().toLowerCase(Locale.ROOT);
    screen.title(asked.id() + ", " + published.getValue() + ": " + relation, "");
    screen.labelled("published", published.getKey());
    comparison.explanation().forEach(it -> screen.labelled("because", it));
    comparison.counterexample(asked.examples()).ifPresent(this::show);
  }

  private void show(Counterexample example) {
    screen.labelled(
        "example",
        "only the "
            + (example.desiredMatches() ? "published" : "given")
            + " one matches"
            + (example.what().isEmpty() ? "" : ": " + example.what()));
    screen.labelled("event", Json.text(example.event()));
  }
}
