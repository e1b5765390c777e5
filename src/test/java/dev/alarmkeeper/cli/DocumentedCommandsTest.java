package dev.alarmkeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Commands that the pages show are those that there are. */
class DocumentedCommandsTest {
  private static final Pattern LINE = Pattern.compile("\\./alarmkeeper ([a-z]+)([^`\\n]*)");
  private static final Pattern OPTION = Pattern.compile("(?<= )--[a-z][a-z-]*");

  static List<String> pages() throws IOException {
    try (Stream<Path> pages = Files.list(Path.of("docs"))) {
      return Stream.concat(
              Stream.of(Path.of("README.md")), pages.filter(it -> it.toString().endsWith(".md")))
          .map(Path::toString)
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void optionsOfEachCommandAreInItsHelp(String page) throws IOException {
    LINE.matcher(Files.readString(Path.of(page)))
        .results()
        .forEach(
            line -> {
              String help = help(line.group(1));
              OPTION
                  .matcher(line.group(2))
                  .results()
                  .forEach(it -> assertThat(help).as(line.group()).contains(it.group()));
            });
  }

  @Test
  void everyCommandIsShownSomewhere() throws IOException {
    StringBuilder all = new StringBuilder();
    for (String page : pages()) {
      all.append(Files.readString(Path.of(page)));
    }
    assertThat(all)
        .contains(
            Stream.of("check", "adopt", "explain", "statement", "incidents", "drill", "policy")
                .map("./alarmkeeper "::concat)
                .toList());
  }

  private static String help(String command) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8)) {
      int code =
          Alarmkeeper.run(
              new String[] {command, "--help"},
              print,
              print,
              false,
              Map.of(),
              InstantSource.system());
      assertThat(code).as(command).isZero();
    }
    return out.toString(StandardCharsets.UTF_8);
  }
}
