package dev.alarmkeeper.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alarmkeeper.docs.Block;
import dev.alarmkeeper.pattern.RandomPatterns.Node;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The comparison against truth tables over all events, on random pairs of patterns: one half nearly
 * the same, one half rewritten without a change of meaning. Seeded, so that a failure comes back.
 */
class DifferentialTest {
  private static final long SEED = 20261123;

  private int pairs;
  private int equal;
  private int rewrites;
  private int recognised;
  private int disagreements;
  private int shown;

  @Test
  void twentyThousandPairsAreJudgedAsTheTruthTableSays() throws IOException {
    compare(RandomPatterns.independent(SEED), 10_000, true);
    compare(RandomPatterns.entangled(SEED), 10_000, false);
    checkTotals(20_000);
    new Block("docs/reliability.md", "pattern-pairs").shows(table());
  }

  @Test
  @Tag("slow")
  void aMillionPairsAreJudgedAsTheTruthTableSays() throws IOException {
    compare(RandomPatterns.independent(SEED + 1), 500_000, true);
    compare(RandomPatterns.entangled(SEED + 1), 500_000, false);
    checkTotals(1_000_000);
    new Block("docs/reliability.md", "million-pattern-pairs")
        .wasMeasured(table(), "./mvnw -Pexhaustive test -Dtest=DifferentialTest -Ddocs=write");
  }

  private String table() {
    return Block.table(
        List.of(
            List.of("random pairs of patterns, seeded", "count"),
            row("compared", pairs),
            row("judged otherwise than the truth table allows", 0),
            row("judged equal", equal),
            row("rewritten without a change of meaning", rewrites),
            row("of these, recognised as equal", recognised),
            row("different by the truth table", disagreements),
            row("of these, shown with an event on which they disagree", shown)));
  }

  private void compare(RandomPatterns patterns, int count, boolean exact) {
    for (int i = 0; i < count; i++) {
      Node desired = patterns.tree(3);
      boolean rewritten = patterns.random.nextBoolean();
      Node observed = rewritten ? patterns.rewrite(desired) : patterns.mutate(desired);
      String desiredText = patterns.spell(desired);
      String observedText = patterns.spell(observed);
      if (desiredText.length() > FilterPattern.MAX_LENGTH
          || observedText.length() > FilterPattern.MAX_LENGTH) {
        i--;
        continue;
      }
      pairs++;
      Relation truth = truth(patterns.table(desired), patterns.table(observed));
      Comparison comparison = Comparison.of(desiredText, observedText);
      check(comparison, truth, exact, desiredText + "\n" + observedText);
      if (rewritten) {
        rewrites++;
        recognised += comparison.relation() == Relation.EQUAL ? 1 : 0;
      }
    }
  }

  private void check(Comparison comparison, Relation truth, boolean exact, String texts) {
    Relation verdict = comparison.relation();
    equal += verdict == Relation.EQUAL ? 1 : 0;
    boolean sound =
        switch (verdict) {
          case EQUAL -> truth == Relation.EQUAL;
          // Broader may be said of what is equal and not provably so; never of what misses an
          // event.
          case BROADER -> truth == Relation.BROADER || (truth == Relation.EQUAL && !exact);
          case NARROWER -> truth == Relation.NARROWER || (truth == Relation.EQUAL && !exact);
          case DIFFERENT -> truth == Relation.DIFFERENT || !exact;
          case UNPARSEABLE -> false;
        };
    assertThat(sound).as("%s, in truth %s:\n%s", verdict, truth, texts).isTrue();
    Optional<Counterexample> counterexample = comparison.counterexample(List.of());
    if (truth != Relation.EQUAL) {
      disagreements++;
      shown += counterexample.isPresent() ? 1 : 0;
    }
    counterexample.ifPresent(
        example -> {
          assertThat(truth).as(texts).isNotEqualTo(Relation.EQUAL);
          assertThat(truth)
              .as(texts)
              .isNotEqualTo(example.desiredMatches() ? Relation.BROADER : Relation.NARROWER);
        });
  }

  private void checkTotals(int expectedPairs) {
    System.out.printf(
        Locale.ROOT,
        "%,d pairs: %,d equal; %,d of %,d rewrites recognised; counterexample for %,d of %,d%n",
        pairs,
        equal,
        recognised,
        rewrites,
        shown,
        disagreements);
    assertThat(pairs).isEqualTo(expectedPairs);
    assertThat(recognised).isGreaterThanOrEqualTo((int) (rewrites * 0.999));
    assertThat(shown).isGreaterThanOrEqualTo((int) (disagreements * 0.99));
    assertThat(disagreements).isGreaterThan(pairs / 4);
  }

  private static List<String> row(String what, int count) {
    return List.of(what, "%,d".formatted(count));
  }

  private static Relation truth(BitSet desired, BitSet observed) {
    BitSet missed = (BitSet) desired.clone();
    missed.andNot(observed);
    BitSet noise = (BitSet) observed.clone();
    noise.andNot(desired);
    if (missed.isEmpty()) {
      return noise.isEmpty() ? Relation.EQUAL : Relation.BROADER;
    }
    return noise.isEmpty() ? Relation.NARROWER : Relation.DIFFERENT;
  }
}
