package dev.alarmkeeper.evidence.statement;

import dev.alarmkeeper.control.Control;
import dev.alarmkeeper.evidence.incident.BrokenSince;
import dev.alarmkeeper.evidence.incident.Incident;
import dev.alarmkeeper.evidence.incident.VerifiedPeriod;
import dev.alarmkeeper.evidence.incident.Window;
import dev.alarmkeeper.evidence.statement.Timeline.Span;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The minutes of a period, for one control.
 *
 * @param inForce all of the minute was watched, and no part of it was exposed
 * @param exposed some part of it may have been exposed
 * @param certain some part of it certainly was
 */
record Minutes(Control control, MinuteSet inForce, MinuteSet exposed, MinuteSet certain) {

  static Minutes of(
      Control control,
      Window period,
      List<Incident> all,
      List<VerifiedPeriod> watches,
      Instant forgotten,
      Instant now) {
    MinuteSet exposed = new MinuteSet(period);
    MinuteSet certain = new MinuteSet(period);
    all.stream()
        .filter(it -> it.weakens(control.id()))
        .filter(Incident::exposing)
        .forEach(it -> mark(it, exposed, certain, now));
    MinuteSet inForce = new MinuteSet(period);
    watches.stream()
        .filter(it -> it.controls().contains(control.id()))
        .forEach(it -> inForce.filled(it.window().from(), it.window().to()));
    inForce.without(new MinuteSet(period).touched(Instant.EPOCH, forgotten)).without(exposed);
    return new Minutes(control, inForce, exposed, certain);
  }

  private static void mark(Incident incident, MinuteSet exposed, MinuteSet certain, Instant now) {
    Instant end = incident.ended().orElse(now);
    exposed.touched(incident.since().at(), end);
    if (incident.state() == Incident.State.ENDED) {
      // Nobody knows when between two looks somebody put it back.
      certain.touched(incident.since().at(), incident.since().at());
    } else if (incident.since().basis().certainty() != BrokenSince.Certainty.BOUNDED) {
      certain.touched(incident.since().at(), end);
    } else if (incident.firstSeen().isBefore(end)) {
      certain.touched(incident.firstSeen(), end);
    }
  }

  /** The same in their order, as few spans as there are changes. */
  Timeline timeline() {
    List<Span> spans = new ArrayList<>();
    int begin = 0;
    for (int at = 0; at < exposed.length(); ) {
      Timeline.State state = state(at);
      at = Math.min(exposed.change(at), Math.min(certain.change(at), inForce.change(at)));
      if (at == exposed.length() || state(at) != state) {
        spans.add(new Span(state, new Window(exposed.instant(begin), exposed.instant(at))));
        begin = at;
      }
    }
    return new Timeline(control, spans);
  }

  private Timeline.State state(int minute) {
    if (exposed.has(minute)) {
      return certain.has(minute) ? Timeline.State.EXPOSED : Timeline.State.MAYBE_EXPOSED;
    }
    return inForce.has(minute) ? Timeline.State.IN_FORCE : Timeline.State.UNKNOWN;
  }
}
