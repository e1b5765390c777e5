package dev.alarmkeeper.pattern;

import dev.alarmkeeper.pattern.FilterPattern.Form;
import dev.alarmkeeper.pattern.FilterPattern.Json;
import dev.alarmkeeper.pattern.FilterPattern.Opaque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The comparisons of one run: each pattern is read once, and what others' patterns may cost
 * together is limited. Never throws for what a pattern says. Where something is not certain, the
 * answer is not {@link Relation#EQUAL}. Not for several threads at once.
 */
public final class Comparisons {
  /**
   * For one pattern of ours, a millisecond or two: enough for 200 alternatives. The largest
   * published pattern has 21; a hostile one could have 2^47.
   */
  private static final int OWN = 50_000;

  /** For all patterns of others together. */
  static final int OTHERS = 400_000;

  private final Work others;
  private final Map<String, Reading> readings = new HashMap<>();
  private final Map<List<String>, Comparison> compared = new HashMap<>();
  private final Set<String> unreached = new TreeSet<>();

  /** What a text was read as: a pattern or a fault; and its normal form as far as it was needed. */
  private static final class Reading {
    private final Optional<FilterPattern> pattern;
    private final String fault;
    private Optional<Optional<NormalForm>> form = Optional.empty();

    Reading(String text) {
      Optional<FilterPattern> read = Optional.empty();
      String problem = "";
      try {
        read = Optional.of(FilterPattern.parse(text));
      } catch (PatternException wrong) {
        problem = wrong.summary();
      }
      this.pattern = read;
      this.fault = problem;
    }

    Optional<Json> json() {
      return pattern.filter(Json.class::isInstance).map(Json.class::cast);
    }

    Optional<NormalForm> form(Work work) {
      if (form.isEmpty()) {
        form = Optional.of(json().flatMap(it -> NormalForm.of(it.expression(), work)));
      }
      return form.get();
    }
  }

  /** For one run. */
  public Comparisons() {
    this(OTHERS);
  }

  /** With another limit for the patterns of others. */
  Comparisons(int others) {
    this.others = new Work(others);
  }

  /**
   * Compares an observed pattern of ours with the desired one. The work is bounded for each, so
   * that no other pattern can take it away. The same text is equal whatever it is.
   */
  public Comparison of(String desired, String observed) {
    return compared.computeIfAbsent(List.of(desired, observed), _ -> compare(desired, observed));
  }

  private Reading reading(String text) {
    return readings.computeIfAbsent(text, Reading::new);
  }

  private Comparison compare(String desired, String observed) {
    if (desired.equals(observed)) {
      return Comparison.of(Relation.EQUAL);
    }
    Reading wanted = reading(desired);
    Reading found = reading(observed);
    if (wanted.pattern.isEmpty()) {
      return unreadable("the desired pattern", wanted);
    }
    if (found.pattern.isEmpty()) {
      return unreadable("this pattern", found);
    }
    if (wanted.json().isEmpty() || found.json().isEmpty()) {
      return ofOther(wanted.pattern.get(), found.pattern.get());
    }
    Optional<NormalForm> left = wanted.form(new Work(OWN));
    Optional<NormalForm> right = found.form(new Work(OWN));
    if (left.isEmpty() || right.isEmpty()) {
      return Comparison.of(Relation.DIFFERENT, "too many alternatives to compare by meaning");
    }
    Work work = new Work(OWN);
    Coverage forth = new Coverage(left.get(), right.get(), work);
    Coverage back = new Coverage(right.get(), left.get(), work);
    Relation relation = relation(forth.isComplete(work), back.isComplete(work));
    return relation == Relation.EQUAL
        ? Comparison.of(relation, Explanation.RESPELLED)
        : Comparison.of(
            relation,
            new Explanation(left.get(), right.get(), forth, back),
            new Disagreement(
                wanted.json().get(), found.json().get(), left.get(), right.get(), forth, back));
  }

  /**
   * Compares the patterns of several filters that publish one metric, and so count together, with
   * the one that is desired.
   */
  public Relation together(String desired, List<String> observed) {
    List<Expression> parts = new ArrayList<>();
    for (String text : observed) {
      Optional<Json> part = reading(text).json();
      if (part.isEmpty()) {
        return Relation.UNPARSEABLE;
      }
      parts.add(part.get().expression());
    }
    Optional<NormalForm> left = reading(desired).form(new Work(OWN));
    Optional<NormalForm> right = NormalForm.of(new Expression.Any(parts), new Work(OWN));
    if (left.isEmpty() || right.isEmpty()) {
      return Relation.DIFFERENT;
    }
    Work work = new Work(OWN);
    return relation(
        new Coverage(left.get(), right.get(), work).isComplete(work),
        new Coverage(right.get(), left.get(), work).isComplete(work));
  }

  private static Relation relation(boolean broader, boolean narrower) {
    if (broader) {
      return narrower ? Relation.EQUAL : Relation.BROADER;
    }
    return narrower ? Relation.NARROWER : Relation.DIFFERENT;
  }

  private static Comparison unreadable(String which, Reading reading) {
    return Comparison.of(
        Relation.UNPARSEABLE,
        "alarmkeeper can't read " + which + ", which AWS may read: " + reading.fault);
  }

  /** Texts that are not JSON patterns have no meaning here, but an empty one matches everything. */
  private static Comparison ofOther(FilterPattern desired, FilterPattern observed) {
    boolean wantsAll = desired instanceof Opaque(_, Form form) && form == Form.EVERYTHING;
    boolean findsAll = observed instanceof Opaque(_, Form form) && form == Form.EVERYTHING;
    if (wantsAll && findsAll) {
      return Comparison.of(Relation.EQUAL, Explanation.RESPELLED);
    }
    Relation relation =
        wantsAll ? Relation.NARROWER : findsAll ? Relation.BROADER : Relation.DIFFERENT;
    return Comparison.of(relation, words(desired) + " is required, found " + words(observed));
  }

  private static String words(FilterPattern pattern) {
    return switch (pattern) {
      case Json _ -> "a JSON pattern";
      case Opaque(_, Form form) -> form.words();
    };
  }

  /**
   * Those of our patterns that mean the same as somebody else's; none where the work for the
   * patterns of others is spent, which {@link #unreached} tells.
   *
   * @param examples events that tell patterns apart at a small price
   */
  public Set<String> same(Set<String> ours, String theirs, List<Example> examples) {
    if (ours.contains(theirs)) {
      return Set.of(theirs);
    }
    Optional<Json> json = reading(theirs).json();
    Set<String> candidates = new LinkedHashSet<>(ours);
    if (json.isEmpty()) {
      return Set.of();
    }
    for (Example example : examples) {
      if (candidates.isEmpty()) {
        return candidates;
      }
      Truth truth = json.get().expression().truth(example.event(), others);
      candidates.removeIf(it -> isTold(it, example, truth));
    }
    candidates.removeIf(it -> !isSame(it, theirs));
    return candidates;
  }

  /** Whether the example is an event on which the two certainly disagree. */
  private boolean isTold(String ours, Example example, Truth theirs) {
    if (theirs == Truth.MAYBE) {
      return false;
    }
    Optional<Json> json = reading(ours).json();
    Truth truth =
        json.map(it -> it.expression().truth(example.event(), new Work(OWN))).orElse(Truth.MAYBE);
    return truth != Truth.MAYBE && truth != theirs;
  }

  private boolean isSame(String ours, String theirs) {
    Optional<NormalForm> left = reading(ours).form(new Work(OWN));
    if (left.isEmpty()) {
      return false;
    }
    Optional<NormalForm> right = others.isSpent() ? Optional.empty() : formOfOther(theirs);
    if (right.isEmpty()) {
      unreached.add(theirs);
      return false;
    }
    boolean same =
        new Coverage(left.get(), right.get(), others).isComplete(others)
            && new Coverage(right.get(), left.get(), others).isComplete(others);
    if (others.isSpent()) {
      unreached.add(theirs);
    }
    return same;
  }

  /** One pattern of others cannot take all the work for them. */
  private Optional<NormalForm> formOfOther(String theirs) {
    Work work = new Work(OWN);
    Optional<NormalForm> form = reading(theirs).form(work);
    others.spend(OWN - work.left());
    return form;
  }

  /**
   * The first of these events that an observed pattern of ours may match, in some reading, and the
   * desired one does not in any: what would be noise.
   */
  public Optional<Example> noise(String desired, String observed, List<Example> examples) {
    Optional<Json> wanted = reading(desired).json();
    Optional<Json> found = reading(observed).json();
    return examples.stream()
        .filter(it -> found.map(json -> json.mayMatch(it.event())).orElse(true))
        .filter(it -> !wanted.map(json -> json.mayMatch(it.event())).orElse(true))
        .findFirst();
  }

  /** What the patterns of others have cost so far. */
  long spent() {
    return OTHERS - others.left();
  }

  /** The patterns of others that could not be compared within the work for all of them. */
  public Set<String> unreached() {
    return Set.copyOf(unreached);
  }
}
