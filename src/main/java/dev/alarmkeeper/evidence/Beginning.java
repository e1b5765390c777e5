package dev.alarmkeeper.evidence;

import dev.alarmkeeper.evidence.Incident.State;
import dev.alarmkeeper.reconcile.Report;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How an incident begins, and what it takes over from the one before.
 *
 * @param report the run that finds it
 * @param watch the looks that verified everything, up to the last of them
 */
record Beginning(Report report, Optional<Watch> watch) {

  /** An incident of what the run found. */
  Drift of(Subject subject, Optional<Drift> known) {
    Seen seen = new Seen(report);
    return of(subject, seen.controls(subject), seen.isExposing(subject), known);
  }

  /** The same of what only an event tells. */
  Drift of(Subject subject, List<Weakened> controls, boolean exposing, Optional<Drift> known) {
    List<Instant> repairs = known.map(it -> it.recentRepairs(report.lastLook())).orElse(List.of());
    boolean fighting =
        repairs.size() >= Drift.FIGHT - 1 && known.map(Drift::fighting).orElse(false);
    Set<Announcement> fight = fighting ? Set.of(Announcement.FIGHT) : Set.of();
    Incident incident =
        new Incident(
            report.place().account(),
            subject,
            known.map(it -> it.incident().number() + 1).orElse(1),
            controls,
            exposing,
            List.of(),
            State.DRIFTED,
            report.lastLook(),
            watch
                // A control that is new was not there when everything was verified.
                .filter(it -> controls.stream().anyMatch(one -> it.controls().contains(one.id())))
                .map(it -> new Since(it.window().to(), Since.Basis.LAST_VERIFIED))
                .orElseGet(() -> new Since(report.lastLook(), Since.Basis.FIRST_SEEN)),
            Optional.empty(),
            Optional.empty(),
            0);
    return new Drift(
        incident, repairs, fighting, fight, fight, known.flatMap(Drift::search), Optional.empty());
  }
}
