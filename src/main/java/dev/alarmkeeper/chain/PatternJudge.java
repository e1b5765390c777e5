package dev.alarmkeeper.chain;

import dev.alarmkeeper.pattern.Comparison;
import dev.alarmkeeper.pattern.Comparisons;
import dev.alarmkeeper.pattern.Counterexample;
import dev.alarmkeeper.pattern.Example;
import dev.alarmkeeper.pattern.Relation;
import dev.alarmkeeper.text.UntrustedText;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether a deployed pattern serves as well as the desired one, for the filters of one control. One
 * that matches more loses no event; it is drift where it drowns the alarm, which tells nobody of a
 * second event while it is in ALARM.
 *
 * @param match how patterns are compared
 * @param comparisons those of the run
 * @param samples events of the control, to show differences with
 * @param noise events that nobody wants to hear of: those that the control leaves out, and those
 *     that happen all day in any account
 * @param published other patterns that are published for the control, and whose they are
 */
public record PatternJudge(
    PatternMatch match,
    Comparisons comparisons,
    List<Example> samples,
    List<Example> noise,
    Map<String, String> published) {

  /** A judge that knows no events, for patterns alone: all noise drowns. */
  public static PatternJudge of(PatternMatch match) {
    return new PatternJudge(match, new Comparisons(), List.of(), List.of(), Map.of());
  }

  /** Copies the lists. */
  public PatternJudge {
    samples = List.copyOf(samples);
    noise = List.copyOf(noise);
  }

  /** Whether it serves as well. */
  public boolean serves(String desired, String observed) {
    return switch (match) {
      case EXACT -> desired.equals(observed);
      case MEANING ->
          switch (comparisons.of(desired, observed).relation()) {
            case EQUAL -> true;
            case BROADER -> !noise.isEmpty() && drowning(desired, observed).isEmpty();
            case NARROWER, DIFFERENT, UNPARSEABLE -> false;
          };
    };
  }

  /** The first event that nobody wants to hear of and that the observed pattern may match. */
  private Optional<Example> drowning(String desired, String observed) {
    return comparisons.noise(desired, observed, noise);
  }

  /** What is wrong with a pattern that does not serve. */
  Reason explain(String desired, String observed) {
    Comparison comparison = comparisons.of(desired, observed);
    if (comparison.relation() == Relation.EQUAL) {
      return Reason.of("means the same, but PATTERN_MATCH=exact wants it to the letter");
    }
    Optional<Example> drowning =
        comparison.relation() == Relation.BROADER ? drowning(desired, observed) : Optional.empty();
    String words =
        String.join("; ", comparison.explanation())
            + drowning.map(it -> "; it fires on what is no reason to: " + it.name()).orElse("")
            + whose(observed).map("; "::concat).orElse("");
    return new Reason(
        UntrustedText.safe(words, UntrustedText.LONG),
        drowning
            .map(it -> new Counterexample(it.name(), it.event(), false))
            .or(() -> comparison.counterexample(samples)));
  }

  /** What a person should know of a pattern that serves and matches more than the desired one. */
  public Optional<String> note(String desired, String observed) {
    Comparison comparison = comparisons.of(desired, observed);
    if (comparison.relation() != Relation.BROADER || !serves(desired, observed)) {
      return Optional.empty();
    }
    return Optional.of(
        UntrustedText.safe(
            "also fires on events with "
                + String.join(" or ", comparison.added())
                + ", which are none of the ordinary ones, so it is left as it is;"
                + " PATTERN_MATCH=exact corrects it"
                + whose(observed).map("; "::concat).orElse(""),
            UntrustedText.LONG));
  }

  /** Whose published pattern it is, if it is another one's. */
  private Optional<String> whose(String observed) {
    return published.entrySet().stream()
        .filter(it -> comparisons.isSame(it.getKey(), List.of(observed)))
        .map(Map.Entry::getValue)
        .findFirst();
  }
}
