package dev.alarmkeeper.evidence;

import dev.alarmkeeper.chain.Link;
import dev.alarmkeeper.evidence.EventHistory.Window;
import dev.alarmkeeper.evidence.Incident.State;
import dev.alarmkeeper.reconcile.Report;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How an incident ends, and what that calls for.
 *
 * @param report the run that no longer sees it
 */
record Ending(Report report) {

  /** What is remembered of a link that is whole again. */
  Drift of(Drift drift, State how) {
    Instant now = report.lastLook();
    Incident incident = drift.incident().in(how, drift.incident().findings(), Optional.of(now));
    List<Instant> repairs =
        Stream.concat(
                drift.recentRepairs(now).stream(),
                how == State.REPAIRED ? Stream.of(now) : Stream.empty())
            .toList();
    return new Drift(
        incident,
        repairs,
        repairs.size() >= Drift.FIGHT,
        drift.told(),
        drift.published(),
        search(incident, drift.search()),
        drift.claimed());
  }

  /**
   * The search that an incident's end calls for; what an earlier one has left undone is done with
   * it, and what was announced already is not announced again.
   */
  private Optional<Search> search(Incident ended, Optional<Search> earlier) {
    if (!ended.exposing() || !ended.weakens(Search.ROOT_USAGE)) {
      return earlier;
    }
    Optional<Search> undone = earlier.filter(it -> !it.done());
    Window gap = new Window(ended.since().at(), report.lastLook());
    boolean delivered =
        ended.subject().link().compareTo(Link.LOG_GROUP) > 0
            && report.desired().logGroup().isPresent()
            && undone.filter(it -> it.source() == Search.Source.EVENT_HISTORY).isEmpty();
    return Optional.of(
        new Search(
            Stream.concat(undone.stream().flatMap(it -> it.gaps().stream()), Stream.of(gap))
                .toList(),
            delivered ? Search.Source.LOG_GROUP : Search.Source.EVENT_HISTORY,
            0,
            Optional.empty(),
            earlier
                .filter(it -> !it.done() || it.gap().to().isAfter(gap.from().minus(Search.RECENT)))
                .map(Search::announced)
                .orElse(List.of()),
            false,
            false,
            false));
  }
}
