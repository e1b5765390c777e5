package dev.alarmkeeper.chain;

import static dev.alarmkeeper.Fixtures.ACCOUNT;
import static dev.alarmkeeper.Fixtures.TOPIC_ARN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.alarmkeeper.chain.Topic.Grant;
import dev.alarmkeeper.chain.TopicPolicy.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/** What a topic's policy says to CloudWatch, by the evaluation logic of the IAM User Guide. */
class TopicPolicyTest {
  private static final Arn ALARM = ACCOUNT.arn("cloudwatch", "alarm:root_usage_alarm");
  private static final Arn OTHER_ALARM = ACCOUNT.arn("cloudwatch", "alarm:vpc_changes_alarm");
  private static final String OWN_ALARMS = "arn:aws:cloudwatch:us-east-1:111122223333:alarm:*";
  private static final Map<String, List<String>> ANYBODY = Map.of("AWS", List.of("*"));
  private static final Map<String, List<String>> CLOUDWATCH =
      Map.of("Service", List.of(TopicPolicy.CLOUDWATCH));

  static final List<Arguments> PRINCIPALS =
      List.of(
          Arguments.of("CloudWatch", CLOUDWATCH, true),
          Arguments.of("anybody", ANYBODY, true),
          Arguments.of("any service", Map.of("Service", List.of("*")), true),
          Arguments.of(
              "one of several services",
              Map.of("Service", List.of("events.amazonaws.com", TopicPolicy.CLOUDWATCH)),
              true),
          Arguments.of("another service", Map.of("Service", List.of("s3.amazonaws.com")), false),
          Arguments.of(
              "the account's own users",
              Map.of("AWS", List.of("arn:aws:iam::111122223333:root")),
              false),
          Arguments.of("nobody", Map.of(), false));

  @ParameterizedTest(name = "{0}: {2}")
  @FieldSource("PRINCIPALS")
  void theStatementMustNameCloudWatch(
      String what, Map<String, List<String>> principals, boolean hit) {
    assertSays(hit, principals, "SNS:Publish", TOPIC_ARN.toString(), Map.of());
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "SNS:Publish, true",
    "sns:publish, true",
    "SNS:Pub*, true",
    "sns:*, true",
    "sns:Publis?, true",
    "*, true",
    "SNS:Subscribe, false",
    "SNS:PublishBatch, false",
    "s3:*, false",
  })
  void theStatementMustNamePublish(String action, boolean hit) {
    assertSays(hit, CLOUDWATCH, action, TOPIC_ARN.toString(), Map.of());
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "arn:aws:sns:us-east-1:111122223333:alarmkeeper-alarms, true",
    "arn:aws:sns:us-east-1:111122223333:*, true",
    "arn:aws:sns:*:*:alarmkeeper-????ms, true",
    "*, true",
    "arn:aws:sns:us-east-1:111122223333:alarmkeeper, false",
    "arn:aws:sns:us-east-1:999988887777:alarmkeeper-alarms, false",
  })
  void theStatementMustNameTheTopic(String resource, boolean hit) {
    assertSays(hit, CLOUDWATCH, "SNS:Publish", resource, Map.of());
  }

  @ParameterizedTest(name = "{0} {1} {2}: {3}")
  @CsvSource({
    "StringEquals, aws:SourceAccount, 111122223333, true",
    "StringEquals, AWS:SourceAccount, 111122223333, true",
    "StringEquals, aws:SourceAccount, 999988887777, false",
    "StringEquals, aws:SourceAccount, 1111*, false",
    "StringLike, aws:SourceAccount, 1111*, true",
    "StringNotEquals, aws:SourceAccount, 111122223333, false",
    "StringNotEquals, aws:SourceAccount, 999988887777, true",
    "StringNotLike, aws:SourceAccount, 1111*, false",
    "StringEqualsIgnoreCase, aws:PrincipalServiceName, CloudWatch.amazonaws.com, true",
    "ArnLike, aws:SourceArn, arn:aws:cloudwatch:us-east-1:111122223333:alarm:*, true",
    "ArnEquals, aws:SourceArn, arn:aws:cloudwatch:*:111122223333:alarm:root_usage_alarm, true",
    "ArnLike, aws:SourceArn, arn:aws:cloudwatch:us-east-1:999988887777:alarm:*, false",
    "ArnLike, aws:SourceArn, arn:aws:s3:::bucket, false",
    "ArnNotLike, aws:SourceArn, arn:aws:s3:::bucket, true",
    "Bool, aws:SecureTransport, true, true",
    "Bool, aws:SecureTransport, True, true",
    "Bool, aws:SecureTransport, false, false",
    "Bool, aws:PrincipalIsAWSService, true, true",
    "BoolIfExists, aws:PrincipalIsAWSService, false, false",
    // Keys of people and networks: a service's request does not carry them.
    "StringEquals, aws:PrincipalOrgID, o-1, false",
    "StringEqualsIfExists, aws:PrincipalOrgID, o-1, true",
    "StringNotEquals, aws:PrincipalOrgID, o-1, true",
    "StringNotEqualsIfExists, aws:SourceVpce, vpce-1, true",
    "StringLike, aws:PrincipalArn, *, false",
  })
  void theConditionsMustHoldForAnAlarmOfTheAccount(
      String operator, String key, String value, boolean hit) {
    assertSays(
        hit,
        CLOUDWATCH,
        "SNS:Publish",
        TOPIC_ARN.toString(),
        Map.of(operator, Map.of(key, List.of(value))));
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "StringEquals, aws:SourceOrgID",
    "StringEquals, AWS:SourceOwner",
    "StringEqualsIfExists, aws:SomethingNew",
    "StringNotEquals, aws:SomethingNew",
    "Null, aws:SourceArn",
    "ForAnyValue:StringEquals, aws:SourceAccount",
    "DateGreaterThan, aws:CurrentTime",
    "SomethingNew, aws:SourceAccount",
  })
  void inDoubtItIsNotAllowedAndItIsDenied(String operator, String key) {
    Map<String, Map<String, List<String>>> conditions =
        Map.of(operator, Map.of(key, List.of("111122223333")));
    assertThat(grant(statement(true, CLOUDWATCH, conditions)).allowed()).isFalse();
    assertThat(grant(statement(false, ANYBODY, conditions)).denied()).containsExactly("Sid");
  }

  @Test
  void allConditionsHaveToHold() {
    var both =
        Map.of(
            "StringEquals", Map.of("aws:SourceAccount", List.of("111122223333")),
            "ArnLike", Map.of("aws:SourceArn", List.of(OWN_ALARMS)));
    var oneOfTwo =
        Map.of(
            "StringEquals", Map.of("aws:SourceAccount", List.of("999988887777")),
            "ArnLike", Map.of("aws:SourceArn", List.of(OWN_ALARMS)));
    assertThat(grant(statement(true, CLOUDWATCH, both)).allowed()).isTrue();
    assertThat(grant(statement(true, CLOUDWATCH, oneOfTwo)).allowed()).isFalse();
  }

  @Test
  void aConditionThatSurelyFailsOutweighsOneThatNobodyKnows() {
    var fails = Map.of("aws:SourceAccount", List.of("999988887777"));
    var unknown = Map.of("aws:SourceArn", List.of("x"));
    SequencedMap<String, Map<String, List<String>>> conditions = new LinkedHashMap<>();
    conditions.put("StringEquals", fails);
    conditions.put("SomethingNew", unknown);
    assertThat(grant(statement(false, ANYBODY, conditions)).denied()).isEmpty();
    assertThat(grant(statement(false, ANYBODY, conditions.reversed())).denied()).isEmpty();
  }

  @Test
  void oneOfSeveralValuesIsEnoughUnlessNoneMayBe() {
    List<String> accounts = List.of("999988887777", "111122223333");
    var any = Map.of("StringEquals", Map.of("aws:SourceAccount", accounts));
    var none = Map.of("StringNotEquals", Map.of("aws:SourceAccount", accounts));
    assertThat(grant(statement(true, CLOUDWATCH, any)).allowed()).isTrue();
    assertThat(grant(statement(true, CLOUDWATCH, none)).allowed()).isFalse();
  }

  @Test
  void everyAlarmHasToBeAllowedByOneStatementOrAnother() {
    Statement first = statement(true, CLOUDWATCH, onlyFrom(ALARM));
    Statement second = statement(true, CLOUDWATCH, onlyFrom(OTHER_ALARM));
    List<Arn> both = List.of(ALARM, OTHER_ALARM);
    assertThat(new TopicPolicy(List.of(first)).grant(TOPIC_ARN, ACCOUNT, both).allowed()).isFalse();
    assertThat(new TopicPolicy(List.of(first, second)).grant(TOPIC_ARN, ACCOUNT, both).allowed())
        .isTrue();
  }

  @Test
  void aDenyOfOneAlarmIsADeny() {
    Statement deny = statement(false, ANYBODY, onlyFrom(OTHER_ALARM));
    assertThat(
            new TopicPolicy(List.of(deny))
                .grant(TOPIC_ARN, ACCOUNT, List.of(ALARM, OTHER_ALARM))
                .denied())
        .containsExactly("Sid");
  }

  /** Not allowed where it allows all but some, and denied where it denies all but some. */
  @Test
  void aStatementOfExceptionsIsInDoubt() {
    assertThat(grant(inverted(true)).allowed()).isFalse();
    assertThat(grant(inverted(false)).denied()).containsExactly("Sid");
  }

  /**
   * What CreateTopic leaves behind. Only {@code AWS:SourceOwner} guards it, which is undocumented
   * for CloudWatch's calls: our own statement does not depend on it.
   */
  @Test
  void theDefaultPolicyOfSnsIsNotAnAllow() {
    Statement byDefault =
        new Statement(
            Optional.of("__default_statement_ID"),
            true,
            ANYBODY,
            List.of("SNS:GetTopicAttributes", "SNS:Publish"),
            List.of(TOPIC_ARN.toString()),
            Map.of("StringEquals", Map.of("AWS:SourceOwner", List.of(ACCOUNT.id()))),
            false);
    assertThat(grant(byDefault)).isEqualTo(new Grant(false, List.of()));
  }

  @Test
  void theUsualDenyOfUnencryptedTransportHitsNobody() {
    assertThat(
            grant(
                statement(
                    false,
                    ANYBODY,
                    Map.of("Bool", Map.of("aws:SecureTransport", List.of("false"))))))
        .isEqualTo(new Grant(false, List.of()));
  }

  @Test
  void theUsualDenyOfOtherOrganizationsHitsCloudWatchUnlessServicesAreExcepted() {
    var outsiders = Map.of("StringNotEquals", Map.of("aws:PrincipalOrgID", List.of("o-1")));
    var outsidersButServices =
        Map.of(
            "StringNotEquals", Map.of("aws:PrincipalOrgID", List.of("o-1")),
            "BoolIfExists", Map.of("aws:PrincipalIsAWSService", List.of("false")));
    assertThat(grant(statement(false, ANYBODY, outsiders)).denied()).containsExactly("Sid");
    assertThat(grant(statement(false, ANYBODY, outsidersButServices)).denied()).isEmpty();
  }

  @Test
  void aDenyWithoutSidIsNamedSo() {
    Statement deny =
        new Statement(
            Optional.empty(), false, ANYBODY, List.of("*"), List.of("*"), Map.of(), false);
    assertThat(grant(deny).denied()).containsExactly("a statement without Sid");
  }

  @Test
  void anEmptyPolicyLetsNobodyPublish() {
    assertThat(grant()).isEqualTo(new Grant(false, List.of()));
  }

  /** The same statement as an Allow and as a Deny hits, or does not hit, alike. */
  private static void assertSays(
      boolean hit,
      Map<String, List<String>> principals,
      String action,
      String resource,
      Map<String, Map<String, List<String>>> conditions) {
    List<Statement> allowAndDeny =
        Stream.of(true, false)
            .map(
                allow ->
                    new Statement(
                        Optional.of("Sid"),
                        allow,
                        principals,
                        List.of(action),
                        List.of(resource),
                        conditions,
                        false))
            .toList();
    assertThat(grant(allowAndDeny.toArray(Statement[]::new)))
        .isEqualTo(new Grant(hit, hit ? List.of("Sid") : List.of()));
  }

  private static Grant grant(Statement... statements) {
    return new TopicPolicy(List.of(statements)).grant(TOPIC_ARN, ACCOUNT, List.of(ALARM));
  }

  private static Statement statement(
      boolean allow,
      Map<String, List<String>> principals,
      Map<String, Map<String, List<String>>> conditions) {
    return new Statement(
        Optional.of("Sid"),
        allow,
        principals,
        List.of("SNS:Publish"),
        List.of(TOPIC_ARN.toString()),
        conditions,
        false);
  }

  private static Statement inverted(boolean allow) {
    return new Statement(
        Optional.of("Sid"),
        allow,
        Map.of(),
        List.of("SNS:Publish"),
        List.of(TOPIC_ARN.toString()),
        Map.of(),
        true);
  }

  private static Map<String, Map<String, List<String>>> onlyFrom(Arn alarm) {
    return Map.of("ArnEquals", Map.of("aws:SourceArn", List.of(alarm.toString())));
  }
}
