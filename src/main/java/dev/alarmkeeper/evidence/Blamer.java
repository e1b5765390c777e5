package dev.alarmkeeper.evidence;

import dev.alarmkeeper.chain.Observed;
import dev.alarmkeeper.chain.Observed.Absent;
import dev.alarmkeeper.chain.Observed.Present;
import dev.alarmkeeper.chain.Observed.Unreadable;
import dev.alarmkeeper.control.Desired;
import dev.alarmkeeper.evidence.EventHistory.Attribute;
import dev.alarmkeeper.evidence.EventHistory.Page;
import dev.alarmkeeper.evidence.EventHistory.Window;
import dev.alarmkeeper.reconcile.ApiCall;
import dev.alarmkeeper.reconcile.Deadline;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Finds out who broke a link, where no event said so. */
final class Blamer {
  /** How long CloudTrail's history may lag, with room to spare. */
  private static final Duration PATIENCE = Duration.ofHours(1);

  /** How far to look back where nobody had looked before. */
  private static final Duration FIRST_LOOK = Duration.ofDays(1);

  private final Book book;
  private final Optional<EventHistory> history;

  Blamer(Book book, Optional<EventHistory> history) {
    this.book = book;
    this.history = history;
  }

  /** Looks for the culprits of all incidents that have none. Returns what could not be read. */
  List<String> blame(Desired desired, Instant now, Deadline deadline) {
    List<String> missing = new ArrayList<>();
    if (history.isEmpty()) {
      return missing;
    }
    for (Drift drift : book.all()) {
      Incident incident = drift.incident();
      boolean fresh = now.isBefore(incident.firstSeen().plus(PATIENCE));
      if (incident.blame().isEmpty() && fresh && !deadline.passed()) {
        culprit(history.get(), incident, desired, missing)
            .ifPresent(it -> book.note(drift.blaming(it)));
      }
    }
    return missing;
  }

  /** The last call before the link was seen broken that can have broken it. */
  private static Optional<ApiCall> culprit(
      EventHistory history, Incident incident, Desired desired, List<String> missing) {
    // A call before the last verified look has not broken anything. CloudTrail tells whole seconds.
    Instant from =
        incident.since().basis() == Since.Basis.FIRST_SEEN
            ? incident.firstSeen().minus(FIRST_LOOK)
            : incident.since().at().truncatedTo(ChronoUnit.SECONDS);
    Window window = new Window(from, incident.firstSeen());
    List<ApiCall> suspects = new ArrayList<>();
    for (String operation : Culprits.callsThatBreak(incident.subject().link())) {
      Observed<Page> page =
          history.remembered(
              incident.account().region(),
              Attribute.EVENT_NAME,
              operation,
              window,
              Optional.empty());
      switch (page) {
        case Present<Page>(Page calls) ->
            calls.events().stream()
                .map(it -> ApiCalls.of(new Fields(it.json())))
                .filter(it -> Culprits.broke(incident.subject(), it, desired))
                .filter(it -> it.time().filter(at -> isIn(window, at)).isPresent())
                .forEach(suspects::add);
        case Absent<Page> _ -> {}
        case Unreadable<Page>(String reason, _) ->
            missing.add("who broke " + incident.subject() + " is not known yet: " + reason);
      }
    }
    return suspects.stream().max(Comparator.comparing(it -> it.time().orElseThrow()));
  }

  private static boolean isIn(Window window, Instant at) {
    return !at.isBefore(window.from()) && !at.isAfter(window.to());
  }
}
