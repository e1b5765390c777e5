package dev.alarmkeeper.chain;

import static dev.alarmkeeper.Fixtures.GROUP_ARN;
import static dev.alarmkeeper.Fixtures.STRANGER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.alarmkeeper.Fixtures;
import dev.alarmkeeper.policy.Answer;
import dev.alarmkeeper.policy.Grant;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every row of the tables of the links that all controls share. No row named: it serves as well.
 */
class SharedLinkRulesTest {
  private static final String NOTHING = "";

  static Stream<Arguments> logGroups() {
    return Stream.of(
        Arguments.of("nothing asked", group(0, ""), group(0, ""), NOTHING),
        Arguments.of("asked for nothing, keeps a week", group(0, ""), group(7, ""), NOTHING),
        Arguments.of("keeps as long as asked", group(365, ""), group(365, ""), NOTHING),
        Arguments.of("keeps longer than asked", group(365, ""), group(400, ""), NOTHING),
        Arguments.of("keeps for ever", group(365, ""), group(0, ""), NOTHING),
        Arguments.of("a key nobody asked for", group(0, ""), group(0, "k"), NOTHING),
        Arguments.of("the key asked for", group(0, "k"), group(0, "k"), NOTHING),
        Arguments.of("keeps a day less", group(365, ""), group(364, ""), "retention in days"),
        Arguments.of("no key", group(0, "k"), group(0, ""), "KMS key"),
        Arguments.of("another key", group(0, "k"), group(0, "other"), "KMS key"),
        Arguments.of("another class", group(0, ""), infrequentAccess(), "log class"));
  }

  @ParameterizedTest(name = "{0}: {3}")
  @MethodSource("logGroups")
  void logGroup(String what, LogGroup desired, LogGroup observed, String row) {
    assertRow(
        row, List.of(LogGroup.RETENTION, LogGroup.ENCRYPTION, LogGroup.STORAGE), desired, observed);
  }

  static Stream<Arguments> topics() {
    Topic ours = topic(true, "", List.of());
    Topic withKey = topic(true, "alias/alarms", List.of());
    return Stream.of(
        Arguments.of("as it should be", ours, ours, NOTHING),
        Arguments.of("a key nobody asked for", ours, withKey, NOTHING),
        Arguments.of("the key asked for", withKey, withKey, NOTHING),
        Arguments.of(
            "alarms may not publish",
            ours,
            topic(false, "", List.of()),
            "lets CloudWatch alarms publish"),
        Arguments.of(
            "a Deny",
            ours,
            topic(true, "", List.of("NoServices")),
            "deny statements that hit CloudWatch"),
        Arguments.of("no key", withKey, ours, "KMS key"),
        Arguments.of("another key", withKey, topic(true, "alias/other", List.of()), "KMS key"),
        Arguments.of("takes what SNS takes by itself", ours, taking(262_144), NOTHING),
        Arguments.of("takes what an alarm may need", ours, taking(65_536), NOTHING),
        Arguments.of("takes less than an alarm may need", ours, taking(65_535), "largest message"),
        Arguments.of(
            "AWS's own key", ours, topic(true, "alias/aws/sns", List.of()), "usable KMS key"),
        Arguments.of(
            "AWS's own key, by ARN",
            ours,
            topic(true, "arn:aws:kms:us-east-1:111122223333:alias/aws/sns", List.of()),
            "usable KMS key"),
        Arguments.of(
            "AWS's own key, where we can put ours",
            withKey,
            topic(true, "alias/aws/sns", List.of()),
            "KMS key"));
  }

  @ParameterizedTest(name = "{0}: {3}")
  @MethodSource("topics")
  void topic(String what, Topic desired, Topic observed, String row) {
    assertRow(row, List.of(Topic.PERMISSION, Topic.ENCRYPTION, Topic.OBSTACLES), desired, observed);
  }

  static Stream<Arguments> trails() {
    Optional<Arn> elsewhere = Optional.of(LogGroup.arn(STRANGER, "loot"));
    return Stream.of(
        Arguments.of("as it should be", trail(true, Optional.of(GROUP_ARN)), NOTHING),
        Arguments.of("one Region", trail(false, Optional.of(GROUP_ARN)), "multi-region"),
        Arguments.of(
            "leaves out what happens in no Region",
            new Trail(Fixtures.TRAIL_ARN, false, true, false, Optional.of(GROUP_ARN), true),
            "global service events"),
        Arguments.of("delivers nowhere", trail(true, Optional.empty()), "log group"),
        Arguments.of("delivers elsewhere", trail(true, elsewhere), "log group"));
  }

  @ParameterizedTest(name = "{0}: {2}")
  @MethodSource("trails")
  void trail(String what, Trail observed, String row) {
    assertRow(row, List.of(Trail.DELIVERY), Fixtures.trail(), observed);
  }

  static Stream<Arguments> statuses() {
    return Stream.of(
        Arguments.of("as it should be", status(true, "", 5), NOTHING),
        Arguments.of("an hour of silence", status(true, "", 60), NOTHING),
        Arguments.of("stopped", status(false, "", 5), "logging"),
        Arguments.of("cannot deliver", status(true, "AccessDenied", 5), "delivery error"),
        Arguments.of("silent for more than an hour", status(true, "", 61), "last delivery"),
        Arguments.of("never delivered", status(true, "", -1), "last delivery"));
  }

  @ParameterizedTest(name = "{0}: {2}")
  @MethodSource("statuses")
  void trailStatus(String what, TrailStatus observed, String row) {
    assertRow(row, List.of(TrailStatus.LOGGING, TrailStatus.DELIVERY), Fixtures.status(), observed);
  }

  private static <T> void assertRow(
      String row, List<List<Rule<T, ?>>> tables, T desired, T observed) {
    List<Rule<T, ?>> all = tables.stream().<Rule<T, ?>>flatMap(List::stream).toList();
    List<String> expected = row.isEmpty() ? List.of() : List.of(row);
    assertThat(Rule.differences(all, desired, observed))
        .allSatisfy(it -> assertThat(it.difference().why()).isNotBlank())
        .allSatisfy(it -> assertThat(it.rule().cure()).satisfies(SharedLinkRulesTest::isSayable))
        .extracting(it -> it.difference().field())
        .isEqualTo(expected);
  }

  private static <T> void isSayable(Cure<T> cure) {
    switch (cure) {
      case Cure.Write<T> _ -> {}
      case Cure.Person<T>(String advice, _) -> assertThat(advice).isNotBlank();
      case Cure.Time<T>(String advice) -> assertThat(advice).isNotBlank();
    }
  }

  private static LogGroup group(int retentionDays, String key) {
    return new LogGroup(
        Fixtures.GROUP,
        Optional.of(retentionDays).filter(days -> days > 0),
        Optional.of(key).filter(it -> !it.isEmpty()),
        LogGroup.STANDARD,
        false,
        Optional.empty());
  }

  private static LogGroup infrequentAccess() {
    return new LogGroup(
        Fixtures.GROUP,
        Optional.empty(),
        Optional.empty(),
        "INFREQUENT_ACCESS",
        false,
        Optional.empty());
  }

  private static Topic topic(boolean allowed, String key, List<String> denied) {
    return new Topic(
        Fixtures.TOPIC_ARN,
        new Grant(allowed ? Answer.YES : Answer.NO, denied, List.of()),
        Optional.of(key).filter(it -> !it.isEmpty()));
  }

  private static Topic taking(int bytes) {
    return new Topic(
        Fixtures.TOPIC_ARN,
        Grant.FULL,
        Optional.empty(),
        Optional.empty(),
        Optional.of(bytes),
        List.of());
  }

  private static Trail trail(boolean multiRegion, Optional<Arn> logGroup) {
    return new Trail(Fixtures.TRAIL_ARN, false, multiRegion, logGroup, true);
  }

  private static TrailStatus status(boolean logging, String error, int silentMinutes) {
    return new TrailStatus(
        Fixtures.trail(),
        logging,
        Optional.of(error).filter(it -> !it.isEmpty()),
        Optional.of(Duration.ofMinutes(silentMinutes)).filter(it -> !it.isNegative()));
  }
}
