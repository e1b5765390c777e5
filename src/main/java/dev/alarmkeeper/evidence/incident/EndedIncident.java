package dev.alarmkeeper.evidence.incident;

import dev.alarmkeeper.chain.Link;
import dev.alarmkeeper.evidence.incident.Incident.State;
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
record EndedIncident(Report report) {

  /** What is remembered of a link that is whole again. */
  LinkRecord of(LinkRecord drift, State how, Instant now) {
    Incident incident = drift.incident().in(how, drift.incident().findings(), Optional.of(now));
    List<Instant> repairs =
        Stream.concat(
                drift.recentRepairs(now).stream(),
                how == State.REPAIRED ? Stream.of(now) : Stream.empty())
            .toList();
    return new LinkRecord(
        incident,
        repairs,
        repairs.size() >= LinkRecord.FIGHT,
        drift.told(),
        drift.published(),
        drift.toldCalls(),
        drift.reminded(),
        search(incident, drift.search(), now),
        drift.claim());
  }

  /**
   * The search that an incident's end calls for; what an earlier one has left undone is done with
   * it, and what was announced already is not announced again.
   */
  private Optional<SearchProgress> search(
      Incident ended, Optional<SearchProgress> earlier, Instant end) {
    if (!ended.exposing() || !ended.weakens(SearchProgress.ROOT_USAGE)) {
      return earlier;
    }
    Optional<SearchProgress> undone = earlier.filter(it -> !it.done());
    Window gap = new Window(ended.searchFrom(), end);
    boolean delivered =
        ended.subject().link().compareTo(Link.LOG_GROUP) > 0
            && report.desired().logGroup().isPresent()
            && undone.filter(it -> it.source() == SearchProgress.Source.EVENT_HISTORY).isEmpty();
    return Optional.of(
        new SearchProgress(
            SearchProgress.remembered(
                Stream.concat(undone.stream().flatMap(it -> it.gaps().stream()), Stream.of(gap))
                    .toList()),
            delivered ? SearchProgress.Source.LOG_GROUP : SearchProgress.Source.EVENT_HISTORY,
            0,
            Optional.empty(),
            earlier
                .filter(
                    it ->
                        !it.done()
                            || it.gap().to().isAfter(gap.from().minus(SearchProgress.RECENT)))
                .map(SearchProgress::announced)
                .orElse(List.of()),
            false,
            false,
            false));
  }
}
