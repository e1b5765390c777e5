package dev.alarmkeeper.evidence.history;

import dev.alarmkeeper.chain.Observed.Absent;
import dev.alarmkeeper.chain.Observed.Present;
import dev.alarmkeeper.chain.Observed.Unreadable;
import dev.alarmkeeper.control.Desired;
import dev.alarmkeeper.evidence.history.EventHistory.Attribute;
import dev.alarmkeeper.evidence.history.EventHistory.Page;
import dev.alarmkeeper.evidence.incident.BreakingCalls;
import dev.alarmkeeper.evidence.incident.BrokenSince;
import dev.alarmkeeper.evidence.incident.Incident;
import dev.alarmkeeper.evidence.incident.LinkRecord;
import dev.alarmkeeper.evidence.incident.Window;
import dev.alarmkeeper.evidence.store.IncidentStore;
import dev.alarmkeeper.reconcile.ApiCall;
import dev.alarmkeeper.reconcile.Deadline;
import dev.alarmkeeper.text.JsonFields;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Finds out who broke a link, where no event said so. */
public final class Attribution {
  /** How long CloudTrail's history may lag, with room to spare. */
  private static final Duration PATIENCE = Duration.ofHours(1);

  private final IncidentStore book;
  private final Optional<EventHistory> history;

  public Attribution(IncidentStore book, Optional<EventHistory> history) {
    this.book = book;
    this.history = history;
  }

  /**
   * Looks for the culprits of all incidents that have none. Each sort of call is looked up once,
   * whatever the number of incidents. Returns what could not be read.
   */
  public List<String> blame(Desired desired, Instant now, Deadline deadline) {
    List<LinkRecord> unexplained = book.all().stream().filter(it -> isToExplain(it, now)).toList();
    List<String> missing = new ArrayList<>();
    if (history.isEmpty() || unexplained.isEmpty()) {
      return missing;
    }
    List<ApiCall> suspects = suspects(history.get(), unexplained, deadline, missing);
    for (LinkRecord drift : unexplained) {
      Incident incident = drift.incident();
      suspects.stream()
          .filter(it -> BreakingCalls.broke(incident.subject(), it, desired))
          .filter(it -> it.time().filter(at -> isIn(window(incident), at)).isPresent())
          // The last call before the link was seen broken.
          .max(Comparator.comparing(it -> it.time().orElseThrow()))
          .ifPresent(it -> book.note(drift.blaming(it)));
    }
    return missing;
  }

  /** Where nobody had looked before, nobody knows where to begin. */
  private static boolean isToExplain(LinkRecord drift, Instant now) {
    Incident incident = drift.incident();
    return incident.blame().isEmpty()
        && incident.since().basis() != BrokenSince.Basis.FIRST_SEEN
        && now.isBefore(incident.firstSeen().plus(PATIENCE));
  }

  private static List<ApiCall> suspects(
      EventHistory history, List<LinkRecord> unexplained, Deadline deadline, List<String> missing) {
    List<Window> windows = unexplained.stream().map(it -> window(it.incident())).toList();
    Window all =
        new Window(
            Collections.min(windows.stream().map(Window::from).toList()),
            Collections.max(windows.stream().map(Window::to).toList()));
    List<ApiCall> suspects = new ArrayList<>();
    unexplained.stream()
        .flatMap(it -> BreakingCalls.callsThatBreak(it.incident()).stream())
        .distinct()
        .takeWhile(_ -> !deadline.passed())
        .forEach(
            operation -> {
              String region = unexplained.getFirst().incident().account().region();
              Optional<String> token = Optional.empty();
              do {
                token =
                    switch (history.remembered(
                        region, Attribute.EVENT_NAME, operation, all, token)) {
                      case Present<Page>(Page calls) -> {
                        calls.events().stream()
                            .map(it -> CloudTrailRecords.of(new JsonFields(it.json())))
                            .forEach(suspects::add);
                        yield calls.next();
                      }
                      case Absent<Page> _ -> Optional.empty();
                      case Unreadable<Page>(String reason, _) -> {
                        missing.add("who called " + operation + " is not known yet: " + reason);
                        yield Optional.empty();
                      }
                    };
              } while (token.isPresent() && !deadline.passed());
            });
    return suspects;
  }

  /** What was called before the last verified look has broken nothing. CloudTrail tells seconds. */
  private static Window window(Incident incident) {
    return new Window(incident.since().at().truncatedTo(ChronoUnit.SECONDS), incident.firstSeen());
  }

  private static boolean isIn(Window window, Instant at) {
    return !at.isBefore(window.from()) && !at.isAfter(window.to());
  }
}
