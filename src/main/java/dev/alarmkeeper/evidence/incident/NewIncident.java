package dev.alarmkeeper.evidence.incident;

import dev.alarmkeeper.chain.Link;
import dev.alarmkeeper.evidence.incident.Incident.State;
import dev.alarmkeeper.reconcile.Report;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How an incident begins, and what it takes over from the one before.
 *
 * @param report the run that finds it
 * @param watch the looks that verified everything, up to the last of them
 * @param heard when a link was last heard that is silent though no look shows why
 */
record NewIncident(
    Report report, Optional<VerifiedPeriod> watch, Map<LinkId, Optional<Instant>> heard) {

  /** An incident of what the run found. */
  LinkRecord of(LinkId subject, Optional<LinkRecord> known) {
    ReportedLinks seen = new ReportedLinks(report);
    List<AffectedControl> controls = seen.controls(subject);
    Optional<Instant> looked =
        watch
            // A control that is new was not there when everything was verified.
            .filter(it -> controls.stream().anyMatch(one -> it.controls().contains(one.id())))
            .map(it -> it.window().to());
    Optional<Instant> verified = heard.getOrDefault(subject, looked);
    Instant firstSeen = seen.isFirst(subject) ? report.firstLook() : report.lastLook();
    return of(
        subject, controls, seen.isExposing(subject), verified, firstSeen, List.of(), false, known);
  }

  /** An incident of what a look found of alarmkeeper itself. */
  LinkRecord of(
      LinkId part, Optional<Instant> verified, Instant firstSeen, Optional<LinkRecord> known) {
    return of(part, List.of(), false, verified, firstSeen, List.of(), false, known);
  }

  /** An incident of a break that was over before a look, and that CloudTrail's history confirms. */
  LinkRecord of(PendingBreak pending, Candidate confirmed, Optional<LinkRecord> known) {
    boolean isOwn = pending.link().link() == Link.ALARMKEEPER;
    return of(
        pending.link(),
        pending.controls(),
        !isOwn,
        // No look verifies alarmkeeper itself.
        isOwn ? Optional.empty() : Optional.of(pending.verified()),
        pending.look(),
        List.of(confirmed),
        true,
        known);
  }

  private LinkRecord of(
      LinkId subject,
      List<AffectedControl> controls,
      boolean exposing,
      Optional<Instant> verified,
      Instant firstSeen,
      List<Candidate> candidates,
      boolean settled,
      Optional<LinkRecord> known) {
    List<Instant> repairs = known.map(it -> it.recentRepairs(report.lastLook())).orElse(List.of());
    boolean fighting =
        repairs.size() >= LinkRecord.FIGHT - 1 && known.map(LinkRecord::fighting).orElse(false);
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
            verified,
            firstSeen,
            candidates,
            settled,
            Optional.empty(),
            0);
    return new LinkRecord(
        incident,
        repairs,
        fighting,
        fight,
        fight,
        Set.of(),
        0,
        known.flatMap(LinkRecord::left),
        Optional.empty());
  }
}
