package dev.alarmkeeper.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;

/** What the benchmark makes of what it measured. */
class FiguresTest {
  private static final List<Double> HUNDRED =
      IntStream.rangeClosed(1, 100).mapToObj(it -> (double) it).toList();

  @Test
  void percentilesAreByNearestRank() {
    assertThat(Figures.median(List.of(3.0, 1.0, 2.0))).isEqualTo(2);
    assertThat(Figures.percentile(HUNDRED, 0.99)).isEqualTo(99);
    assertThat(Figures.percentile(List.of(7.0), 0.99)).isEqualTo(7);
  }

  /** One slow round of three slows both sides; the ratio of the medians would be 15. */
  @Test
  void ratiosAreTakenRoundByRound() {
    assertThat(Figures.ratio(List.of(20.0, 300.0, 300.0), List.of(10.0, 100.0, 20.0))).isEqualTo(3);
  }

  @Test
  void whatIsFlatAndWhatIsLinear() {
    assertThat(Scale.growth(List.of(0, 50, 5_000), List.of(11, 11, 11))).isEqualTo("flat");
    assertThat(Scale.growth(List.of(1, 101, 201), List.of(11, 12, 13)))
        .isEqualTo("linear: at most one more for 100 more");
    assertThatThrownBy(() -> Scale.growth(List.of(1, 10, 20), List.of(11, 20, 60)))
        .hasMessageContaining("grow faster");
  }

  @Test
  void onlyWhatIsBetweenTheMarksIsWritten(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("page.md");
    Files.writeString(file, "before\n<!-- a -->\nold\n<!-- /a -->\nafter\n");

    new Page(file).write("a", "new\n");

    assertThat(file).hasContent("before\n<!-- a -->\nnew\n<!-- /a -->\nafter\n");
    assertThatThrownBy(() -> new Page(file).write("b", "new")).hasMessageContaining("no marks");
  }

  @Test
  void theChartIsSvgWithABarForEachValue() throws Exception {
    String svg = Chart.of(Map.of("Cold <& warm", Map.of("alarmkeeper", 100.0, "twin", 50.0)));

    var bars =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(svg)))
            .getElementsByTagName("rect");
    assertThat(bars.getLength()).isEqualTo(2);
  }
}
