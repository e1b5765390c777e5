package dev.alarmkeeper.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code sam build} runs puts the reason of a failure on standard error, where SAM shows it.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "sam build needs a shell")
class SamBuildIT {
  private static final Path HERE = Path.of("").toAbsolutePath();
  private static final long MINUTES = 5;

  @TempDir private Path project;

  private record Outcome(int status, String error) {}

  @BeforeEach
  void copyProject() throws IOException {
    for (String part : List.of(".mvn", "mvnw", "pom.xml", "src/main")) {
      try (Stream<Path> files = Files.walk(HERE.resolve(part))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          Path copy = project.resolve(HERE.relativize(file));
          Files.createDirectories(copy.getParent());
          Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    }
  }

  @Test
  void aCompileErrorIsToldWithFileAndLine() throws Exception {
    Path broken = project.resolve("src/main/java/dev/alarmkeeper/text/Broken.java");
    Files.writeString(broken, "package dev.alarmkeeper.text;\nclass Broken { Nowhere it; }\n");

    Outcome outcome = build();

    assertThat(outcome.status()).isNotZero();
    assertThat(outcome.error())
        .contains("Broken.java:[2,", "cannot find symbol")
        .contains("For all that Maven says: ./mvnw -Pfunction clean package");
  }

  @Test
  void withoutANewEnoughJdkItIsToldHowToGetOne() throws Exception {
    Path search = project.resolve(".mvn/find-jdk");
    String asIs = Files.readString(search);
    // This machine has one: nobody has a Java of this number.
    String never = asIs.replace("version >= 25", "version >= 2500");
    assertThat(never).isNotEqualTo(asIs);
    Files.writeString(search, never);

    Outcome outcome = build();

    assertThat(outcome.status()).isNotZero();
    assertThat(outcome.error())
        .contains("alarmkeeper needs a JDK 25 or later, and none was found", "JAVA_HOME");
  }

  private Outcome build() throws IOException, InterruptedException {
    Path error = project.resolve("error.txt");
    Process build =
        new ProcessBuilder(project.resolve(".mvn/sam-build").toString(), "artifacts")
            .directory(project.toFile())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(error.toFile())
            .start();
    try {
      assertThat(build.waitFor(MINUTES, TimeUnit.MINUTES)).isTrue();
      return new Outcome(build.exitValue(), Files.readString(error));
    } finally {
      build.descendants().forEach(ProcessHandle::destroy);
      build.destroy();
    }
  }
}
