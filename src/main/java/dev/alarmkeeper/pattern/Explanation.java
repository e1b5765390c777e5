package dev.alarmkeeper.pattern;

import java.util.ArrayList;
import java.util.List;

/** Where two normal forms differ, in words. */
final class Explanation {
  static final String RESPELLED = "the same meaning, spelled differently";

  private static final int MAX_COMPARED = 64;
  private static final int MAX_LINES = 12;

  private final Vocabulary vocabulary;
  private final List<Bits> desired;
  private final List<Bits> observed;

  /** Alternatives of one side alone, and not yet explained. */
  private final List<Bits> missing;

  private final List<Bits> added;
  private final List<String> lines = new ArrayList<>();

  Explanation(Vocabulary vocabulary, List<Bits> desired, List<Bits> observed) {
    this.vocabulary = vocabulary;
    this.desired = desired;
    this.observed = observed;
    missing = without(desired, observed);
    added = without(observed, desired);
  }

  List<String> lines() {
    if (desired.isEmpty() || observed.isEmpty()) {
      return List.of(
          "clauses contradict each other: the "
              + (observed.isEmpty() ? "observed" : "desired")
              + " pattern never matches");
    }
    if (missing.size() > MAX_COMPARED || added.size() > MAX_COMPARED) {
      return List.of(
          missing.size() + " alternatives missing, " + added.size() + " added: too many to list");
    }
    explainOperator("|| where && is required: ", " || ", missing, added);
    explainOperator("&& where || is required: ", " && ", added, missing);
    Clauses clauses = new Clauses(vocabulary, missing, added);
    lines.addAll(clauses.lines(Math.max(desired.size(), observed.size())));
    for (Bits alternative : missing) {
      lines.add("alternative missing: " + text(alternative) + " (narrower)");
    }
    for (Bits alternative : added) {
      lines.add("alternative added: " + text(alternative) + " (broader)");
    }
    return shortened();
  }

  private static List<Bits> without(List<Bits> these, List<Bits> those) {
    List<Bits> rest = new ArrayList<>(these);
    rest.removeAll(those);
    return rest;
  }

  /**
   * A whole on one side whose pieces stand alone on the other side: the wrong operator joins them.
   */
  private void explainOperator(String line, String operator, List<Bits> wholes, List<Bits> pieces) {
    List<Bits> explained = new ArrayList<>();
    for (Bits whole : List.copyOf(wholes)) {
      List<Bits> parts = new ArrayList<>();
      List<String> texts = new ArrayList<>();
      Bits union = Bits.none(vocabulary.size());
      for (Bits piece : pieces) {
        if (whole.containsAll(piece)) {
          parts.add(piece);
          texts.add(text(piece));
          union = union.or(piece);
        }
      }
      if (parts.size() > 1 && union.equals(whole)) {
        lines.add(line + String.join(operator, texts));
        wholes.remove(whole);
        explained.addAll(parts);
      }
    }
    pieces.removeAll(explained);
  }

  private List<String> shortened() {
    if (lines.size() > MAX_LINES) {
      int more = lines.size() - MAX_LINES + 1;
      lines.subList(MAX_LINES - 1, lines.size()).clear();
      lines.add("and " + more + " more differences");
    }
    return lines;
  }

  private String text(Bits alternative) {
    return Clauses.text(vocabulary.essence(alternative));
  }
}
