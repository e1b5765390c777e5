package dev.alarmkeeper.evidence.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A release has one version, wherever it is told. */
class ReleaseTest {
  @Test
  void thePomHasIt() throws IOException {
    assertThat(Files.readString(Path.of("pom.xml")))
        .contains(
            "<artifactId>alarmkeeper</artifactId>\n  <version>" + Release.VERSION + "</version>");
  }

  @Test
  void theTemplateTellsItOfTheApplicationAndOfTheFunction() throws IOException {
    assertThat(Files.readString(Path.of("template.yaml")))
        .contains("SemanticVersion: " + Release.VERSION + "\n")
        .contains("Description: 'alarmkeeper " + Release.VERSION + ": ");
  }
}
