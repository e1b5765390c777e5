package dev.alarmkeeper.pattern;

import java.util.List;
import java.util.Optional;

/** Two filter patterns compared by meaning. What is said of them is made only when asked for. */
public final class Comparison {
  private final Relation relation;
  private final Optional<Explanation> explanation;
  private final List<String> words;
  private final Optional<Disagreement> disagreement;

  private Comparison(
      Relation relation,
      List<String> words,
      Optional<Explanation> explanation,
      Optional<Disagreement> disagreement) {
    this.relation = relation;
    this.words = words;
    this.explanation = explanation;
    this.disagreement = disagreement;
  }

  /** A comparison of which no more can be said than these words. */
  static Comparison of(Relation relation, String... words) {
    return new Comparison(relation, List.of(words), Optional.empty(), Optional.empty());
  }

  /** A comparison of two normal forms that differ. */
  static Comparison of(Relation relation, Explanation explanation, Disagreement disagreement) {
    return new Comparison(relation, List.of(), Optional.of(explanation), Optional.of(disagreement));
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
    return explanation.map(Explanation::lines).orElse(words);
  }

  /** The alternatives of the observed pattern that the desired one does not cover, in words. */
  public List<String> added() {
    return explanation.map(Explanation::added).orElse(words);
  }

  /**
   * An event on which the two disagree, if they are JSON patterns and one was found: first one of
   * these, then one of these with a field changed, then one put together from the patterns.
   */
  public Optional<Counterexample> counterexample(List<Example> examples) {
    return disagreement.flatMap(it -> it.find(relation, examples));
  }
}
