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
 */
public record Desired(
    Place place,
    Observed<Trail> trail,
    Optional<LogGroup> logGroup,
    List<Watch> watches,
    Optional<Topic> topic,
    List<Subscription> subscriptions,
    PatternMatch match) {

  /** Copies the lists. */
  public Desired {
    watches = List.copyOf(watches);
    subscriptions = List.copyOf(subscriptions);
  }

  /**
   * The links of one control.
   *
   * @param filter empty while the log group is not known
   */
  public record Watch(Control control, Optional<MetricFilter> filter, Alarm alarm) {}
}
