package dev.alarmkeeper.evidence;

import dev.alarmkeeper.evidence.Evidence.Lines;
import dev.alarmkeeper.reconcile.Deadline;
import dev.alarmkeeper.reconcile.Outcome;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells people and machines what they have to know, each thing once, unless a run dies of it. */
final class Announcer {
  private final Book book;
  private final Optional<Notices> notices;
  private final Optional<EventBus> bus;
  private final InstantSource clock;

  Announcer(Book book, Optional<Notices> notices, Optional<EventBus> bus, InstantSource clock) {
    this.book = book;
    this.notices = notices;
    this.bus = bus;
    this.clock = clock;
  }

  /** Tells what is owed of every incident. Returns what could not be told, and why. */
  List<String> announce(Deadline deadline, Lines lines) {
    List<String> missing = new ArrayList<>();
    for (Drift known : book.all()) {
      if (known.owedToPeople().isEmpty() && known.owedToMachines().isEmpty()) {
        continue;
      }
      if (deadline.passed()) {
        missing.add("incident " + known.incident().id() + " is told by the next run");
        continue;
      }
      Instant now = clock.instant();
      book.claim(known.incident().subject(), now, missing)
          .ifPresent(
              drift -> {
                lines.warn("incident", Map.of("incident", IncidentJson.of(drift.incident(), now)));
                Drift told = tellMachines(tellPeople(drift, now, missing), now, missing);
                book.note(told.released());
                book.flush(told.incident().subject(), now, missing);
              });
    }
    return missing;
  }

  private Drift tellPeople(Drift drift, Instant now, List<String> missing) {
    Drift told = drift;
    for (Announcement what : drift.owedToPeople()) {
      Optional<String> failure =
          notices.flatMap(it -> failure(it.send(Messages.of(drift.incident(), what, now))));
      failure.map(it -> "notice not sent: " + it).ifPresent(missing::add);
      told = failure.isEmpty() ? told.told(what) : told;
    }
    return told;
  }

  private Drift tellMachines(Drift drift, Instant now, List<String> missing) {
    Drift told = drift;
    for (Announcement what : drift.owedToMachines()) {
      Map<String, @Nullable Object> detail = new LinkedHashMap<>();
      detail.put("announcement", ReportJson.lower(what));
      detail.putAll(IncidentJson.of(drift.incident(), now));
      var event = new EventBus.Event(what.detailType(), now, detail);
      Optional<String> failure = bus.flatMap(it -> failure(it.put(List.of(event))));
      failure.map(it -> "event not sent: " + it).ifPresent(missing::add);
      told = failure.isEmpty() ? told.published(what) : told;
    }
    return told;
  }

  /**
   * Tells of events that nobody was told of. They count as told where people were, or machines, or
   * where there is nobody but the log.
   *
   * @return the events that count as told; the others are told by a later run
   */
  List<MissedEvent> missed(
      Incident incident,
      Coverage coverage,
      List<MissedEvent> events,
      Lines lines,
      List<String> missing) {
    List<MissedEvent> told = new ArrayList<>();
    for (MissedActivity part : MissedActivity.of(incident, coverage, events)) {
      if (!isTold(part, lines, missing)) {
        break;
      }
      told.addAll(part.events());
    }
    return told;
  }

  private boolean isTold(MissedActivity activity, Lines lines, List<String> missing) {
    Map<String, @Nullable Object> detail = activity.json();
    lines.warn("missed root activity", detail);
    var event = new EventBus.Event("Missed Root Activity", clock.instant(), detail);
    Optional<String> people = notices.flatMap(it -> failure(it.send(Messages.of(activity))));
    Optional<String> machines = bus.flatMap(it -> failure(it.put(List.of(event))));
    people.map(it -> "missed root activity not told: " + it).ifPresent(missing::add);
    machines.map(it -> "missed root activity not published: " + it).ifPresent(missing::add);
    return (notices.isPresent() && people.isEmpty())
        || (bus.isPresent() && machines.isEmpty())
        || (notices.isEmpty() && bus.isEmpty());
  }

  private static Optional<String> failure(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Done _ -> Optional.empty();
      case Outcome.Refused(String advice) -> Optional.of(advice);
      case Outcome.Failed(String why, _) -> Optional.of(why);
      case Outcome.NotReached _ -> Optional.of("not reached before the deadline");
    };
  }
}
