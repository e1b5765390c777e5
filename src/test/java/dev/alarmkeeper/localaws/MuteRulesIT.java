package dev.alarmkeeper.localaws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.AlarmMuteRuleSummary;
import software.amazon.awssdk.services.cloudwatch.model.CloudWatchException;
import software.amazon.awssdk.services.cloudwatch.model.MuteTargets;
import software.amazon.awssdk.services.cloudwatch.model.PutAlarmMuteRuleRequest;

/** Mute rules: what they say of themselves, and what they silence. */
class MuteRulesIT {
  @SuppressWarnings("TimeInStaticInitializer") // no run of the tests takes half a day
  private static final String HALF_A_DAY_FROM_NOW =
      "cron(0 %d * * *)".formatted(LocalTime.now(ZoneOffset.UTC).plusHours(12).getHour());

  private static final LocalAws AWS = LocalAws.start();
  private static final Clients CLIENTS = Clients.of(AWS, "tester");
  private static final CloudWatchClient CLOUD_WATCH = CLIENTS.cloudWatch();

  @BeforeEach
  void anAlarmThatIsHeard() {
    AWS.reset();
    CLIENTS.sns().createTopic(r -> r.name("alarms"));
    CLOUD_WATCH.putMetricAlarm(
        r ->
            r.alarmName("root")
                .metricName("m")
                .namespace("n")
                .statistic("Sum")
                .period(300)
                .evaluationPeriods(1)
                .threshold(1.0)
                .comparisonOperator("GreaterThanOrEqualToThreshold")
                .alarmActions(AWS.arn("sns", "alarms")));
  }

  @AfterAll
  static void stop() {
    AWS.close();
  }

  @Test
  void aSummaryHasNeitherNameNorTargets() {
    put("night", HALF_A_DAY_FROM_NOW, "PT2H", "root");

    AlarmMuteRuleSummary summary = list().getFirst();
    var rule = CLOUD_WATCH.getAlarmMuteRule(r -> r.alarmMuteRuleName("night"));

    assertThat(list()).hasSize(1);
    assertThat(summary.alarmMuteRuleArn())
        .isEqualTo(AWS.arn("cloudwatch", "alarm-mute-rule:night"));
    assertThat(summary.statusAsString()).isEqualTo("SCHEDULED");
    assertThat(rule.name()).isEqualTo("night");
    assertThat(rule.muteTargets().alarmNames()).containsExactly("root");
    assertThat(rule.rule().schedule().duration()).isEqualTo("PT2H");
    assertThat(rule.lastUpdatedTimestamp()).isNotNull();
  }

  @Test
  void anActiveRuleSilencesAnAlarmThatLooksAsItShould() {
    put("now", at(Instant.now().minusSeconds(120)), "PT1H", "root");

    alarm();

    assertThat(list().getFirst().statusAsString()).isEqualTo("ACTIVE");
    assertThat(AWS.sns().published()).isEmpty();
    assertThat(CLOUD_WATCH.describeAlarms().metricAlarms().getFirst().actionsEnabled()).isTrue();
  }

  @Test
  void aRuleWithoutTargetsSilencesAll() {
    put("all", "cron(* * * * *)", "PT1H");

    alarm();

    assertThat(AWS.sns().published()).isEmpty();
  }

  @Test
  void aRuleOfAnotherAlarmOrAnotherTimeSilencesNothing() {
    put("later", at(Instant.now().plus(Duration.ofDays(1))), "PT1H", "root");
    put("over", at(Instant.now().minus(Duration.ofDays(1))), "PT1H", "root");

    alarm();

    assertThat(list())
        .extracting(AlarmMuteRuleSummary::statusAsString)
        .containsExactly("SCHEDULED", "EXPIRED");
    assertThat(AWS.sns().published()).hasSize(1);
  }

  @Test
  void datesBoundARule() {
    CLOUD_WATCH.putAlarmMuteRule(
        rule("expired", "cron(* * * * *)", "PT1H")
            .expireDate(Instant.now().minusSeconds(1))
            .build());
    CLOUD_WATCH.putAlarmMuteRule(
        rule("future", "cron(* * * * *)", "PT1H").startDate(Instant.now().plusSeconds(60)).build());

    assertThat(list())
        .extracting(AlarmMuteRuleSummary::statusAsString)
        .containsExactly("EXPIRED", "SCHEDULED");
  }

  @Test
  void rulesAreListedByTargetAndStatus() {
    put("night", HALF_A_DAY_FROM_NOW, "PT2H", "root");
    put("all", "cron(* * * * *)", "PT2H");

    assertThat(CLOUD_WATCH.listAlarmMuteRules(r -> r.alarmName("root")).alarmMuteRuleSummaries())
        .singleElement()
        .satisfies(rule -> assertThat(rule.alarmMuteRuleArn()).endsWith(":night"));
    assertThat(
            CLOUD_WATCH
                .listAlarmMuteRules(r -> r.statusesWithStrings("ACTIVE"))
                .alarmMuteRuleSummaries())
        .singleElement()
        .satisfies(rule -> assertThat(rule.alarmMuteRuleArn()).endsWith(":all"));
  }

  @ParameterizedTest(name = "{0} for {1}")
  @CsvSource({
    "cron(0 2 * * *), PT30S",
    "cron(0 2 * * *), P16D",
    "cron(0 2 * * *), two hours",
    "cron(0 2 * *), PT1H",
    "every night, PT1H"
  })
  void aScheduleHasItsRules(String expression, String duration) {
    assertThatThrownBy(() -> put("rule", expression, duration, "root"))
        .isInstanceOf(CloudWatchException.class);
  }

  @Test
  void targetsMustExist() {
    assertThatThrownBy(() -> put("rule", "cron(0 2 * * *)", "PT1H", "none"))
        .isInstanceOf(CloudWatchException.class);
  }

  @Test
  void deletingARuleTwiceIsNoError() {
    put("night", HALF_A_DAY_FROM_NOW, "PT2H", "root");

    CLOUD_WATCH.deleteAlarmMuteRule(r -> r.alarmMuteRuleName("night"));
    CLOUD_WATCH.deleteAlarmMuteRule(r -> r.alarmMuteRuleName("night"));

    assertThat(list()).isEmpty();
  }

  private static String at(Instant time) {
    return "at(%s)"
        .formatted(LocalDateTime.ofInstant(time, ZoneOffset.UTC).truncatedTo(ChronoUnit.MINUTES));
  }

  private static void put(String name, String expression, String duration, String... targets) {
    CLOUD_WATCH.putAlarmMuteRule(rule(name, expression, duration, targets).build());
  }

  private static PutAlarmMuteRuleRequest.Builder rule(
      String name, String expression, String duration, String... targets) {
    PutAlarmMuteRuleRequest.Builder rule =
        PutAlarmMuteRuleRequest.builder()
            .name(name)
            .rule(r -> r.schedule(s -> s.expression(expression).duration(duration)));
    return targets.length == 0
        ? rule
        : rule.muteTargets(MuteTargets.builder().alarmNames(targets).build());
  }

  private static List<AlarmMuteRuleSummary> list() {
    return CLOUD_WATCH.listAlarmMuteRules(r -> {}).alarmMuteRuleSummaries();
  }

  private static void alarm() {
    CLOUD_WATCH.setAlarmState(r -> r.alarmName("root").stateValue("ALARM").stateReason("test"));
  }
}
