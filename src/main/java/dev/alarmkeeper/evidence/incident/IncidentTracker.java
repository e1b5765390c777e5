package dev.alarmkeeper.evidence.incident;

import dev.alarmkeeper.evidence.incident.Incident.State;
import dev.alarmkeeper.reconcile.ApiCall;
import dev.alarmkeeper.reconcile.Report;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;

/**
 * What a run makes of what is remembered: incidents begin, go on and end. Pure.
 *
 * @param report the run
 * @param watch the looks that verified everything, up to the last of them
 * @param complete whether the run looked at every enabled control, and read everything
 */
public record IncidentTracker(Report report, Optional<VerifiedPeriod> watch, boolean complete) {

  /** The links that something has happened to. */
  public Set<LinkId> subjects() {
    Set<LinkId> subjects = seen().subjects();
    TransientBreak.of(report).forEach(it -> subjects.add(it.subject()));
    return subjects;
  }

  /** What is to be remembered of a link from now on; empty where there is nothing. */
  public Optional<LinkRecord> next(LinkId subject, Optional<LinkRecord> known) {
    Optional<LinkRecord> open = known.filter(it -> it.incident().state().isOpen());
    if (seen().subjects().contains(subject)) {
      if (open.isEmpty() && known.filter(this::isMeanwhileOver).isPresent()) {
        return known;
      }
      return Optional.of(further(open.orElseGet(() -> beginning().of(subject, known))));
    }
    if (open.isPresent()) {
      return open.filter(it -> seen().isJudged(it.incident()) || isAbandoned(it.incident()))
          .map(
              it ->
                  new EndedIncident(report)
                      .of(it, it.incident().isMended() ? State.REPAIRED : State.ENDED))
          .or(() -> open);
    }
    return TransientBreak.of(report).stream()
        .filter(it -> it.subject().equals(subject))
        .findFirst()
        .filter(_ -> seen().isRead(subject.link()))
        .map(it -> flashed(it, known))
        .or(() -> known);
  }

  /** A break that was over before anybody looked, unless it is one that is known. */
  private LinkRecord flashed(TransientBreak flash, Optional<LinkRecord> known) {
    Optional<Incident> last = known.map(LinkRecord::incident);
    // CloudTrail tells whole seconds: what came in the second of an end came after it.
    boolean isOver =
        last.flatMap(Incident::ended)
            .map(it -> !flash.at().isBefore(it.truncatedTo(ChronoUnit.SECONDS)))
            .orElse(true);
    boolean isBlamed =
        last.flatMap(Incident::blame).filter(it -> it.id().equals(flash.call().id())).isPresent();
    if (known.isPresent() && (isBlamed || !isOver)) {
      boolean isIt = last.filter(it -> !flash.at().isBefore(it.since().at())).isPresent();
      return isIt && last.orElseThrow().blame().isEmpty()
          ? known.get().blaming(flash.call())
          : known.get();
    }
    LinkRecord begun = beginning().of(flash.subject(), flash.controls(), true, known);
    return new EndedIncident(report)
        .of(begun.with(begun.incident().blaming(flash.call())), State.ENDED);
  }

  /** Whether another run has seen the same, and the end of it, since this run first looked. */
  private boolean isMeanwhileOver(LinkRecord known) {
    Incident incident = known.incident();
    return !seen().isLeft(incident.subject())
        && incident.ended().filter(it -> !it.isBefore(report.firstLook())).isPresent();
  }

  /** Whether none of the controls that it weakens is enabled any more. */
  private boolean isAbandoned(Incident incident) {
    return complete
        && report.order().controls().stream().noneMatch(it -> incident.weakens(it.id()));
  }

  private NewIncident beginning() {
    return new NewIncident(report, watch);
  }

  private ReportedLinks seen() {
    return new ReportedLinks(report);
  }

  private LinkRecord further(LinkRecord drift) {
    Incident incident = drift.incident();
    LinkId subject = incident.subject();
    Incident blamed = blame(incident).map(incident::blaming).orElse(incident);
    LinkRecord seen =
        drift.with(
            blamed
                .widened(seen().controls(subject), seen().isExposing(subject))
                .in(seen().left(subject), seen().lines(subject), Optional.empty()));
    if (seen().isLeft(subject) || !seen().isRead(subject.link())) {
      return seen().isMended(subject) ? seen.toTellAgain(report.firstLook()) : seen;
    }
    return new EndedIncident(report)
        .of(seen, seen().isRepaired(subject) ? State.REPAIRED : State.ENDED);
  }

  /** Where the call that woke us is the one that broke the link, nobody has to look for it. */
  private Optional<ApiCall> blame(Incident incident) {
    return report
        .order()
        .cause()
        .call()
        .filter(_ -> incident.blame().isEmpty())
        .filter(it -> it.time().filter(incident.firstSeen()::isBefore).isEmpty())
        .filter(it -> BreakingCalls.broke(incident.subject(), it, report.desired()));
  }
}
