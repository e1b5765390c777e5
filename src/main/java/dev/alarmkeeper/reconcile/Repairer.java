package dev.alarmkeeper.reconcile;

/** Writes to AWS. */
public interface Repairer {
  /**
   * Makes one write, or none where a fresh look shows that it has been made already. It never
   * throws for what AWS answers.
   */
  Outcome apply(Repair repair);
}
