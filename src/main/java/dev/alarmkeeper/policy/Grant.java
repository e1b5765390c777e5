package dev.alarmkeeper.policy;

import java.util.List;

/**
 * What a policy says to some requests.
 *
 * @param allowed whether for each of them a statement lets it pass
 * @param denied the statements that surely forbid one, by Sid; a Deny always wins
 * @param mayDeny the statements of which nobody here can tell whether they forbid one, with what
 *     they ask for
 */
public record Grant(Answer allowed, List<String> denied, List<String> mayDeny) {
  /** As it should be. */
  public static final Grant FULL = new Grant(Answer.YES, List.of(), List.of());

  /** Copies the lists. */
  public Grant {
    denied = List.copyOf(denied);
    mayDeny = List.copyOf(mayDeny);
  }
}
