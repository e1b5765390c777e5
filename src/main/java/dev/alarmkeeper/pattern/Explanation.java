package dev.alarmkeeper.pattern;

import dev.alarmkeeper.pattern.Comparison.Difference;
import dev.alarmkeeper.pattern.Expression.Atom;
import dev.alarmkeeper.pattern.NormalForm.Alternative;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where two patterns differ, in words. Only an alternative that nothing of the other pattern covers
 * is worth a line, and two clauses are compared only where the rest is shared.
 */
final class Explanation {
  static final int MAX_LINES = 6;
  private static final int MAX_COMPARED = 64;

  private final List<Alternative> desired;
  private final List<Alternative> observed;

  /** What is not explained yet. */
  private final List<Alternative> missing;

  private final List<Alternative> added;

  /** Each line, and the clauses beside which it holds. */
  private final Map<String, List<String>> lines = new LinkedHashMap<>();

  Explanation(Difference difference) {
    this.desired = difference.desired().form().alternatives();
    this.observed = difference.observed().form().alternatives();
    this.missing = new ArrayList<>(difference.missing());
    this.added = new ArrayList<>(difference.added());
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
    joined("|| where && is required: ", " || ", desired, added);
    joined("&& where || is required: ", " && ", observed, missing);
    List<Alternative> wider = added.stream().filter(it -> !cases(desired, it).isEmpty()).toList();
    added.removeAll(wider);
    missing.removeIf(this::isNarrowed);
    missing.removeIf(this::isChanged);
    missing.forEach(it -> add("alternative missing: " + it + " (narrower)", ""));
    wider.forEach(this::widened);
    added.forEach(it -> add("alternative added: " + it + " (broader)", ""));
    return shortened();
  }

  /** A whole of one side whose pieces stand alone on the other: the wrong operator joins them. */
  private void joined(
      String line, String operator, List<Alternative> wholes, List<Alternative> pieces) {
    for (Alternative whole : wholes) {
      List<Alternative> covering = pieces.stream().filter(whole::implies).toList();
      Set<Atom> union = new HashSet<>();
      covering.forEach(it -> union.addAll(it.atoms()));
      if (covering.size() > 1 && union.equals(new HashSet<>(whole.atoms()))) {
        add(
            line
                + covering.stream()
                    .map(Alternative::toString)
                    .collect(Collectors.joining(operator)),
            "");
        pieces.removeAll(covering);
      }
    }
  }

  /** Those alternatives that are cases of a wider one. */
  private static List<Alternative> cases(List<Alternative> alternatives, Alternative wide) {
    return alternatives.stream().filter(it -> it.implies(wide)).toList();
  }

  private void widened(Alternative wide) {
    List<Alternative> cases = cases(desired, wide);
    if (cases.size() == 1) {
      // What is only in the wider one follows from the other, and narrows nothing.
      compare(cases.getFirst(), wide, true, false);
    } else {
      add(
          "alternative wider: %s takes in %d that are required, such as %s, and more (broader)"
              .formatted(wide, cases.size(), cases.getFirst()),
          "");
    }
  }

  /** A desired alternative of which the observed pattern has only some cases. */
  private boolean isNarrowed(Alternative wide) {
    List<Alternative> cases = cases(observed, wide);
    if (cases.size() == 1) {
      compare(wide, cases.getFirst(), false, true);
    } else if (cases.size() > 1) {
      add(
          "alternative narrower: of %s only %d cases are left, such as %s (narrower)"
              .formatted(wide, cases.size(), cases.getFirst()),
          "");
    }
    return !cases.isEmpty();
  }

  /** A pair that shares all but one clause each, about the same field. */
  private boolean isChanged(Alternative lost) {
    for (Alternative instead : added) {
      List<Atom> gone = without(lost, instead);
      List<Atom> come = without(instead, lost);
      if (gone.size() == 1
          && come.size() == 1
          && gone.getFirst().selector().equals(come.getFirst().selector())) {
        compare(lost, instead, true, true);
        added.remove(instead);
        return true;
      }
    }
    return false;
  }

  private void compare(Alternative wanted, Alternative found, boolean loses, boolean gains) {
    List<Atom> common = new ArrayList<>(wanted.atoms());
    common.retainAll(found.atoms());
    String beside = new Alternative(common).toString();
    List<Atom> gained = without(found, wanted);
    for (Atom lost : without(wanted, found)) {
      Optional<Atom> instead =
          gained.stream().filter(it -> it.selector().equals(lost.selector())).findFirst();
      instead.ifPresent(gained::remove);
      if (instead.isPresent()) {
        add("clause changed: " + lost + " is required, found " + instead.get(), beside);
      } else if (loses) {
        add("clause missing: " + lost, beside);
      }
    }
    if (gains) {
      gained.forEach(it -> add("clause added: " + it + " (narrower)", beside));
    }
  }

  private static List<Atom> without(Alternative some, Alternative others) {
    List<Atom> rest = new ArrayList<>(some.atoms());
    rest.removeAll(others.atoms());
    return rest;
  }

  private void add(String line, String beside) {
    lines.computeIfAbsent(line, _ -> new ArrayList<>()).add(beside);
  }

  /** One line a clause. Where it concerns only some of the alternatives, it says which ones. */
  private List<String> shortened() {
    int alternatives = Math.max(desired.size(), observed.size());
    List<String> result = new ArrayList<>();
    lines.forEach(
        (line, besides) -> {
          String first = besides.getFirst();
          boolean everywhere = besides.size() >= alternatives || first.isEmpty();
          int more = besides.size() - 1;
          String where = everywhere ? "" : ", beside " + first;
          result.add(line + where + (everywhere || more == 0 ? "" : " and " + more + " more"));
        });
    if (result.size() > MAX_LINES) {
      int more = result.size() - MAX_LINES + 1;
      result.subList(MAX_LINES - 1, result.size()).clear();
      result.add("and " + more + " more differences");
    }
    return List.copyOf(result);
  }
}
