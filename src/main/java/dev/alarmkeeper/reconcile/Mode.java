package dev.alarmkeeper.reconcile;

/** What a run may do. */
public enum Mode {
  /** Look and say; write nothing. */
  OBSERVE,
  /** Look, write what is missing or drifted, and look again. */
  REPAIR;

  /** The more careful of the two: a request may lower the mode, never raise it. */
  public Mode atMost(Mode other) {
    return this == OBSERVE ? this : other;
  }
}
