package dev.alarmkeeper.reconcile;

/** What a finding calls for. */
public sealed interface Remedy {
  /** alarmkeeper can put it right. */
  record Fix(Repair repair) implements Remedy {}

  /**
   * A person has to act.
   *
   * @param why what to do, and why alarmkeeper does not
   * @param command what to type; empty where there is no one command
   */
  record Ask(String why, String command) implements Remedy {}

  /** It settles by itself, or in a later run. */
  record Wait(String why) implements Remedy {}

  /** Worth knowing; the verdict does not change. */
  record Note(String why) implements Remedy {}
}
