package dev.alarmkeeper.evidence.incident;

import dev.alarmkeeper.chain.Link;
import dev.alarmkeeper.evidence.cause.BreakingCalls;
import dev.alarmkeeper.evidence.incident.Incident.State;
import dev.alarmkeeper.evidence.report.ReportedFinding;
import dev.alarmkeeper.reconcile.ApiCall;
import dev.alarmkeeper.reconcile.Report;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a run makes of what is remembered: incidents begin, go on and end. Pure.
 *
 * @param report the run
 * @param watch the looks that verified everything, up to the last of them
 * @param call the call that woke us, where it was not our own
 * @param complete whether the run looked at every enabled control, and read everything
 * @param heard when a link was last heard that is silent though no look shows why: a look that
 *     found it whole says nothing of that
 */
public record IncidentTracker(
    Report report,
    Optional<VerifiedPeriod> watch,
    Optional<ApiCall> call,
    boolean complete,
    Map<LinkId, Optional<Instant>> heard) {

  /** Where every link that is broken shows it. */
  public IncidentTracker(
      Report report, Optional<VerifiedPeriod> watch, Optional<ApiCall> call, boolean complete) {
    this(report, watch, call, complete, Map.of());
  }

  /** The links that are broken, or were. */
  public Set<LinkId> subjects() {
    return seen().subjects();
  }

  /** The breaks of which the event that woke us tells, and no look. */
  public List<PendingBreak> pending(OwnStack own) {
    return Stream.concat(
            PendingBreak.of(report, watch, call).stream(),
            PendingBreak.of(report, call, own).stream())
        .toList();
  }

  /** What is to be remembered of a link from now on; empty where there is nothing. */
  public Optional<LinkRecord> next(LinkId subject, Optional<LinkRecord> known) {
    Optional<LinkRecord> open = known.filter(it -> it.incident().state().isOpen());
    if (seen().subjects().contains(subject)) {
      if (open.isEmpty() && known.filter(this::isMeanwhileOver).isPresent()) {
        return known.map(this::suspecting);
      }
      return Optional.of(further(open.orElseGet(() -> beginning().of(subject, known))));
    }
    if (open.isPresent()) {
      return open.map(this::suspecting)
          .filter(it -> seen().isJudged(it.incident()) || isAbandoned(it.incident()))
          .map(
              it ->
                  new EndedIncident(report)
                      .of(
                          it,
                          it.incident().isMended() ? State.REPAIRED : State.ENDED,
                          report.lastLook()))
          .or(() -> open.map(this::suspecting));
    }
    return known.map(this::suspecting);
  }

  /** What is to be remembered of alarmkeeper itself, of whose change CloudTrail's history tells. */
  private LinkRecord changed(
      PendingBreak pending, Candidate candidate, OwnStack own, Optional<LinkRecord> known) {
    Optional<LinkRecord> open = known.filter(it -> it.incident().state().isOpen());
    if (open.isPresent()) {
      return new OwnIncidents(report, own, Optional.empty()).suspecting(candidate, open.get());
    }
    boolean isKnown =
        known
            .map(LinkRecord::incident)
            .filter(
                it ->
                    it.candidateIds().contains(candidate.id())
                        || candidate.call().time().filter(it.firstSeen()::isBefore).isEmpty())
            .isPresent();
    if (isKnown) {
      return known.orElseThrow().suspecting(List.of(candidate));
    }
    LinkRecord begun = beginning().of(pending, candidate, known);
    List<ReportedFinding> lines =
        OwnStackChange.of(candidate.call(), own, report.place().account()).stream()
            .map(OwnStackChange::finding)
            .toList();
    return begun.with(begun.incident().in(State.CHANGED, lines, Optional.of(pending.look())));
  }

  /** What is to be remembered of a link whose break is over, and confirmed now. */
  public LinkRecord confirmed(
      PendingBreak pending, Candidate candidate, OwnStack own, Optional<LinkRecord> known) {
    if (pending.link().link() == Link.ALARMKEEPER) {
      return changed(pending, candidate, own, known);
    }
    Instant at = candidate.call().time().orElse(pending.look());
    Optional<Incident> last = known.map(LinkRecord::incident);
    boolean isKnown =
        last.filter(it -> it.candidateIds().contains(candidate.id()) || covers(it, at)).isPresent();
    if (isKnown) {
      LinkRecord record = known.orElseThrow();
      return record.suspecting(List.of(candidate));
    }
    return new EndedIncident(report)
        .of(beginning().of(pending, candidate, known), State.ENDED, pending.look());
  }

  /** Whether the incident goes on, or had not ended, at an instant. */
  private static boolean covers(Incident incident, Instant at) {
    return !at.isBefore(incident.since().at().truncatedTo(ChronoUnit.SECONDS))
        && incident.ended().filter(it -> !at.isBefore(it)).isEmpty();
  }

  /**
   * Whether another run has seen the same, and the end of it: it ended no earlier than this run
   * last saw it.
   */
  private boolean isMeanwhileOver(LinkRecord known) {
    Incident incident = known.incident();
    return incident
        .ended()
        .filter(it -> !it.isBefore(seen().lastSeen(incident.subject())))
        .isPresent();
  }

  /** Whether none of the controls that it weakens is enabled any more. */
  private boolean isAbandoned(Incident incident) {
    return complete
        && incident.subject().link() != Link.ALARMKEEPER
        && report.order().controls().stream().noneMatch(it -> incident.weakens(it.id()));
  }

  private NewIncident beginning() {
    return new NewIncident(report, watch, heard);
  }

  private ReportedLinks seen() {
    return new ReportedLinks(report);
  }

  private LinkRecord further(LinkRecord drift) {
    Incident incident = drift.incident();
    LinkId subject = incident.subject();
    LinkRecord seen =
        suspecting(
            drift.with(
                incident
                    .widened(seen().controls(subject), seen().isExposing(subject))
                    .in(seen().left(subject), seen().lines(subject), Optional.empty())));
    if (seen().isLeft(subject) || !seen().isRead(subject.link())) {
      return seen().isMended(subject) ? seen.toTellAgain(report.firstLook()) : seen;
    }
    return new EndedIncident(report)
        .of(seen, seen().isRepaired(subject) ? State.REPAIRED : State.ENDED, report.lastLook());
  }

  /** The call that woke us may have broken the link; that an event says so proves nothing yet. */
  private LinkRecord suspecting(LinkRecord record) {
    Incident incident = record.incident();
    Optional<ApiCall> suspect =
        call.filter(_ -> !incident.settled())
            .filter(it -> it.time().filter(incident.suspicion()::contains).isPresent());
    return suspect
        .flatMap(
            it ->
                BreakingCalls.explains(
                        it,
                        incident.subject().link(),
                        incident.subject().name(),
                        incident.findings(),
                        report.desired())
                    .map(labels -> new Candidate(it, false, labels)))
        .map(it -> record.suspecting(List.of(it)))
        .orElse(record);
  }
}
