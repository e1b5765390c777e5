package dev.alarmkeeper.pattern;

import dev.alarmkeeper.pattern.NormalForm.Alternative;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where two normal forms differ, in words. Only an alternative that nothing of the other pattern
 * covers is worth a line, and two clauses are compared only where the rest is shared.
 */
final class Explanation {
  static final String RESPELLED = "the same meaning, spelled differently";

  private static final int MAX_COMPARED = 64;
  private static final int MAX_LINES = 6;

  private final NormalForm desired;
  private final NormalForm observed;
  private final Coverage forth;
  private final Coverage back;

  /** Each line, and the clauses beside which it holds. */
  private final Map<String, List<String>> lines = new LinkedHashMap<>();

  Explanation(NormalForm desired, NormalForm observed, Coverage forth, Coverage back) {
    this.desired = desired;
    this.observed = observed;
    this.forth = forth;
    this.back = back;
  }

  /** What the observed pattern matches beyond the desired one. */
  List<String> added() {
    return back.uncovered().stream().map(it -> text(observed.atoms(it))).limit(MAX_LINES).toList();
  }

  List<String> lines() {
    if (desired.alternatives().isEmpty() || observed.alternatives().isEmpty()) {
      return List.of(
          "clauses contradict each other: the "
              + (observed.alternatives().isEmpty() ? "observed" : "desired")
              + " pattern never matches");
    }
    List<Alternative> missing = new ArrayList<>(forth.uncovered());
    List<Alternative> added = new ArrayList<>(back.uncovered());
    if (missing.size() > MAX_COMPARED || added.size() > MAX_COMPARED) {
      return List.of(
          missing.size() + " alternatives missing, " + added.size() + " added: too many to list");
    }
    lines.clear();
    joined("|| where && is required: ", " || ", desired, forth, observed, added);
    joined("&& where || is required: ", " && ", observed, back, desired, missing);
    List<Alternative> wider = added.stream().filter(it -> !narrower(it).isEmpty()).toList();
    added.removeAll(wider);
    missing.removeIf(this::isNarrowed);
    changed(missing, added);
    missing.forEach(it -> add("alternative missing: " + text(desired.atoms(it)) + " (narrower)"));
    wider.forEach(this::explainWider);
    added.forEach(it -> add("alternative added: " + text(observed.atoms(it)) + " (broader)"));
    return shortened();
  }

  /** A whole of one side whose pieces stand alone on the other: the wrong operator joins them. */
  private void joined(
      String line,
      String operator,
      NormalForm wholes,
      Coverage coverage,
      NormalForm parts,
      List<Alternative> pieces) {
    for (Alternative whole : wholes.alternatives()) {
      List<Alternative> covering =
          pieces.stream().filter(it -> coverage.proves(whole, it)).toList();
      Set<Atom> union = new HashSet<>();
      covering.forEach(it -> union.addAll(parts.atoms(it)));
      if (covering.size() > 1 && union.equals(new HashSet<>(wholes.atoms(whole)))) {
        List<String> texts = covering.stream().map(it -> text(parts.atoms(it))).toList();
        add(line + String.join(operator, texts));
        pieces.removeAll(covering);
      }
    }
  }

  /** The desired alternatives that an observed one takes in. */
  private List<Alternative> narrower(Alternative wide) {
    return desired.alternatives().stream().filter(it -> forth.proves(it, wide)).toList();
  }

  private void explainWider(Alternative wide) {
    List<Alternative> narrow = narrower(wide);
    if (narrow.size() == 1) {
      // What is only in the wider one follows from the other, and narrows nothing.
      compare(desired.atoms(narrow.getFirst()), observed.atoms(wide), true, false);
    } else {
      add(
          "alternative wider: "
              + text(observed.atoms(wide))
              + " takes in "
              + narrow.size()
              + " that are required, such as "
              + text(desired.atoms(narrow.getFirst()))
              + ", and more (broader)");
    }
  }

  /** A desired alternative of which the observed pattern has only some cases. */
  private boolean isNarrowed(Alternative wide) {
    List<Alternative> narrow =
        observed.alternatives().stream().filter(it -> back.proves(it, wide)).toList();
    if (narrow.size() == 1) {
      compare(desired.atoms(wide), observed.atoms(narrow.getFirst()), false, true);
    } else if (narrow.size() > 1) {
      add(
          "alternative narrower: of "
              + text(desired.atoms(wide))
              + " only "
              + narrow.size()
              + " cases are left, such as "
              + text(observed.atoms(narrow.getFirst()))
              + " (narrower)");
    }
    return !narrow.isEmpty();
  }

  /** Pairs that share all but one clause each. */
  private void changed(List<Alternative> missing, List<Alternative> added) {
    for (Alternative lost : List.copyOf(missing)) {
      Optional<Alternative> instead =
          added.stream()
              .filter(it -> isOneClauseApart(desired.atoms(lost), observed.atoms(it)))
              .findFirst();
      instead.ifPresent(
          it -> {
            compare(desired.atoms(lost), observed.atoms(it), true, true);
            missing.remove(lost);
            added.remove(it);
          });
    }
  }

  private static boolean isOneClauseApart(List<Atom> some, List<Atom> others) {
    List<Atom> lost = without(some, others);
    List<Atom> gained = without(others, some);
    return lost.size() == 1
        && gained.size() == 1
        && lost.getFirst().selector().text().equals(gained.getFirst().selector().text());
  }

  private void compare(List<Atom> wanted, List<Atom> found, boolean loses, boolean gains) {
    List<Atom> common = new ArrayList<>(wanted);
    common.retainAll(found);
    List<Atom> gained = without(found, wanted);
    for (Atom lost : without(wanted, found)) {
      Optional<Atom> instead =
          gained.stream()
              .filter(it -> it.selector().text().equals(lost.selector().text()))
              .findFirst();
      instead.ifPresent(gained::remove);
      if (instead.isPresent()) {
        String words = lost.text() + " is required, found " + instead.get().text();
        add("clause changed: " + words, text(common));
      } else if (loses) {
        add("clause missing: " + lost.text(), text(common));
      }
    }
    if (gains) {
      gained.forEach(it -> add("clause added: " + it.text() + " (narrower)", text(common)));
    }
  }

  private static List<Atom> without(List<Atom> some, List<Atom> others) {
    List<Atom> rest = new ArrayList<>(some);
    rest.removeAll(others);
    return rest;
  }

  private void add(String line) {
    add(line, "");
  }

  private void add(String line, String beside) {
    lines.computeIfAbsent(line, _ -> new ArrayList<>()).add(beside);
  }

  /** One line a clause. Where it concerns only some of the alternatives, it says which ones. */
  private List<String> shortened() {
    int alternatives = Math.max(desired.alternatives().size(), observed.alternatives().size());
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

  private static String text(List<Atom> atoms) {
    return String.join(" && ", atoms.stream().map(Atom::text).toList());
  }
}
