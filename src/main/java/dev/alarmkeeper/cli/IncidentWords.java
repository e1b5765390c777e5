package dev.alarmkeeper.cli;

import dev.alarmkeeper.evidence.incident.AffectedControl;
import dev.alarmkeeper.evidence.incident.BrokenSince;
import dev.alarmkeeper.evidence.incident.Candidate;
import dev.alarmkeeper.evidence.incident.Incident;
import dev.alarmkeeper.evidence.incident.SearchProgress;
import dev.alarmkeeper.evidence.report.ReportedFinding;
import dev.alarmkeeper.reconcile.Actor;
import dev.alarmkeeper.reconcile.ApiCall;
import dev.alarmkeeper.text.Phrases;
import dev.alarmkeeper.text.UntrustedText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a person asks of an incident, in words that are safe to print: names in it are chosen by
 * others.
 *
 * @param id stays the same for ever
 * @param link what broke
 * @param state how far it has come, in one word
 * @param since since when it was broken, and how that is known
 * @param firstSeen the first look that saw it
 * @param ended when and by whom it was put back, as far as is known
 * @param exposed for how long
 * @param who the calls that may have broken it, or that none is known
 * @param found what was wrong
 * @param toDo what a person has to do; none once it is over
 * @param commands what a person may run
 * @param missed the events that no alarm announced
 * @param controls the controls that it weakens
 */
record IncidentWords(
    String id,
    String link,
    String state,
    String since,
    String firstSeen,
    String ended,
    String exposed,
    List<String> who,
    List<String> found,
    List<String> toDo,
    List<String> commands,
    String missed,
    String controls) {
  /** The table keeps them all. */
  private static final int MOST = 10;

  /** Copies the lists. */
  IncidentWords {
    who = List.copyOf(who);
    found = List.copyOf(found);
    toDo = List.copyOf(toDo);
    commands = List.copyOf(commands);
  }

  static IncidentWords of(Incident incident, Instant now) {
    boolean open = incident.state().isOpen();
    List<ReportedFinding> findings = incident.findings().stream().limit(MOST).toList();
    return new IncidentWords(
        safe(incident.id()),
        safe(Phrases.of(incident.subject().link()) + " " + incident.subject().name()),
        Phrases.of(incident.state()),
        sinceOf(incident),
        Phrases.of(incident.firstSeen()),
        endedOf(incident),
        exposedOf(incident, now),
        whoOf(incident),
        findings.stream().flatMap(IncidentWords::foundOf).map(IncidentWords::safe).toList(),
        open ? texts(findings.stream().map(ReportedFinding::advice)) : List.of(),
        open ? texts(findings.stream().map(ReportedFinding::command)) : List.of(),
        missedOf(incident),
        safe(
            incident.controls().stream()
                .map(AffectedControl::id)
                .collect(Collectors.joining(", "))));
  }

  private static String sinceOf(Incident incident) {
    BrokenSince since = incident.since();
    String at = Phrases.of(since.at());
    return switch (since.basis()) {
      case CALL -> at + ": the time of the call that broke it";
      case EARLIEST_CALL -> at + " or later: the first of the calls that may have broken it";
      case LAST_VERIFIED -> at + " or later: the last look that found it whole";
      case FIRST_SEEN -> at + " or earlier: nobody had looked before";
    };
  }

  private static String endedOf(Incident incident) {
    String at = incident.ended().map(Phrases::of).orElse("");
    return switch (incident.state()) {
      case REPAIRED -> at + ": repaired by alarmkeeper, and seen whole by a second look";
      case ENDED -> at + ": seen whole again; who put it back is not known";
      case DRIFTED -> "not yet";
      case NEEDS_PERSON -> "not yet: only a person can mend it";
      case CHANGED -> "not known: no look says whether it is put back";
    };
  }

  private static String exposedOf(Incident incident, Instant now) {
    if (!incident.exposing()) {
      return "no: events got through all the time";
    }
    String bound =
        switch (incident.since().basis().certainty()) {
          case KNOWN -> incident.state() == Incident.State.ENDED ? " at most" : "";
          case BOUNDED -> " at most";
          case UNKNOWN -> " at least";
        };
    return Phrases.of(incident.exposure(now))
        + bound
        + (incident.state().isOpen() ? ", so far" : "");
  }

  private static List<String> whoOf(Incident incident) {
    if (incident.candidates().isEmpty()) {
      return List.of("not known");
    }
    boolean sure = incident.since().basis() == BrokenSince.Basis.CALL;
    return incident.candidates().stream()
        .map(it -> safe((sure ? "" : "maybe ") + call(it)))
        .toList();
  }

  private static String call(Candidate candidate) {
    ApiCall call = candidate.call();
    Actor actor = call.actor();
    List<String> parts = new ArrayList<>();
    parts.add(
        call.name().map(Object::toString).orElse("a call without a name")
            + " by "
            + actor.name().map(Object::toString).orElse("somebody unnamed"));
    call.time().ifPresent(it -> parts.add("at " + Phrases.of(it)));
    actor.source().ifPresent(it -> parts.add("from " + it));
    actor.mfa().ifPresent(it -> parts.add(it ? "with MFA" : "without MFA"));
    call.id().ifPresent(it -> parts.add("event " + it));
    if (!candidate.confirmed()) {
      parts.add("which CloudTrail's history has still to confirm");
    }
    return String.join(", ", parts);
  }

  private static Stream<String> foundOf(ReportedFinding finding) {
    return finding.differences().isEmpty()
        ? Stream.of(Phrases.of(finding.kind()))
        : finding.differences().stream()
            .limit(MOST)
            .map(it -> it.field() + " " + it.observed() + ", want " + it.desired());
  }

  private static String missedOf(Incident incident) {
    if (incident.missed() > 0) {
      return Phrases.count(incident.missed(), "root event") + " that no alarm announced";
    }
    if (!incident.exposing()) {
      return "none: events got through all the time";
    }
    if (!incident.weakens(SearchProgress.ROOT_USAGE)) {
      return "not searched for: only root's are";
    }
    return incident.state().isOpen()
        ? "searched for once it is whole again"
        : "none found, as far as was searched";
  }

  private static List<String> texts(Stream<String> all) {
    return all.filter(it -> !it.isEmpty()).distinct().map(IncidentWords::safe).toList();
  }

  private static String safe(String text) {
    return UntrustedText.safe(text, UntrustedText.LONG);
  }
}
