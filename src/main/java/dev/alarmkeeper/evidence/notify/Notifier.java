package dev.alarmkeeper.evidence.notify;

import dev.alarmkeeper.chain.Link;
import dev.alarmkeeper.evidence.incident.Announcement;
import dev.alarmkeeper.evidence.incident.Incident;
import dev.alarmkeeper.evidence.incident.LinkId;
import dev.alarmkeeper.evidence.incident.LinkRecord;
import dev.alarmkeeper.evidence.incident.OwnStackChange;
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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Tells people and machines what they have to know, each thing once, unless a run dies of it. */
public final class Notifier {
  /** More messages of one run than these are one. */
  private static final int MOST_APART = 3;

  private static final Sent UNTRIED = new Sent.Failed("not tried, after another failed", true);

  private final IncidentStore incidents;
  private final Optional<OperationsTopic> notices;
  private final Optional<EventBus> bus;
  private final InstantSource clock;

  public Notifier(
      IncidentStore incidents,
      Optional<OperationsTopic> notices,
      Optional<EventBus> bus,
      InstantSource clock) {
    this.incidents = incidents;
    this.notices = notices;
    this.bus = bus;
    this.clock = clock;
  }

  /**
   * Tells what is owed of these links, which the run has claimed. What was told is noted, and is
   * kept by the next flush.
   *
   * @param aside where people are told of what keeps them from hearing
   * @return what could not be told, and why
   */
  public List<String> announce(
      List<LinkRecord> claimed,
      Optional<OperationsTopic> aside,
      Deadline deadline,
      LogLines lines) {
    List<String> missing = new ArrayList<>();
    List<LinkRecord> owing = new ArrayList<>();
    for (LinkRecord record : claimed) {
      if (deadline.passed()) {
        missing.add("incident " + record.incident().id() + " is told by the next run");
      } else {
        owing.add(record);
      }
    }
    Instant now = clock.instant();
    owing.forEach(
        it -> lines.warn("incident", Map.of("incident", IncidentJson.of(it.incident(), now))));
    Telling told = tell(owing, aside, now);
    missing.addAll(told.missing());
    boolean isBusUp = true;
    for (LinkRecord record : owing) {
      List<Announcement> toMachines = record.owedToMachines();
      Sent published = isBusUp ? publish(record, toMachines, now) : UNTRIED;
      isBusUp = !(published instanceof Sent.Failed);
      failure(published).map(it -> "event not sent: " + it).ifPresent(missing::add);
      List<Announcement> toPeople =
          record.owedToPeople().stream()
              .filter(it -> told.done().contains(new Digest.Told(record.incident(), it)))
              .toList();
      List<Announcement> done = published instanceof Sent.Done ? toMachines : List.of();
      Set<String> calls = record.incident().candidateIds();
      incidents.change(record.incident(), it -> it.told(toPeople, calls).published(done));
    }
    return missing;
  }

  /**
   * Sends what people are owed. A message that is refused keeps no other from being sent; where
   * nothing answers no more is tried, for each try could take the run.
   */
  private Telling tell(List<LinkRecord> owing, Optional<OperationsTopic> aside, Instant now) {
    List<Digest.Told> all =
        owing.stream()
            .flatMap(
                drift ->
                    drift.owedToPeople().stream().map(it -> new Digest.Told(drift.incident(), it)))
            .toList();
    List<List<Digest.Told>> messages =
        all.size() > MOST_APART ? List.of(all) : all.stream().map(List::of).toList();
    Set<Digest.Told> told = new HashSet<>();
    List<String> missing = new ArrayList<>();
    for (List<Digest.Told> message : messages) {
      Notice notice = message(message, now);
      boolean isUnheard = message.stream().anyMatch(Notifier::isUnheard);
      Sent sent = send(notices, notice);
      Optional<Sent> beside = isUnheard ? Optional.of(send(aside, notice)) : Optional.empty();
      Stream.concat(Stream.of(sent), beside.stream())
          .flatMap(it -> failure(it).stream())
          .map(it -> "notice not sent: " + it)
          .forEach(missing::add);
      switch (beside.filter(Sent.Done.class::isInstance).orElse(sent)) {
        case Sent.Done _ -> told.addAll(message);
        case Sent.Refused _ -> {}
        case Sent.Failed _ -> {
          return new Telling(told, missing);
        }
      }
    }
    return new Telling(told, missing);
  }

  /**
   * What people were told.
   *
   * @param missing what could not be sent, and why
   */
  private record Telling(Set<Digest.Told> done, List<String> missing) {}

  private static Sent send(Optional<OperationsTopic> topic, Notice notice) {
    return topic.map(it -> it.send(notice)).orElseGet(Sent.Done::new);
  }

  /** Whether it is about the very topic that would tell it. */
  private static boolean isUnheard(Digest.Told told) {
    LinkId subject = told.incident().subject();
    return subject.link() == Link.ALARMKEEPER
        && subject.name().startsWith(OwnStackChange.TOPIC + " ");
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
  public Told missed(
      Incident incident, SearchCoverage coverage, List<MissedEvent> events, LogLines lines) {
    List<MissedEvent> told = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (MissedActivity part : MissedActivity.of(incident, coverage, events)) {
      Told of = tell(part, lines);
      missing.addAll(of.missing());
      told.addAll(of.events());
      if (of.events().isEmpty()) {
        break;
      }
    }
    return new Told(told, missing);
  }

  /**
   * What was told of missed events.
   *
   * @param events those that count as told
   * @param missing what could not be sent, and why
   */
  public record Told(List<MissedEvent> events, List<String> missing) {
    /** Copies the lists. */
    public Told {
      events = List.copyOf(events);
      missing = List.copyOf(missing);
    }
  }

  private Told tell(MissedActivity activity, LogLines lines) {
    Map<String, @Nullable Object> detail = activity.json();
    lines.warn("missed root activity", detail);
    var event = new EventBus.Event("Missed Root Activity", clock.instant(), detail);
    Optional<String> people = notices.flatMap(it -> failure(it.send(Messages.of(activity))));
    Optional<String> machines = bus.flatMap(it -> failure(it.put(List.of(event))));
    boolean isTold =
        (notices.isPresent() && people.isEmpty())
            || (bus.isPresent() && machines.isEmpty())
            || (notices.isEmpty() && bus.isEmpty());
    return new Told(
        isTold ? activity.events() : List.of(),
        Stream.concat(
                people.stream().map(it -> "missed root activity not told: " + it),
                machines.stream().map(it -> "missed root activity not published: " + it))
            .toList());
  }

  private static Optional<String> failure(Sent sent) {
    return switch (sent) {
      case Sent.Done _ -> Optional.empty();
      case Sent.Refused(String advice) -> Optional.of(advice);
      case Sent.Failed(String why, _) -> Optional.of(why);
    };
  }
}
