package dev.alarmkeeper.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code docs/reliability.md}: what the matrix counted, when, and of which commit. */
final class ReliabilityPage {
  static final Path PAGE = Path.of("docs/reliability.md");
  private static final String BEGIN = "<!-- matrix -->\n";
  private static final String END = "<!-- /matrix -->";
  private static final List<String> HEAD =
      List.of(
          "| Done to a whole chain | Cases | Somebody does not hear | Called compliant all the same"
              + " | All hear, and it is called broken | Date | Commit |",
          "|---|---|---|---|---|---|---|");

  private ReliabilityPage() {}

  /** Writes the row of these counts anew, if the documents are to be written. */
  static void write(Matrix.Counts counts) throws IOException {
    if (!"write".equals(System.getProperty("docs"))) {
      return;
    }
    String page = Files.readString(PAGE);
    int from = page.indexOf(BEGIN) + BEGIN.length();
    int to = page.indexOf(END);
    String row =
        "| %s | %,d | %,d | %,d | %,d | %s | %s |"
            .formatted(
                counts.kind(),
                counts.done(),
                counts.silent(),
                counts.falselyClaimed(),
                counts.heardYetBroken(),
                LocalDate.now(ZoneOffset.UTC),
                commit());
    Stream<String> others =
        page.substring(from, to)
            .lines()
            .skip(HEAD.size())
            .filter(it -> !it.startsWith("| " + counts.kind() + " |"));
    String table =
        Stream.of(HEAD.stream(), Stream.concat(others, Stream.of(row)).sorted())
            .flatMap(it -> it)
            .map(it -> it + "\n")
            .collect(Collectors.joining());
    Files.writeString(PAGE, page.substring(0, from) + table + page.substring(to));
  }

  private static String commit() throws IOException {
    Process git = new ProcessBuilder("git", "rev-parse", "--short", "HEAD").start();
    return new String(git.getInputStream().readAllBytes(), UTF_8).strip();
  }
}
