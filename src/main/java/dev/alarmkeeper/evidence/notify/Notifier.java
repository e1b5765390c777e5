package dev.alarmkeeper.evidence.notify;

import dev.alarmkeeper.evidence.incident.Announcement;
import dev.alarmkeeper.evidence.incident.Incident;
import dev.alarmkeeper.evidence.incident.LinkRecord;
import dev.alarmkeeper.evidence.notify.OperationsTopic.Notice;
import dev.alarmkeeper.evidence.report.ReportJson;
import dev.alarmkeeper.evidence.store.IncidentJson;
import dev.alarmkeeper.evidence.store.IncidentStore;
import dev.alarmkeeper.reconcile.Deadline;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells people and machines what they have to know, each thing once, unless a run dies of it. */
public final class Notifier {
  /** More messages of one run than these are one. */
  private static final int MOST_APART = 3;

  private static final Sent UNTRIED = new Sent.Failed("not tried, after another failed", true);

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
    Set<Digest.Told> told = tell(owing, now, missing);
    boolean isBusUp = true;
    for (LinkRecord drift : owing) {
      List<Announcement> toMachines = drift.owedToMachines();
      Sent published = isBusUp ? publish(drift, toMachines, now) : UNTRIED;
      isBusUp = !(published instanceof Sent.Failed);
      failure(published).map(it -> "event not sent: " + it).ifPresent(missing::add);
      LinkRecord next =
          drift.told(
              drift.owedToPeople().stream()
                  .filter(it -> told.contains(new Digest.Told(drift.incident(), it)))
                  .toList());
      book.note((published instanceof Sent.Done ? next.published(toMachines) : next).released());
      book.flush(drift.incident().subject(), now, missing);
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

  /**
   * Sends what people are owed. A message that is refused keeps no other from being sent; where
   * nothing answers no more is tried, for each try could take the run.
   *
   * @return what was sent
   */
  private Set<Digest.Told> tell(List<LinkRecord> owing, Instant now, List<String> missing) {
    List<Digest.Told> all =
        owing.stream()
            .flatMap(
                drift ->
                    drift.owedToPeople().stream().map(it -> new Digest.Told(drift.incident(), it)))
            .toList();
    List<List<Digest.Told>> messages =
        all.size() > MOST_APART ? List.of(all) : all.stream().map(List::of).toList();
    Set<Digest.Told> told = new HashSet<>();
    for (List<Digest.Told> message : messages) {
      Sent sent = notices.map(it -> it.send(message(message, now))).orElseGet(Sent.Done::new);
      failure(sent).map(it -> "notice not sent: " + it).ifPresent(missing::add);
      switch (sent) {
        case Sent.Done _ -> told.addAll(message);
        case Sent.Refused _ -> {}
        case Sent.Failed _ -> {
          return told;
        }
      }
    }
    return told;
  }

  private static Notice message(List<Digest.Told> told, Instant now) {
    Digest.Told first = told.getFirst();
    return told.size() == 1
        ? Messages.of(first.incident(), first.what(), now)
        : Messages.of(new Digest(told));
  }

  private Sent publish(LinkRecord drift, List<Announcement> what, Instant now) {
    List<EventBus.Event> events =
        what.stream()
            .map(
                it -> {
                  Map<String, @Nullable Object> detail = new LinkedHashMap<>();
                  detail.put("announcement", ReportJson.lower(it));
                  detail.putAll(IncidentJson.of(drift.incident(), now));
                  return new EventBus.Event(it.detailType(), now, detail);
                })
            .toList();
    return events.isEmpty()
        ? new Sent.Done()
        : bus.map(it -> it.put(events)).orElseGet(Sent.Done::new);
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
      if (!tell(part, lines, missing)) {
        break;
      }
      told.addAll(part.events());
    }
    return told;
  }

  private boolean tell(MissedActivity activity, LogLines lines, List<String> missing) {
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

  private static Optional<String> failure(Sent sent) {
    return switch (sent) {
      case Sent.Done _ -> Optional.empty();
      case Sent.Refused(String advice) -> Optional.of(advice);
      case Sent.Failed(String why, _) -> Optional.of(why);
    };
  }
}
