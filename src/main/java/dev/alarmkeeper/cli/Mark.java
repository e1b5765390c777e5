package dev.alarmkeeper.cli;

/** What is said of one link, the best first. */
public enum Mark {
  /** There, and as it should be. */
  WHOLE('✔', Colour.GREEN),
  /** There, and waiting for a person or for AWS. */
  WAITING('…', Colour.YELLOW),
  /** Could not be read. */
  UNKNOWN('?', Colour.YELLOW),
  /** Missing or weakened. */
  BROKEN('✘', Colour.RED);

  private final char sign;
  private final Colour colour;

  Mark(char sign, Colour colour) {
    this.sign = sign;
    this.colour = colour;
  }

  /** Whole or broken. */
  public static Mark wholeIf(boolean whole) {
    return whole ? WHOLE : BROKEN;
  }

  char sign() {
    return sign;
  }

  Colour colour() {
    return colour;
  }
}
