package dev.alarmkeeper.evidence;

import dev.alarmkeeper.chain.Observed.Present;
import dev.alarmkeeper.chain.Topic;
import dev.alarmkeeper.control.Control;
import dev.alarmkeeper.control.Desired;
import dev.alarmkeeper.evidence.drill.Drill;
import dev.alarmkeeper.evidence.history.Attribution;
import dev.alarmkeeper.evidence.history.GapSearch;
import dev.alarmkeeper.evidence.incident.Incident;
import dev.alarmkeeper.evidence.incident.IncidentTracker;
import dev.alarmkeeper.evidence.incident.LinkId;
import dev.alarmkeeper.evidence.incident.LinkRecord;
import dev.alarmkeeper.evidence.incident.OwnIdentity;
import dev.alarmkeeper.evidence.incident.OwnIncidents;
import dev.alarmkeeper.evidence.incident.OwnLook;
import dev.alarmkeeper.evidence.incident.PendingBreak;
import dev.alarmkeeper.evidence.notify.LogLines;
import dev.alarmkeeper.evidence.notify.Notifier;
import dev.alarmkeeper.evidence.notify.OperationsTopic;
import dev.alarmkeeper.evidence.store.CircuitBreakingStore;
import dev.alarmkeeper.evidence.store.EvidenceStore;
import dev.alarmkeeper.evidence.store.IncidentStore;
import dev.alarmkeeper.evidence.store.VerifiedPeriods;
import dev.alarmkeeper.reconcile.ApiCall;
import dev.alarmkeeper.reconcile.Deadline;
import dev.alarmkeeper.reconcile.Order;
import dev.alarmkeeper.reconcile.Plan;
import dev.alarmkeeper.reconcile.Report;
import dev.alarmkeeper.reconcile.Witness;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what runs leave behind: incidents, who caused them, what was missed meanwhile, and who was
 * told. Nothing here throws for what a store, a topic or a bus answers: a repair never waits for
 * evidence, and what is missing of it is said.
 */
public final class EvidenceRecorder implements Witness {
  /** How long a run waits for what it began to read while it looked and repaired. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final String UNREAD = "what is remembered is not read yet";

  private final EvidenceStore store;
  private final IncidentStore incidents;
  private final VerifiedPeriods periods;
  private final Notifier notifier;
  private final GapSearch gaps;
  private final Attribution attribution;
  private final FireDrills drills;
  private final Sinks sinks;
  private final InstantSource clock;
  private final Optional<CircuitBreakingStore> breaker;
  private String run = "";
  private CompletableFuture<List<String>> early = CompletableFuture.completedFuture(List.of());

  /** Evidence of one account and Region, without drills. */
  public EvidenceRecorder(Sinks sinks, InstantSource clock) {
    this(sinks, Optional.empty(), clock);
  }

  /** Evidence of one account and Region. */
  public EvidenceRecorder(Sinks sinks, Optional<Drilling> drilling, InstantSource clock) {
    this.breaker = sinks.store().map(CircuitBreakingStore::new);
    this.store = new EvidenceStore(breaker.map(it -> it), sinks.retention(), sinks.silence());
    this.incidents = store.incidents();
    this.periods = store.periods();
    this.notifier = new Notifier(incidents, sinks.notices(), sinks.bus(), clock);
    this.drills = new FireDrills(store.drills(), drilling, sinks.notices(), clock);
    this.gaps = new GapSearch(incidents, sinks.history(), notifier, clock, drills::ids);
    this.attribution = new Attribution(incidents, sinks.history(), sinks.self());
    this.sinks = sinks;
    this.clock = clock;
  }

  /**
   * Begins to read what is remembered, and to write down what was found, while repairs are made:
   * should the process die of them, the next one still knows what this one saw.
   */
  @Override
  public void saw(Order order, Desired desired, Plan found, Instant at) {
    breaker.ifPresent(CircuitBreakingStore::mend);
    run = UUID.randomUUID().toString();
    drills.begin();
    Report sofar = new Report(order, desired, found, Map.of(), found, at, at);
    early =
        CompletableFuture.supplyAsync(() -> note(sofar), task -> Thread.ofVirtual().start(task));
  }

  private List<String> note(Report sofar) {
    List<String> missing = new ArrayList<>(store.read());
    IncidentTracker tracker = new IncidentTracker(sofar, periods.last(), call(sofar), false);
    Set<LinkId> links = new LinkedHashSet<>(tracker.subjects());
    // What is known is not news, and what is still to be told is told before its end.
    incidents.all().stream()
        .filter(it -> it.isOwing() || it.incident().state().isOpen())
        .forEach(it -> links.remove(it.incident().subject()));
    change(tracker, links);
    claim(it -> it.isOwing() && it.incident().firstSeen().isBefore(sofar.firstLook()));
    missing.addAll(store.flush(clock.instant()));
    missing.addAll(drills.look(sofar.desired()));
    return missing;
  }

  /**
   * The report of a run, with what is remembered of whether its alarms are heard: an alarm that a
   * drill or a real firing found silent is a finding, although every field looks right.
   */
  public Report judged(Report report, Deadline deadline) {
    boolean isRead = await(deadline).stream().noneMatch(UNREAD::equals);
    return isRead ? drills.judged(report) : report;
  }

  /** The same, for a run that begins no drill. */
  public EvidenceSummary conclude(
      Report report, Optional<OwnLook> own, boolean whole, Deadline deadline, LogLines lines) {
    return conclude(judged(report, deadline), own, whole, DrillOrder.NONE, deadline, lines);
  }

  /**
   * Writes down what became of a run, and tells those who have to know.
   *
   * @param report as {@link #judged} has it
   * @param own what the run saw of alarmkeeper itself; empty where it did not look
   * @param whole whether every enabled control was looked at
   * @param order what it may do about drills
   * @param deadline when to stop; what is not done by then is done by a later run
   */
  public EvidenceSummary conclude(
      Report report,
      Optional<OwnLook> own,
      boolean whole,
      DrillOrder order,
      Deadline deadline,
      LogLines lines) {
    List<String> missing = new ArrayList<>(await(deadline));
    // What earlier runs could not tell, before what it is about is replaced.
    Optional<OperationsTopic> aside = report.desired().topic().map(Topic::arn).map(sinks.topics());
    missing.addAll(notifier.announce(claimed(), aside, deadline, lines));
    Instant now = report.lastLook();
    boolean complete = whole && report.isVerified();
    IncidentTracker tracker =
        new IncidentTracker(report, periods.last(), call(report), complete, drills.heard(report));
    Set<LinkId> links = new LinkedHashSet<>(tracker.subjects());
    incidents.all().forEach(it -> links.add(it.incident().subject()));
    change(tracker, links);
    own.ifPresent(it -> change(report, it));
    own.ifPresent(it -> it.unread().stream().map(OwnLook::missing).forEach(missing::add));
    Confirmed confirmed = confirm(tracker, report, deadline);
    missing.addAll(confirmed.missing());
    remind();
    missing.addAll(attribution.attribute(report.desired(), sinks.own(), clock.instant(), deadline));
    drills.plan(run, report, order, store.isRead());
    List<String> unkept = keep(report, own, complete, confirmed.awaited());
    missing.addAll(unkept);
    boolean isKept = unkept.isEmpty() && store.isRead();
    missing.addAll(notifier.announce(claimed(), aside, deadline, lines));
    missing.addAll(drills.carryOut(run, report, isKept, deadline, lines));
    missing.addAll(gaps.search(run, report, deadline, lines));
    release();
    missing.addAll(store.flush(clock.instant()));
    return EvidenceSummary.of(incidents.all(), now, missing, breaker.isPresent(), isKept);
  }

  /**
   * Keeps what the run saw, claims what it is going to tell and to search, and counts it among the
   * verified ones if all of that is kept.
   *
   * @return what is not kept, and why
   */
  private List<String> keep(
      Report report, Optional<OwnLook> own, boolean complete, List<PendingBreak> awaited) {
    claim(it -> it.isOwing() || gaps.isDue(it, report));
    List<String> unkept = new ArrayList<>();
    if (awaited.size() > VerifiedPeriods.MOST_PENDING) {
      unkept.add(
          "%d breaks await CloudTrail's history, and %d are remembered: look for events that are"
                  .formatted(awaited.size(), VerifiedPeriods.MOST_PENDING)
              + " sent to the function again and again");
    }
    boolean isVerified =
        complete && unkept.isEmpty() && store.isRead() && !report.place().isCoveredElsewhere();
    periods.note(
        report.lastLook(),
        isVerified
            ? Optional.of(report.order().controls().stream().map(Control::id).toList())
            : Optional.empty(),
        awaited);
    own.filter(it -> it.isWhole() && store.isRead()).ifPresent(it -> periods.noteOwn(it.at()));
    touchIfSearching(report);
    unkept.addAll(store.flush(clock.instant()));
    if (!unkept.isEmpty() || !store.isRead()) {
      periods.breakOff();
    }
    touchIfSearching(report);
    return unkept;
  }

  /** Of two runs that search, one has to learn of the other before it begins, and at its end. */
  private void touchIfSearching(Report report) {
    if (incidents.all().stream().anyMatch(it -> it.isClaimedBy(run) && gaps.isDue(it, report))) {
      periods.touch(clock.instant());
    }
  }

  private void claim(Predicate<LinkRecord> wanted) {
    Instant now = clock.instant();
    for (LinkRecord record : incidents.all()) {
      if (wanted.test(record)) {
        incidents.change(
            record.incident().subject(),
            known ->
                known.map(
                    it -> wanted.test(it) && !it.isClaimed(now) ? it.claimedBy(run, now) : it));
      }
    }
  }

  private List<LinkRecord> claimed() {
    return incidents.all().stream().filter(it -> it.isClaimedBy(run) && it.isOwing()).toList();
  }

  private void release() {
    for (LinkRecord record : incidents.all()) {
      if (record.isClaimedBy(run)) {
        incidents.change(
            record.incident().subject(),
            known -> known.map(it -> it.isClaimedBy(run) ? it.released() : it));
      }
    }
  }

  /** The call that woke us; empty where it was our own, or may have been. */
  private Optional<ApiCall> call(Report report) {
    return report
        .order()
        .cause()
        .call()
        .filter(
            it ->
                sinks.self().get() instanceof Present<OwnIdentity>(OwnIdentity own)
                    && !own.made(it.actor()));
  }

  /**
   * What became of breaks that were over before a look.
   *
   * @param awaited those that CloudTrail is still to be asked for
   * @param missing what could not be read, and why
   */
  private record Confirmed(List<PendingBreak> awaited, List<String> missing) {}

  /** Asks CloudTrail for breaks that were over before a look. */
  private Confirmed confirm(IncidentTracker tracker, Report report, Deadline deadline) {
    Map<Object, PendingBreak> byCall = new LinkedHashMap<>();
    Stream.concat(periods.pending().stream(), tracker.pending(sinks.own()).stream())
        .forEach(it -> byCall.putIfAbsent(List.of(it.eventId(), it.link()), it));
    List<PendingBreak> awaited = new ArrayList<>(byCall.values());
    Attribution.Confirmations answer =
        attribution.confirm(awaited, report.desired(), sinks.own(), deadline);
    for (Attribution.Confirmed it : answer.confirmed()) {
      awaited.remove(it.pending());
      if (!it.isOurs()) {
        incidents.change(
            it.link(),
            known ->
                Optional.of(tracker.confirmed(it.pending(), it.candidate(), sinks.own(), known)));
      }
    }
    // Who was asked for waits behind the others: forged events keep no true one from its turn.
    awaited.removeAll(answer.absent());
    answer.absent().stream().filter(it -> it.isPossible(clock.instant())).forEach(awaited::add);
    return new Confirmed(awaited, answer.missing());
  }

  /** Has open incidents told again when their time has come. */
  private void remind() {
    for (LinkRecord record : incidents.all()) {
      Incident incident = record.incident();
      boolean isDue =
          incident.state().isOpen()
              && sinks
                  .reminder(incident.firstSeen(), record.reminded())
                  .filter(it -> !clock.instant().isBefore(it))
                  .isPresent();
      if (isDue) {
        incidents.change(incident, it -> it.reminded() == record.reminded() ? it.reminding() : it);
      }
    }
  }

  /** What is known of drills, for the run's answer; empty where there are none. */
  public Optional<Map<String, @Nullable Object>> drills(Report report) {
    return drills.json(report);
  }

  /** When the alarms of a report were last heard, in words; empty where one never was. */
  public Optional<String> proof(Report report) {
    return drills.proof(report);
  }

  /** The drills that ended in this run. */
  public List<Drill> ended() {
    return drills.finished();
  }

  private void change(IncidentTracker tracker, Set<LinkId> links) {
    links.forEach(link -> incidents.change(link, known -> tracker.next(link, known)));
  }

  private void change(Report report, OwnLook own) {
    OwnIncidents parts = new OwnIncidents(report, sinks.own(), periods.ownVerified());
    OwnIncidents.parts(own, incidents.all().stream())
        .forEach(part -> incidents.change(part, known -> parts.next(own, part, known)));
  }

  private List<String> await(Deadline deadline) {
    try {
      long patience = Math.min(deadline.left().toMillis(), PATIENCE.toMillis());
      return early.get(patience, TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      return List.of(UNREAD);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return List.of("the run was interrupted");
    } catch (ExecutionException failed) {
      return List.of("what is remembered could not be read: " + failed.getCause());
    }
  }
}
