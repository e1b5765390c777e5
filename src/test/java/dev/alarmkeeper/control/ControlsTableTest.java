package dev.alarmkeeper.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The table of controls in the documentation is the catalogue.
 *
 * <p>{@code ./mvnw test -Dtest=ControlsTableTest -Ddocs=write} writes it.
 */
class ControlsTableTest {
  private static final boolean WRITE = "write".equals(System.getProperty("docs"));
  private static final Path PAGE = Path.of("docs/controls.md");
  private static final String BEGIN = "<!-- controls -->\n";
  private static final String END = "<!-- /controls -->";

  @Test
  void theDocumentedTableIsTheCatalogue() throws IOException {
    String page = Files.readString(PAGE);
    int from = page.indexOf(BEGIN) + BEGIN.length();
    int to = page.indexOf(END);
    if (WRITE) {
      Files.writeString(PAGE, page.substring(0, from) + table() + page.substring(to));
    } else {
      assertThat(page.substring(from, to))
          .as("run ./mvnw test -Dtest=ControlsTableTest -Ddocs=write")
          .isEqualTo(table());
    }
  }

  private static String table() {
    List<Benchmark> benchmarks = List.of(Benchmark.values());
    Stream<List<String>> header =
        Stream.of(
            row(List.of("Id", "Alarm on"), benchmarks.stream().map(Benchmark::title), "Patterns"),
            row(List.of("---", "---"), benchmarks.stream().map(_ -> "---"), "---"));
    Stream<List<String>> rows =
        Catalogue.controls().stream()
            .map(
                control ->
                    row(
                        List.of("`" + control.id() + "`", control.title()),
                        benchmarks.stream().map(b -> control.numbers().getOrDefault(b, "")),
                        profiles(control)));
    return Stream.concat(header, rows)
        .map(cells -> "| " + String.join(" | ", cells) + " |\n")
        .collect(Collectors.joining());
  }

  private static List<String> row(List<String> first, Stream<String> middle, String last) {
    return Stream.of(first.stream(), middle, Stream.of(last)).flatMap(cells -> cells).toList();
  }

  /** Which profiles share a pattern: "all the same", or the groups. */
  private static String profiles(Control control) {
    Set<Profile> open = EnumSet.allOf(Profile.class);
    StringBuilder groups = new StringBuilder();
    for (Profile profile : Profile.values()) {
      Set<Profile> same = EnumSet.noneOf(Profile.class);
      open.stream()
          .filter(other -> control.pattern(other).equals(control.pattern(profile)))
          .forEach(same::add);
      if (open.removeAll(same)) {
        groups.append(groups.isEmpty() ? "" : "; ");
        groups.append(same.stream().map(Profile::setting).collect(Collectors.joining(", ")));
      }
    }
    return groups.indexOf(";") < 0 ? "one for all" : groups.toString();
  }
}
