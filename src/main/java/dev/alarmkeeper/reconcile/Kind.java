package dev.alarmkeeper.reconcile;

/** In which way a link is not as it should be. */
public enum Kind {
  /** A complete listing does not have it. */
  MISSING,
  /** It is there and differs in a way that matters. */
  DRIFTED,
  /** It could not be read. */
  UNREADABLE,
  /** It is written or asked for, and not in force yet. */
  UNSETTLED
}
