package dev.alarmkeeper.reconcile;

import dev.alarmkeeper.chain.UntrustedText;
import java.time.Instant;
import java.util.Optional;

/**
 * Why a run was started and, if known, who did what. It fills the report and nothing else: no field
 * of it ever becomes part of a request.
 *
 * @param trigger the shape of the event, in words
 * @param action the API call or change that woke us
 * @param actor the ARN of who did it
 * @param source the address the call came from
 * @param eventId CloudTrail's id of the call
 * @param time when it happened
 * @param error why the call failed, if it did
 */
public record Cause(
    String trigger,
    Optional<UntrustedText> action,
    Optional<UntrustedText> actor,
    Optional<UntrustedText> source,
    Optional<UntrustedText> eventId,
    Optional<Instant> time,
    Optional<UntrustedText> error) {

  /** A cause of which nothing but the trigger is known. */
  public static Cause of(String trigger) {
    return new Cause(
        trigger,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
