package dev.alarmkeeper.pattern;

import java.util.BitSet;
import java.util.List;

/**
 * A regular expression of CloudWatch Logs. It has no groups, so it is a choice between sequences of
 * cells, and is searched for in one pass over the value whatever it looks like: work is cells times
 * characters, where a backtracking matcher could take exponential time on a hostile pattern.
 */
record Regex(String text, List<List<Cell>> alternatives) {
  /** A position of a sequence. */
  sealed interface Cell {
    /**
     * Whether the position can be passed without a character, at the start or the end of the value.
     */
    boolean isPassed(boolean start, boolean end);

    /** Whether the character fits here. */
    boolean fits(char c);

    /** Whether another character may follow here. */
    boolean repeats();
  }

  /** One character out of a set; perhaps none, perhaps again and again. */
  record One(Chars chars, boolean optional, boolean repeats) implements Cell {
    @Override
    public boolean isPassed(boolean start, boolean end) {
      return optional;
    }

    @Override
    public boolean fits(char c) {
      return chars.contain(c);
    }
  }

  /** {@code ^} or {@code $}. */
  enum Anchor implements Cell {
    START,
    END;

    @Override
    public boolean isPassed(boolean start, boolean end) {
      return this == START ? start : end;
    }

    @Override
    public boolean fits(char c) {
      return false;
    }

    @Override
    public boolean repeats() {
      return false;
    }
  }

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
      pass(cells, at, i == 0, i == value.length());
      if (at[cells.size()]) {
        return true;
      }
      if (i < value.length()) {
        step(cells, at, value.charAt(i));
      }
    }
    return false;
  }

  /**
   * Whether the expression matches a part of the value that has one of these characters in it,
   * whichever of its matches a matcher would choose.
   */
  boolean touches(String value, BitSet marked) {
    for (List<Cell> alternative : alternatives) {
      if (touches(alternative, value, marked)) {
        return true;
      }
    }
    return false;
  }

  /** Two passes side by side: of matches that have met a marked character, and that have not. */
  private static boolean touches(List<Cell> cells, String value, BitSet marked) {
    boolean[] clean = new boolean[cells.size() + 1];
    boolean[] touched = new boolean[cells.size() + 1];
    for (int i = 0; i <= value.length(); i++) {
      clean[0] = true;
      pass(cells, clean, i == 0, i == value.length());
      pass(cells, touched, i == 0, i == value.length());
      if (touched[cells.size()]) {
        return true;
      }
      if (i < value.length()) {
        if (marked.get(i)) {
          for (int cell = 0; cell < clean.length; cell++) {
            touched[cell] |= clean[cell];
            clean[cell] = false;
          }
        }
        step(cells, clean, value.charAt(i));
        step(cells, touched, value.charAt(i));
      }
    }
    return false;
  }

  /** Whether some match may contain the character. */
  boolean mayContain(char c) {
    return alternatives.stream().flatMap(List::stream).anyMatch(cell -> cell.fits(c));
  }

  /** Goes on to all positions that can be reached without a character. */
  private static void pass(List<Cell> cells, boolean[] at, boolean start, boolean end) {
    for (int i = 0; i < cells.size(); i++) {
      at[i + 1] |= at[i] && cells.get(i).isPassed(start, end);
    }
  }

  /** Goes on over one character; backwards, so that no position is left and reached at once. */
  private static void step(List<Cell> cells, boolean[] at, char c) {
    for (int i = cells.size() - 1; i >= 0; i--) {
      boolean fits = at[i] && cells.get(i).fits(c);
      at[i + 1] |= fits;
      at[i] = fits && cells.get(i).repeats();
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
