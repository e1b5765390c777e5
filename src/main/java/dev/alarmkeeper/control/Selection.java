package dev.alarmkeeper.control;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.SequencedSet;
import java.util.stream.Stream;

/** The setting {@code CONTROLS}: which of the known controls are wanted. */
public final class Selection {
  private static final String ALL = "all";

  private final List<Control> known;

  private Selection(List<Control> known) {
    this.known = known;
  }

  /** As {@link #parse(String, List)}, of the catalogue. */
  public static SequencedSet<Control> parse(String controls) {
    return parse(controls, Catalogue.controls());
  }

  /**
   * Reads names separated by commas or white space: ids, numbers of any benchmark, or {@code all}.
   * Upper and lower case are the same. The controls come in the order of the known ones, each once.
   *
   * @throws IllegalArgumentException if nothing is named, if a name is none of a control, or if it
   *     could mean several; the message lists the candidates
   */
  public static SequencedSet<Control> parse(String controls, List<Control> known) {
    Selection selection = new Selection(known);
    return selection.ordered(names(controls).flatMap(selection::named).toList());
  }

  /**
   * Those of the named controls that are known, where a name may also be one of a control that is
   * not; none if there is no such.
   *
   * @throws IllegalArgumentException if nothing is named
   */
  public static SequencedSet<Control> parseKnown(String controls, List<Control> known) {
    Selection selection = new Selection(known);
    return selection.ordered(
        names(controls)
            .filter(name -> name.equalsIgnoreCase(ALL) || selection.exactly(name).size() == 1)
            .flatMap(selection::named)
            .toList());
  }

  private static Stream<String> names(String controls) {
    List<String> names =
        Arrays.stream(controls.split("[,\\s]+", -1)).filter(name -> !name.isEmpty()).toList();
    if (names.isEmpty()) {
      throw new IllegalArgumentException("no control is named: use ids, numbers or \"all\"");
    }
    return names.stream();
  }

  private SequencedSet<Control> ordered(List<Control> named) {
    LinkedHashSet<Control> ordered = new LinkedHashSet<>(known);
    ordered.retainAll(named);
    return ordered;
  }

  private Stream<Control> named(String name) {
    return name.equalsIgnoreCase(ALL) ? known.stream() : Stream.of(only(name));
  }

  private List<Control> exactly(String name) {
    return known.stream().filter(control -> isCalled(name, control)).toList();
  }

  private Control only(String name) {
    List<Control> exact = exactly(name);
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

  /** Whether this is the id or a published number of the control, in any case. */
  static boolean isCalled(String name, Control control) {
    return control.id().equalsIgnoreCase(name)
        || control.numbers().values().stream().anyMatch(name::equalsIgnoreCase);
  }

  /** Controls of whose name this is a part, or which it misspells. */
  private List<Control> near(String name) {
    String part = name.toLowerCase(Locale.ROOT).replace('-', '_');
    List<Control> parts =
        known.stream()
            .filter(
                control ->
                    control.id().contains(part)
                        || control.numbers().values().stream()
                            .anyMatch(n -> n.endsWith("." + part)))
            .toList();
    return parts.isEmpty()
        ? known.stream().filter(c -> distance(part, c.id()) <= 3).toList()
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
