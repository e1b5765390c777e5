package dev.alarmkeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alarmkeeper.PlainWords;
import dev.alarmkeeper.it.ExistingSetup;
import dev.alarmkeeper.it.Keeper;
import dev.alarmkeeper.localaws.LocalAws;
import dev.alarmkeeper.text.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every command of {@code ./alarmkeeper} as a person runs it: the script, in a process. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there it is alarmkeeper.cmd")
class ScriptIT {
  private static final String SUBSCRIPTIONS = "sqs:" + Keeper.QUEUE;
  private static final String ROOT =
      "{ $.userIdentity.type = \"Root\" && $.userIdentity.invokedBy NOT EXISTS"
          + " && $.eventType != \"AwsServiceEvent\" }";

  private final LocalAws aws = LocalAws.start();

  /** The first run may have to build, and says so. */
  @BeforeAll
  static void build() {
    try (LocalAws none = LocalAws.start()) {
      assertThat(Command.script(none, "--version").exitCode()).isZero();
    }
  }

  @AfterEach
  void stop() {
    assertThat(aws.journal().of(Command.PRINCIPAL).writes())
        .as("a command writes nothing")
        .isEmpty();
    aws.close();
  }

  @Test
  void checkEndsWith0And2And1() {
    aws.seedTrailAndLogGroup();
    Keeper.of(aws).repair();

    assertEnds(0, "check", "--subscriptions", SUBSCRIPTIONS);
    Command all =
        assertEnds(2, "check", "--subscriptions", SUBSCRIPTIONS, "--controls", "all", "--json");
    assertThat(Json.object(all.out().strip())).containsEntry("verdict", "drifted");
    assertEnds(1, "check", "--topic-arn", "alarms");
  }

  @Test
  void adoptEndsWith0And2And1(@TempDir Path folder) {
    aws.seedTrailAndLogGroup();
    assertEnds(2, "adopt");
    ExistingSetup.all().stream().filter(ExistingSetup::sound).findFirst().orElseThrow().build(aws);

    Command adopted = assertEnds(0, "adopt", "--json");
    assertThat(Json.object(adopted.out().strip())).containsKey("overrides_document");
    assertEnds(1, "adopt", "--out", folder.resolve("nowhere/overrides.json").toString());
  }

  @Test
  void explainEndsWith0And2And1() {
    assertEnds(0, "explain", "--control", "4.3", ROOT);
    assertEnds(2, "explain", "--control", "4.3", "{ $.userIdentity.type = \"Root\" }");
    assertThat(assertEnds(1, "explain", "--control", "root_usge", ROOT).err())
        .contains("did you mean root_usage?");
    assertThat(aws.journal().count("*:*")).isZero();
  }

  @Test
  void statementEndsWith0And2And1(@TempDir Path folder) {
    RememberedStory story = RememberedStory.quiet().in(aws);
    Path page = folder.resolve("report.html");
    List<String> period =
        List.of(
            "--from",
            story.begin.toString(),
            "--to",
            story.begin.plus(Duration.ofMinutes(20)).toString());

    assertEnds(
        0, with(period, "statement", "--evidence-table", "evidence", "--html", page.toString()));
    assertThat(page).content().startsWith("<!DOCTYPE html>").contains("in force all the time");
    Command json =
        assertEnds(
            2,
            with(
                period,
                "statement",
                "--evidence-table",
                "evidence",
                "--controls",
                "all",
                "--json"));
    assertThat(Json.object(json.out().strip())).containsKey("controls");
    assertEnds(1, with(period, "statement", "--evidence-table", "nowhere"));
  }

  @Test
  void incidentsEndWith0And2And1() {
    RememberedStory.ofDrift().in(aws);

    assertEnds(0, "incidents", "--evidence-table", "evidence", "--to", "2026-01-01");
    Command open = assertEnds(2, "incidents", "--evidence-table", "evidence", "--json");
    assertThat(Json.object(open.out().strip())).containsKey("incidents");
    assertEnds(1, "incidents", "--evidence-table", "nowhere");
  }

  @Test
  void policyPrintsJson() {
    assertThat(Json.object(assertEnds(0, "policy").out())).containsKey("Statement");
    assertEnds(1, "policy", "--json=maybe");
  }

  static List<String> commands() {
    return Arrays.asList("check", "adopt", "explain", "statement", "incidents", "policy");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void helpHasAnExample(String command) {
    Command help = assertEnds(0, command, "--help");

    assertThat(help.out()).contains("Usage: alarmkeeper " + command, "Example");
    assertThat(help.out().lines().filter(it -> it.startsWith("  alarmkeeper " + command)))
        .isNotEmpty();
  }

  @Test
  void helpNamesEveryCommandThatIsTestedHere() {
    String help = assertEnds(0, "--help").out();

    for (String command : commands()) {
      assertThat(help).containsPattern("(?m)^  " + command + " ");
    }
    assertThat(help).contains("0 whole, 1 error, 2 drift or doubt");
    assertThat(assertEnds(0, "--version").out())
        .matches("alarmkeeper [0-9]+\\.[0-9]+\\.[0-9]+\\S*\\R");
    assertEnds(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"chekc", "--profil", "statment"})
  void misspeltWordIsToldWithHelp(String word) {
    assertThat(assertEnds(1, word).err()).contains(word, "--help");
  }

  /** bash itself takes the completion, and completes with it. */
  @Test
  void completionCompletes(@TempDir Path folder) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("completion"), Command.script(aws, "generate-completion").out());
    Command completed =
        Command.run(
            List.of(
                "bash",
                "-c",
                ". \"$1\"; COMP_WORDS=(alarmkeeper statement --h); COMP_CWORD=2;"
                    + " COMP_LINE='alarmkeeper statement --h'; COMP_POINT=${#COMP_LINE};"
                    + " \"$(complete -p alarmkeeper | sed 's/.*-F \\([^ ]*\\).*/\\1/')\"; echo \"${COMPREPLY[@]}\"",
                "bash",
                file.toString()),
            aws);

    assertThat(completed.out()).contains("--html", "--help");
  }

  @Test
  void fileNamesAreMeantFromWhereThePersonIs(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("pattern.txt"), ROOT);

    Command explained =
        Command.run(
            List.of(
                "bash",
                "-c",
                "cd \"$1\" && \"$2\" explain --control 4.3 --file pattern.txt",
                "bash",
                folder.toString(),
                Path.of("alarmkeeper").toAbsolutePath().toString()),
            aws);

    assertThat(explained.exitCode()).isZero();
  }

  private static List<String> with(List<String> period, String... first) {
    List<String> all = new ArrayList<>(List.of(first));
    all.addAll(period);
    return all;
  }

  private Command assertEnds(int code, List<String> arguments) {
    return assertEnds(code, arguments.toArray(String[]::new));
  }

  private Command assertEnds(int code, String... arguments) {
    Command run = Command.script(aws, arguments);

    assertThat(run.exitCode()).as(run.out() + run.err()).isEqualTo(code);
    if (code == 1) {
      assertThat(run.err()).startsWith("alarmkeeper: ");
    } else {
      assertThat(run.err()).isEmpty();
    }
    PlainWords.assertPlain(run.out() + run.err());
    return run;
  }
}
