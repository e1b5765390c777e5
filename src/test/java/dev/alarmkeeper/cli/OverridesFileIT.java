package dev.alarmkeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alarmkeeper.PlainWords;
import dev.alarmkeeper.localaws.LocalAws;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A wrong overrides file is told by its name, its place and what is wanted there. */
class OverridesFileIT {
  @TempDir private Path folder;

  private final LocalAws aws = LocalAws.start();

  @BeforeEach
  void aTrail() {
    aws.seedTrailAndLogGroup();
  }

  @AfterEach
  void stop() {
    aws.close();
  }

  static Stream<Arguments> wrongDocuments() {
    return Stream.of(
        Arguments.of("empty", "", "want a JSON object, got nothing"),
        Arguments.of("cut off", "{\"overrides\": {", "not JSON"),
        Arguments.of("a list", "[]", "object"),
        Arguments.of("a part that there is not", "{\"override\": {}}", "override"),
        Arguments.of(
            "a control that there is not",
            "{\"overrides\": {\"root_usge\": {\"alarm\": \"a\"}}}",
            "overrides.root_usge"),
        Arguments.of(
            "a field that there is not",
            "{\"overrides\": {\"root_usage\": {\"alarmName\": \"a\"}}}",
            "overrides.root_usage.alarmName"),
        Arguments.of(
            "a number that is none",
            "{\"overrides\": {\"root_usage\": {\"threshold\": \"many\"}}}",
            "overrides.root_usage.threshold"),
        Arguments.of(
            "a number out of range",
            "{\"overrides\": {\"root_usage\": {\"threshold\": 0}}}",
            "want a whole number from 1"),
        Arguments.of(
            "a pattern that does not parse",
            "{\"overrides\": {\"root_usage\": {\"pattern\": \"{ $.a = }\"}}}",
            "overrides.root_usage.pattern"),
        Arguments.of(
            "a pattern that never fires",
            "{\"overrides\": {\"root_usage\": {\"pattern\": \"{ $.a = x && $.a = y }\"}}}",
            "overrides.root_usage.pattern"),
        Arguments.of(
            "an acceptance without a day",
            "{\"accept\": [{\"link\": \"trail\", \"name\": \"t\", \"field\": \"f\","
                + " \"observed\": \"o\", \"because\": \"b\"}]}",
            "until"),
        Arguments.of(
            "a name twice", "{\"overrides\": {\"root_usage\": {}, \"4.3\": {}}}", "overrides"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrongDocuments")
  void wrongDocumentIsToldByItsPlace(String what, String document, String place)
      throws IOException {
    Path file = Files.writeString(folder.resolve("mine.json"), document);

    Command check = check(file);

    assertThat(check.exitCode()).as(what).isEqualTo(Alarmkeeper.ERROR);
    assertThat(check.err())
        .as(what)
        .startsWith("alarmkeeper: " + file + ": the document is wrong: ")
        .contains(place, "docs/overrides.md", "docs/schemas/overrides.json");
    assertThat(check.out()).as("nothing is claimed of a chain").isEmpty();
    PlainWords.assertPlain(check.err());
  }

  @Test
  void allFaultsAreToldAtOnce() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("mine.json"),
            "{\"overrides\": {\"root_usage\": {\"threshold\": 0, \"metric\": \"a:b\"}}}");

    assertThat(check(file).err())
        .contains("overrides.root_usage.threshold", "overrides.root_usage.metric");
  }

  @Test
  void missingFileIsToldByItsName() {
    Path file = folder.resolve("nowhere.json");

    Command check = check(file);

    assertThat(check.exitCode()).isEqualTo(Alarmkeeper.ERROR);
    assertThat(check.err()).contains(file + ": there is no such file");
  }

  @Test
  void folderIsNoFile() {
    Command check = check(folder);

    assertThat(check.exitCode()).isEqualTo(Alarmkeeper.ERROR);
    assertThat(check.err()).contains(folder + ": this is a folder");
  }

  @Test
  void otherEncodingIsTold() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("latin.json"), "{\"x\": \"\u00e4\"}", StandardCharsets.ISO_8859_1);

    Command check = check(file);

    assertThat(check.exitCode()).isEqualTo(Alarmkeeper.ERROR);
    assertThat(check.err()).contains(file + ": this is no text in UTF-8");
  }

  /** Notepad and PowerShell write a byte order mark. */
  @Test
  void byteOrderMarkIsNoFault() throws IOException {
    Path file = Files.writeString(folder.resolve("bom.json"), "\uFEFF{}");

    assertThat(check(file).exitCode()).isEqualTo(Alarmkeeper.DRIFT);
  }

  private Command check(Path file) {
    return InProcess.run(
        aws, "check", "--subscriptions", "email:sec@example.com", "--overrides", file.toString());
  }
}
