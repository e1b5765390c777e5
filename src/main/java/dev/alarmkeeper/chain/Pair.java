package dev.alarmkeeper.chain;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A metric filter and its alarm, as they must be together. Some settings are right only as a pair:
 * what one publishes, the other must count. What an owner chose on both sides, and meets, becomes
 * what is desired; where the two do not meet, as little as possible changes.
 */
public record Pair(MetricFilter filter, Alarm alarm) {
  /** Units that fit a count; {@code None} is CloudWatch's word for no unit. */
  private static final Set<String> OF_COUNTS = Set.of("None", "Count");

  private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

  /**
   * The desired pair, with what the owner's pair has and what meets.
   *
   * @param filter as it is, if it is there
   * @param alarm as it is, if it is there and watches a metric
   */
  public Pair adopting(Optional<MetricFilter> filter, Optional<Alarm> alarm) {
    return adoptCount(filter, alarm).adoptUnit(filter, alarm).adoptPeriod(this, alarm);
  }

  /**
   * A filter may publish 5 for each match where the alarm waits for 5. Both sides as they are, then
   * either alone, then neither: the first that fires at the desired number of matches is kept.
   */
  private Pair adoptCount(Optional<MetricFilter> observedFilter, Optional<Alarm> observedAlarm) {
    String value = filter.transformation().value();
    Alarm.Condition condition = alarm.evaluation().condition();
    String foundValue = observedFilter.map(it -> it.transformation().value()).orElse(value);
    Alarm.Condition foundCondition =
        observedAlarm.map(it -> it.evaluation().condition()).orElse(condition);
    Optional<Integer> wanted = matchesToFire(value, condition);
    return Stream.of(
            with(foundValue, foundCondition),
            with(foundValue, condition),
            with(value, foundCondition),
            this)
        .filter(it -> it.matchesToFire().equals(wanted))
        .findFirst()
        .orElse(this);
  }

  /**
   * "Metric data points that specify a unit of measure are aggregated separately", and an alarm
   * without a unit "behaves unpredictably" where there are several. Source: CloudWatch API,
   * PutMetricAlarm, Unit. So both have the same unit, or none.
   */
  private Pair adoptUnit(Optional<MetricFilter> observedFilter, Optional<Alarm> observedAlarm) {
    Optional<String> ofFilter = observedFilter.flatMap(it -> it.transformation().unit());
    Optional<String> ofAlarm = observedAlarm.flatMap(it -> it.signal().unit());
    if (observedFilter.isPresent() && observedAlarm.isPresent() && sameUnit(ofFilter, ofAlarm)) {
      return with(ofFilter, ofAlarm);
    }
    Stream<Optional<String>> found =
        Stream.concat(
            observedFilter.stream().map(_ -> ofFilter), observedAlarm.stream().map(_ -> ofAlarm));
    Optional<String> kept =
        found
            .filter(it -> OF_COUNTS.contains(it.orElse("None")))
            .findFirst()
            .orElse(filter.transformation().unit());
    return with(kept, kept);
  }

  /** Where one match fires, a shorter period serves, whatever a match publishes. */
  private Pair adoptPeriod(Pair desired, Optional<Alarm> observedAlarm) {
    return observedAlarm
        .filter(_ -> desired.matchesToFire().equals(Optional.of(1)))
        .filter(it -> AlarmRules.isPeriodHarmless(desired.alarm, it))
        .map(it -> new Pair(filter, alarm.with(it.evaluation().period())))
        .orElse(this);
  }

  /** How many matches within one period fire the alarm; empty if no number is known to. */
  public Optional<Integer> matchesToFire() {
    return matchesToFire(filter.transformation().value(), alarm.evaluation().condition());
  }

  private static Optional<Integer> matchesToFire(String value, Alarm.Condition condition) {
    double each = number(value);
    // Ten times 0.1 is less than 1: only whole numbers are sure to add up.
    if (!(each > 0 && each == Math.rint(each))
        || !Double.isFinite(condition.threshold())
        || condition.breaches(0)) {
      return Optional.empty();
    }
    double about = Math.max(1, Math.floor(condition.threshold() / each));
    return Stream.of(about, about + 1)
        .filter(it -> it <= Integer.MAX_VALUE && condition.breaches(it * each))
        .findFirst()
        .map(Double::intValue);
  }

  /** Whether the other filter counts its matches just as this one does, and nothing else. */
  public static boolean countTogether(MetricFilter filter, MetricFilter other) {
    MetricFilter.Transformation wanted = filter.transformation();
    MetricFilter.Transformation found = other.transformation();
    return other.feeds(wanted.namespace(), wanted.metric())
        && number(wanted.value()) == number(found.value())
        && found.defaultValue().orElse(0.0) == 0
        && sameUnit(wanted.unit(), found.unit())
        && other.scope().equals(MetricFilter.Scope.EVERYTHING);
  }

  /**
   * The number that each match publishes; not a number where it is a field of the event, or spelled
   * as Java alone spells numbers, such as 1d, 0x1p0 or one in spaces.
   */
  static double number(String value) {
    return NUMBER.matcher(value).matches() ? Double.parseDouble(value) : Double.NaN;
  }

  /** Whether data of the one unit is data of the other. */
  static boolean sameUnit(Optional<String> one, Optional<String> other) {
    return one.orElse("None").equals(other.orElse("None"));
  }

  private Pair with(String value, Alarm.Condition condition) {
    return new Pair(filter.with(value), alarm.with(condition));
  }

  private Pair with(Optional<String> ofFilter, Optional<String> ofAlarm) {
    return new Pair(filter.with(ofFilter), alarm.with(ofAlarm));
  }
}
