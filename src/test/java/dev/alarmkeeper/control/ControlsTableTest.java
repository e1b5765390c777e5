package dev.alarmkeeper.control;

import dev.alarmkeeper.docs.Block;
import dev.alarmkeeper.pattern.Comparison;
import dev.alarmkeeper.pattern.Relation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of controls in the README is the catalogue. */
class ControlsTableTest {
  @Test
  void theReadmeShowsTheCatalogue() throws IOException {
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        row(
            List.of("id", "alarm on"),
            Arrays.stream(Benchmark.values()).map(Benchmark::title),
            "patterns"));
    for (Control control : Catalogue.controls()) {
      rows.add(
          row(
              List.of("`" + control.id() + "`", control.title()),
              Arrays.stream(Benchmark.values()).map(b -> control.numbers().getOrDefault(b, "")),
              profiles(control)));
    }
    new Block("README.md", "controls").shows(Block.table(rows));
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
          .filter(
              other ->
                  Comparison.of(control.pattern(other), control.pattern(profile)).relation()
                      == Relation.EQUAL)
          .forEach(same::add);
      if (open.removeAll(same)) {
        groups.append(groups.isEmpty() ? "" : "; ");
        groups.append(same.stream().map(Profile::setting).collect(Collectors.joining(", ")));
      }
    }
    return groups.indexOf(";") < 0 ? "one for all" : groups.toString();
  }
}
