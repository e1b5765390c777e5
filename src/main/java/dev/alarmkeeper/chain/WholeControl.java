package dev.alarmkeeper.chain;

import dev.alarmkeeper.pattern.Comparison;
import dev.alarmkeeper.pattern.Relation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What only the links of one control together show: everything that is known to feed the alarm's
 * metric, and what the alarm made of it.
 *
 * @param pair the filter and the alarm, as they should be
 * @param others all other filters that publish the metric, in any log group
 * @param declared those of them that the owner's overrides name, by {@link #key}
 * @param state what the alarm last found; empty where it is not known
 * @param sound whether filter and alarm are in force as the pair has them
 * @param missingData how the alarm, as it is, treats missing data
 * @param fedAlways whether its filter publishes for other events too, as it is
 * @param delivered when the trail last delivered, if it did
 * @param at when all this was seen
 */
public record WholeControl(
    Pair pair,
    List<MetricFilter> others,
    Set<String> declared,
    Optional<Alarm.State> state,
    boolean sound,
    String missingData,
    boolean fedAlways,
    Optional<Instant> delivered,
    Instant at) {
  /** Patterns of others that are compared; they may be made to be slow. */
  private static final int MOST_COMPARED = 10;

  /** How long an alarm may stay in ALARM, or without data, before a person is asked. */
  public static final Duration TOO_LONG = Duration.ofHours(1);

  /** Copies the collections. */
  public WholeControl {
    others = List.copyOf(others);
    declared = Set.copyOf(declared);
  }

  /** The control with nobody else in it, and an alarm at rest. */
  public WholeControl asItShouldBe() {
    return new WholeControl(
        pair, List.of(), declared, Optional.empty(), sound, missingData, fedAlways, delivered, at);
  }

  /** A filter's name among those of all log groups; a name has no colon. */
  public static String key(MetricFilter filter) {
    return filter.logGroup() + ":" + filter.name();
  }

  /** The others that do harm, by {@link #key}. */
  public List<String> harming() {
    return others.stream()
        .filter(it -> subtracts(it) || floods(it) || !isHarmless(it))
        .map(WholeControl::key)
        .toList();
  }

  /** Filters that take from the sum. */
  List<String> subtracting() {
    return named(WholeControl::subtracts);
  }

  /** Filters that add to the sum whatever happens. */
  List<String> flooding() {
    return named(it -> !subtracts(it) && floods(it));
  }

  /** Filters of which nobody said that they belong here, and which may fire the alarm. */
  List<String> strange() {
    return named(it -> !subtracts(it) && !floods(it) && !isHarmless(it));
  }

  /** Since when the alarm has been in ALARM and what is known to feed it, if for too long. */
  Optional<String> stuck() {
    return state
        .filter(it -> it.value().equals(Alarm.State.ALARM))
        .filter(it -> !it.since().plus(TOO_LONG).isAfter(at))
        .map(
            it ->
                "since "
                    + it.since()
                    + (it.reason().isEmpty() ? "" : " (" + it.reason() + ")")
                    + "; known to feed it: "
                    + Stream.concat(Stream.of(pair.filter()), others.stream())
                        .map(WholeControl::shown)
                        .collect(Collectors.joining("; ")));
  }

  /**
   * Since when the alarm has had no data, if it should have: CloudWatch calls silence OK where
   * missing data is {@code notBreaching}, and INSUFFICIENT_DATA where it is {@code missing}, which
   * is right as long as no event matches and nothing is published for the others. Source:
   * CloudWatch User Guide, "Configuring how CloudWatch alarms treat missing data".
   */
  Optional<String> blind() {
    return state
        .filter(_ -> sound)
        .filter(it -> it.value().equals(Alarm.State.NO_DATA))
        // An alarm that was just written is about to be evaluated.
        .map(it -> it.since().isAfter(it.configured()) ? it.since() : it.configured())
        .filter(it -> !it.plus(TOO_LONG).isAfter(at))
        .filter(it -> missingData.equals("notBreaching") || (fedAlways && isFedSince(it)))
        .map(it -> "since " + it);
  }

  /** Whether the trail kept delivering, so that the filter had something to publish. */
  private boolean isFedSince(Instant quiet) {
    return delivered.filter(it -> it.isAfter(quiet.plus(TOO_LONG))).isPresent();
  }

  private List<String> named(Predicate<MetricFilter> isIt) {
    return others.stream().filter(isIt).map(WholeControl::shown).toList();
  }

  private static String shown(MetricFilter filter) {
    return key(filter)
        + " publishes "
        + filter.transformation().value()
        + filter.transformation().defaultValue().map(it -> ", else " + it).orElse("");
  }

  private static boolean subtracts(MetricFilter filter) {
    return Pair.number(filter.transformation().value()) < 0
        || filter.transformation().defaultValue().orElse(0.0) < 0;
  }

  private static boolean floods(MetricFilter filter) {
    return filter.transformation().defaultValue().orElse(0.0) > 0
        || (Pair.number(filter.transformation().value()) != 0
            && Comparison.of("", filter.pattern()).relation() == Relation.EQUAL);
  }

  private boolean isHarmless(MetricFilter other) {
    double each = Pair.number(other.transformation().value());
    if (each == 0) {
      return true;
    }
    return Double.isFinite(each)
        && Pair.sameUnit(pair.filter().transformation().unit(), other.transformation().unit())
        && (declared.contains(key(other)) || addsNothing(other));
  }

  /** Where one match fires, one that counts nothing but our own matches may count them again. */
  private boolean addsNothing(MetricFilter other) {
    if (others.size() > MOST_COMPARED) {
      return false;
    }
    Relation relation = Comparison.of(pair.filter().pattern(), other.pattern()).relation();
    return pair.matchesToFire().equals(Optional.of(1))
        && (relation == Relation.EQUAL || relation == Relation.NARROWER);
  }
}
