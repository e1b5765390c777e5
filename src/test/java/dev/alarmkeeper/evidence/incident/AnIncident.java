package dev.alarmkeeper.evidence.incident;

import dev.alarmkeeper.Fixtures;
import dev.alarmkeeper.chain.Link;
import dev.alarmkeeper.evidence.cause.BreakingCalls;
import dev.alarmkeeper.evidence.incident.BrokenSince.Basis;
import dev.alarmkeeper.evidence.incident.Incident.State;
import dev.alarmkeeper.reconcile.Actor;
import dev.alarmkeeper.reconcile.ApiCall;
import dev.alarmkeeper.text.JsonFields;
import dev.alarmkeeper.text.UntrustedText;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Incidents to begin a test with. */
public final class AnIncident {
  private AnIncident() {}

  /** An incident of the filter of root usage, of which so much is known. */
  public static Incident of(int number, Instant since, Basis basis, Optional<Instant> end) {
    return of("root_usage_metric", number, since, since, basis, end, true);
  }

  /** The same of a filter of any name. */
  public static Incident of(
      String name,
      int number,
      Instant since,
      Instant firstSeen,
      Basis basis,
      Optional<Instant> end,
      boolean exposing) {
    List<Candidate> candidates =
        switch (basis) {
          case CALL -> List.of(call("one", since));
          case EARLIEST_CALL -> List.of(call("one", since), call("two", since));
          case LAST_VERIFIED, FIRST_SEEN -> List.of();
        };
    return new Incident(
        Fixtures.ACCOUNT,
        new LinkId(Link.METRIC_FILTER, name),
        number,
        List.of(AffectedControl.of(Fixtures.ROOT_USAGE.getFirst())),
        exposing,
        List.of(),
        end.isPresent() ? State.REPAIRED : State.DRIFTED,
        basis == Basis.LAST_VERIFIED ? Optional.of(since) : Optional.empty(),
        firstSeen,
        candidates,
        !candidates.isEmpty(),
        end,
        0);
  }

  private static Candidate call(String id, Instant at) {
    Optional<UntrustedText> unknown = Optional.empty();
    return new Candidate(
        new ApiCall(
            unknown,
            Optional.of(UntrustedText.of("DeleteMetricFilter")),
            Optional.of(UntrustedText.of(id)),
            Optional.of(at),
            unknown,
            unknown,
            new Actor(unknown, unknown, unknown, Optional.empty(), unknown, unknown, unknown),
            unknown,
            JsonFields.EMPTY),
        true,
        Set.of(BreakingCalls.MISSING));
  }
}
