package dev.alarmkeeper.benchmark;

import dev.alarmkeeper.localaws.LocalAws;
import dev.alarmkeeper.runtime.Answer;
import dev.alarmkeeper.runtime.Deployment;
import dev.alarmkeeper.runtime.FunctionProcess;
import dev.alarmkeeper.runtime.Program;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Measures runs beside other programs, or how their calls grow. */
final class Benchmark {
  private static final Path PAGE = Path.of("docs/benchmark.md");
  private static final Path CHART = Path.of("docs/benchmark.svg");
  private static final Path WORK = Path.of("target/benchmark").toAbsolutePath();
  private static final int ROUNDS = 15;
  private static final int FEW_ROUNDS = 2;

  private Benchmark() {}

  /** What the arguments ask for; ends with 2 if they ask for nothing that there is. */
  public static void main(String[] arguments) throws IOException {
    String asked = String.join(" ", arguments);
    if (asked.isEmpty()) {
      compare(ROUNDS, true);
    } else if (asked.matches("[1-9]\\d{0,3}")) {
      compare(Integer.parseInt(asked), true);
    } else if (asked.equals("--short")) {
      compare(FEW_ROUNDS, false);
    } else if (asked.equals("--scale")) {
      scale();
    } else {
      System.err.println("./benchmark %s: no such mode.".formatted(asked));
      System.err.println("Usage: ./benchmark [ROUNDS | --short | --scale]");
      System.exit(2);
    }
  }

  private static void scale() {
    String machine = Machine.describe();
    String table = Scale.table();
    System.out.print(machine + "\n\n" + table);
    new Page(PAGE).write("scale", machine + "\n\n" + table);
  }

  private static void compare(int rounds, boolean writes) throws IOException {
    String machine = Machine.describe();
    Contender empty = Contender.peer("an empty handler in Java", emptyHandler());
    Optional<Contender> twin = twin();
    List<Contender> contenders = new ArrayList<>(List.of(empty));
    twin.ifPresentOrElse(
        contenders::add,
        () ->
            System.err.println(
                "no Python twin: there is no python3 with boto3 (pip install boto3)"));
    contenders.add(Contender.oneControl("alarmkeeper, 1 control", settings(false, false)));
    contenders.add(Contender.oneControl("alarmkeeper, 1 control, table", settings(false, true)));
    contenders.add(Contender.allControls("alarmkeeper, 15 controls", settings(true, false)));
    contenders.add(Contender.allControls("alarmkeeper, 15 controls, table", settings(true, true)));
    try (LocalAws aws = LocalAws.start()) {
      aws.seedTrailAndLogGroup();
      aws.dynamoDb().addTable(Deployment.TABLE);
      makeWhole(aws);
      Race race = new Race(aws, contenders);
      race.run(rounds, System.err::println);
      Standings standings = new Standings(race, empty, twin);
      String text = "%s %d rounds.%n%n%s".formatted(machine, rounds, standings.tables());
      System.out.print(text);
      if (writes) {
        new Page(PAGE).write("benchmark", text);
        Files.writeString(CHART, Chart.of(standings.bars()));
      }
    }
  }

  /** Every chain is there, its place is pinned, and its patterns are remembered. */
  private static void makeWhole(LocalAws aws) {
    try (FunctionProcess process = FunctionProcess.start(aws, settings(true, true))) {
      for (int i = 0; i < 2; i++) {
        if (!(process.invoke(Race.REPAIR) instanceof Answer.Returned)) {
          throw new IllegalStateException(String.join("\n", process.log()));
        }
      }
    }
  }

  private static Map<String, String> settings(boolean all, boolean table) {
    Map<String, String> settings =
        new HashMap<>(Map.of("SUBSCRIPTIONS", "sqs:" + Deployment.QUEUE));
    if (all) {
      settings.put("CONTROLS", "all");
    }
    if (table) {
      settings.put("EVIDENCE_TABLE", Deployment.TABLE);
    } else {
      settings.put("TRAIL_NAME", LocalAws.TRAIL);
      settings.put("LOG_GROUP_NAME", LocalAws.LOG_GROUP);
    }
    return settings;
  }

  private static Program emptyHandler() throws IOException {
    String file = EmptyHandler.class.getName().replace('.', '/') + ".class";
    Path root = WORK.resolve("empty");
    Files.createDirectories(root.resolve(file).getParent());
    Files.copy(
        Path.of("target/test-classes", file),
        root.resolve(file),
        StandardCopyOption.REPLACE_EXISTING);
    return Program.java(root, EmptyHandler.class.getName() + "::handleRequest");
  }

  /** The Python twin, where there is a Python that finds boto3. */
  private static Optional<Contender> twin() throws IOException {
    try {
      Process python =
          new ProcessBuilder(
                  "python3",
                  "-c",
                  "import boto3, os, sys; print(sys.executable); print(os.pathsep.join(sys.path))")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      List<String> found = python.inputReader().readAllLines();
      if (python.waitFor() != 0) {
        return Optional.empty();
      }
      Path script =
          Path.of("target/test-classes/dev/alarmkeeper/benchmark/twin.py").toAbsolutePath();
      return Optional.of(
          new Contender(
              "a Python twin, six reads",
              new Program(WORK, "twin", List.of(found.getFirst(), script.toString())),
              Map.of("PYTHONPATH", found.getLast(), "AWS_DEFAULT_REGION", "us-east-1"),
              _ -> {},
              0));
    } catch (InterruptedException e) {
      throw new InterruptedIOException(e.getMessage());
    }
  }
}
