package dev.alarmkeeper.pattern;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What differs between alternatives that have something in common. The closest ones are taken for
 * the same alternative, of which clauses are missing, added or changed.
 */
final class Clauses {
  /** Each line about a clause, and the clauses beside which it holds. */
  private final Map<String, List<String>> lines = new LinkedHashMap<>();

  private record Pair(
      Bits missing, Bits added, List<Atom> lost, List<Atom> gained, int closeness) {}

  /** Removes from both lists what it explains. */
  Clauses(Vocabulary vocabulary, List<Bits> missing, List<Bits> added) {
    List<Pair> pairs = new ArrayList<>();
    for (Bits m : missing) {
      List<Atom> lost = vocabulary.essence(m);
      for (Bits a : added) {
        List<Atom> gained = vocabulary.essence(a);
        int closeness = closeness(lost, gained);
        if (closeness > 0) {
          pairs.add(new Pair(m, a, lost, gained, closeness));
        }
      }
    }
    pairs.sort(Comparator.comparingInt(Pair::closeness).reversed());
    for (Pair pair : pairs) {
      if (missing.contains(pair.missing()) && added.contains(pair.added())) {
        missing.remove(pair.missing());
        added.remove(pair.added());
        explain(pair.lost(), pair.gained());
      }
    }
  }

  /** The same clause counts more than another clause about the same field. */
  private static int closeness(List<Atom> lost, List<Atom> gained) {
    int closeness = 0;
    for (Atom atom : lost) {
      if (gained.contains(atom)) {
        closeness += 2;
      } else if (onSameField(atom, gained) != null) {
        closeness++;
      }
    }
    return closeness;
  }

  private void explain(List<Atom> desired, List<Atom> observed) {
    List<Atom> common = new ArrayList<>(desired);
    common.retainAll(observed);
    List<Atom> lost = new ArrayList<>(desired);
    lost.removeAll(common);
    List<Atom> gained = new ArrayList<>(observed);
    gained.removeAll(common);
    String beside = text(common);
    for (Atom atom : lost) {
      Atom instead = onSameField(atom, gained);
      if (instead == null) {
        add("clause missing: " + atom.text(), beside);
      } else {
        gained.remove(instead);
        add("clause changed: " + atom.text() + " is required, found " + instead.text(), beside);
      }
    }
    for (Atom atom : gained) {
      add("clause added: " + atom.text() + " (narrower)", beside);
    }
  }

  private static @Nullable Atom onSameField(Atom atom, List<Atom> others) {
    for (Atom other : others) {
      if (other.selector().text().equals(atom.selector().text())) {
        return other;
      }
    }
    return null;
  }

  private void add(String line, String beside) {
    lines.computeIfAbsent(line, _ -> new ArrayList<>()).add(beside);
  }

  /** One line a clause. Where it concerns only some of the alternatives, it says which ones. */
  List<String> lines(int alternatives) {
    List<String> result = new ArrayList<>();
    lines.forEach(
        (line, besides) -> {
          String first = besides.getFirst();
          int more = besides.size() - 1;
          boolean everywhere = besides.size() >= alternatives || first.isEmpty();
          String where = everywhere ? "" : ", beside " + first;
          result.add(line + where + (everywhere || more == 0 ? "" : " and " + more + " more"));
        });
    return result;
  }

  static String text(List<Atom> atoms) {
    List<String> texts = new ArrayList<>();
    for (Atom atom : atoms) {
      texts.add(atom.text());
    }
    return String.join(" && ", texts);
  }
}
