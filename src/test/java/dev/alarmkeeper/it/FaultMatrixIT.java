package dev.alarmkeeper.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alarmkeeper.localaws.Journal;
import dev.alarmkeeper.reconcile.Kind;
import dev.alarmkeeper.reconcile.Outcome;
import dev.alarmkeeper.reconcile.Remedy;
import dev.alarmkeeper.reconcile.Report;
import dev.alarmkeeper.reconcile.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every call of a run over a broken chain goes wrong in every way, one at a time. There is never a
 * false "compliant", never a failure that the report keeps quiet about, and once the trouble is
 * over one run makes the chain whole and the next one writes nothing.
 */
class FaultMatrixIT {
  private static final int SAMPLE = 40;
  private static final long SEED = 20_261_123;
  private static final Duration SHORT = Duration.ofMillis(250);

  private static BrokenChains chains;
  private static Scene scene;
  private static List<Case> cases = List.of();

  /**
   * One call of a run, and what happens to it.
   *
   * @param usually how it ends without trouble
   */
  record Case(
      Breakage breakage,
      String operation,
      boolean write,
      int call,
      String usually,
      Trouble trouble) {
    @Override
    public String toString() {
      return "%s: call %d of %s is %s".formatted(breakage, call, operation, trouble);
    }
  }

  @BeforeAll
  static void start() {
    chains = new BrokenChains(List.of(Breakage.values()));
    scene = chains.scene();
    cases = allCases();
  }

  @AfterAll
  static void stop() {
    chains.close();
  }

  @Test
  void theRunsMakeEveryCallThatThereIs() {
    assertThat(cases.stream().map(Case::operation).distinct().sorted().toList())
        .containsExactly(
            "cloudtrail:DescribeTrails",
            "cloudtrail:GetEventSelectors",
            "cloudtrail:GetTrailStatus",
            "cloudtrail:StartLogging",
            "cloudwatch:DescribeAlarms",
            "cloudwatch:EnableAlarmActions",
            "cloudwatch:GetAlarmMuteRule",
            "cloudwatch:GetMetricStatistics",
            "cloudwatch:ListAlarmMuteRules",
            "cloudwatch:PutMetricAlarm",
            "kms:DescribeKey",
            "kms:GetKeyPolicy",
            "logs:AssociateKmsKey",
            "logs:CreateLogGroup",
            "logs:DescribeLogGroups",
            "logs:DescribeMetricFilters",
            "logs:PutLogGroupDeletionProtection",
            "logs:PutMetricFilter",
            "logs:PutRetentionPolicy",
            "logs:TestMetricFilter",
            "sns:CreateTopic",
            "sns:GetDataProtectionPolicy",
            "sns:GetSubscriptionAttributes",
            "sns:GetTopicAttributes",
            "sns:ListSubscriptionsByTopic",
            "sns:SetSubscriptionAttributes",
            "sns:SetTopicAttributes",
            "sns:Subscribe",
            "sqs:GetQueueAttributes",
            "sqs:GetQueueUrl");
  }

  static List<Case> sample() {
    List<Case> shuffled = new ArrayList<>(cases);
    Collections.shuffle(shuffled, new Random(SEED));
    return shuffled.subList(0, SAMPLE);
  }

  @ParameterizedTest
  @MethodSource("sample")
  void oneTroubleIsSaidAndOvercome(Case it) {
    check(it);
  }

  @Test
  @Tag("slow")
  void everyTroubleIsSaidAndOvercome() {
    List<String> failed = new ArrayList<>();
    for (Case it : cases) {
      try {
        check(it);
      } catch (AssertionError error) {
        failed.add(it + ": " + error.getMessage());
      }
    }
    assertThat(failed).as("of %d cases", cases.size()).isEmpty();
  }

  private static void check(Case it) {
    chains.breakIt(it.breakage());
    it.trouble().hit(scene.aws().faults().on(it.operation()).by(Keeper.NAME).call(it.call()));
    Report report = keeper(it).repair();
    boolean claimed = List.of(Verdict.COMPLIANT, Verdict.REPAIRED).contains(report.verdict());
    if (claimed) {
      assertThat(scene.differing()).as("%s was claimed", report.verdict()).isEmpty();
    }
    if (it.trouble().isVisible(it.write()) && isHit(it)) {
      assertThat(isSaid(report, it.operation()) || (canBeSpared(it) && claimed))
          .as(report.toString())
          .isTrue();
    }
    if (it.trouble().isPassing()) {
      assertThat(claimed || report.isRetryable() || isLagging(report))
          .as(report.toString())
          .isTrue();
    }

    scene.aws().faults().clear();
    Keeper keeper = chains.keeper(it.breakage());
    keeper.repair();
    assertThat(scene.differing()).as("after the trouble").isEmpty();
    scene.aws().journal().clear();
    assertThat(keeper.repair().verdict()).isEqualTo(Verdict.COMPLIANT);
    assertThat(scene.aws().journal().of(Keeper.NAME).writes()).isEmpty();
  }

  /** A new process, which has tried no pattern yet. */
  private static Keeper keeper(Case it) {
    String[] settings = it.breakage().settings();
    return it.trouble().isSilent()
        ? Keeper.waiting(SHORT, scene.aws(), settings)
        : Keeper.of(scene.aws(), settings);
  }

  /** Whether the call ended otherwise than usual: there is no answer to garble in a refusal. */
  private static boolean isHit(Case it) {
    List<Journal.Entry> calls = scene.aws().journal().of(Keeper.NAME).on(it.operation()).entries();
    // On a busy machine an earlier call may time out by itself, and then this one is never made.
    return it.call() <= calls.size() && !calls.get(it.call() - 1).outcome().equals(it.usually());
  }

  /**
   * Whether a run knows as much without the call: it asked for the key that the settings name
   * before it knew that the topic has none, or for one of several subscribers.
   */
  private static boolean canBeSpared(Case it) {
    Journal calls = scene.aws().journal().of(Keeper.NAME);
    return switch (it.breakage()) {
      case GONE, WEAKENED ->
          it.operation().startsWith("kms:")
              && calls.on(it.operation()).entries().get(it.call() - 1).start()
                  < calls.writes().getFirst().start();
      case HALF -> false;
      case UNNAMED -> it.operation().equals("sns:GetSubscriptionAttributes");
    };
  }

  /** Whether what AWS took was not to be seen afterwards: the next run writes it again. */
  private static boolean isLagging(Report report) {
    return report.entries().stream().anyMatch(Report.Entry::again);
  }

  /** Whether the report has something that was not read, not written or not tried. */
  private static boolean isSaid(Report report, String operation) {
    return report.entries().stream()
        .anyMatch(
            entry ->
                entry.finding().kind() == Kind.UNREADABLE
                    || (entry.finding().remedy() instanceof Remedy.Note(String why)
                        && why.contains(operation))
                    || entry.outcome().filter(FaultMatrixIT::isFailure).isPresent());
  }

  private static boolean isFailure(Outcome outcome) {
    return outcome instanceof Outcome.Failed || outcome instanceof Outcome.Refused;
  }

  /** Every call of a run without trouble over each broken chain, with every trouble. */
  private static List<Case> allCases() {
    List<Case> all = new ArrayList<>();
    for (Breakage breakage : Breakage.values()) {
      chains.breakIt(breakage);
      assertThat(Keeper.of(scene.aws(), breakage.settings()).repair().verdict())
          .isEqualTo(Verdict.REPAIRED);
      Map<String, Integer> calls = new HashMap<>();
      for (Journal.Entry call : scene.aws().journal().of(Keeper.NAME).entries()) {
        int nth = calls.merge(call.operation(), 1, Integer::sum);
        for (Trouble trouble : Trouble.values()) {
          if (trouble.concerns(call.write())) {
            all.add(
                new Case(breakage, call.operation(), call.write(), nth, call.outcome(), trouble));
          }
        }
      }
    }
    // Reads are made side by side, in no order of their own.
    all.sort(Comparator.comparing(Case::toString));
    return all;
  }
}
