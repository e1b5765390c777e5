package dev.alarmkeeper.evidence.incident;

import dev.alarmkeeper.chain.Arn;
import dev.alarmkeeper.reconcile.Actor;
import dev.alarmkeeper.text.UntrustedText;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whom alarmkeeper's own calls are made by. A session's ARN names the role without its path, so
 * roles are compared by account and name, which is unique in an account. Source: IAM User Guide,
 * "IAM identifiers".
 *
 * @param account the account
 * @param name the role's name, or what follows the account in any other ARN
 */
public record OwnIdentity(String account, String name) {
  private static final String SESSION = "assumed-role/";
  private static final String ROLE = "role/";

  /** The identity of a caller's ARN, as STS tells it. */
  public static OwnIdentity of(Arn caller) {
    return new OwnIdentity(caller.account(), nameOf(caller.resource()));
  }

  /** Whether these calls are ours, by the ARN of the session or of the role that it is of. */
  public boolean made(Actor actor) {
    return Stream.concat(actor.name().stream(), actor.issuer().stream())
        .flatMap(it -> parsed(it).stream())
        .anyMatch(it -> of(it).equals(this));
  }

  private static Optional<Arn> parsed(UntrustedText text) {
    try {
      return Optional.of(Arn.parse(text.toString()));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static String nameOf(String resource) {
    if (resource.startsWith(SESSION)) {
      String rest = resource.substring(SESSION.length());
      return ROLE + rest.substring(0, rest.contains("/") ? rest.indexOf('/') : rest.length());
    }
    return resource.startsWith(ROLE)
        ? ROLE + resource.substring(resource.lastIndexOf('/') + 1)
        : resource;
  }
}
