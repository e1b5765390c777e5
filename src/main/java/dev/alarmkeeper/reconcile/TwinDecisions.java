package dev.alarmkeeper.reconcile;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What was decided, once for each control, about what an account had before alarmkeeper came.
 *
 * @param own the controls whose filter and alarm are alarmkeeper's to make. That is for good:
 *     nothing that appears later keeps a repair of theirs from being made
 * @param asked what does the job of other controls until a person has answered, by their ids
 */
public record TwinDecisions(Set<String> own, Map<String, Asked> asked) {
  /** Nothing is decided yet. */
  public static final TwinDecisions NONE = new TwinDecisions(Set.of(), Map.of());

  /** Copies the collections; what is alarmkeeper's own is not asked about. */
  public TwinDecisions {
    Set<String> ours = Set.copyOf(own);
    own = ours;
    asked =
        Map.copyOf(
            asked.entrySet().stream()
                .filter(it -> !ours.contains(it.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
  }

  /**
   * A twin, as it was when it was first found whole.
   *
   * @param since when a person was first asked
   * @param topic the ARN of the topic that its alarm tells
   * @param marks what was to be said of it, which does not keep it from doing the job: what is
   *     added later makes it worse
   * @param hearers the confirmed subscribers of the topic, masked
   */
  public record Asked(
      Instant since,
      String filter,
      String alarm,
      String topic,
      Set<String> marks,
      Set<String> hearers) {
    /** Copies the sets. */
    public Asked {
      marks = Set.copyOf(marks);
      hearers = Set.copyOf(hearers);
    }
  }

  /** The same, where these controls are alarmkeeper's own. */
  TwinDecisions owning(Collection<String> controls) {
    return new TwinDecisions(
        Stream.concat(own.stream(), controls.stream()).collect(Collectors.toSet()), asked);
  }

  /** The same, with twins that a person is asked about now. */
  TwinDecisions asking(Map<String, Asked> about) {
    Map<String, Asked> all = new LinkedHashMap<>(asked);
    all.putAll(about);
    return new TwinDecisions(own, all);
  }

  /** These, and what somebody else decided: alarmkeeper's own is final, else these go first. */
  public TwinDecisions and(TwinDecisions others) {
    return owning(others.own()).asking(others.asked());
  }
}
