package dev.alarmkeeper.control;

import dev.alarmkeeper.chain.Alarm;
import dev.alarmkeeper.chain.LogGroup;
import dev.alarmkeeper.chain.MetricFilter;
import dev.alarmkeeper.chain.Observed;
import dev.alarmkeeper.chain.Pair;
import dev.alarmkeeper.chain.PatternMatch;
import dev.alarmkeeper.chain.Subscription;
import dev.alarmkeeper.chain.Topic;
import dev.alarmkeeper.chain.Trail;
import dev.alarmkeeper.chain.WholeControl;
import dev.alarmkeeper.pattern.Comparisons;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

  /**
   * The same without some controls; where none is left, nobody needs the topic.
   *
   * @param controls their ids
   */
  public Desired without(Set<String> controls) {
    List<Watch> left =
        watches.stream().filter(it -> !controls.contains(it.control().id())).toList();
    boolean isIdle = left.isEmpty() && !watches.isEmpty();
    return new Desired(
        place,
        trail,
        logGroup,
        left,
        isIdle ? Optional.empty() : topic,
        isIdle ? List.of() : subscriptions,
        match,
        doubt);
  }

  /**
   * The same, where filter and alarm of a control are right as the pair that the owner has.
   *
   * @param filters the filters of the log group, as far as they are known
   * @param alarms the alarms of our names, as far as they are known
   */
  public Desired adopting(Observed<List<MetricFilter>> filters, Observed<List<Alarm>> alarms) {
    return new Desired(
        place,
        trail,
        logGroup,
        watches.stream().map(it -> it.adopting(filters, alarms)).toList(),
        topic,
        subscriptions,
        match,
        doubt);
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

    private Watch adopting(Observed<List<MetricFilter>> filters, Observed<List<Alarm>> alarms) {
      if (filter.isEmpty()) {
        return this;
      }
      Pair pair =
          new Pair(filter.get(), alarm)
              .adopting(
                  found(filters, it -> it.name().equals(filter.get().name())),
                  found(
                      alarms,
                      it -> it.name().equals(alarm.name()) && it.type() == Alarm.Type.METRIC));
      return new Watch(
          control,
          Optional.of(adoptSplit(pair.filter(), filters)),
          pair.alarm(),
          spares.like(pair.alarm()));
    }

    /** Where the owner split the pattern over several filters, they are judged together. */
    private MetricFilter adoptSplit(MetricFilter wanted, Observed<List<MetricFilter>> filters) {
      Optional<MetricFilter> deployed = found(filters, it -> it.name().equals(wanted.name()));
      if (deployed.isEmpty()
          || !(filters instanceof Observed.Present<List<MetricFilter>>(var all))) {
        return wanted;
      }
      Set<String> declared = declared(wanted.logGroup());
      List<String> patterns =
          Stream.concat(
                  deployed.stream(),
                  all.stream()
                      .filter(it -> declared.contains(WholeControl.key(it)))
                      .filter(it -> Pair.countTogether(wanted, it)))
              .map(MetricFilter::pattern)
              .toList();
      return patterns.size() > 1 && new Comparisons().isSame(wanted.pattern(), patterns)
          ? wanted.withPattern(deployed.get().pattern())
          : wanted;
    }

    /** The filters that the owner names as feeders of the control, as {@link WholeControl#key}. */
    public Set<String> declared(String logGroup) {
      return control.tuning().feeders().stream()
          .map(it -> it.contains(":") ? it : logGroup + ":" + it)
          .collect(Collectors.toSet());
    }

    private static <T> Optional<T> found(Observed<List<T>> listing, Predicate<T> isIt) {
      return Observed.in(listing, isIt) instanceof Observed.Present<T>(T it)
          ? Optional.of(it)
          : Optional.empty();
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

    /** The same names, for the alarm as it is adopted. */
    private Spares like(Alarm alarm) {
      return new Spares(alarms.stream().map(it -> alarm.named(it.name())).toList(), further);
    }
  }
}
