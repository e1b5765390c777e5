package dev.alarmkeeper.reconcile;

import dev.alarmkeeper.text.UntrustedText;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A call that CloudTrail recorded. Source: CloudTrail User Guide, "CloudTrail record contents".
 *
 * @param name the API operation, such as {@code DeleteMetricFilter}
 * @param id CloudTrail's id of the event
 * @param time when it was made
 * @param region where it was made
 * @param actor who made it
 * @param error why it failed, if it did
 * @param named every text of its parameters, among them the names and ARNs of what it was about
 */
public record ApiCall(
    Optional<UntrustedText> name,
    Optional<UntrustedText> id,
    Optional<Instant> time,
    Optional<UntrustedText> region,
    Actor actor,
    Optional<UntrustedText> error,
    List<UntrustedText> named) {
  /** Copies the list. */
  public ApiCall {
    named = List.copyOf(named);
  }
}
