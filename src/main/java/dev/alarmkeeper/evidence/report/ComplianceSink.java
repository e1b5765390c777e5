package dev.alarmkeeper.evidence.report;

import dev.alarmkeeper.reconcile.Outcome;
import java.time.Instant;
import java.util.List;

/** Where verdicts of a Config rule go. */
public interface ComplianceSink {
  /**
   * One verdict.
   *
   * @param type the resource's type, as Config writes it
   */
  record Entry(String type, String id, ConfigVerdict verdict) {}

  /**
   * Tells the verdicts. It never throws for what AWS answers; a stale token is a failure that
   * another try would meet again.
   *
   * @param token what Config sent with its request
   * @param asOf when the judged change or schedule was
   */
  Outcome put(String token, Instant asOf, List<Entry> entries);

  /** Asks for another evaluation of a rule. It never throws for what AWS answers. */
  Outcome reevaluate(String rule);
}
