package dev.alarmkeeper.it;

import dev.alarmkeeper.chain.Link;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** {@code docs/drift-catalogue.md}: the tamperings, and what a report says of each. */
final class CataloguePage {
  private static final Path PAGE = Path.of("docs/drift-catalogue.md");
  private static final String BEGIN = "<!-- tamperings -->\n";
  private static final String END = "<!-- /tamperings -->";
  private static final String HEADER =
      """
      | Link | Tampering | Done by | The report says | Severity | One run later |
      |---|---|---|---|---|---|
      """;

  private CataloguePage() {}

  /** The rows that the page has. */
  static List<String> rows() {
    String page = text();
    String table = page.substring(page.indexOf(BEGIN) + BEGIN.length(), page.indexOf(END));
    return table.substring(HEADER.length()).lines().toList();
  }

  static void write(List<String> rows) {
    String page = text();
    try {
      Files.writeString(
          PAGE,
          page.substring(0, page.indexOf(BEGIN) + BEGIN.length())
              + HEADER
              + rows.stream().map(row -> row + "\n").collect(Collectors.joining())
              + page.substring(page.indexOf(END)));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** The row of a tampering, of which the report says this. */
  static String row(Tampering tampering, Map<String, Object> said) {
    return "| %s | %s | %s | %s | %s | %s |"
        .formatted(
            words(tampering.link()),
            tampering.what(),
            tampering.how(),
            cell(words(said)),
            said.get("severity"),
            tampering.ending().words());
  }

  private static String words(Map<String, Object> said) {
    List<?> differences = (List<?>) said.getOrDefault("differences", List.of());
    if (!differences.isEmpty()) {
      return differences.stream()
          .map(it -> (Map<?, ?>) it)
          .map(it -> it.get("field") + ": " + it.get("why"))
          .collect(Collectors.joining("; "));
    }
    return said.get("kind") + (said.containsKey("advice") ? ": " + said.get("advice") : "");
  }

  /** A vertical line would end the cell. */
  private static String cell(String text) {
    return text.replace("|", "\\|");
  }

  private static String words(Link link) {
    return link.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String text() {
    try {
      return Files.readString(PAGE);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
