package dev.alarmkeeper.evidence.incident;

import dev.alarmkeeper.chain.Link;
import dev.alarmkeeper.chain.Severity;
import dev.alarmkeeper.control.Catalogue;
import dev.alarmkeeper.evidence.incident.Incident.State;
import dev.alarmkeeper.evidence.report.ReportedFinding;
import dev.alarmkeeper.reconcile.Finding;
import dev.alarmkeeper.reconcile.Kind;
import dev.alarmkeeper.reconcile.Outcome;
import dev.alarmkeeper.reconcile.Remedy;
import dev.alarmkeeper.reconcile.Report;
import dev.alarmkeeper.reconcile.Verdict;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a report says, link by link. */
public record ReportedLinks(Report report) {

  /** The links that have to be repaired, by us or by a person. */
  public Set<LinkId> subjects() {
    return Stream.of(report.before(), report.after())
        .flatMap(plan -> plan.findings().stream())
        .filter(ReportedLinks::calls)
        .map(LinkId::of)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** Whether the last look still found something about the link. */
  boolean isLeft(LinkId subject) {
    return about(report.after().findings(), subject).findAny().isPresent();
  }

  /** How far a link has come that is still broken. */
  State left(LinkId subject) {
    List<Finding> left = about(report.after().findings(), subject).toList();
    return left.isEmpty() || left.stream().anyMatch(it -> report.weighs(it) == Verdict.DRIFTED)
        ? State.DRIFTED
        : State.NEEDS_PERSON;
  }

  /** Whether a repair of the link was surely made. */
  boolean isMended(LinkId subject) {
    return entries(subject)
        .flatMap(it -> it.outcome().stream())
        .anyMatch(Outcome.Done.class::isInstance);
  }

  /** Whether a repair of the link was made, or may have been: its answer may have been lost. */
  boolean isRepaired(LinkId subject) {
    return entries(subject)
        .flatMap(it -> it.outcome().stream())
        .anyMatch(
            outcome ->
                switch (outcome) {
                  case Outcome.Done _, Outcome.Failed _ -> true;
                  case Outcome.Refused _, Outcome.NotReached _ -> false;
                });
  }

  /** The report's lines about the link. */
  List<ReportedFinding> lines(LinkId subject) {
    return entries(subject).map(ReportedFinding::of).toList();
  }

  /** Whether the first look saw it already. */
  boolean isFirst(LinkId subject) {
    return about(report.before().findings(), subject).findAny().isPresent();
  }

  /** The last look that saw the link broken. */
  Instant lastSeen(LinkId subject) {
    return isLeft(subject) ? report.lastLook() : report.firstLook();
  }

  /** The controls that the link's drift weakens. */
  List<AffectedControl> controls(LinkId subject) {
    return entries(subject)
        .flatMap(it -> it.finding().controls().stream())
        .distinct()
        .flatMap(
            id ->
                Catalogue.including(report.order().controls()).stream()
                    .filter(it -> it.id().equals(id)))
        .map(AffectedControl::of)
        .toList();
  }

  /** Whether events could be missed, delayed or hidden by the link's drift. */
  boolean isExposing(LinkId subject) {
    return entries(subject)
        .map(Report.Entry::finding)
        .anyMatch(
            it -> it.kind() != Kind.UNREADABLE && it.severity().compareTo(Severity.HIGH) <= 0);
  }

  /** Whether the run looked at the link and read it, so that finding nothing says it is whole. */
  boolean isJudged(Incident incident) {
    return report.order().controls().stream().anyMatch(it -> incident.weakens(it.id()))
        && isRead(incident.subject().link())
        && !isLeft(incident.subject());
  }

  /** Whether everything was read that tells of such links. */
  boolean isRead(Link link) {
    return report.after().findings().stream()
        .filter(it -> it.link() == link)
        .noneMatch(it -> it.kind() == Kind.UNREADABLE);
  }

  private Stream<Report.Entry> entries(LinkId subject) {
    return report.entries().stream().filter(it -> isAbout(it.finding(), subject));
  }

  private static Stream<Finding> about(List<Finding> findings, LinkId subject) {
    return findings.stream().filter(it -> isAbout(it, subject));
  }

  private static boolean isAbout(Finding finding, LinkId subject) {
    return !(finding.remedy() instanceof Remedy.Note) && LinkId.of(finding).equals(subject);
  }

  private static boolean calls(Finding finding) {
    return switch (finding.remedy()) {
      case Remedy.Fix _, Remedy.Ask _ -> true;
      case Remedy.Wait _, Remedy.Note _ -> false;
    };
  }
}
