package dev.alarmkeeper.pattern;

import java.util.List;

/**
 * A regular expression of CloudWatch Logs. It has no groups, so it is a choice between sequences of
 * cells, and is searched for in one pass over the value whatever it looks like: work is cells times
 * characters, where a backtracking matcher could take exponential time on a hostile pattern.
 */
record Regex(String text, List<List<Cell>> alternatives) {
  /** A position of a sequence. */
  sealed interface Cell {}

  /** One character out of a set; perhaps none, perhaps again and again. */
  record One(Chars chars, boolean optional, boolean repeats) implements Cell {}

  /** {@code ^} */
  record Start() implements Cell {}

  /** {@code $} */
  record End() implements Cell {}

  Regex {
    alternatives = List.copyOf(alternatives);
  }

  /** Whether the expression matches a part of the value. */
  boolean find(String value) {
    for (List<Cell> alternative : alternatives) {
      if (find(alternative, value)) {
        return true;
      }
    }
    return false;
  }

  private static boolean find(List<Cell> cells, String value) {
    boolean[] at = new boolean[cells.size() + 1];
    for (int i = 0; i <= value.length(); i++) {
      at[0] = true;
      skip(cells, at, i == 0, i == value.length());
      if (at[cells.size()]) {
        return true;
      }
      if (i < value.length()) {
        step(cells, at, value.charAt(i));
      }
    }
    return false;
  }

  /** Goes on to all places that can be reached without a character. */
  private static void skip(List<Cell> cells, boolean[] at, boolean start, boolean end) {
    for (int i = 0; i < cells.size(); i++) {
      at[i + 1] |=
          at[i]
              && switch (cells.get(i)) {
                case One one -> one.optional();
                case Start() -> start;
                case End() -> end;
              };
    }
  }

  /** Goes on over one character; backwards, so that no place is reached twice. */
  private static void step(List<Cell> cells, boolean[] at, char c) {
    at[cells.size()] = false;
    for (int i = cells.size() - 1; i >= 0; i--) {
      boolean fits = at[i] && cells.get(i) instanceof One one && one.chars().contain(c);
      at[i + 1] |= fits;
      at[i] = fits && cells.get(i) instanceof One one && one.repeats();
    }
  }

  /** A short text that the first alternative matches, for a counterexample. */
  String sample() {
    StringBuilder sample = new StringBuilder();
    for (Cell cell : alternatives.getFirst()) {
      if (cell instanceof One one && !one.optional()) {
        sample.append(one.chars().sample());
      }
    }
    return sample.toString();
  }
}
