package dev.alarmkeeper.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** Whoever gets the package gets the licence of each part of it. */
class LicencesIT {
  @Test
  void eachJarBringsItsLicenceOrNoticeNamesIt() throws IOException {
    String notice = Files.readString(Path.of("NOTICE"));
    List<String> without = new ArrayList<>();
    for (Path jar : FunctionPackage.jars()) {
      if (!bringsItsLicence(jar)) {
        without.add(jar.getFileName().toString().replaceFirst("-[0-9.]+\\.jar$", ""));
      }
    }

    assertThat(without).isNotEmpty().allSatisfy(it -> assertThat(notice).contains("  " + it + " "));
    assertThat(
            notice
                .lines()
                .filter(it -> it.startsWith("  "))
                .map(it -> it.strip().replaceFirst(" .*", "")))
        .as("named though they bring it")
        .containsExactlyInAnyOrderElementsOf(without);
  }

  @Test
  void theFunctionBringsItsOwn() {
    assertThat(FunctionPackage.taskRoot().resolve("META-INF/LICENSE"))
        .hasSameTextualContentAs(Path.of("LICENSE"));
    assertThat(FunctionPackage.taskRoot().resolve("META-INF/NOTICE"))
        .hasSameTextualContentAs(Path.of("NOTICE"));
    assertThat(FunctionPackage.taskRoot().resolve("META-INF/licenses/reactive-streams.txt"))
        .content()
        .startsWith("MIT No Attribution");
  }

  private static boolean bringsItsLicence(Path jar) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      return zip.stream().anyMatch(it -> it.getName().matches("META-INF/LICENSE(\\.txt)?"));
    }
  }
}
