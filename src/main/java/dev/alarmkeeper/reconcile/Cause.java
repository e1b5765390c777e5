package dev.alarmkeeper.reconcile;

import dev.alarmkeeper.text.UntrustedText;
import java.time.Instant;
import java.util.Optional;

/**
 * Why a run was started and, if known, who did what. It fills the report and the evidence, and
 * nothing else: no field of it ever becomes part of a request.
 *
 * @param trigger the shape of the event, in words
 * @param action the API call or change that woke us
 * @param time when it happened
 * @param call the call, where one woke us
 */
public record Cause(
    String trigger,
    Optional<UntrustedText> action,
    Optional<Instant> time,
    Optional<ApiCall> call) {

  /** A cause of which nothing but the trigger is known. */
  public static Cause of(String trigger) {
    return new Cause(trigger, Optional.empty(), Optional.empty(), Optional.empty());
  }
}
