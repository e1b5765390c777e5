package dev.alarmkeeper.lambda;

import dev.alarmkeeper.evidence.report.ComplianceSink;
import dev.alarmkeeper.evidence.report.ConfigVerdict;
import dev.alarmkeeper.reconcile.Outcome.Done;
import dev.alarmkeeper.reconcile.Outcome.Failed;
import dev.alarmkeeper.reconcile.Outcome.NotReached;
import dev.alarmkeeper.reconcile.Outcome.Refused;
import dev.alarmkeeper.reconcile.Report;
import dev.alarmkeeper.reconcile.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * How a run ends, for each trigger:
 *
 * <table>
 * <caption>Trigger by outcome</caption>
 * <tr><th></th><th>complete</th><th>something retryable failed</th></tr>
 * <tr><td>notice</td><td>report</td><td>exception: Lambda retries, then the queue has it</td></tr>
 * <tr><td>evaluation</td><td>verdict, report</td><td>exception: Config keeps its verdict</td></tr>
 * <tr><td>request</td><td>report</td><td>report, with the failure in it</td></tr>
 * </table>
 */
final class Answers {
  private static final String ACCOUNT = "AWS::::Account";

  private final ComplianceSink compliance;
  private final Optional<String> rule;
  private final AtomicReference<Verdict> told = new AtomicReference<>(Verdict.COMPLIANT);

  /**
   * Answers for one process.
   *
   * @param rule the Config rule to wake when the verdict has changed
   */
  Answers(ComplianceSink compliance, Optional<String> rule) {
    this.compliance = compliance;
    this.rule = rule;
  }

  /**
   * Tells who has to be told, and throws where the run should be made again.
   *
   * @param proof when the alarms were last heard, in words; empty where one never was
   */
  void conclude(Trigger.Run trigger, Report report, Optional<String> proof, Log log) {
    switch (trigger) {
      case Trigger.Request _, Trigger.Drill _ -> wakeRule(report, log);
      case Trigger.Notice _ -> {
        wakeRule(report, log);
        throwIfRetryable(report);
      }
      case Trigger.Evaluation evaluation -> {
        throwIfRetryable(report);
        evaluate(evaluation, report, proof, log);
      }
    }
  }

  private void evaluate(
      Trigger.Evaluation evaluation, Report report, Optional<String> proof, Log log) {
    List<ComplianceSink.Entry> entries = new ArrayList<>();
    String id = report.place().account().id();
    entries.add(new ComplianceSink.Entry(ACCOUNT, id, ConfigVerdict.of(report, proof)));
    evaluation
        .left()
        .ifPresent(
            it -> entries.add(new ComplianceSink.Entry(it.type(), it.id(), ConfigVerdict.GONE)));
    switch (compliance.put(evaluation.event().getResultToken(), evaluation.asOf(), entries)) {
      case Done _, NotReached _ -> {}
      case Refused(String advice) -> throw new IncompleteRunException(advice);
      case Failed(String why, boolean retryable) -> {
        if (retryable) {
          throw new IncompleteRunException(why);
        }
        // The same token would be refused again, with the same report behind it.
        log.warn("config rule not answered", Map.of("why", why));
      }
    }
  }

  /** The rule would otherwise keep its old verdict until its next period. */
  private void wakeRule(Report report, Log log) {
    if (rule.isEmpty() || told.getAndSet(report.verdict()) == report.verdict()) {
      return;
    }
    switch (compliance.reevaluate(rule.get())) {
      case Done _, NotReached _ -> {}
      case Refused(String advice) -> log.warn("config rule not woken", Map.of("why", advice));
      case Failed(String why, _) -> log.warn("config rule not woken", Map.of("why", why));
    }
  }

  private static void throwIfRetryable(Report report) {
    if (report.isRetryable()) {
      throw new IncompleteRunException(
          "verdict "
              + report.verdict().name().toLowerCase(Locale.ROOT)
              + "; the log line of this request has the report");
    }
  }
}
