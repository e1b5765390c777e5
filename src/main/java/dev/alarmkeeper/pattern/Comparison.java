package dev.alarmkeeper.pattern;

<<<<<<< HEAD
import dev.alarmkeeper.pattern.FilterPattern.Form;
import dev.alarmkeeper.pattern.FilterPattern.Json;
import dev.alarmkeeper.pattern.FilterPattern.Opaque;
import java.util.ArrayList;
=======
>>>>>>> main
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
<<<<<<< HEAD
  public static Comparison of(String desired, String observed) {
    if (desired.equals(observed)) {
      return new Comparison(Relation.EQUAL, List.of(), Optional.empty());
    }
    FilterPattern wanted;
    try {
      wanted = FilterPattern.parse(desired);
    } catch (PatternException e) {
      return new Comparison(Relation.UNPARSEABLE, "the desired pattern: " + e.summary());
    }
    FilterPattern found;
    try {
      found = FilterPattern.parse(observed);
    } catch (PatternException e) {
      return new Comparison(Relation.UNPARSEABLE, e.summary());
    }
    return wanted instanceof Json left && found instanceof Json right
        ? ofJson(left, right)
        : ofOther(wanted, found);
  }

  /**
   * Compares several patterns that count together, such as those of filters that publish one
   * metric, with the one that is desired.
   */
  public static Relation ofAll(String desired, List<String> observed) {
    List<Expression> parts = new ArrayList<>();
    try {
      for (String text : observed) {
        if (!(FilterPattern.parse(text) instanceof Json json)) {
          return Relation.DIFFERENT;
        }
        parts.add(json.expression());
      }
      if (parts.isEmpty() || !(FilterPattern.parse(desired) instanceof Json wanted)) {
        return Relation.DIFFERENT;
      }
      Expression together = new Expression.Any(parts);
      Vocabulary vocabulary = new Vocabulary(wanted.expression(), together);
      Optional<List<Bits>> left = NormalForm.of(wanted.expression(), vocabulary);
      Optional<List<Bits>> right = NormalForm.of(together, vocabulary);
      return left.isEmpty() || right.isEmpty()
          ? Relation.DIFFERENT
          : relation(left.get(), right.get());
    } catch (PatternException _) {
      return Relation.UNPARSEABLE;
    }
  }

  /** Texts that are not JSON patterns have no meaning here, but an empty one matches everything. */
  private static Comparison ofOther(FilterPattern desired, FilterPattern observed) {
    boolean wantsAll = desired instanceof Opaque(_, Form form) && form == Form.EVERYTHING;
    boolean findsAll = observed instanceof Opaque(_, Form form) && form == Form.EVERYTHING;
    if (wantsAll && findsAll) {
      return new Comparison(Relation.EQUAL, Explanation.RESPELLED);
    }
    Relation relation =
        wantsAll ? Relation.NARROWER : findsAll ? Relation.BROADER : Relation.DIFFERENT;
    return new Comparison(relation, words(desired) + " is required, found " + words(observed));
  }

  private static String words(FilterPattern pattern) {
    return switch (pattern) {
      case Json _ -> "a JSON pattern";
      case Opaque(_, Form form) -> form.words();
    };
  }

  private static Comparison ofJson(Json desired, Json observed) {
    Vocabulary vocabulary = new Vocabulary(desired.expression(), observed.expression());
    Optional<List<Bits>> wanted = NormalForm.of(desired.expression(), vocabulary);
    Optional<List<Bits>> found = NormalForm.of(observed.expression(), vocabulary);
    if (wanted.isEmpty() || found.isEmpty()) {
      return new Comparison(Relation.DIFFERENT, "too many alternatives to compare by meaning");
    }
    Relation relation = relation(wanted.get(), found.get());
    if (relation == Relation.EQUAL) {
      return new Comparison(relation, Explanation.RESPELLED);
    }
    return new Comparison(
        relation,
        new Explanation(vocabulary, wanted.get(), found.get()).lines(),
        new Disagreement(vocabulary, desired, observed).find(wanted.get(), found.get()));
  }

  private static Relation relation(List<Bits> desired, List<Bits> observed) {
    boolean broader = covers(observed, desired);
    boolean narrower = covers(desired, observed);
    if (broader) {
      return narrower ? Relation.EQUAL : Relation.BROADER;
    }
    return narrower ? Relation.NARROWER : Relation.DIFFERENT;
  }

  /** Whether every event of the second pattern is certainly one of the first. */
  private static boolean covers(List<Bits> wide, List<Bits> narrow) {
    for (Bits alternative : narrow) {
      if (!isCovered(alternative, wide)) {
        return false;
      }
    }
    return true;
  }

  static boolean isCovered(Bits alternative, List<Bits> alternatives) {
    for (Bits weaker : alternatives) {
      if (alternative.containsAll(weaker)) {
        return true;
      }
    }
    return false;
=======
  public Optional<Counterexample> counterexample(List<Example> examples) {
    return disagreement.flatMap(it -> it.find(relation, examples));
>>>>>>> main
  }
}
