package dev.alarmkeeper.evidence.drill;

import dev.alarmkeeper.chain.Observed;
import dev.alarmkeeper.evidence.drill.Heard.History;
import dev.alarmkeeper.evidence.drill.Heard.State;
import dev.alarmkeeper.reconcile.Outcome;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;

/** What drills read of AWS, and the one thing that they write. Nothing here throws. */
public interface Signals {
  /** The log stream of the drills' events. */
  String STREAM = "alarmkeeper-drill";

  /** The states of those of these alarms that are there, by name. */
  Observed<Map<String, State>> states(Collection<String> alarms);

  /**
   * What became of an event.
   *
   * @param event the event's time
   * @param after by AWS's clock, a time before the alarm can have gone off because of it
   * @param now what is later is not there yet
   */
  Heard heard(Target target, Instant event, Instant after, Instant now);

  /** What became of an alarm after that time of AWS's clock, and what it did for the topic. */
  Observed<History> history(Target target, Instant after);

  /**
   * Puts an event into the log group, in the stream {@link #STREAM}, which it makes where it is not
   * there.
   *
   * @param at the event's time
   */
  Outcome put(String logGroup, Instant at, String event);
}
