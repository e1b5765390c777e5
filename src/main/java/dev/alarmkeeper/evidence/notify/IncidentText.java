package dev.alarmkeeper.evidence.notify;

import dev.alarmkeeper.evidence.incident.AffectedControl;
import dev.alarmkeeper.evidence.incident.Announcement;
import dev.alarmkeeper.evidence.incident.BrokenSince;
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
    List<String> lines = new ArrayList<>();
    lines.addAll(headline(incident, what));
    lines.add("In account " + incident.account().id() + ", " + incident.account().region());
    if (what == Announcement.NEEDS_PERSON) {
      lines.addAll(FindingText.toDo(incident.findings()));
    }
    lines.addAll(FindingText.found(incident.findings()));
    lines.add("");
    incident.controls().forEach(it -> lines.addAll(control(it)));
    lines.addAll(when(incident, now));
    lines.add("");
    lines.addAll(who(incident));
    lines.add("");
    lines.addAll(missed(incident));
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

  private static List<String> when(Incident incident, Instant now) {
    List<String> lines = new ArrayList<>();
    String since = Phrases.of(incident.since().at());
    lines.addAll(
        switch (incident.since().basis()) {
          case CALL -> List.of("Broken since " + since);
          case LAST_VERIFIED ->
              List.of("Broken no earlier than the last verified look", "  at " + since);
          case FIRST_SEEN ->
              List.of("Broken since " + since + " at the latest:", "  nobody had looked before");
        });
    lines.add("First seen " + Phrases.of(incident.firstSeen()));
    incident.ended().ifPresent(it -> lines.add("Whole again " + Phrases.of(it)));
    if (incident.exposing()) {
      String bound =
          switch (incident.since().basis()) {
            case CALL -> incident.state() == Incident.State.ENDED ? " at most" : "";
            case LAST_VERIFIED -> " at most";
            case FIRST_SEEN -> " at least";
          };
      lines.add(
          "Exposed: %s%s%s"
              .formatted(
                  Phrases.of(incident.exposure(now)),
                  bound,
                  incident.ended().isEmpty() ? ", so far" : ""));
    } else {
      lines.add("Not exposed: events got through all the time");
    }
    return lines;
  }

  private static List<String> who(Incident incident) {
    if (incident.blame().isEmpty() && incident.since().basis() == BrokenSince.Basis.FIRST_SEEN) {
      return List.of("Who: not known, since nobody had looked before.");
    }
    if (incident.blame().isEmpty()) {
      return List.of(
          "Who: not known.", "  CloudTrail's history may lag by 15 minutes; it is asked again.");
    }
    ApiCall call = incident.blame().get();
    List<String> lines = new ArrayList<>();
    lines.add("Who: " + call.name().map(Object::toString).orElse("a call without a name"));
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
