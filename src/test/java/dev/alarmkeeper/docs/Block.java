package dev.alarmkeeper.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A part of a page that the code writes, between {@code <!-- name -->} and {@code <!-- /name -->}.
 *
 * <p>{@code ./mvnw test -Dtest='*Docs*,*Table*' -Ddocs=write} writes them all.
 */
public record Block(String page, String name) {
  private static final Pattern ORIGIN = Pattern.compile("\nWritten on .*\n$");
  private static final boolean WRITE = "write".equals(System.getProperty("docs"));

  /** Fails if the page shows something else; or writes it there. */
  public void shows(String content) throws IOException {
    shows(content, "");
  }

  /**
   * As {@link #shows(String)}. Below what it writes stand the day and the commit of the writing,
   * which may be older than the code.
   *
   * @param command what wrote it
   */
  public void wasMeasured(String content, String command) throws IOException {
    shows(
        content,
        WRITE ? "\nWritten on %s at %s by `%s`.\n".formatted(today(), commit(), command) : "");
  }

  private static LocalDate today() {
    return LocalDate.now(ZoneOffset.UTC);
  }

  private static String commit() throws IOException {
    Process git = new ProcessBuilder("git", "rev-parse", "--short", "HEAD").start();
    try (BufferedReader lines = git.inputReader()) {
      return lines.readLine();
    }
  }

  private void shows(String content, String origin) throws IOException {
    Path path = Path.of(page);
    String text = Files.readString(path);
    String begin = "<!-- " + name + " -->\n";
    int from = text.indexOf(begin) + begin.length();
    int to = text.indexOf("<!-- /" + name + " -->");
    assertThat(to).as(page + " has a block " + name).isGreaterThanOrEqualTo(from);
    if (WRITE) {
      Files.writeString(path, text.substring(0, from) + content + origin + text.substring(to));
    } else {
      assertThat(ORIGIN.matcher(text.substring(from, to)).replaceAll(""))
          .as("run ./mvnw test -Dtest='*Docs*,*Table*' -Ddocs=write")
          .isEqualTo(content);
    }
  }

  /** Rows as Markdown writes a table; the first is its head. */
  public static String table(List<List<String>> rows) {
    String head = line(rows.getFirst());
    String rule = "|" + "---|".repeat(rows.getFirst().size()) + "\n";
    return head + rule + rows.stream().skip(1).map(Block::line).collect(Collectors.joining());
  }

  private static String line(List<String> cells) {
    return "| " + String.join(" | ", cells) + " |\n";
  }
}
