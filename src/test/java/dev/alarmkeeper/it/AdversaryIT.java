package dev.alarmkeeper.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.alarmkeeper.it.Tampering.Ending;
import dev.alarmkeeper.localaws.Journal;
import dev.alarmkeeper.localaws.LocalAws;
import dev.alarmkeeper.reconcile.Report;
import dev.alarmkeeper.reconcile.Verdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Another run, or somebody who breaks the chain again, comes in between a read and its write, or
 * between a write and the look that checks it. It converges, and no report claims what is not so.
 */
class AdversaryIT {
  private static final int SAMPLE = 30;
  private static final long SEED = 20_261_123;

  private static BrokenChains chains;
  private static Scene scene;
  private static List<Moment> moments = List.of();

  /** Just before or just after the n-th call of an operation that writes. */
  record Moment(Breakage breakage, String operation, int call, boolean before) {
    @Override
    public String toString() {
      return "%s: %s write %d of %s"
          .formatted(breakage, before ? "before" : "after", call, operation);
    }
  }

  /** Somebody strikes at that moment. */
  record Strike(Moment moment, Tampering tampering) {
    /** Where no setting names the log group, the chain is kept where the trail delivers. */
    boolean leadsElsewhere() {
      return moment.breakage() == Breakage.GONE
          && tampering.what().equals("delivers to another log group");
    }
  }

  @BeforeAll
  static void start() {
    chains = new BrokenChains(Breakage.NAMED);
    scene = chains.scene();
    moments = allMoments();
  }

  @AfterAll
  static void stop() {
    chains.close();
  }

  static List<Moment> moments() {
    return moments;
  }

  @ParameterizedTest
  @MethodSource("moments")
  void twoRunsAtOnceEndAsOne(Moment moment) {
    chains.breakIt(moment.breakage());
    AtomicReference<Report> theirs = new AtomicReference<>();
    at(moment, () -> theirs.set(chains.keeper(moment.breakage()).repair()));

    Report ours = chains.keeper(moment.breakage()).repair();

    assertThat(ours.verdict()).as(ours.after().toString()).isEqualTo(Verdict.REPAIRED);
    // After the last write there is nothing left for the other one.
    assertThat(theirs.get().verdict()).isIn(Verdict.REPAIRED, Verdict.COMPLIANT);
    assertThat(scene.differing()).isEmpty();
    assertNothingIsLeftToWrite(moment.breakage());
  }

  /** Both saw it gone and write the same: the second write changes nothing, and doubles nothing. */
  @Test
  void whatTheOtherRunHasMadeMeanwhileIsWrittenAsItIs() {
    chains.breakIt(Breakage.GONE);
    AtomicReference<Map<String, ObjectNode>> theirs = new AtomicReference<>();
    at(
        new Moment(Breakage.GONE, "cloudtrail:StartLogging", 1, true),
        () -> {
          chains.keeper(Breakage.GONE).repair();
          theirs.set(scene.aws().documents());
        });

    chains.keeper(Breakage.GONE).repair();

    assertThat(scene.aws().documents().keySet()).isEqualTo(theirs.get().keySet());
    assertThat(scene.differing()).isEmpty();
  }

  static List<Strike> someStrikes() {
    List<Strike> strikes = allStrikes();
    Collections.shuffle(strikes, new Random(SEED));
    return strikes.subList(0, SAMPLE);
  }

  @ParameterizedTest
  @MethodSource("someStrikes")
  void whoeverStrikesMeanwhileIsSeenOrOvertaken(Strike strike) {
    check(strike);
  }

  @Test
  @Tag("slow")
  void whoeverStrikesWheneverIsSeenOrOvertaken() {
    List<String> failed = new ArrayList<>();
    List<Strike> strikes = allStrikes();
    for (Strike strike : strikes) {
      try {
        check(strike);
      } catch (AssertionError error) {
        failed.add(strike + ": " + error.getMessage());
      }
    }
    assertThat(failed).as("of %d strikes", strikes.size()).isEmpty();
  }

  @Test
  void whoeverBreaksItAgainAfterEveryRepairIsToldOfEachTimeAndLosesInTheEnd() {
    chains.breakIt(Breakage.HALF);
    Keeper keeper = chains.keeper(Breakage.HALF);
    for (int round = 0; round < 5; round++) {
      scene.aws().after("cloudwatch:PutMetricAlarm", () -> scene.attacker().deleteAlarm());
      Report report = keeper.repair();
      assertThat(report.verdict()).isEqualTo(Verdict.DRIFTED);
      assertThat(report.isRetryable()).as("nothing but the next run could come further").isFalse();
      assertThat(report.after().findings()).isNotEmpty();
    }
    assertThat(keeper.repair().verdict()).isEqualTo(Verdict.REPAIRED);
    assertThat(scene.differing()).isEmpty();
    assertNothingIsLeftToWrite(Breakage.HALF);
  }

  @Test
  void whereNothingNamesTheLogGroupTheChainFollowsTheTrail() {
    chains.breakIt(Breakage.GONE);
    Keeper keeper = chains.keeper(Breakage.GONE);
    keeper.repair();
    scene.attacker().redirectTrail();

    assertThat(keeper.repair().verdict()).isEqualTo(Verdict.REPAIRED);
    assertThat(scene.aws().logs().hasFilter(Attacker.LOOT, Scene.FILTER)).isTrue();
  }

  private static void check(Strike strike) {
    Breakage breakage = strike.moment().breakage();
    chains.breakIt(breakage);
    at(strike.moment(), () -> strike(strike.tampering()));

    Report report = chains.keeper(breakage).repair();

    if (List.of(Verdict.COMPLIANT, Verdict.REPAIRED).contains(report.verdict())) {
      assertThat(scene.differing()).as("%s was claimed", report.verdict()).isEmpty();
    }
    Report next = chains.keeper(breakage).repair();
    assertThat(List.of(Verdict.COMPLIANT, Verdict.REPAIRED).contains(next.verdict()))
        .as("%s, and %s", next.after(), scene.differing())
        .isEqualTo(scene.isWhole());
    if (strike.tampering().ending() == Ending.REPAIRED) {
      assertThat(scene.differing()).isEmpty();
    }
    assertNothingIsLeftToWrite(breakage);
  }

  private static void assertNothingIsLeftToWrite(Breakage breakage) {
    scene.aws().journal().clear();
    Report report = chains.keeper(breakage).repair();
    assertThat(scene.aws().journal().of(Keeper.NAME).writes())
        .as(report.after().toString())
        .isEmpty();
    assertThat(report.verdict() == Verdict.COMPLIANT).isEqualTo(scene.isWhole());
  }

  /** What is not there can not be tampered with. */
  private static void strike(Tampering tampering) {
    try {
      tampering.attack().accept(scene.attacker());
    } catch (SdkException nothingThere) {
      assertThat(nothingThere).hasMessageNotContaining("NotImplemented");
    }
  }

  private static void at(Moment moment, Runnable action) {
    LocalAws aws = scene.aws();
    Runnable counting = moment.call() == 1 ? action : () -> at(earlier(moment), action);
    if (moment.before()) {
      aws.before(moment.operation(), counting);
    } else {
      aws.after(moment.operation(), counting);
    }
  }

  private static Moment earlier(Moment moment) {
    return new Moment(moment.breakage(), moment.operation(), moment.call() - 1, moment.before());
  }

  private static List<Strike> allStrikes() {
    List<Strike> strikes = new ArrayList<>();
    for (Moment moment : moments) {
      for (Tampering tampering : Tamperings.NAMED) {
        Strike strike = new Strike(moment, tampering);
        if (!strike.leadsElsewhere()) {
          strikes.add(strike);
        }
      }
    }
    return strikes;
  }

  /** Every write of a run over each broken chain. */
  private static List<Moment> allMoments() {
    List<Moment> all = new ArrayList<>();
    for (Breakage breakage : Breakage.NAMED) {
      chains.breakIt(breakage);
      chains.keeper(breakage).repair();
      Map<String, Integer> calls = new HashMap<>();
      for (Journal.Entry call : scene.aws().journal().of(Keeper.NAME).writes()) {
        int nth = calls.merge(call.operation(), 1, Integer::sum);
        all.add(new Moment(breakage, call.operation(), nth, true));
        all.add(new Moment(breakage, call.operation(), nth, false));
      }
    }
    return all;
  }
}
