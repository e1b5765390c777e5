package dev.alarmkeeper.evidence.notify;

import dev.alarmkeeper.reconcile.Actor;
import java.util.ArrayList;
import java.util.List;

/** Who made a call, in words, a line each; what CloudTrail did not record is left out. */
final class ActorText {
  private ActorText() {}

  static List<String> of(Actor actor) {
    List<String> lines = new ArrayList<>();
    String type = actor.type().map(it -> it + " ").orElse("");
    lines.add("  by " + type + actor.name().map(Object::toString).orElse("somebody unnamed"));
    // Of a service that acts on its own, its name is all there is.
    actor
        .invokedBy()
        .filter(it -> actor.name().filter(it::equals).isEmpty())
        .ifPresent(it -> lines.add("  through " + it));
    actor.sourceIdentity().ifPresent(it -> lines.add("  begun as " + it));
    actor.issuer().ifPresent(it -> lines.add("  in a session of " + it));
    lines.add("  MFA: " + actor.mfa().map(it -> it ? "yes" : "no").orElse("not recorded"));
    actor.source().ifPresent(it -> lines.add("  from " + it));
    return lines;
  }
}
