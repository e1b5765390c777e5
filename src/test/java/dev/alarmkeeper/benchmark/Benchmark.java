package dev.alarmkeeper.benchmark;

import dev.alarmkeeper.events.SampleEvent;
import dev.alarmkeeper.localaws.LocalAws;
import dev.alarmkeeper.runtime.Answer;
import dev.alarmkeeper.runtime.Deployment;
import dev.alarmkeeper.runtime.FunctionProcess;
import dev.alarmkeeper.runtime.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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
    switch (String.join(" ", arguments)) {
      case "" -> compare(ROUNDS, true);
      case "--short" -> compare(FEW_ROUNDS, false);
      case "--scale" -> scale();
      default -> {
        System.err.println("usage: ./benchmark [--short | --scale]");
        System.exit(2);
      }
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
    Contender twin = Contender.peer("a Python twin, six reads", twin());
    List<Contender> contenders = new ArrayList<>(List.of(empty));
    if (hasBoto3()) {
      contenders.add(twin);
    } else {
      System.err.println("no Python twin: python3 with boto3 is not there (pip install boto3)");
    }
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
      for (String event : List.of("direct-repair.json", "direct-repair.json")) {
        if (!(process.invoke(SampleEvent.of(event).text()) instanceof Answer.Returned)) {
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
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    return Program.java(root, EmptyHandler.class.getName() + "::handleRequest");
  }

  private static Program twin() {
    Path script = Path.of("target/test-classes/dev/alarmkeeper/benchmark/twin.py").toAbsolutePath();
    return new Program(WORK, "twin", List.of("/usr/bin/env", "python3", script.toString()));
  }

  private static boolean hasBoto3() {
    try {
      return new ProcessBuilder("python3", "-c", "import boto3").start().waitFor() == 0;
    } catch (IOException _) {
      return false;
    } catch (InterruptedException e) {
      throw new UncheckedIOException(new IOException(e));
    }
  }
}
