package dev.alarmkeeper.evidence.incident;

import dev.alarmkeeper.chain.Account;
import dev.alarmkeeper.chain.Link;
import dev.alarmkeeper.chain.Observed.Present;
import dev.alarmkeeper.chain.Trail;
import dev.alarmkeeper.control.Control;
import dev.alarmkeeper.control.Desired;
import dev.alarmkeeper.evidence.cause.BreakingCalls;
import dev.alarmkeeper.reconcile.ApiCall;
import dev.alarmkeeper.reconcile.Report;
import dev.alarmkeeper.text.UntrustedText;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A break that may have been over before anybody looked: an event tells of a call that took a link
 * away, and the look finds the link whole. An event may be forged, or be told again after months,
 * so that it proves nothing until CloudTrail's history has the call.
 *
 * @param eventId CloudTrail's id of the call, as the event gives it
 * @param region where the call would have been made
 * @param link the link that it would have taken away
 * @param controls those that it would have weakened
 * @param verified the last verified look before; the call must have come later. Of alarmkeeper
 *     itself no look says anything, and the call must be no older than an event can be
 * @param look the look that found the link whole
 */
public record PendingBreak(
    String eventId,
    String region,
    LinkId link,
    List<AffectedControl> controls,
    Instant verified,
    Instant look) {
  /** CloudTrail's history lags by 15 minutes; what it does not have by then it will not have. */
  public static final Duration PATIENCE = Duration.ofHours(1);

  /**
   * How old a call may be that changed alarmkeeper itself: events are delivered for an hour, and
   * runs are tried for another.
   */
  static final Duration FRESH = Duration.ofHours(3);

  /** Copies the list. */
  public PendingBreak {
    controls = List.copyOf(controls);
  }

  /** Whether a history that does not have the call may still get it. */
  public boolean isPossible(Instant now) {
    return now.isBefore(look.plus(PATIENCE));
  }

  /**
   * Whether a call that CloudTrail's history has is the one that is awaited.
   *
   * @param recorded the call, as the history has it
   */
  public Optional<Candidate> confirmedBy(ApiCall recorded, Desired desired, OwnStack own) {
    boolean isIt =
        recorded.id().filter(it -> it.toString().equals(eventId)).isPresent()
            && recorded.time().filter(this::isBetweenLooks).isPresent();
    if (isIt && link.link() == Link.ALARMKEEPER) {
      return OwnStackChange.of(recorded, own, desired.place().account())
          .filter(it -> it.link().equals(link))
          .map(_ -> new Candidate(recorded, true, Set.of(OwnStackChange.LABEL)));
    }
    return isIt && BreakingCalls.takesAway(recorded)
        ? BreakingCalls.explains(recorded, link.link(), link.name(), List.of(), desired)
            .filter(it -> !it.isEmpty())
            .map(it -> new Candidate(recorded, true, it))
        : Optional.empty();
  }

  /** CloudTrail tells whole seconds. */
  private boolean isBetweenLooks(Instant at) {
    return !at.isBefore(verified.truncatedTo(ChronoUnit.SECONDS)) && !at.isAfter(look);
  }

  /** What the call that started a run may have taken away, as far as the event tells. */
  static List<PendingBreak> of(
      Report report, Optional<VerifiedPeriod> watch, Optional<ApiCall> told) {
    Optional<ApiCall> call = told.filter(BreakingCalls::takesAway);
    if (call.isEmpty() || watch.isEmpty()) {
      return List.of();
    }
    String id = id(call.get());
    ReportedLinks seen = new ReportedLinks(report);
    return links(report).entrySet().stream()
        .filter(_ -> !id.isEmpty())
        .filter(it -> !seen.subjects().contains(it.getKey()) && seen.isRead(it.getKey().link()))
        .filter(
            it ->
                BreakingCalls.explains(
                        call.get(),
                        it.getKey().link(),
                        it.getKey().name(),
                        List.of(),
                        report.desired())
                    .isPresent())
        .map(
            it ->
                new PendingBreak(
                    id,
                    BreakingCalls.region(it.getKey().link(), it.getKey().name(), report.desired()),
                    it.getKey(),
                    it.getValue().stream().map(AffectedControl::of).toList(),
                    watch.get().window().to(),
                    report.lastLook()))
        .filter(it -> call.get().time().filter(it::isBetweenLooks).isPresent())
        .toList();
  }

  /** What the call that started a run may have changed of alarmkeeper itself. */
  static List<PendingBreak> of(Report report, Optional<ApiCall> told, OwnStack own) {
    Account account = report.place().account();
    return told.stream()
        .filter(it -> !id(it).isEmpty())
        .flatMap(
            call ->
                OwnStackChange.of(call, own, account).stream()
                    .map(
                        it ->
                            new PendingBreak(
                                id(call),
                                OwnStackChange.region(call, account),
                                it.link(),
                                List.of(),
                                report.lastLook().minus(FRESH),
                                report.lastLook()))
                    .filter(it -> call.time().filter(it::isBetweenLooks).isPresent()))
        .toList();
  }

  private static String id(ApiCall call) {
    return call.id()
        .map(UntrustedText::toString)
        .filter(it -> it.matches("[A-Za-z0-9-]{1,64}"))
        .orElse("");
  }

  private static Map<LinkId, List<Control>> links(Report report) {
    Desired desired = report.desired();
    List<Control> all = report.order().controls();
    Map<LinkId, List<Control>> links = new LinkedHashMap<>();
    if (desired.trail() instanceof Present<Trail>(Trail trail)) {
      links.put(new LinkId(Link.TRAIL, trail.name()), all);
    }
    desired.logGroup().ifPresent(it -> links.put(new LinkId(Link.LOG_GROUP, it.name()), all));
    for (Desired.Watch watch : desired.watches()) {
      List<Control> its = List.of(watch.control());
      watch.filter().ifPresent(it -> links.put(new LinkId(Link.METRIC_FILTER, it.name()), its));
      links.put(new LinkId(Link.ALARM, watch.alarm().name()), its);
    }
    desired.topic().ifPresent(it -> links.put(new LinkId(Link.TOPIC, it.arn().resource()), all));
    return links;
  }
}
