package dev.alarmkeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.alarmkeeper.PlainWords;
import dev.alarmkeeper.it.Keeper;
import dev.alarmkeeper.localaws.Clients;
import dev.alarmkeeper.localaws.LocalAws;
import dev.alarmkeeper.text.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code alarmkeeper check} reads, tells, and writes nothing. */
class CheckCommandIT {
  private static final String QUEUE = "sqs:" + Keeper.QUEUE;

  private final LocalAws aws = LocalAws.start();

  @BeforeEach
  void aWholeChain() {
    aws.seedTrailAndLogGroup();
    Keeper.of(aws).repair();
    aws.journal().clear();
  }

  @AfterEach
  void stop() {
    aws.close();
  }

  @Test
  void wholeChainIsSaidInOneLineAndEndsWith0() {
    Command check = Command.run(aws, "check", "--subscriptions", QUEUE);

    assertThat(check.err()).isEmpty();
    assertThat(check.exitCode()).isEqualTo(Alarmkeeper.WHOLE);
    assertThat(check.out())
        .contains("metric filter ✔ ─ alarm ✔ ─ topic ✔ ─ subscribers ✔  compliant")
        .contains("The chain is whole: a root login reaches a person.")
        .contains("Nothing was written.");
  }

  @Test
  void missingFilterIsToldWithWhatRepairWouldWrite() {
    owner()
        .logs()
        .deleteMetricFilter(
            it -> it.logGroupName(LocalAws.LOG_GROUP).filterName("root_usage_metric"));

    Command check = Command.run(aws, "check", "--subscriptions", QUEUE);

    assertThat(check.exitCode()).isEqualTo(Alarmkeeper.DRIFT);
    assertThat(check.out())
        .contains("metric filter ✘")
        .contains("+ metric filter root_usage_metric")
        .contains("logs:PutMetricFilter")
        .contains("Plan: 1 to create. Nothing was written.");
    assertThat(aws.journal().of(Command.PRINCIPAL).writes()).isEmpty();
  }

  @Test
  void raisedThresholdIsToldWithBothValuesAndTheReason() {
    owner()
        .cloudWatch()
        .putMetricAlarm(
            it ->
                it.alarmName("root_usage_alarm")
                    .namespace("CISBenchmark")
                    .metricName("root_usage_metric")
                    .statistic("Sum")
                    .period(300)
                    .evaluationPeriods(1)
                    .threshold(5.0)
                    .comparisonOperator("GreaterThanOrEqualToThreshold")
                    .treatMissingData("notBreaching")
                    .alarmActions(aws.arn("sns", "alarmkeeper-alarms")));

    Command check = Command.run(aws, "check", "--subscriptions", QUEUE);

    assertThat(check.exitCode()).isEqualTo(Alarmkeeper.DRIFT);
    assertThat(check.out())
        .contains("~ alarm root_usage_alarm")
        .contains("GreaterThanOrEqualToThreshold 5")
        .contains("wanted")
        .contains("because");
  }

  @Test
  void noRecordIsPrintedAsJavaPrintsIt() {
    owner().sns().deleteTopic(it -> it.topicArn(aws.arn("sns", "alarmkeeper-alarms")));

    PlainWords.assertPlain(Command.run(aws, "check").out());
  }

  @Test
  void jsonIsTheReport() {
    Command check = Command.run(aws, "check", "--subscriptions", QUEUE, "--json");

    assertThat(Json.object(check.out().strip())).containsEntry("verdict", "compliant");
  }

  @Test
  void overridesComeFromAFile(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("overrides.json");
    Files.writeString(file, "{\"overrides\": {\"root_usage\": {\"alarm\": \"RootAlarm\"}}}");

    assertThat(Command.run(aws, "check", "--overrides", file.toString()).out())
        .contains("+ alarm RootAlarm");
  }

  @Test
  void wrongSettingSaysWhatIsWantedAndEndsWith1() {
    Command check = Command.run(aws, "check", "--topic-arn", "alarms");

    assertThat(check.exitCode()).isEqualTo(Alarmkeeper.ERROR);
    assertThat(check.err()).contains("TOPIC_ARN").contains("alarms").contains("want");
  }

  @Test
  void unknownOptionIsToldWithHelp() {
    Command check = Command.run(aws, "check", "--trial-name", "x");

    assertThat(check.exitCode()).isEqualTo(Alarmkeeper.ERROR);
    assertThat(check.err()).contains("--trial-name").contains("--help");
  }

  /** The script itself, at a terminal: calls are told while they run, and gone at the end. */
  @Test
  void scriptShowsProgressAtATerminal() {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "script(1) makes the terminal");

    Command check =
        Command.run(
            List.of(
                "/usr/bin/script",
                "-qec",
                "./alarmkeeper check --subscriptions " + QUEUE,
                "/dev/null"),
            aws);

    assertThat(check.exitCode()).isEqualTo(Alarmkeeper.WHOLE);
    assertThat(check.out())
        .containsPattern("\r\u001b\\[Kreading, call [0-9]+: ")
        .contains("compliant");
  }

  private Clients owner() {
    return Clients.of(aws, "owner");
  }
}
