package dev.alarmkeeper.pattern;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where two normal forms differ, in words. */
final class Explanation {
  static final String RESPELLED = "the same meaning, spelled differently";

  private static final int MAX_COMPARED = 64;
  private static final int MAX_LINES = 12;

  private final Vocabulary vocabulary;
  private final List<Bits> desired;
  private final List<Bits> observed;
  private final List<Bits> missing;
  private final List<Bits> added;
  private final List<String> lines = new ArrayList<>();

  /** A line about a clause, and beside which other clauses it holds. */
  private final Map<String, List<String>> clauses = new LinkedHashMap<>();

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
          missing.size() + " alternatives missing, " + added.size() + " added (too many to list)");
    }
    split("|| where && is required: ", " || ", missing, added);
    split("&& where || is required: ", " && ", added, missing);
    pair();
    missing.forEach(m -> lines.add("alternative missing: " + text(m) + " (narrower)"));
    added.forEach(a -> lines.add("alternative added: " + text(a) + " (broader)"));
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
  private void split(String line, String operator, List<Bits> wholes, List<Bits> pieces) {
    List<Bits> explained = new ArrayList<>();
    for (Bits whole : List.copyOf(wholes)) {
      List<Bits> parts = new ArrayList<>();
      Bits union = Bits.none(vocabulary.size());
      for (Bits piece : pieces) {
        if (whole.containsAll(piece)) {
          parts.add(piece);
          union = union.or(piece);
        }
      }
      if (parts.size() > 1 && union.equals(whole)) {
        lines.add(line + String.join(operator, parts.stream().map(this::text).toList()));
        wholes.remove(whole);
        explained.addAll(parts);
      }
    }
    pieces.removeAll(explained);
  }

  /**
   * Explains, clause by clause, alternatives that have something in common, the closest ones first.
   */
  private void pair() {
    for (int closeness = bestCloseness(); closeness > 0; closeness = bestCloseness()) {
      for (Bits m : List.copyOf(missing)) {
        for (Bits a : List.copyOf(added)) {
          if (closeness(m, a) == closeness && missing.contains(m) && added.contains(a)) {
            missing.remove(m);
            added.remove(a);
            explain(m, a);
          }
        }
      }
    }
  }

  private int bestCloseness() {
    int best = 0;
    for (Bits m : missing) {
      for (Bits a : added) {
        best = Math.max(best, closeness(m, a));
      }
    }
    return best;
  }

  private int closeness(Bits m, Bits a) {
    int closeness = 0;
    for (Atom atom : vocabulary.essence(m)) {
      for (Atom other : vocabulary.essence(a)) {
        if (atom.text().equals(other.text())) {
          closeness += 2;
        } else if (atom.selector().text().equals(other.selector().text())) {
          closeness++;
        }
      }
    }
    return closeness;
  }

  private void explain(Bits m, Bits a) {
    List<Atom> lost = vocabulary.essence(m);
    List<Atom> gained = vocabulary.essence(a);
    List<Atom> common = new ArrayList<>(lost);
    common.retainAll(gained);
    lost.removeAll(common);
    gained.removeAll(common);
    String beside = text(common);
    for (Atom atom : lost) {
      Atom instead = sameSelector(atom, gained);
      if (instead == null) {
        clause("clause missing: " + atom, beside);
      } else {
        gained.remove(instead);
        clause("clause changed: " + atom + " is required, found " + instead, beside);
      }
    }
    gained.forEach(atom -> clause("clause added: " + atom + " (narrower)", beside));
  }

  private static @Nullable Atom sameSelector(Atom atom, List<Atom> others) {
    for (Atom other : others) {
      if (other.selector().text().equals(atom.selector().text())) {
        return other;
      }
    }
    return null;
  }

  private void clause(String line, String beside) {
    clauses.computeIfAbsent(line, _ -> new ArrayList<>()).add(beside);
  }

  /** One line a clause; where only some alternatives differ, it says which ones. */
  private List<String> shortened() {
    clauses.forEach(
        (line, besides) -> {
          boolean everywhere = besides.size() >= Math.max(desired.size(), observed.size());
          if (everywhere || besides.getFirst().isEmpty()) {
            lines.add(line);
          } else {
            int more = besides.size() - 1;
            lines.add(
                line
                    + ", beside "
                    + besides.getFirst()
                    + (more > 0 ? " and " + more + " more" : ""));
          }
        });
    if (lines.size() > MAX_LINES) {
      int more = lines.size() - MAX_LINES + 1;
      lines.subList(MAX_LINES - 1, lines.size()).clear();
      lines.add("and " + more + " more differences");
    }
    return lines;
  }

  private String text(Bits alternative) {
    return text(vocabulary.essence(alternative));
  }

  private static String text(List<Atom> atoms) {
    return String.join(" && ", atoms.stream().map(Atom::text).toList());
  }
}
