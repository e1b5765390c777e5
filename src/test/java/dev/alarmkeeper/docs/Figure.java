package dev.alarmkeeper.docs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A row of the figures of {@code docs/reliability.md}, written by whoever counted it.
 *
 * @param what what was done, and how it ended
 * @param counted how often
 * @param wrong how often it ended otherwise
 * @param seen what else was measured
 */
public record Figure(String what, long counted, long wrong, String seen) {
  private static final Path PAGE = Path.of("docs/reliability.md");
  private static final String BEGIN = "<!-- figures -->\n";
  private static final String HEAD =
      """
      | What | Counted | Wrong | Also seen | Date | Commit |
      |---|---|---|---|---|---|
      """;

  /** Writes the row with today's date and the commit, if the documents are to be written. */
  public void write() throws IOException {
    if (!"write".equals(System.getProperty("docs"))) {
      return;
    }
    String page = Files.readString(PAGE);
    int from = page.indexOf(BEGIN) + BEGIN.length();
    int to = page.indexOf("<!-- /figures -->");
    String row =
        "| %s | %,d | %,d | %s | %s | %s |\n"
            .formatted(what, counted, wrong, seen, LocalDate.now(ZoneOffset.UTC), commit());
    Stream<String> others =
        page.substring(from, to)
            .lines()
            .skip(2)
            .filter(it -> !it.startsWith("| " + what + " |"))
            .map(it -> it + "\n");
    String rows = Stream.concat(others, Stream.of(row)).sorted().collect(Collectors.joining());
    Files.writeString(PAGE, page.substring(0, from) + HEAD + rows + page.substring(to));
  }

  private static String commit() throws IOException {
    Process git = new ProcessBuilder("git", "rev-parse", "--short", "HEAD").start();
    return new String(git.getInputStream().readAllBytes(), UTF_8).strip();
  }
}
