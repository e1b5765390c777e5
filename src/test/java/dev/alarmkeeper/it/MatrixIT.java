package dev.alarmkeeper.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alarmkeeper.docs.Block;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * {@code compliant} means that a root login reaches a person: the local AWS is asked, and not the
 * product's own rules. Everything of the catalogue is done alone and in pairs, and so is what the
 * SDK can set beyond it.
 *
 * <p>{@code ./mvnw -Pexhaustive verify -Dit.test=MatrixIT -Ddocs=write} writes the counts into
 * {@code docs/reliability.md}.
 */
class MatrixIT {
  private static final int SAMPLE = 40;
  private static final long SEED = 20_261_125;

  /**
   * Known false compliant: what a run calls compliant, or repaired, although somebody does not
   * hear, by a part of the deed's name, with the reason. It must be empty; a line that nothing
   * needs any more is taken out.
   */
  private static final Map<String, String> KNOWN =
      new TreeMap<>(
          Map.of(
              "PutMetricData every minute",
              "nothing that is read tells who else publishes into the metric"));

  @Test
  void thePageListsWhatIsKnown() throws IOException {
    String rows =
        KNOWN.entrySet().stream()
            .map(it -> "- %s: %s\n".formatted(it.getKey(), it.getValue()))
            .collect(Collectors.joining());
    new Block(ReliabilityPage.PAGE.toString(), "known").shows(rows.isEmpty() ? "None.\n" : rows);
  }

  @Test
  void whatIsCalledCompliantIsHeard() throws IOException {
    ReliabilityPage.write(judge("singles", Deed.listed(), Integer.MAX_VALUE));
  }

  @Test
  void twoAtOnceAreNotCalledCompliantWhereNobodyHears() {
    judge("pairs, a sample", shuffled(Deed.pairs()), SAMPLE);
  }

  @Test
  void whatNobodyWroteARuleForIsNotCalledCompliantWhereNobodyHears() {
    judge("settable members, a sample", shuffled(GeneratedDeeds.all()), SAMPLE);
  }

  @Test
  @Tag("slow")
  void noTwoAtOnceAreCalledCompliantWhereNobodyHears() throws IOException {
    ReliabilityPage.write(judge("pairs", Deed.pairs(), Integer.MAX_VALUE));
  }

  @Test
  @Tag("slow")
  void nothingThatCanBeSetIsCalledCompliantWhereNobodyHears() throws IOException {
    Matrix.Counts counts = judge("settable members", GeneratedDeeds.all(), Integer.MAX_VALUE);
    ReliabilityPage.write(counts);
    assertThat(KNOWN.keySet().stream().filter(it -> !counts.falselyClaims(it)))
        .as("nothing needs these lines any more: take them out")
        .isEmpty();
  }

  private static List<Deed> shuffled(Collection<Deed> all) {
    List<Deed> shuffled = new ArrayList<>(all);
    Collections.shuffle(shuffled, new Random(SEED));
    return shuffled;
  }

  private static Matrix.Counts judge(String kind, Collection<Deed> deeds, int atMost) {
    try (Matrix matrix = new Matrix()) {
      matrix.judge(deeds, atMost);
      Matrix.Counts counts = matrix.counts(kind);
      System.out.println(counts.line());
      List<String> unknown =
          counts.falseClaims().stream()
              .filter(it -> KNOWN.keySet().stream().noneMatch(it::contains))
              .toList();
      assertThat(unknown).as("called compliant, and unheard: " + kind).isEmpty();
      return counts;
    }
  }
}
