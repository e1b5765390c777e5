package dev.alarmkeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alarmkeeper.evidence.Schemas;
import dev.alarmkeeper.localaws.LocalAws;
import dev.alarmkeeper.text.Json;
import dev.alarmkeeper.text.JsonFields;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code statement} and {@code incidents} say what the table remembers, as the function would. */
class EvidenceCommandsIT {
  private final LocalAws aws = LocalAws.start();

  @AfterEach
  void stop() {
    assertThat(aws.journal().of(Command.PRINCIPAL).writes()).isEmpty();
    aws.close();
  }

  @Test
  void periodInForceAllTheTimeEndsWith0() {
    Command statement = statement(RememberedStory.quiet());

    assertThat(statement.err()).isEmpty();
    assertThat(statement.out())
        .contains("alarmkeeper: account 111122223333, us-east-1")
        .containsPattern("root_usage +20 +0 +0 +0 +0 +0")
        .containsPattern("SHA-256 of what is stated: [0-9a-f]{64}");
    assertThat(statement.exitCode()).isEqualTo(Alarmkeeper.WHOLE);
  }

  @Test
  void exposedMinutesEndWith2() {
    Command statement = statement(RememberedStory.ofRepair());

    assertThat(statement.exitCode()).isEqualTo(Alarmkeeper.DRIFT);
    assertThat(statement.out())
        .containsPattern("root_usage +19 +1 +1 ")
        .contains("DeleteMetricFilter by " + RememberedStory.MALLORY);
  }

  /** A control that was not watched is unknown, and nothing says that it was in force. */
  @Test
  void unknownMinutesEndWith2() {
    Command statement = statement(RememberedStory.quiet(), "--controls", "root_usage,4.1");

    assertThat(statement.exitCode()).isEqualTo(Alarmkeeper.DRIFT);
    assertThat(statement.out()).containsPattern("unauthorized_api_calls +0 +0 +0 +20");
  }

  @Test
  void jsonIsTheFunctionsStatement() {
    Command statement = statement(RememberedStory.ofRepair(), "--json");

    assertThat(Schemas.problems(Schemas.of("statement"), statement.out().strip())).isEmpty();
  }

  @Test
  void digestIsTheReportsAndThatOfASecondRun(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("report.html");
    RememberedStory story = RememberedStory.ofRepair();
    Command statement = statement(story, "--html", file.toString());
    Command digest = InProcess.run(aws, arguments(story, "--digest").toArray(String[]::new));

    assertThat(statement.out()).contains(file.toString());
    assertThat(digest.out()).matches("[0-9a-f]{64}\\R");
    assertThat(Files.readString(file))
        .contains(digest.out().strip())
        .contains("&lt;b&gt;mallory&lt;/b&gt;")
        .doesNotContain("<b>")
        .contains("--evidence-table evidence")
        .contains("--from " + story.begin);
  }

  @Test
  void nothingOpenEndsWith0() {
    Command incidents = incidents(RememberedStory.ofRepair());

    assertThat(incidents.err()).isEmpty();
    assertThat(incidents.exitCode()).isEqualTo(Alarmkeeper.WHOLE);
    assertThat(incidents.out())
        .contains("metric filter root_usage_metric", "repaired")
        .contains(": the time of the call that broke it")
        .contains("DeleteMetricFilter by " + RememberedStory.MALLORY)
        .contains("1 incident, 0 of them open.");
  }

  @Test
  void openOneIsToldWithWhatToDoAndEndsWith2() {
    Command incidents = incidents(RememberedStory.ofDrift(), "--open");

    assertThat(incidents.exitCode()).isEqualTo(Alarmkeeper.DRIFT);
    assertThat(incidents.out()).contains("drifted", "not yet", "so far", "1 of them open.");
  }

  @Test
  void onlyOpenOnesAreListedWhereOnlyTheyAreAskedFor() {
    assertThat(incidents(RememberedStory.ofRepair(), "--open").out())
        .contains("0 incidents, 0 of them open.");
  }

  @Test
  void periodOfIncidentsCanBeNarrowed() {
    RememberedStory story = RememberedStory.ofRepair();

    assertThat(incidents(story, "--to", story.begin.plus(Duration.ofMinutes(5)).toString()).out())
        .contains("0 incidents");
  }

  @Test
  void jsonOfIncidentsIsAsTheSchemaSays() {
    Command incidents = incidents(RememberedStory.ofRepair(), "--json");

    JsonFields all = new JsonFields(Json.object(incidents.out().strip()));
    assertThat(all.objects("incidents"))
        .singleElement()
        .satisfies(
            it ->
                assertThat(Schemas.problems(Schemas.of("incident"), Json.text(it.json())))
                    .isEmpty());
    assertThat(all.texts("unread")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"statement", "incidents"})
  void noTableIsAskedFor(String command) {
    Command run = InProcess.run(aws, command, "--from", "2026-01-01", "--to", "2026-01-02");

    assertThat(run.exitCode()).isEqualTo(Alarmkeeper.ERROR);
    assertThat(run.err()).contains("--evidence-table", "EvidenceTableName");
    assertThat(run.out()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"statement", "incidents"})
  void missingTableIsAnErrorAndNotAnUnknownYear(String command) {
    Command run =
        InProcess.run(aws, command, "--evidence-table", "nowhere", "--from", "2026-01-01");

    assertThat(run.exitCode()).isEqualTo(Alarmkeeper.ERROR);
    assertThat(run.err()).contains("nowhere", "EvidenceTableName");
    assertThat(run.out()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"statement", "incidents"})
  void deniedReadIsAnErrorThatNamesTheAction(String command) {
    RememberedStory.quiet().in(aws);
    aws.faults().on("dynamodb:*").by(Command.PRINCIPAL).deny();

    Command run =
        InProcess.run(aws, command, "--evidence-table", "evidence", "--from", "2026-01-01");

    assertThat(run.exitCode()).isEqualTo(Alarmkeeper.ERROR);
    assertThat(run.err()).contains("dynamodb:Query", "alarmkeeper policy");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"yesterday", "2026-13-01", "2026-01-01 08:00", "20260101", ""})
  void wrongTimeSaysWhatIsWanted(String time) {
    Command run = InProcess.run(aws, "statement", "--evidence-table", "evidence", "--from", time);

    assertThat(run.exitCode()).isEqualTo(Alarmkeeper.ERROR);
    assertThat(run.err()).contains("--from", "want a date such as 2026-01-01");
  }

  @Test
  void periodThatEndsBeforeItBeginsIsRefused() {
    Command run =
        InProcess.run(
            aws,
            "statement",
            "--evidence-table",
            "e",
            "--from",
            "2026-02-01",
            "--to",
            "2026-01-01");

    assertThat(run.exitCode()).isEqualTo(Alarmkeeper.ERROR);
    assertThat(run.err()).contains("--from, --to", "is not before");
  }

  private Command statement(RememberedStory story, String... more) {
    return InProcess.run(aws, arguments(story.in(aws), more).toArray(String[]::new));
  }

  private static List<String> arguments(RememberedStory story, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "statement",
                "--evidence-table",
                RememberedStory.TABLE,
                "--from",
                story.begin.toString(),
                "--to",
                story.begin.plus(Duration.ofMinutes(20)).toString()));
    arguments.addAll(List.of(more));
    return arguments;
  }

  private Command incidents(RememberedStory story, String... more) {
    story.in(aws);
    List<String> arguments =
        new ArrayList<>(List.of("incidents", "--evidence-table", RememberedStory.TABLE));
    arguments.addAll(List.of(more));
    return InProcess.run(aws, arguments.toArray(String[]::new));
  }
}
