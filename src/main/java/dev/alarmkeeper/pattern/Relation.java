package dev.alarmkeeper.pattern;

/** What an observed pattern matches, compared with the desired one. */
public enum Relation {
  /** The same events. Proven. */
  EQUAL,
  /** Every event of the desired pattern, which is proven, and perhaps others. */
  BROADER,
  /** No event beyond the desired pattern, which is proven, and perhaps not all of it. */
  NARROWER,
  /** Neither is proven. */
  DIFFERENT,
  /** One of the two is not a pattern, or could be read in two ways. */
  UNPARSEABLE;

  static Relation of(boolean missesNothing, boolean addsNothing) {
    if (missesNothing) {
      return addsNothing ? EQUAL : BROADER;
    }
    return addsNothing ? NARROWER : DIFFERENT;
  }
}
