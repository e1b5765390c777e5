package dev.alarmkeeper.evidence.incident;

import dev.alarmkeeper.chain.Link;
import dev.alarmkeeper.chain.Observed.Present;
import dev.alarmkeeper.chain.Trail;
import dev.alarmkeeper.control.Control;
import dev.alarmkeeper.control.Desired;
import dev.alarmkeeper.reconcile.ApiCall;
import dev.alarmkeeper.reconcile.Report;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A break that was over before anybody looked: the call that woke us took a link away, and the look
 * finds it whole. Somebody put it back, or a run of ours died before it could say that it had.
 *
 * @param subject the link
 * @param controls those that it weakened
 * @param at when it was taken away
 * @param call who did it
 */
record TransientBreak(LinkId subject, List<AffectedControl> controls, Instant at, ApiCall call) {
  /** Calls after which the link is surely broken; a Put may have written what was there. */
  private static final Set<String> TAKES_AWAY =
      Set.of(
          "DeleteAlarms",
          "DeleteLogGroup",
          "DeleteMetricFilter",
          "DeleteTopic",
          "DeleteTrail",
          "DisableAlarmActions",
          "StopLogging");

  /** What the call that started a run took away, as far as it can be told from its record. */
  static List<TransientBreak> of(Report report) {
    Optional<ApiCall> call =
        report
            .order()
            .cause()
            .call()
            .filter(it -> TAKES_AWAY.contains(it.name().map(Object::toString).orElse("")));
    if (call.isEmpty() || call.get().time().isEmpty()) {
      return List.of();
    }
    return links(report).entrySet().stream()
        .filter(it -> BreakingCalls.broke(it.getKey(), call.get(), report.desired()))
        .map(
            it ->
                new TransientBreak(
                    it.getKey(),
                    it.getValue().stream().map(AffectedControl::of).toList(),
                    call.get().time().orElseThrow(),
                    call.get()))
        .toList();
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
