package dev.alarmkeeper.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alarmkeeper.localaws.signal.EventPattern;
import dev.alarmkeeper.pattern.RandomPatterns.Node;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The local AWS reads patterns with code of its own, so that it can judge ours. It is held to the
 * truth tables too, on every event of random patterns: two readers that were written apart and
 * agree are less likely to be wrong.
 */
class SecondReaderTest {
  private static final long SEED = 20_261_125;
  private static final int PATTERNS = 1_000;

  @Test
  void theLocalAwsMatchesWhatTheTruthTableSays() {
    int matching = 0;
    int judged = 0;
    for (RandomPatterns patterns :
        List.of(RandomPatterns.independent(SEED), RandomPatterns.entangled(SEED))) {
      for (int i = 0; i < PATTERNS; i++) {
        Node tree = patterns.tree(3);
        String text = patterns.spell(tree);
        BitSet truth = patterns.table(tree);
        EventPattern read = EventPattern.of(text);
        for (int event = 0; event < patterns.events(); event++) {
          String json = patterns.event(event);
          assertThat(read.matches(json)).as("%s on %s", text, json).isEqualTo(truth.get(event));
          matching += truth.get(event) ? 1 : 0;
          judged++;
        }
      }
    }
    assertThat(matching).isBetween(judged / 10, judged * 9 / 10);
  }
}
