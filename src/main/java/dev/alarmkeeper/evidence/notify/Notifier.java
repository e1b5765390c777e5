package dev.alarmkeeper.evidence.notify;

import dev.alarmkeeper.evidence.incident.Incident;
import dev.alarmkeeper.evidence.incident.LinkRecord;
import dev.alarmkeeper.evidence.notify.OperationsTopic.Notice;
import dev.alarmkeeper.evidence.report.ReportJson;
import dev.alarmkeeper.evidence.store.IncidentJson;
import dev.alarmkeeper.evidence.store.IncidentStore;
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
public final class Notifier {
  /** More messages of one run than these are one. */
  private static final int MOST_APART = 3;

  private final IncidentStore book;
  private final Optional<OperationsTopic> notices;
  private final Optional<EventBus> bus;
  private final InstantSource clock;

  public Notifier(
      IncidentStore book,
      Optional<OperationsTopic> notices,
      Optional<EventBus> bus,
      InstantSource clock) {
    this.book = book;
    this.notices = notices;
    this.bus = bus;
    this.clock = clock;
  }

  /** Tells what is owed of incidents first seen before. Returns what could not be told, and why. */
  public List<String> announce(Instant before, Deadline deadline, LogLines lines) {
    List<String> missing = new ArrayList<>();
    Instant now = clock.instant();
    List<LinkRecord> owing = owing(before, deadline, now, missing);
    owing.forEach(
        it -> lines.warn("incident", Map.of("incident", IncidentJson.of(it.incident(), now))));
    boolean isTold = isTold(owing, now, missing);
    boolean isBusUp = true;
    for (LinkRecord drift : owing) {
      isBusUp = isBusUp && isPublished(drift, now, missing);
      LinkRecord told = isTold ? drift.told(drift.owedToPeople()) : drift;
      LinkRecord published = isBusUp ? told.published(drift.owedToMachines()) : told;
      book.note(published.released());
      book.flush(published.incident().subject(), now, missing);
    }
    return missing;
  }

  /** Every drift of which something is owed, claimed for this run. */
  private List<LinkRecord> owing(
      Instant before, Deadline deadline, Instant now, List<String> missing) {
    List<LinkRecord> claimed = new ArrayList<>();
    for (LinkRecord drift : book.all()) {
      if (!drift.isOwing() || !drift.incident().firstSeen().isBefore(before)) {
        continue;
      }
      if (deadline.passed()) {
        missing.add("incident " + drift.incident().id() + " is told by the next run");
        continue;
      }
      book.claim(drift.incident().subject(), now, missing).ifPresent(claimed::add);
    }
    return claimed;
  }

  private boolean isTold(List<LinkRecord> owing, Instant now, List<String> missing) {
    List<Digest.Told> all =
        owing.stream()
            .flatMap(
                drift ->
                    drift.owedToPeople().stream().map(it -> new Digest.Told(drift.incident(), it)))
            .toList();
    List<Notice> messages =
        all.size() > MOST_APART
            ? List.of(Messages.of(new Digest(all)))
            : all.stream().map(it -> Messages.of(it.incident(), it.what(), now)).toList();
    // The first failure ends it: what does not answer could take the run.
    Optional<String> failure =
        messages.stream()
            .flatMap(message -> notices.flatMap(it -> failure(it.send(message))).stream())
            .findFirst();
    failure.map(it -> "notice not sent: " + it).ifPresent(missing::add);
    return failure.isEmpty();
  }

  private boolean isPublished(LinkRecord drift, Instant now, List<String> missing) {
    List<EventBus.Event> events =
        drift.owedToMachines().stream()
            .map(
                what -> {
                  Map<String, @Nullable Object> detail = new LinkedHashMap<>();
                  detail.put("announcement", ReportJson.lower(what));
                  detail.putAll(IncidentJson.of(drift.incident(), now));
                  return new EventBus.Event(what.detailType(), now, detail);
                })
            .toList();
    Optional<String> failure =
        events.isEmpty() ? Optional.empty() : bus.flatMap(it -> failure(it.put(events)));
    failure.map(it -> "event not sent: " + it).ifPresent(missing::add);
    return failure.isEmpty();
  }

  /**
   * Tells of events that nobody was told of. They count as told where people were, or machines, or
   * where there is nobody but the log.
   *
   * @return the events that count as told; the others are told by a later run
   */
  public List<MissedEvent> missed(
      Incident incident,
      SearchCoverage coverage,
      List<MissedEvent> events,
      LogLines lines,
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

  private boolean isTold(MissedActivity activity, LogLines lines, List<String> missing) {
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
