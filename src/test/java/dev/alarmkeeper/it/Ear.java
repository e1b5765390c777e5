package dev.alarmkeeper.it;

import dev.alarmkeeper.localaws.LocalAws;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who hears of root, as the local AWS says it: root uses are pushed through it, each alone, soon
 * and in the hours to come. None of the product's rules has a say.
 */
final class Ear {
  /** The first one comes when what a run has just written has had time to settle. */
  private static final Duration SOON = Duration.ofMinutes(20);

  private static final Duration[] LATER = {
    Duration.ofHours(6), Duration.ofHours(13), Duration.ofHours(20)
  };

  private Ear() {}

  /** The endpoints that hear of a sign-in soon. */
  static Set<String> hearsSignIn(LocalAws aws) {
    return aws.whoHears(List.of(RootUse.SIGNS_IN.event()), Instant.now().plus(SOON)).getFirst();
  }

  /** The endpoints that hear of each use. */
  static Map<String, Set<String>> hears(LocalAws aws) {
    Instant now = Instant.now();
    Map<String, Set<String>> hears = new LinkedHashMap<>();
    List<RootUse> uses = List.of(RootUse.values());
    List<Set<String>> soon =
        aws.whoHears(uses.stream().map(RootUse::event).toList(), now.plus(SOON));
    for (int i = 0; i < uses.size(); i++) {
      hears.put(uses.get(i).name(), soon.get(i));
    }
    for (Duration later : LATER) {
      hears.put(
          RootUse.SIGNS_IN + " in " + later.toHours() + " hours",
          aws.whoHears(List.of(RootUse.SIGNS_IN.event()), now.plus(later)).getFirst());
    }
    return hears;
  }
}
