package dev.alarmkeeper.reconcile;

import dev.alarmkeeper.chain.Alarm;
import dev.alarmkeeper.chain.MetricFilter;
import dev.alarmkeeper.chain.Pair;
import dev.alarmkeeper.control.Control;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A metric filter that does the job of a control, whatever it is called, with the alarm on its
 * metric.
 *
 * @param control the control
 * @param filter the filter
 * @param others further filters of the log group that publish the same metric
 * @param meaning the published pattern that it has, alone or together with the others; empty where
 *     it only resembles one
 * @param alarm the alarm on the metric that tells people best; empty where there is none
 * @param further other alarms on the metric, by their names
 */
public record Twin(
    Control control,
    MetricFilter filter,
    List<MetricFilter> others,
    Optional<String> meaning,
    Optional<Alarm> alarm,
    List<String> further) {
  /** Most events that an override waits for. */
  private static final int MOST_USES = 1_000_000;

  /** The one to adopt comes first: what works, then what is alarmkeeper's own. */
  static final Comparator<Twin> BEST_FIRST =
      Comparator.comparing((Twin it) -> it.meaning().isEmpty())
          .thenComparingInt(it -> -it.alarm().map(Twin::merit).orElse(-1))
          .thenComparing(it -> !it.filter().name().contains(it.control().id()))
          .thenComparing(it -> it.filter().name());

  /** Copies the lists. */
  public Twin {
    others = List.copyOf(others);
    further = List.copyOf(further);
  }

  /** How many events within a period fire the alarm; 1 where nobody knows. */
  public int threshold() {
    return alarm
        .flatMap(it -> new Pair(filter, it).matchesToFire())
        .filter(it -> it <= MOST_USES)
        .orElse(1);
  }

  /** The namespace and the name of the metric. */
  String series() {
    return filter.transformation().namespace() + "\n" + filter.transformation().metric();
  }

  /** How many of the things that an alarm needs it has. */
  static int merit(Alarm alarm) {
    return (int)
        Stream.of(
                alarm.actions().enabled(),
                !alarm.actions().alarm().isEmpty(),
                alarm.signal().statistic().equals(Optional.of("Sum")),
                alarm.signal().dimensions().isEmpty(),
                alarm.evaluation().periods() == 1,
                alarm.extras().isEmpty(),
                alarm.evaluation().condition().operator().startsWith("GreaterThan"))
            .filter(Boolean::booleanValue)
            .count();
  }
}
