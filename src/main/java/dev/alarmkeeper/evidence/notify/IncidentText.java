package dev.alarmkeeper.evidence.notify;

import dev.alarmkeeper.chain.Link;
import dev.alarmkeeper.evidence.incident.AffectedControl;
import dev.alarmkeeper.evidence.incident.Announcement;
import dev.alarmkeeper.evidence.incident.BrokenSince;
import dev.alarmkeeper.evidence.incident.Candidate;
import dev.alarmkeeper.evidence.incident.Incident;
import dev.alarmkeeper.evidence.incident.LinkRecord;
import dev.alarmkeeper.evidence.incident.SearchProgress;
import dev.alarmkeeper.reconcile.ApiCall;
import dev.alarmkeeper.text.Phrases;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What became of an incident, in words, a line each; the most important first. */
final class IncidentText {
  private IncidentText() {}

  static List<String> of(Incident incident, Announcement what, Instant now) {
    if (incident.state() == Incident.State.CHANGED) {
      return changed(incident, what, now);
    }
    List<String> lines = new ArrayList<>();
    lines.addAll(headline(incident, what));
    lines.add("In account " + incident.account().id() + ", " + incident.account().region());
    if (incident.state().isOpen()) {
      lines.addAll(FindingText.toDo(incident.findings()));
    }
    lines.addAll(FindingText.found(incident.findings()));
    lines.add("");
    lines.addAll(who(incident, now));
    lines.add("");
    lines.addAll(when(incident, now));
    incident.controls().forEach(it -> lines.addAll(control(it)));
    lines.add("");
    lines.addAll(missed(incident));
    lines.add("Incident " + incident.id());
    return lines;
  }

  /** Of alarmkeeper itself: a call is known, and no look at what it did. */
  private static List<String> changed(Incident incident, Announcement what, Instant now) {
    List<String> lines = new ArrayList<>();
    lines.addAll(headline(incident, what));
    lines.add("In account " + incident.account().id() + ", " + incident.account().region());
    lines.addAll(FindingText.toDo(incident.findings()));
    lines.add("");
    lines.addAll(who(incident, now));
    lines.add("");
    lines.add("Incident " + incident.id());
    return lines;
  }

  static List<String> headline(Incident incident, Announcement what) {
    String link = Phrases.of(incident.subject().link()) + " " + incident.subject().name();
    return switch (what) {
      case DRIFTED -> List.of("BROKEN: " + link, "Not repaired, or not yet.");
      case NEEDS_PERSON -> List.of("BROKEN: " + link, "Only a person can mend it.");
      case REPAIRED ->
          List.of(
              "REPAIRED: " + link, "alarmkeeper repaired it, and a second look shows it whole.");
      case ENDED -> List.of("WHOLE AGAIN: " + link, "No repair of alarmkeeper's is known.");
      case FIGHT ->
          List.of(
              "BROKEN AGAIN AND AGAIN: " + link,
              "alarmkeeper repaired it %d times or more within %s, and goes on."
                  .formatted(LinkRecord.FIGHT, Phrases.of(LinkRecord.FIGHT_WINDOW)),
              "Find out who breaks it, and why.");
      case REMINDER -> List.of("STILL BROKEN: " + link, "It was told before, and goes on.");
      case CHANGED -> List.of("CHANGED: " + link, "alarmkeeper does not put itself back.");
      case CORRECTED ->
          List.of(
              "CORRECTED: " + link,
              switch (incident.state()) {
                case DRIFTED, NEEDS_PERSON -> "It is still broken.";
                case REPAIRED, ENDED -> "It is whole again.";
                case CHANGED -> "Whether it is put back is not known.";
              },
              "CloudTrail's history is read: what is told here replaces what was told before.");
    };
  }

  private static List<String> control(AffectedControl control) {
    List<String> lines = new ArrayList<>();
    lines.add("Weakens: " + control.title());
    if (!control.numbers().isEmpty()) {
      lines.add(
          control.numbers().entrySet().stream()
              .map(it -> it.getKey() + ": " + it.getValue())
              .collect(Collectors.joining("; ", "  ", "")));
    }
    return lines;
  }

  /**
   * Since when, and how well that is known; nothing of alarmkeeper itself, at which none looked.
   */
  static List<String> since(Incident incident) {
    if (incident.state() == Incident.State.CHANGED) {
      return List.of();
    }
    BrokenSince since = incident.since();
    String at = Phrases.of(since.at());
    return switch (since.basis()) {
      case CALL -> List.of("Broken since " + at);
      case EARLIEST_CALL ->
          List.of("Broken no earlier than the first of these calls", "  at " + at);
      case LAST_VERIFIED -> List.of("Broken no earlier than the last verified look", "  at " + at);
      case FIRST_SEEN ->
          List.of("Broken since " + at + " at the latest:", "  nobody had looked before");
    };
  }

  private static List<String> when(Incident incident, Instant now) {
    BrokenSince since = incident.since();
    List<String> lines = new ArrayList<>(since(incident));
    lines.add("First seen " + Phrases.of(incident.firstSeen()));
    incident.ended().ifPresent(it -> lines.add("Whole again " + Phrases.of(it)));
    if (incident.exposing()) {
      String bound =
          switch (since.basis().certainty()) {
            case KNOWN -> incident.state() == Incident.State.ENDED ? " at most" : "";
            case BOUNDED -> " at most";
            case UNKNOWN -> " at least";
          };
      lines.add(
          "Exposed: %s%s%s"
              .formatted(
                  Phrases.of(incident.exposure(now)),
                  bound,
                  incident.ended().isEmpty() ? ", so far" : ""));
    } else if (incident.subject().link() != Link.ALARMKEEPER) {
      lines.add("Not exposed: events got through all the time");
    }
    return lines;
  }

  private static List<String> who(Incident incident, Instant now) {
    List<String> lines = new ArrayList<>(candidates(incident));
    if (incident.candidates().isEmpty() && incident.verified().isEmpty()) {
      return lines;
    }
    if (!incident.settled() && incident.verified().isEmpty()) {
      lines.add("  Nobody had looked before, so that others may have done it too.");
    } else if (!incident.settled() && isStillAsked(incident, now)) {
      lines.add("  CloudTrail's history may lag by 15 minutes; it is asked again.");
    }
    return lines;
  }

  /** Who may have broken it, and how well that is known. */
  static List<String> candidates(Incident incident) {
    List<Candidate> candidates = incident.candidates();
    if (candidates.isEmpty()) {
      return List.of(
          incident.verified().isEmpty()
              ? "Who: not known, since nobody had looked before."
              : "Who: not known.");
    }
    if (incident.since().basis() == BrokenSince.Basis.CALL) {
      return call("Who: ", candidates.getFirst());
    }
    List<String> lines = new ArrayList<>();
    for (Candidate candidate : candidates) {
      lines.addAll(
          call(candidates.size() == 1 ? "Who, maybe: " : "Who, one of these: ", candidate));
      if (!candidate.confirmed()) {
        lines.add("  told by an event; CloudTrail's history has still to confirm it");
      }
    }
    return lines;
  }

  private static boolean isStillAsked(Incident incident, Instant now) {
    return now.isBefore(incident.firstSeen().plus(Incident.PATIENCE));
  }

  private static List<String> call(String who, Candidate candidate) {
    ApiCall call = candidate.call();
    List<String> lines = new ArrayList<>();
    lines.add(who + call.name().map(Object::toString).orElse("a call without a name"));
    lines.addAll(ActorText.of(call.actor()));
    call.time().ifPresent(it -> lines.add("  at " + Phrases.of(it)));
    call.id().ifPresent(it -> lines.add("  event " + it));
    return lines;
  }

  /** Only root's events are searched for, and only once the link is whole. */
  private static List<String> missed(Incident incident) {
    if (!incident.exposing()) {
      return List.of();
    }
    if (!incident.weakens(SearchProgress.ROOT_USAGE)) {
      return List.of("Events missed meanwhile are not searched for:", "  only root's are.");
    }
    return incident.state().isOpen()
        ? List.of("Root events missed meanwhile are searched for once", "  it is whole again.")
        : List.of("Root events missed meanwhile are searched for next,", "  and told separately.");
  }
}
