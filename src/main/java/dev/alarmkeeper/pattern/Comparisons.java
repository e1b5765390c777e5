package dev.alarmkeeper.pattern;

import dev.alarmkeeper.pattern.Comparison.Difference;
import dev.alarmkeeper.pattern.Comparison.Side;
import dev.alarmkeeper.pattern.FilterPattern.Form;
import dev.alarmkeeper.pattern.FilterPattern.Json;
import dev.alarmkeeper.pattern.FilterPattern.Opaque;
import dev.alarmkeeper.pattern.FilterPattern.Unreadable;
import dev.alarmkeeper.pattern.NormalForm.Alternative;
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
   * For the normal form of one pattern, a millisecond or two: enough for 200 alternatives. The
   * largest published pattern has 21; a hostile one could have 2^47.
   */
  private static final int FORM = 50_000;

  /** For comparing two normal forms, some milliseconds. */
  private static final int COMPARISON = 200_000;

  /** For the normal forms of all patterns of others together. */
  static final int OTHERS = 400_000;

  private static final String RESPELLED = "the same meaning, spelled differently";
  private static final String TOO_MANY = "too many alternatives to compare by meaning";

  private final Work others;
  private final Map<String, FilterPattern> patterns = new HashMap<>();
  private final Map<String, Optional<NormalForm>> forms = new HashMap<>();
  private final Map<List<String>, Comparison> compared = new HashMap<>();
  private final Set<String> unreached = new TreeSet<>();

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

  private FilterPattern pattern(String text) {
    return patterns.computeIfAbsent(text, FilterPattern::read);
  }

  private Optional<NormalForm> form(Json pattern, Work work) {
    return forms.computeIfAbsent(pattern.text(), _ -> NormalForm.of(pattern.expression(), work));
  }

  private Comparison compare(String desired, String observed) {
    if (desired.equals(observed)) {
      return Comparison.of(Relation.EQUAL);
    }
    FilterPattern wanted = pattern(desired);
    FilterPattern found = pattern(observed);
    if (wanted instanceof Unreadable(_, String fault)) {
      return unreadable("the desired pattern", fault);
    }
    if (found instanceof Unreadable(_, String fault)) {
      return unreadable("this pattern", fault);
    }
    return wanted instanceof Json left && found instanceof Json right
        ? compare(left, right)
        : ofOther(wanted, found);
  }

  private Comparison compare(Json wanted, Json found) {
    Optional<NormalForm> left = form(wanted, new Work(FORM));
    Optional<NormalForm> right = form(found, new Work(FORM));
    if (left.isEmpty() || right.isEmpty()) {
      return Comparison.of(Relation.DIFFERENT, TOO_MANY);
    }
    Work work = new Work(COMPARISON);
    Optional<List<Alternative>> missing = left.get().beyond(right.get(), work);
    Optional<List<Alternative>> added = right.get().beyond(left.get(), work);
    if (missing.isEmpty() || added.isEmpty()) {
      return Comparison.of(Relation.DIFFERENT, TOO_MANY);
    }
    return missing.get().isEmpty() && added.get().isEmpty()
        ? Comparison.of(Relation.EQUAL, RESPELLED)
        : Comparison.of(
            new Difference(
                new Side(wanted, left.get()),
                new Side(found, right.get()),
                missing.get(),
                added.get()));
  }

  private static Comparison unreadable(String which, String fault) {
    return Comparison.of(
        Relation.UNPARSEABLE, "alarmkeeper can't read " + which + ", which AWS may read: " + fault);
  }

  /** Texts that are not JSON patterns have no meaning here, but an empty one matches everything. */
  private static Comparison ofOther(FilterPattern desired, FilterPattern observed) {
    boolean wantsAll = desired instanceof Opaque(_, Form form) && form == Form.EVERYTHING;
    boolean findsAll = observed instanceof Opaque(_, Form form) && form == Form.EVERYTHING;
    return wantsAll && findsAll
        ? Comparison.of(Relation.EQUAL, RESPELLED)
        : Comparison.of(
            Relation.of(findsAll, wantsAll),
            words(desired) + " is required, found " + words(observed));
  }

  private static String words(FilterPattern pattern) {
    return switch (pattern) {
      case Json _ -> "a JSON pattern";
      case Opaque(_, Form form) -> form.words();
      case Unreadable(_, String fault) -> fault;
    };
  }

  /**
   * Whether the patterns of several filters that publish one metric, and so count together,
   * certainly mean the desired one.
   */
  public boolean isSame(String desired, List<String> observed) {
    List<Expression> parts = new ArrayList<>();
    for (String text : observed) {
      if (!(pattern(text) instanceof Json part)) {
        return false;
      }
      parts.add(part.expression());
    }
    Optional<NormalForm> together = NormalForm.of(new Expression.Any(parts), new Work(FORM));
    return meaning(desired)
        .filter(it -> together.filter(form -> form.text().equals(it)).isPresent())
        .isPresent();
  }

  private Optional<String> meaning(String text) {
    return pattern(text) instanceof Json json
        ? form(json, new Work(FORM)).map(NormalForm::text)
        : Optional.empty();
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
    if (!(pattern(theirs) instanceof Json json)) {
      return Set.of();
    }
    Set<String> candidates = new LinkedHashSet<>(ours);
    for (int i = 0; i < examples.size() && !candidates.isEmpty(); i++) {
      tellApart(candidates, json.expression(), examples.get(i));
    }
    if (candidates.isEmpty()) {
      return candidates;
    }
    Optional<NormalForm> form = formOfOther(json);
    if (form.isEmpty()) {
      unreached.add(theirs);
      return Set.of();
    }
    candidates.removeIf(it -> !meaning(it).equals(Optional.of(form.get().text())));
    return candidates;
  }

  /** Removes those that certainly disagree with the other pattern about this event. */
  private void tellApart(Set<String> ours, Expression theirs, Example example) {
    boolean match = theirs.matches(example.event(), false, others);
    boolean may = match || theirs.matches(example.event(), true, others);
    ours.removeIf(it -> match ? !mayMatch(it, example) : !may && matches(it, example));
  }

  /** One pattern of others cannot take all the work for them. */
  private Optional<NormalForm> formOfOther(Json theirs) {
    if (others.isSpent()) {
      return Optional.empty();
    }
    Work work = new Work(FORM);
    Optional<NormalForm> form = form(theirs, work);
    return others.spend(FORM - work.left()) ? form : Optional.empty();
  }

  /**
   * The first of these events that an observed pattern of ours may match, in some reading, and the
   * desired one does not in any: what would be noise.
   */
  public Optional<Example> noise(String desired, String observed, List<Example> examples) {
    return examples.stream()
        .filter(it -> mayMatch(observed, it))
        .filter(it -> !mayMatch(desired, it))
        .findFirst();
  }

  private boolean matches(String text, Example example) {
    return pattern(text) instanceof Json json && json.matches(example.event());
  }

  private boolean mayMatch(String text, Example example) {
    return !(pattern(text) instanceof Json json) || json.mayMatch(example.event());
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
