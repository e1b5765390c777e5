package dev.alarmkeeper.evidence.drill;

import dev.alarmkeeper.chain.Observed;
import java.time.Instant;
import java.util.List;

/**
 * What AWS tells of a drill, each as far as it was read.
 *
 * @param datapoint when the metric had its first datapoint that counts; absent where it has none
 * @param history what became of the alarm
 * @param counts what SNS counted; absent where it counts for another account
 */
public record Heard(
    Observed<Instant> datapoint, Observed<History> history, Observed<Counts> counts) {

  /**
   * An alarm's history, the oldest first.
   *
   * @param turns its states
   * @param acts what it did for one topic
   */
  public record History(List<Turn> turns, List<Act> acts) {
    /** Copies the lists. */
    public History {
      turns = List.copyOf(turns);
      acts = List.copyOf(acts);
    }
  }

  /**
   * An alarm's change of state.
   *
   * @param at by AWS's clock
   */
  public record Turn(Instant at, String state) {
    static final String ALARM = "ALARM";

    boolean isAlarm() {
      return state.equals(ALARM);
    }
  }

  /**
   * An alarm's action for a topic.
   *
   * @param at by AWS's clock
   * @param done whether the topic took the message
   * @param error AWS's words where it did not
   */
  public record Act(Instant at, boolean done, String error) {}

  /**
   * What SNS counted for a topic.
   *
   * @param published messages that it took
   * @param delivered messages that endpoints took
   * @param failed messages that endpoints did not take
   * @param filtered messages that filter policies dropped
   */
  public record Counts(long published, long delivered, long failed, long filtered) {}

  /**
   * An alarm's state.
   *
   * @param since when it last changed, by AWS's clock
   */
  public record State(String value, Instant since) {
    /** Whether it can go off: it acts on the way into ALARM only. */
    public boolean canGoOff() {
      return !value.equals(Turn.ALARM);
    }
  }
}
