package dev.alarmkeeper.pattern;

import dev.alarmkeeper.pattern.FilterPattern.Json;
import dev.alarmkeeper.pattern.NormalForm.Alternative;
import java.util.List;
import java.util.Optional;

/** Two filter patterns compared by meaning. What is said of them is made only when asked for. */
public final class Comparison {
  private final Relation relation;
  private final List<String> words;
  private final Optional<Difference> difference;

  /**
   * Where two patterns differ.
   *
   * @param missing the desired alternatives that nothing observed covers
   * @param added the observed alternatives that nothing desired covers
   */
  record Difference(
      Side desired, Side observed, List<Alternative> missing, List<Alternative> added) {}

  /** One of two patterns, and what it means. */
  record Side(Json pattern, NormalForm form) {}

  private Comparison(Relation relation, List<String> words, Optional<Difference> difference) {
    this.relation = relation;
    this.words = words;
    this.difference = difference;
  }

  /** A comparison of which no more can be said than these words. */
  static Comparison of(Relation relation, String... words) {
    return new Comparison(relation, List.of(words), Optional.empty());
  }

  /** A comparison of two JSON patterns that differ. */
  static Comparison of(Difference difference) {
    Relation relation = Relation.of(difference.missing().isEmpty(), difference.added().isEmpty());
    return new Comparison(relation, List.of(), Optional.of(difference));
  }

  /** Compares an observed pattern with the desired one, apart from any other comparison. */
  public static Comparison of(String desired, String observed) {
    return new Comparisons().of(desired, observed);
  }

  /** The relation of the observed pattern to the desired one. */
  public Relation relation() {
    return relation;
  }

  /** One line for each difference, for people; empty if the texts are the same. */
  public List<String> explanation() {
    return difference.map(it -> new Explanation(it).lines()).orElse(words);
  }

  /** The alternatives of the observed pattern that the desired one does not cover, in words. */
  public List<String> added() {
    return difference
        .map(
            it ->
                it.added().stream()
                    .map(Alternative::toString)
                    .limit(Explanation.MAX_LINES)
                    .toList())
        .orElse(words);
  }

  /**
   * An event on which the two disagree, if they are JSON patterns and one was found: first one of
   * these, then one of these with a field changed, then one put together from the patterns.
   */
  public Optional<Counterexample> counterexample(List<Example> examples) {
    return difference.flatMap(it -> CounterexampleSearch.find(it, examples));
  }
}
