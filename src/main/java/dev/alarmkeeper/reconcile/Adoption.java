package dev.alarmkeeper.reconcile;

import dev.alarmkeeper.chain.Alarm;
import dev.alarmkeeper.chain.Arn;
import dev.alarmkeeper.chain.MetricFilter;
import dev.alarmkeeper.chain.PatternMatch;
import dev.alarmkeeper.control.ChainSettings;
import dev.alarmkeeper.control.ChainSettings.Names;
import dev.alarmkeeper.control.ChainSettings.TopicSettings;
import dev.alarmkeeper.control.Control;
import dev.alarmkeeper.control.Profile;
import dev.alarmkeeper.control.Tuning;
import dev.alarmkeeper.pattern.Comparisons;
import dev.alarmkeeper.pattern.Relation;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Settings under which what an account has already is the desired state.
 *
 * @param settings the settings; their controls are the adopted ones, and those that have to be
 *     there all the same
 * @param twins what is adopted for each control, by its id; none for those that are missing
 * @param spares what does the job of a control a second time, by its id
 */
public record Adoption(
    ChainSettings settings, Map<String, Twin> twins, Map<String, List<Twin>> spares) {
  /** Copies the maps. */
  public Adoption {
    twins = Collections.unmodifiableMap(new LinkedHashMap<>(twins));
    spares = Map.copyOf(spares);
  }

  /**
   * Adopts what is found.
   *
   * @param given the settings to start from; a topic's ARN in them stays
   * @param profile whose patterns to keep to; empty for whose fit best
   * @param needed ids of controls that are wanted even where nothing is found for them
   */
  public static Adoption of(
      ChainSettings given, Optional<Profile> profile, Set<String> needed, Twins found) {
    Map<String, Twin> twins = new LinkedHashMap<>();
    Map<String, List<Twin>> spares = new LinkedHashMap<>();
    Set<MetricFilter> taken = new HashSet<>();
    for (Control control : given.controls()) {
      List<Twin> all =
          found.of(control).stream().filter(it -> !taken.contains(it.filter())).toList();
      all.stream().findFirst().ifPresent(it -> twins.put(control.id(), it));
      if (all.size() > 1) {
        spares.put(control.id(), all.subList(1, all.size()));
      }
      all.forEach(it -> taken.add(it.filter()));
    }
    for (Control control : given.controls()) {
      if (!twins.containsKey(control.id())) {
        found.like(control, taken).stream()
            .findFirst()
            .ifPresent(
                it -> {
                  twins.put(control.id(), it);
                  taken.add(it.filter());
                });
      }
    }
    return new Adoption(
        settings(given, profile.orElseGet(() -> fitting(twins)), needed, twins, found.alarms()),
        twins,
        spares);
  }

  /**
   * Settings under which twins that tell a topic are the desired state, whoever hears it.
   *
   * @param given the settings to start from
   * @param twins the twins, by the ids of their controls
   */
  static ChainSettings telling(Arn topic, ChainSettings given, Map<String, Twin> twins) {
    ChainSettings aimed =
        new ChainSettings(
            twins.values().stream().map(Twin::control).toList(),
            given.profile(),
            given.match(),
            given.trailName(),
            given.logGroup(),
            given.names(),
            new TopicSettings(
                Optional.of(topic),
                given.topic().name(),
                Optional.empty(),
                given.topic().furtherActions()),
            List.of());
    return settings(aimed, given.profile(), Set.of(), twins, List.of());
  }

  private static ChainSettings settings(
      ChainSettings given,
      Profile profile,
      Set<String> needed,
      Map<String, Twin> twins,
      List<Alarm> alarms) {
    Names names =
        new Names(
            mostOf(twins, it -> Stream.of(it.filter().transformation().namespace()))
                .orElse(given.names().namespace()),
            given.names().metricTemplate(),
            given.names().alarmTemplate());
    List<Control> controls =
        given.controls().stream()
            .filter(it -> twins.containsKey(it.id()) || needed.contains(it.id()))
            .map(
                it ->
                    Optional.ofNullable(twins.get(it.id()))
                        .map(twin -> adopted(twin, profile, given.match(), names, twins))
                        .orElse(it))
            .toList();
    Optional<Arn> topic =
        given
            .topic()
            .arn()
            .or(() -> mostOf(twins, it -> topics(it.alarm().stream())).map(Arn::parse))
            .or(() -> mostOf(twins, it -> topics(speaking(it, alarms))).map(Arn::parse));
    List<String> further =
        twins.values().stream()
            .flatMap(it -> it.alarm().stream())
            .flatMap(it -> it.actions().alarm().stream())
            .filter(it -> topic.filter(arn -> arn.toString().equals(it)).isEmpty())
            .distinct()
            .sorted()
            .toList();
    return new ChainSettings(
        controls,
        profile,
        given.match(),
        given.trailName(),
        given.logGroup(),
        names,
        new TopicSettings(
            topic,
            given.topic().name(),
            given.topic().kmsKey(),
            Stream.concat(given.topic().furtherActions().stream(), further.stream())
                .distinct()
                .toList()),
        given.subscriptions());
  }

  /** The control, with the names, the threshold and the pattern that are there. */
  private static Control adopted(
      Twin twin, Profile profile, PatternMatch match, Names names, Map<String, Twin> twins) {
    Control control = twin.control();
    MetricFilter.Transformation published = twin.filter().transformation();
    Set<MetricFilter> adopted =
        twins.values().stream().map(Twin::filter).collect(Collectors.toSet());
    List<String> feeders =
        twin.others().stream()
            .filter(it -> !adopted.contains(it))
            .map(MetricFilter::name)
            .sorted()
            .toList();
    boolean shares =
        twins.values().stream().filter(it -> it.series().equals(twin.series())).count() > 1;
    Tuning tuning =
        new Tuning(
            twin.threshold(),
            differing(twin.filter().name(), names.filter(control)),
            differing(published.metric(), names.metric(control)),
            twin.alarm().map(Alarm::name).filter(it -> !it.equals(names.alarm(control))),
            differing(published.namespace(), names.namespace()),
            feeders,
            shares,
            Optional.empty());
    Control tuned = control.tuned(tuning);
    return pattern(twin, profile, match).map(tuned::withPattern).orElse(tuned);
  }

  private static Optional<String> differing(String found, String wanted) {
    return Optional.of(found).filter(it -> !it.equals(wanted));
  }

  /** The pattern to want, where it is not the profile's. */
  private static Optional<String> pattern(Twin twin, Profile profile, PatternMatch match) {
    String wanted = twin.control().pattern(profile);
    if (match == PatternMatch.EXACT && twin.meaning().isPresent()) {
      return differing(twin.filter().pattern(), wanted);
    }
    return twin.meaning().filter(_ -> !hasPatternOf(twin, profile));
  }

  private static boolean hasPatternOf(Twin twin, Profile profile) {
    // Several profiles may have one pattern, of which the twin names the first.
    return twin.meaning().isEmpty()
        || twin.meaning().get().equals(twin.control().pattern(profile))
        || new Comparisons().of(twin.control().pattern(profile), twin.meaning().get()).relation()
            == Relation.EQUAL;
  }

  /** The profile of which the fewest patterns would have to be overridden. */
  private static Profile fitting(Map<String, Twin> twins) {
    return Arrays.stream(Profile.values())
        .min(
            Comparator.comparingLong(
                profile ->
                    twins.values().stream().filter(it -> !hasPatternOf(it, profile)).count()))
        .orElse(Profile.CIS);
  }

  /** The composite alarms whose rule has the twin's alarm: some tell people in its place. */
  public static Stream<Alarm> speaking(Twin twin, List<Alarm> alarms) {
    return alarms.stream()
        .filter(it -> it.type() == Alarm.Type.COMPOSITE)
        .filter(
            it ->
                twin.alarm()
                    .filter(of -> isNamed(of.name(), String.valueOf(it.extras().get(Alarm.RULE))))
                    .isPresent());
  }

  /** A rule names an alarm in quotes or without, or by its ARN. */
  private static boolean isNamed(String alarm, String rule) {
    return Stream.of("\"%s\"", "(%s)", ":alarm:%s\"", ":alarm:%s)")
        .anyMatch(form -> rule.contains(form.formatted(alarm)));
  }

  private static Stream<String> topics(Stream<Alarm> telling) {
    return telling.flatMap(it -> it.actions().alarm().stream()).filter(Adoption::isTopic);
  }

  private static boolean isTopic(String action) {
    try {
      return Arn.parse(action).service().equals("sns");
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  /** What most twins have; of several, the first by name. */
  private static Optional<String> mostOf(
      Map<String, Twin> twins, Function<Twin, Stream<String>> of) {
    return twins.values().stream()
        .flatMap(of)
        .collect(Collectors.groupingBy(it -> it, Collectors.counting()))
        .entrySet()
        .stream()
        .max(
            Map.Entry.<String, Long>comparingByValue()
                .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
        .map(Map.Entry::getKey);
  }
}
