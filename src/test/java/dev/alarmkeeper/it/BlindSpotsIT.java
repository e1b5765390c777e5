package dev.alarmkeeper.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alarmkeeper.it.Tampering.Ending;
import dev.alarmkeeper.reconcile.Report;
import dev.alarmkeeper.reconcile.Verdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The chain is silenced, and one kind of read does not work: nobody is told that all is well. */
class BlindSpotsIT {
  private static final int SAMPLE = 60;
  private static final long SEED = 20_261_123;

  /**
   * Which nobody could tell from the truth: an old answer, and one that says with status 200 that
   * there is no mute rule, or no data protection policy.
   */
  private static final List<Trouble> TROUBLES =
      List.of(
          Trouble.THROTTLED, Trouble.DENIED, Trouble.MALFORMED, Trouble.NOT_FOUND, Trouble.EMPTY);

  private static final String LIST_MUTE_RULES = "cloudwatch:ListAlarmMuteRules";
  private static final String GET_PROTECTION = "sns:GetDataProtectionPolicy";
  private static final Set<String> MAY_BE_EMPTY = Set.of(LIST_MUTE_RULES, GET_PROTECTION);

  private static final List<String> READS =
      List.of(
          "cloudtrail:DescribeTrails",
          "cloudtrail:GetEventSelectors",
          "cloudtrail:GetTrailStatus",
          "cloudwatch:DescribeAlarms",
          "cloudwatch:GetAlarmMuteRule",
          LIST_MUTE_RULES,
          "kms:DescribeKey",
          "kms:GetKeyPolicy",
          "lambda:GetFunctionConcurrency",
          "lambda:GetPolicy",
          "logs:DescribeAccountPolicies",
          "logs:DescribeLogGroups",
          "logs:DescribeMetricFilters",
          "logs:GetDataProtectionPolicy",
          GET_PROTECTION,
          "sns:GetSubscriptionAttributes",
          "sns:GetTopicAttributes",
          "sns:ListSubscriptionsByTopic",
          "sqs:GetQueueAttributes",
          "sqs:GetQueueUrl");

  private static Scene scene;

  /** A tampering, and the read that does not work. */
  record Spot(Tampering tampering, String read, Trouble trouble) {
    @Override
    public String toString() {
      return "%s, and %s is %s".formatted(tampering, read, trouble);
    }
  }

  @BeforeAll
  static void start() {
    scene = new Scene();
  }

  @AfterAll
  static void stop() {
    scene.close();
  }

  static List<Spot> someSpots() {
    List<Spot> spots = allSpots();
    Collections.shuffle(spots, new Random(SEED));
    return spots.subList(0, SAMPLE);
  }

  @ParameterizedTest
  @MethodSource("someSpots")
  void whatCannotBeReadIsNotCalledWhole(Spot spot) {
    check(spot);
  }

  /** What shows in one read alone, and that read says that it is not there after all. */
  static List<Spot> theOneReadThatWouldTell() {
    return allSpots().stream()
        .filter(it -> it.trouble() == Trouble.NOT_FOUND || it.trouble() == Trouble.EMPTY)
        .filter(
            it ->
                switch (it.read()) {
                  case "cloudtrail:GetEventSelectors" ->
                      it.tampering().what().equals("records writes only");
                  case "cloudtrail:GetTrailStatus" -> it.tampering().what().equals("stopped");
                  case "cloudwatch:GetAlarmMuteRule" -> it.tampering().what().equals("muted now");
                  case "kms:DescribeKey" -> it.tampering().what().equals("its key is disabled");
                  case "kms:GetKeyPolicy" ->
                      it.tampering().what().startsWith("its key's policy no longer");
                  case "sns:GetSubscriptionAttributes" ->
                      it.tampering().what().startsWith("a filter policy drops")
                          || it.tampering().what().endsWith("on every subscription");
                  case GET_PROTECTION ->
                      it.tampering().what().startsWith("its data protection denies what each");
                  case "sqs:GetQueueAttributes", "sqs:GetQueueUrl" ->
                      it.tampering().what().startsWith("its queue's policy");
                  default -> false;
                })
        .toList();
  }

  @ParameterizedTest
  @MethodSource("theOneReadThatWouldTell")
  void whatWasListedAndIsNotFoundIsNotCalledWhole(Spot spot) {
    check(spot);
  }

  @Test
  @Tag("slow")
  void nothingThatCannotBeReadIsCalledWhole() {
    List<String> failed = new ArrayList<>();
    List<Spot> spots = allSpots();
    for (Spot spot : spots) {
      try {
        check(spot);
      } catch (AssertionError error) {
        failed.add(spot + ": " + error.getMessage());
      }
    }
    assertThat(failed).as("of %d spots", spots.size()).isEmpty();
  }

  private static void check(Spot spot) {
    scene.makeWhole();
    spot.tampering().attack().accept(scene.attacker());
    spot.trouble().hit(scene.aws().faults().on(spot.read()).by(Keeper.NAME));

    Report report = scene.keeper(spot.tampering().audience()).observe();

    assertThat(report.verdict()).as(report.after().toString()).isNotEqualTo(Verdict.COMPLIANT);
    assertThat(report.after().findings()).isNotEmpty();
  }

  private static List<Spot> allSpots() {
    List<Spot> spots = new ArrayList<>();
    for (Tampering tampering : Tamperings.ALL) {
      for (String read : READS) {
        for (Trouble trouble : TROUBLES) {
          boolean credible = trouble == Trouble.EMPTY && MAY_BE_EMPTY.contains(read);
          if (tampering.ending() != Ending.NOTED && !credible) {
            spots.add(new Spot(tampering, read, trouble));
          }
        }
      }
    }
    return spots;
  }
}
