package dev.alarmkeeper.evidence.incident;

import dev.alarmkeeper.chain.Link;
import dev.alarmkeeper.evidence.cause.BreakingCalls;
import dev.alarmkeeper.evidence.incident.Incident.State;
import dev.alarmkeeper.evidence.report.ReportedFinding;
import dev.alarmkeeper.reconcile.Report;
import dev.alarmkeeper.text.UntrustedText;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a look at alarmkeeper itself makes of what is remembered of its parts. Pure.
 *
 * @param report the run that the look was made beside
 * @param own what alarmkeeper stands on
 * @param verified the last look before that read all of it
 */
public record OwnIncidents(Report report, OwnStack own, Optional<Instant> verified) {
  /** What is to be remembered of a part from now on; empty where there is nothing. */
  public Optional<LinkRecord> next(OwnLook look, LinkId part, Optional<LinkRecord> known) {
    Optional<LinkRecord> open = known.filter(it -> it.incident().state().isOpen());
    List<ReportedFinding> lines = look.about(part);
    if (!lines.isEmpty()) {
      LinkRecord record =
          open.or(
                  () ->
                      known
                          .filter(it -> isChangedBefore(it, look))
                          .flatMap(it -> reopened(it, lines)))
              .orElseGet(() -> beginning().of(part, verified, look.at(), known));
      return Optional.of(
          record.with(record.incident().in(State.NEEDS_PERSON, lines, Optional.empty())));
    }
    return open.filter(_ -> look.hasRead(part))
        .map(it -> new EndedIncident(report).of(it, State.ENDED, look.at()))
        .or(() -> known);
  }

  /** One change is one incident, whether a call or a look has shown it first. */
  private static boolean isChangedBefore(LinkRecord known, OwnLook look) {
    return known.incident().state() == State.CHANGED
        && look.at().isBefore(known.incident().firstSeen().plus(PendingBreak.FRESH));
  }

  /**
   * Goes on if the call that was told can have led to what is found; else that is another change.
   */
  private static Optional<LinkRecord> reopened(LinkRecord known, List<ReportedFinding> lines) {
    Incident incident = known.incident();
    List<Candidate> calls =
        incident.candidates().stream()
            .map(
                it ->
                    new Candidate(
                        it.call(),
                        it.confirmed(),
                        OwnStackChange.explained(
                            it.call().name().map(UntrustedText::toString).orElse(""),
                            incident.subject(),
                            BreakingCalls.labels(lines))))
            .filter(it -> !it.explains().isEmpty())
            .toList();
    return calls.isEmpty()
        ? Optional.empty()
        : Optional.of(known.with(incident.explainedBy(calls)).reopening());
  }

  private NewIncident beginning() {
    return new NewIncident(report, Optional.empty(), Map.of());
  }

  /** The parts that are found, and those whose incident may end. */
  public static Set<LinkId> parts(OwnLook look, Stream<LinkRecord> known) {
    Set<LinkId> parts = new LinkedHashSet<>(look.parts());
    known
        .map(it -> it.incident().subject())
        .filter(it -> it.link() == Link.ALARMKEEPER)
        .forEach(parts::add);
    return parts;
  }

  /** A call that CloudTrail's history has may have led to what a look found open. */
  LinkRecord suspecting(Candidate candidate, LinkRecord open) {
    Incident incident = open.incident();
    boolean isThen = candidate.call().time().filter(incident.suspicion()::contains).isPresent();
    return explaining(candidate, incident)
        .filter(_ -> isThen && !incident.settled())
        .map(it -> open.suspecting(List.of(it)))
        .orElse(open);
  }

  private Optional<Candidate> explaining(Candidate candidate, Incident incident) {
    return OwnStackChange.explains(
            candidate.call(),
            incident.subject(),
            BreakingCalls.labels(incident.findings()),
            own,
            report.place().account())
        .map(it -> new Candidate(candidate.call(), candidate.confirmed(), it));
  }
}
