package dev.alarmkeeper.evidence.incident;

import dev.alarmkeeper.evidence.cause.BreakingCalls;
import dev.alarmkeeper.reconcile.ApiCall;
import dev.alarmkeeper.text.UntrustedText;
import java.util.Set;

/**
 * A call that may have broken a link.
 *
 * @param call the call
 * @param confirmed whether CloudTrail's history has it; otherwise an event alone tells of it
 * @param explains which of the findings' labels its parameters explain; see {@link
 *     BreakingCalls#labels}
 */
public record Candidate(ApiCall call, boolean confirmed, Set<String> explains) {
  /** Copies the set. */
  public Candidate {
    explains = Set.copyOf(explains);
  }

  /** CloudTrail's id of the call. */
  public String id() {
    return call.id().map(UntrustedText::toString).orElse("");
  }
}
