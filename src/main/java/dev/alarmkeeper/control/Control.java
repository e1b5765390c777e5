package dev.alarmkeeper.control;

import dev.alarmkeeper.pattern.Example;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * One rule of the benchmarks: some kind of event that must raise an alarm.
 *
 * @param id stable, in small letters; part of resource names and settings
 * @param title what the alarm is about, for people
 * @param numbers how the benchmarks call it; none for those that do not have it
 * @param patterns the filter pattern for each profile
 * @param published every pattern that is published for it, those of the profiles among them
 * @param samples events that must match and events that must not
 * @param tuning what the owner chose for it
 */
public record Control(
    String id,
    String title,
    Map<Benchmark, String> numbers,
    Map<Profile, String> patterns,
    List<Published> published,
    List<Sample> samples,
    Tuning tuning) {
  /** Throws if the id is not of its form, or if some profile has no pattern. */
  public Control {
    if (!id.matches("[a-z][a-z0-9_]{0,63}")) {
      throw new IllegalArgumentException(
          "control id \"" + id + "\": use small letters, digits and '_', at most 64");
    }
    if (patterns.size() < Profile.values().length) {
      throw new IllegalArgumentException("control " + id + ": no pattern for some profile");
    }
    numbers = Collections.unmodifiableMap(ordered(Benchmark.class, numbers));
    patterns = Collections.unmodifiableMap(ordered(Profile.class, patterns));
    published = List.copyOf(published);
    samples = List.copyOf(samples);
  }

  /** The desired filter pattern. */
  public String pattern(Profile profile) {
    // The constructor has seen to it that there is one.
    return patterns.getOrDefault(profile, "");
  }

  /** The same, with other names and thresholds. */
  public Control tuned(Tuning other) {
    return new Control(id, title, numbers, patterns, published, samples, other);
  }

  /** The same, with one pattern for every profile. */
  public Control withPattern(String pattern) {
    return new Control(
        id, title, numbers, Overrides.everywhere(pattern), published, samples, tuning);
  }

  /** The samples' events, to show with them what a pattern does. */
  public List<Example> examples() {
    return samples.stream().map(it -> new Example(it.name(), it.event())).toList();
  }

  /** The events of the samples that no profile's pattern matches. */
  public List<Example> quiet() {
    return samples.stream()
        .filter(Sample::isQuiet)
        .map(it -> new Example(it.name(), it.event()))
        .toList();
  }

  private static <K extends Enum<K>> Map<K, String> ordered(Class<K> keys, Map<K, String> map) {
    Map<K, String> ordered = new EnumMap<>(keys);
    ordered.putAll(map);
    return ordered;
  }
}
