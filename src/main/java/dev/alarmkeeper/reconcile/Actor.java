package dev.alarmkeeper.reconcile;

import dev.alarmkeeper.text.UntrustedText;
import java.util.Optional;

/**
 * Who made a call. Source: CloudTrail User Guide, "CloudTrail userIdentity element".
 *
 * @param name the ARN; of an AWS service its name, of an account without one the principal id
 * @param type what kind of identity, such as {@code AssumedRole} or {@code Root}
 * @param issuer the ARN of the role or user whose session it was
 * @param mfa whether the session was begun with a second factor
 * @param source the address or the service that the call came from
 * @param invokedBy the AWS service that made the call for somebody, such as {@code
 *     cloudformation.amazonaws.com}
 * @param sourceIdentity who began the session, as the identity provider named them
 */
public record Actor(
    Optional<UntrustedText> name,
    Optional<UntrustedText> type,
    Optional<UntrustedText> issuer,
    Optional<Boolean> mfa,
    Optional<UntrustedText> source,
    Optional<UntrustedText> invokedBy,
    Optional<UntrustedText> sourceIdentity) {}
