package dev.alarmkeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What needs no account. */
class ExplainCommandTest {
  private static final String CIS =
      "{ $.userIdentity.type = \"Root\" && $.userIdentity.invokedBy NOT EXISTS"
          + " && $.eventType != \"AwsServiceEvent\" }";

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void respelledPatternIsEqualAndEndsWith0() {
    String respelled =
        "{($.eventType!=AwsServiceEvent)&&($.userIdentity.invokedBy NOT EXISTS)"
            + "&&($.userIdentity.type=Root)}";

    assertThat(run("explain", "--control", "4.3", respelled)).isEqualTo(Alarmkeeper.WHOLE);
    assertThat(text(out)).contains("root_usage").contains("equal");
  }

  @Test
  void deadClauseIsNarrowerAndShownByAnEventThatIsMissed() {
    assertThat(
            run(
                "explain",
                "--control",
                "root_usage",
                CIS.replace(" }", " && $.sourceIPAddress != \"203.0.113.*\" }")))
        .isEqualTo(Alarmkeeper.DRIFT);
    assertThat(text(out))
        .contains("narrower")
        .contains("sourceIPAddress")
        .contains("only the published one matches");
  }

  @Test
  void patternComesFromAFile(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("pattern.txt"), CIS + "\n");

    assertThat(run("explain", "--control", "CloudWatch.1", "--file", file.toString()))
        .isEqualTo(Alarmkeeper.WHOLE);
  }

  @Test
  void unknownControlIsToldWithItsNeighbour() {
    assertThat(run("explain", "--control", "root_usge", CIS)).isEqualTo(Alarmkeeper.ERROR);
    assertThat(text(err)).contains("did you mean root_usage?");
  }

  @Test
  void noPatternIsAskedFor() {
    assertThat(run("explain", "--control", "4.3")).isEqualTo(Alarmkeeper.ERROR);
    assertThat(text(err)).contains("PATTERN").contains("--file");
  }

  @Test
  void policyAllowsReadsAlone() {
    assertThat(run("policy")).isEqualTo(Alarmkeeper.WHOLE);
    assertThat(text(out))
        .contains("cloudtrail:DescribeTrails")
        .doesNotContainPattern("\"[a-z]+:(Put|Create|Set|Delete|Enable|Start|Subscribe|Publish)");
  }

  @Test
  void helpHasExamples() {
    assertThat(run("check", "--help")).isEqualTo(Alarmkeeper.WHOLE);
    assertThat(text(out)).contains("Examples:").contains("--log-group-name").contains("--profile ");
  }

  @Test
  void completionIsABashScript() {
    assertThat(run("generate-completion")).isEqualTo(Alarmkeeper.WHOLE);
    assertThat(text(out)).contains("complete -F").contains("--profile-of-patterns");
  }

  private int run(String... arguments) {
    return Alarmkeeper.run(
        arguments,
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        false,
        Map.of(),
        InstantSource.system());
  }

  private static String text(ByteArrayOutputStream stream) {
    return stream.toString(StandardCharsets.UTF_8);
  }
}
