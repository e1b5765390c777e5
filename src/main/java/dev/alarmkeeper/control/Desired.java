package dev.alarmkeeper.control;

import dev.alarmkeeper.chain.Alarm;
import dev.alarmkeeper.chain.LogGroup;
import dev.alarmkeeper.chain.MetricFilter;
import dev.alarmkeeper.chain.Observed;
import dev.alarmkeeper.chain.PatternMatch;
import dev.alarmkeeper.chain.Subscription;
import dev.alarmkeeper.chain.Topic;
import dev.alarmkeeper.chain.Trail;
import java.util.List;
import java.util.Optional;

/**
 * The chain as settings and place say it should be. It never comes from an event.
 *
 * @param place where it lives
 * @param trail as unknown as the place's trail is
 * @param logGroup empty if it is not known or not here
 * @param watches what every control adds to the shared links; none where it is covered elsewhere
 * @param topic empty where it is covered elsewhere
 * @param subscriptions whom the topic must tell
 * @param match when two patterns count as the same
 * @param doubt why the watches may not be what the owner wants
 */
public record Desired(
    Place place,
    Observed<Trail> trail,
    Optional<LogGroup> logGroup,
    List<Watch> watches,
    Optional<Topic> topic,
    List<Subscription> subscriptions,
    PatternMatch match,
    Optional<Doubt> doubt) {

  /** Copies the lists. */
  public Desired {
    watches = List.copyOf(watches);
    subscriptions = List.copyOf(subscriptions);
  }

  /** The same, with a doubt about the watches. */
  public Desired doubting(Optional<Doubt> about) {
    return new Desired(place, trail, logGroup, watches, topic, subscriptions, match, about);
  }

  /** Whether filters and alarms may be judged: not where what they should be was never read. */
  public boolean areWatchesKnown() {
    return doubt.map(Doubt::kept).orElse(true);
  }

  /**
   * The links of one control.
   *
   * @param filter empty while the log group is not known
   * @param spares what stands in for the alarm while it cannot be repaired
   */
  public record Watch(Control control, Optional<MetricFilter> filter, Alarm alarm, Spares spares) {
    /** One whose alarm nothing stands in for. */
    public Watch(Control control, Optional<MetricFilter> filter, Alarm alarm) {
      this(control, filter, alarm, Spares.NONE);
    }
  }

  /**
   * What stands in for an alarm that alarmkeeper cannot repair, so that one action which the role
   * may not write, or a name that is taken, silences nothing.
   *
   * @param alarms the alarm under other names, in the order in which they are taken
   * @param further the actions beside the alarm's own that the role may write, in IAM's wildcards
   */
  public record Spares(List<Alarm> alarms, List<String> further) {
    /** Nothing stands in. */
    public static final Spares NONE = new Spares(List.of(), List.of());

    /** Copies the lists. */
    public Spares {
      alarms = List.copyOf(alarms);
      further = List.copyOf(further);
    }
  }
}
