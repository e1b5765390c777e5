package dev.alarmkeeper.reconcile;

import dev.alarmkeeper.text.JsonFields;
import dev.alarmkeeper.text.UntrustedText;
import java.time.Instant;
import java.util.Optional;

/**
 * A call that CloudTrail recorded. Source: CloudTrail User Guide, "CloudTrail record contents".
 *
 * @param service whose API it is, such as {@code logs.amazonaws.com}
 * @param name the API operation, such as {@code DeleteMetricFilter}
 * @param id CloudTrail's id of the event
 * @param time when it was made, to the second
 * @param region where it was made
 * @param account the account that it was made in
 * @param actor who made it
 * @param error why it failed, if it did
 * @param parameters what was asked for; untrusted, and only ever compared
 */
public record ApiCall(
    Optional<UntrustedText> service,
    Optional<UntrustedText> name,
    Optional<UntrustedText> id,
    Optional<Instant> time,
    Optional<UntrustedText> region,
    Optional<UntrustedText> account,
    Actor actor,
    Optional<UntrustedText> error,
    JsonFields parameters) {}
