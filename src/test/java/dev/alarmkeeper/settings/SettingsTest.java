package dev.alarmkeeper.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.alarmkeeper.Fixtures;
import dev.alarmkeeper.aws.Permission;
import dev.alarmkeeper.chain.Arn;
import dev.alarmkeeper.chain.PatternMatch;
import dev.alarmkeeper.chain.Subscription;
import dev.alarmkeeper.chain.Subscription.State;
import dev.alarmkeeper.control.Catalogue;
import dev.alarmkeeper.control.ChainSettings;
import dev.alarmkeeper.control.ChainSettings.LogGroupSettings;
import dev.alarmkeeper.control.ChainSettings.Names;
import dev.alarmkeeper.control.ChainSettings.TopicSettings;
import dev.alarmkeeper.control.OnTwin;
import dev.alarmkeeper.control.Profile;
import dev.alarmkeeper.control.Setting;
import dev.alarmkeeper.reconcile.Mode;
import dev.alarmkeeper.settings.Settings.OverridesSetting;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The settings: defaults, rules, and faults told all at once. */
class SettingsTest {
  private static final Map<String, String> IN_VIRGINIA = Map.of("AWS_REGION", "us-east-1");

  /** The template's parameters and people's deployments carry these names. */
  @Test
  void theNamesOfSettingsDoNotChange() {
    assertThat(Setting.values())
        .extracting(Enum::name)
        .containsExactly(
            "MODE",
            "CONTROLS",
            "PROFILE",
            "PATTERN_MATCH",
            "TRAIL_NAME",
            "LOG_GROUP_NAME",
            "LOG_RETENTION_DAYS",
            "LOG_GROUP_KMS_KEY_ID",
            "LOG_GROUP_DELETION_PROTECTION",
            "METRIC_NAMESPACE",
            "METRIC_NAME_TEMPLATE",
            "ALARM_NAME_TEMPLATE",
            "TOPIC_NAME",
            "TOPIC_ARN",
            "TOPIC_KMS_KEY_ID",
            "ALLOWED_ALARM_ACTIONS",
            "SUBSCRIPTIONS",
            "ON_TWIN",
            "OVERRIDES_PARAMETER",
            "CONFIG_RULE_NAME",
            "EVIDENCE_TABLE",
            "SCHEDULE_MINUTES",
            "EVIDENCE_RETENTION_DAYS",
            "REMINDERS",
            "DRILL_SCHEDULE",
            "OPERATIONS_TOPIC_ARN",
            "EVENT_BUS_NAME",
            "STACK_NAME",
            "RESERVED_CONCURRENCY");
  }

  @Test
  void withoutAnySettingTheChainIsTheBenchmarks() {
    assertThat(Settings.of(IN_VIRGINIA))
        .isEqualTo(
            new Settings(
                Mode.REPAIR,
                new ChainSettings(
                    Fixtures.ROOT_USAGE,
                    Profile.CIS,
                    PatternMatch.MEANING,
                    Optional.empty(),
                    new LogGroupSettings(
                        Optional.empty(), Optional.empty(), Optional.empty(), false),
                    new Names("CISBenchmark", "{control}_metric", "{control}_alarm"),
                    new TopicSettings(Optional.empty(), "alarmkeeper-alarms", Optional.empty()),
                    List.of()),
                OnTwin.ASK,
                Optional.empty(),
                Optional.empty(),
                new EvidenceSettings(
                    Optional.empty(),
                    Duration.ofMinutes(5),
                    Duration.ofDays(400),
                    List.of(Duration.ofHours(1), Duration.ofDays(1), Duration.ofDays(7)),
                    DrillSchedule.OFF,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty())));
  }

  /** A template hands over every parameter, those without a value as empty text. */
  @Test
  void anEmptySettingIsAnUnsetOne() {
    Map<String, String> empty = new HashMap<>(IN_VIRGINIA);
    for (Setting setting : Setting.values()) {
      empty.put(setting.name(), " ");
    }
    assertThat(Settings.of(empty)).isEqualTo(Settings.of(IN_VIRGINIA));
  }

  @ParameterizedTest
  @EnumSource
  void everyExampleIsRight(Setting setting) {
    assertThat(with(setting, setting.example())).isNotNull();
  }

  @Test
  void everySettingIsRead() {
    Map<String, String> all = new HashMap<>(IN_VIRGINIA);
    for (Setting setting : Setting.values()) {
      all.put(setting.name(), setting.example());
    }
    all.put("PROFILE", "security_hub");
    all.put("PATTERN_MATCH", "exact");
    all.put("METRIC_NAMESPACE", "Security");
    all.put("METRIC_NAME_TEMPLATE", "m-{control}");
    all.put("ALARM_NAME_TEMPLATE", "a: {control}!");
    all.put("TOPIC_NAME", "other");
    all.put("CONFIG_RULE_NAME", "alarmkeeper-chain");
    all.put("LOG_GROUP_DELETION_PROTECTION", "true");
    all.put("EVIDENCE_RETENTION_DAYS", "30");
    all.put("REMINDERS", "2h,3d,1w");
    all.put("ON_TWIN", "double");
    assertThat(Settings.of(all))
        .isEqualTo(
            new Settings(
                Mode.OBSERVE,
                new ChainSettings(
                    Fixtures.controls("root_usage,unauthorized_api_calls,CloudWatch.3"),
                    Profile.SECURITY_HUB,
                    PatternMatch.EXACT,
                    Optional.of("management-trail"),
                    new LogGroupSettings(
                        Optional.of("CloudTrail/logs"),
                        Optional.of(365),
                        Optional.of(Setting.LOG_GROUP_KMS_KEY_ID.example()),
                        true),
                    new Names("Security", "m-{control}", "a: {control}!"),
                    new TopicSettings(
                        Optional.of(Arn.parse(Setting.TOPIC_ARN.example())),
                        "other",
                        Optional.of("alias/alarms"),
                        List.of(Setting.ALLOWED_ALARM_ACTIONS.example())),
                    List.of(
                        new Subscription("email", "sec@example.com", State.CONFIRMED),
                        new Subscription(
                            "sqs", "arn:aws:sqs:us-east-1:111122223333:alarms", State.CONFIRMED))),
                OnTwin.DOUBLE,
                Optional.of("alarmkeeper-chain"),
                Optional.of(
                    new OverridesSetting("/alarmkeeper/overrides", "root_usage,4.1,CloudWatch.3")),
                new EvidenceSettings(
                    Optional.of("alarmkeeper-evidence"),
                    Duration.ofMinutes(5),
                    Duration.ofDays(30),
                    List.of(Duration.ofHours(2), Duration.ofDays(3), Duration.ofDays(7)),
                    DrillSchedule.QUARTERLY,
                    Optional.of(Setting.OPERATIONS_TOPIC_ARN.example()),
                    Optional.of("default"),
                    Optional.of("alarmkeeper"),
                    Optional.of(5))));
  }

  @Test
  void withoutOverridesAControlThatNobodyKnowsIsAFault() {
    assertThat(Settings.of(Map.of("CONTROLS", "root_usage,own", "OVERRIDES_PARAMETER", "/o")))
        .isNotNull();
    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(() -> Settings.of(Map.of("CONTROLS", "root_usage,own")))
        .withMessageContaining("own");
  }

  @Test
  void allFaultsOfAllSettingsAreToldTogether() {
    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(
            () ->
                Settings.of(
                    Map.of(
                        "MODE", "delete",
                        "CONTROLS", "root",
                        "LOG_RETENTION_DAYS", "100",
                        "AWS_REGION", "us-east-1")))
        .withMessage(
            "settings: 3 faults\n"
                + "MODE: got \"delete\", want repair or observe, for example observe"
                + " (it is none of them)\n"
                + "CONTROLS: got \"root\", want ids or published numbers of controls, separated by"
                + " commas, or all, for example root_usage,4.1,CloudWatch.3 (no control is called"
                + " \"root\": did you mean root_usage?)\n"
                + "LOG_RETENTION_DAYS: got \"100\", want a number of days that CloudWatch Logs"
                + " knows, 1 to 3653, for example 365 (CloudWatch Logs knows [1, 3, 5, 7, 14, 30,"
                + " 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288,"
                + " 3653])");
  }

  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          MODE                  | REPAIR                               | it is none of them
          CONTROLS              | ,                                    | no control is named
          PROFILE               | CIS                                  | it is none of them
          PATTERN_MATCH         | regex                                | it is none of them
          TRAIL_NAME            | a trail                              | it is not of that form
          TRAIL_NAME            | ab                                   | it is not of that form
          TRAIL_NAME            | arn:aws:s3:::trail/t                 | it is an ARN of s3
          TRAIL_NAME            | arn:aws:cloudtrail:us-east-1:1:eds/t | it is no trail's ARN
          TRAIL_NAME            | arn:aws:cloudtrail                   | want arn:partition:service
          LOG_GROUP_NAME        | a group                              | it is not of that form
          LOG_GROUP_NAME        | logs*                                | it is not of that form
          LOG_GROUP_NAME        | logs:*:*                             | it is not of that form
          LOG_GROUP_NAME        | arn:aws:s3:::logs                    | it is an ARN of s3
          LOG_GROUP_NAME        | arn:aws:logs:us-east-1:1:destination:d | want the ARN of a log group
          LOG_GROUP_NAME        | arn:aws:logs:us-east-1:1:log-group:a:log-stream:b | it is not of that form
          LOG_GROUP_NAME        | arn:aws:logs:eu-west-1:1:log-group:a:* | its Region is eu-west-1
          LOG_RETENTION_DAYS    | a year                               | it is no number
          LOG_RETENTION_DAYS    | 0                                    | CloudWatch Logs knows
          LOG_RETENTION_DAYS    | -1                                   | CloudWatch Logs knows
          LOG_GROUP_KMS_KEY_ID  | alias/logs                           | want arn:partition:service
          LOG_GROUP_KMS_KEY_ID  | arn:aws:s3:::key                     | it is an ARN of s3
          METRIC_NAMESPACE      | AWS/Lambda                           | it is not of that form
          METRIC_NAMESPACE      | a:b                                  | it is not of that form
          METRIC_NAME_TEMPLATE  | root_usage                           | it has no {control}
          METRIC_NAME_TEMPLATE  | a*{control}                          | it is not of that form
          METRIC_NAME_TEMPLATE  | a:{control}                          | it is not of that form
          METRIC_NAME_TEMPLATE  | $.{control}                          | it is not of that form
          ALARM_NAME_TEMPLATE   | alarm                                | it has no {control}
          TOPIC_NAME            | alarms.fifo                          | a FIFO topic takes no message without a group
          TOPIC_NAME            | arn:aws:sns:us-east-1:1:t            | it is an ARN: that is for TOPIC_ARN
          TOPIC_NAME            | my topic                             | it is not of that form
          TOPIC_ARN             | alarms                               | want arn:partition:service
          TOPIC_ARN             | arn:aws:sqs:us-east-1:111122223333:q | it is an ARN of sqs
          TOPIC_ARN             | arn:aws:sns:eu-west-1:111122223333:t | its Region is eu-west-1
          TOPIC_ARN             | arn:aws:sns:us-east-1:111122223333:t:s | it is the ARN of a subscription
          TOPIC_ARN             | arn:aws:sns:us-east-1:111122223333:t.fifo | a FIFO topic takes no message without a group
          TOPIC_KMS_KEY_ID      | alias/aws/sns                        | CloudWatch alarms cannot use that key
          TOPIC_KMS_KEY_ID      | arn:aws:kms:us-east-1:1:alias/aws/sns | CloudWatch alarms cannot use that key
          EVIDENCE_TABLE        | my table                             | it is not of that form
          EVIDENCE_RETENTION_DAYS | a year                             | it is no such number
          EVIDENCE_RETENTION_DAYS | 0                                  | it is no such number
          EVIDENCE_RETENTION_DAYS | 3654                               | it is no such number
          REMINDERS             | 1h,1d,                               | nothing stands before or after a comma
          REMINDERS             | 1h;1d                                | "1h;1d" is no such time
          REMINDERS             | 90m                                  | "90m" is no such time
          REMINDERS             | 0h                                   | "0h" is no such time
          REMINDERS             | 1000d                                | "1000d" is no such time
          REMINDERS             | 1h,none                              | "none" is no such time
          REMINDERS             | 1d,24h                               | 24h is not later than what stands before it
          REMINDERS             | 7d,1d                                | 1d is not later than what stands before it
          REMINDERS             | 1h,2h,3h,4h,5h,6h,7h,8h,9h,10h,11h   | there are 11
          OPERATIONS_TOPIC_ARN  | arn:aws:sns:eu-west-1:111122223333:t | its Region is eu-west-1
          EVENT_BUS_NAME        | a bus                                | it is not of that form
          SUBSCRIPTIONS         | sec@example.com                      | no protocol before the first colon
          SUBSCRIPTIONS         | :sec@example.com                     | no protocol before the first colon
          SUBSCRIPTIONS         | email:a@b,,email:c@d                 | nothing stands before or after a comma
          SUBSCRIPTIONS         | email:a@b,                           | nothing stands before or after a comma
          SUBSCRIPTIONS         | ,email:a@b                           | nothing stands before or after a comma
          SUBSCRIPTIONS         | ,                                    | nothing stands before or after a comma
          SUBSCRIPTIONS         | fax:+15551234567                     | protocols are [email, email-json, https, lambda, sms, sqs]
          SUBSCRIPTIONS         | http:http://example.com              | http would send alarms in the clear
          SUBSCRIPTIONS         | firehose:arn:aws:firehose:us-east-1:111122223333:deliverystream/d | a stream needs a role
          SUBSCRIPTIONS         | application:arn:aws:sns:us-east-1:111122223333:endpoint/GCM/app/1 | no mobile device
          SUBSCRIPTIONS         | email:sec                            | email takes no such endpoint
          SUBSCRIPTIONS         | email:a@b@c                          | email takes no such endpoint
          SUBSCRIPTIONS         | sms:5551234                          | sms takes no such endpoint
          SUBSCRIPTIONS         | https:http://example.com             | https takes no such endpoint
          SUBSCRIPTIONS         | sqs:arn:aws:sns:us-east-1:1:t        | sqs takes no such endpoint
          SUBSCRIPTIONS         | sqs:arn:aws:sqs:us-east-1:1:q.fifo   | SNS subscribes a FIFO queue to a FIFO topic alone
          SUBSCRIPTIONS         | email:a@b,lambda:f                   | lambda takes no such endpoint
          """)
  void aWrongValueIsToldWithItsRuleAndAnExample(Setting setting, String value, String fault) {
    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(() -> with(setting, value))
        .withMessageStartingWith(
            "settings: 1 fault\n%s: got \"%s\", want %s, for example %s (%s"
                .formatted(setting, value, setting.rule(), setting.example(), fault));
  }

  @Test
  void whoWantsNoRemindersSaysSo() {
    assertThat(with(Setting.REMINDERS, "none").evidence().reminders()).isEmpty();
    assertThat(with(Setting.REMINDERS, " 4h, 2d ").evidence().reminders())
        .containsExactly(Duration.ofHours(4), Duration.ofDays(2));
  }

  @ParameterizedTest
  @ValueSource(ints = {216, 300})
  void aTemplateLeavesRoomForTheLongestControl(int length) {
    String template = "{control}" + "x".repeat(length - "{control}".length());
    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(() -> with(Setting.ALARM_NAME_TEMPLATE, template))
        .withMessageContaining("names would be too long");
    assertThat(with(Setting.ALARM_NAME_TEMPLATE, template.substring(0, 215))).isNotNull();
    assertThat(Catalogue.controls())
        .allSatisfy(it -> assertThat(it.id()).hasSizeLessThanOrEqualTo(40));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "email-json:a@b.c",
        "sms:+15551234567",
        "https:https://example.com/a?b=c",
        "lambda:arn:aws:lambda:us-east-1:111122223333:function:f",
        "sqs:arn:aws-cn:sqs:cn-north-1:111122223333:q",
      })
  void everyProtocolThatTheRoleMaySubscribeIsTaken(String subscription) {
    assertThat(with(Setting.SUBSCRIPTIONS, " " + subscription + " , email:x@y").chain())
        .satisfies(it -> assertThat(it.subscriptions()).hasSize(2));
    assertThat(Permission.Condition.PROTOCOLS.form())
        .contains("\"" + subscription.substring(0, subscription.indexOf(':')) + "\"");
  }

  /** As the console, CloudTrail and CloudWatch Logs show it. */
  @ParameterizedTest
  @CsvSource({
    "CloudTrail/logs, CloudTrail/logs",
    "CloudTrail/logs:*, CloudTrail/logs",
    "arn:aws:logs:us-east-1:111122223333:log-group:CloudTrail/logs,"
        + " arn:aws:logs:us-east-1:111122223333:log-group:CloudTrail/logs",
    "arn:aws:logs:us-east-1:111122223333:log-group:CloudTrail/logs:*,"
        + " arn:aws:logs:us-east-1:111122223333:log-group:CloudTrail/logs",
  })
  void theLogGroupMayBePasted(String pasted, String read) {
    assertThat(with(Setting.LOG_GROUP_NAME, pasted).chain().logGroup().name()).contains(read);
  }

  @Test
  void theTrailMayBeNamedByItsArn() {
    String arn = "arn:aws:cloudtrail:us-east-1:999988887777:trail/organization";
    assertThat(with(Setting.TRAIL_NAME, arn).chain().trailName()).contains(arn);
  }

  @Test
  void aFaultIsSafeToPrint() {
    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(() -> with(Setting.MODE, "\u001b[2J\u202E" + "x".repeat(10_000)))
        .satisfies(
            it ->
                assertThat(it.getMessage())
                    .doesNotContain("\u001b", "\u202E")
                    .hasSizeLessThan(1_000));
  }

  /** Lambda sets AWS_REGION, and more that is none of ours. */
  @Test
  void otherVariablesAreNoSettings() {
    Map<String, String> environment = new HashMap<>(IN_VIRGINIA);
    Arrays.asList("PATH", "mode", "AWS_LAMBDA_FUNCTION_NAME")
        .forEach(name -> environment.put(name, "whatever"));
    assertThat(Settings.of(environment)).isEqualTo(Settings.of(IN_VIRGINIA));
  }

  private static Settings with(Setting setting, String value) {
    Map<String, String> environment = new HashMap<>(IN_VIRGINIA);
    environment.put(setting.name(), value);
    return Settings.of(environment);
  }
}
