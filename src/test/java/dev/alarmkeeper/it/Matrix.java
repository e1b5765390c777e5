package dev.alarmkeeper.it;

import dev.alarmkeeper.it.Tampering.Audience;
import dev.alarmkeeper.localaws.LocalAws;
import dev.alarmkeeper.reconcile.Report;
import dev.alarmkeeper.reconcile.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Each deed is done to a whole chain an hour and a half ago. Now a run looks, and then one repairs;
 * and both times the local AWS says who hears of root.
 */
final class Matrix implements AutoCloseable {
  private static final String SAYS = " || ";
  private static final Duration AGO = Duration.ofMinutes(90);

  private final Scene scene = new Scene();
  private int done;
  private int refused;
  private int silent;
  private int heardYetBroken;
  private final List<String> falseClaims = new ArrayList<>();

  /** Judges all of them. */
  void judge(Collection<Deed> deeds) {
    judge(deeds, Integer.MAX_VALUE);
  }

  /** Judges them in their order, until so many could be done. */
  void judge(Collection<Deed> deeds, int atMost) {
    for (Deed deed : deeds) {
      if (done == atMost) {
        return;
      }
      try {
        judge(deed);
      } catch (RuntimeException e) {
        throw new AssertionError("the local AWS cannot judge: " + deed, e);
      }
    }
  }

  private void judge(Deed deed) {
    scene.makeWhole();
    Instant now = Instant.now();
    scene.aws().setTime(now.minus(AGO));
    if (!deed.perform(scene.attacker())) {
      refused++;
      if (!deed.what().contains(" + ")) {
        return;
      }
    }
    done++;
    scene.aws().pass(AGO);
    scene.aws().setTime(Instant.now());
    Keeper keeper = scene.keeper(deed.audience());
    look(deed, "observe", keeper.observe(), deed.audience());
    look(deed, "repair", keeper.repair(), deed.audience());
  }

  private void look(Deed deed, String run, Report report, Audience audience) {
    boolean claimed = report.verdict() == Verdict.COMPLIANT || report.verdict() == Verdict.REPAIRED;
    LocalAws aws = scene.aws();
    List<String> missed = new ArrayList<>();
    if (claimed) {
      Ear.hears(aws)
          .forEach(
              (use, endpoints) -> {
                if (!isEnough(endpoints, audience)) {
                  missed.add(use);
                }
              });
    } else if (!isEnough(Ear.hearsSignIn(aws), audience)) {
      missed.add(RootUse.SIGNS_IN.name());
    }
    silent += run.equals("observe") && !missed.isEmpty() ? 1 : 0;
    heardYetBroken += run.equals("observe") && !claimed && missed.isEmpty() ? 1 : 0;
    if (claimed && !missed.isEmpty()) {
      falseClaims.add(
          deed + SAYS + "%s says %s, and unheard: %s".formatted(run, report.verdict(), missed));
    }
  }

  /** All whom the settings name; where they name nobody, anybody who was subscribed. */
  private static boolean isEnough(Set<String> endpoints, Audience audience) {
    return switch (audience) {
      case NAMED -> endpoints.containsAll(List.of(Keeper.QUEUE, Scene.PERSON));
      case THE_OWNERS -> endpoints.contains(Keeper.QUEUE) || endpoints.contains(Scene.PERSON);
    };
  }

  /**
   * What came of them.
   *
   * @param done how many were done to a whole chain
   * @param refused how many calls AWS refuses
   * @param silent after how many somebody who should does not hear
   * @param falseClaims what was called compliant or repaired although somebody does not hear
   * @param heardYetBroken after how many all hear of a sign-in, and the chain is called broken
   */
  record Counts(
      String kind,
      int done,
      int refused,
      int silent,
      List<String> falseClaims,
      int heardYetBroken) {
    /** How many deeds are behind the false claims: each can be told by two runs. */
    long falselyClaimed() {
      return falseClaims.stream()
          .map(it -> it.substring(0, it.lastIndexOf(SAYS)))
          .distinct()
          .count();
    }

    /** Whether a deed whose name has this part is behind one. */
    boolean falselyClaims(String part) {
      return falseClaims.stream().anyMatch(it -> it.contains(part));
    }

    String line() {
      return "%s: %d done, %d refused, %d silent, %d false claims, %d heard yet called broken"
          .formatted(kind, done, refused, silent, falselyClaimed(), heardYetBroken);
    }
  }

  Counts counts(String kind) {
    return new Counts(kind, done, refused, silent, List.copyOf(falseClaims), heardYetBroken);
  }

  @Override
  public void close() {
    scene.close();
  }
}
