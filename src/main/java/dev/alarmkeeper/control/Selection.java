package dev.alarmkeeper.control;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.SequencedSet;

/** The setting {@code CONTROLS}: which controls of the catalogue are wanted. */
public final class Selection {
  private static final String ALL = "all";

  private Selection() {}

  /**
   * Reads names separated by commas or white space: ids, numbers of any benchmark, or {@code all}.
   * Upper and lower case are the same. The controls come in the catalogue's order, each once.
   *
   * @throws IllegalArgumentException if nothing is named, if a name is none of a control, or if it
   *     could mean several; the message lists the candidates
   */
  public static SequencedSet<Control> parse(String controls) {
    LinkedHashSet<Control> named = new LinkedHashSet<>();
    for (String name : controls.split("[,\\s]+", -1)) {
      if (name.equalsIgnoreCase(ALL)) {
        named.addAll(Catalogue.controls());
      } else if (!name.isEmpty()) {
        named.add(only(name));
      }
    }
    if (named.isEmpty()) {
      throw new IllegalArgumentException("no control is named: use ids, numbers or \"all\"");
    }
    LinkedHashSet<Control> ordered = new LinkedHashSet<>(Catalogue.controls());
    ordered.retainAll(named);
    return ordered;
  }

  private static Control only(String name) {
    List<Control> exact =
        Catalogue.controls().stream().filter(control -> isCalled(name, control)).toList();
    if (exact.size() == 1) {
      return exact.getFirst();
    }
    List<Control> candidates = exact.isEmpty() ? near(name) : exact;
    throw new IllegalArgumentException(
        switch (candidates.size()) {
          case 0 -> "no control is called \"" + name + "\": use ids, numbers or \"all\"";
          case 1 ->
              "no control is called \""
                  + name
                  + "\": did you mean "
                  + candidates.getFirst().id()
                  + "?";
          default -> "\"" + name + "\" could mean " + list(candidates);
        });
  }

  private static boolean isCalled(String name, Control control) {
    return control.id().equalsIgnoreCase(name)
        || control.numbers().values().stream().anyMatch(name::equalsIgnoreCase);
  }

  /** Controls of whose name this is a part, or which it misspells. */
  private static List<Control> near(String name) {
    String part = name.toLowerCase(Locale.ROOT).replace('-', '_');
    List<Control> parts =
        Catalogue.controls().stream()
            .filter(
                control ->
                    control.id().contains(part)
                        || control.numbers().values().stream()
                            .anyMatch(n -> n.endsWith("." + part)))
            .toList();
    return parts.isEmpty()
        ? Catalogue.controls().stream().filter(c -> distance(part, c.id()) <= 3).toList()
        : parts;
  }

  private static String list(List<Control> candidates) {
    List<String> names = new ArrayList<>();
    for (Control control : candidates) {
      names.add(control.id() + " (" + String.join(", ", control.numbers().values()) + ")");
    }
    return String.join(" or ", names);
  }

  /** Levenshtein's: how many letters to insert, drop or change. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
