package dev.alarmkeeper.policy;

import static dev.alarmkeeper.Fixtures.ACCOUNT;
import static dev.alarmkeeper.Fixtures.TOPIC_ARN;
import static dev.alarmkeeper.policy.Answer.NO;
import static dev.alarmkeeper.policy.Answer.UNKNOWN;
import static dev.alarmkeeper.policy.Answer.YES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.alarmkeeper.chain.Arn;
import dev.alarmkeeper.chain.Publishing;
import dev.alarmkeeper.policy.ResourcePolicy.Element;
import dev.alarmkeeper.policy.ResourcePolicy.Principals;
import dev.alarmkeeper.policy.ResourcePolicy.Statement;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * What a topic's policy says to CloudWatch, by the evaluation logic of the IAM User Guide. A
 * statement that surely applies lets, or forbids; one of which nobody can tell never lets, and may
 * forbid.
 */
class ResourcePolicyTest {
  private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");
  private static final Arn ALARM = ACCOUNT.arn("cloudwatch", "alarm:root_usage_alarm");
  private static final Arn OTHER_ALARM = ACCOUNT.arn("cloudwatch", "alarm:vpc_changes_alarm");
  private static final String OWN_ALARMS = "arn:aws:cloudwatch:us-east-1:111122223333:alarm:*";
  private static final Principals ANYBODY = principals(false, "AWS", "*");
  private static final Principals CLOUDWATCH = principals(false, "Service", Publishing.CLOUDWATCH);

  static final List<Arguments> PRINCIPALS =
      List.of(
          Arguments.of("CloudWatch", CLOUDWATCH, YES),
          Arguments.of("anybody", ANYBODY, YES),
          Arguments.of(
              "one of several services",
              principals(false, "Service", "events.amazonaws.com", Publishing.CLOUDWATCH),
              YES),
          Arguments.of(
              "any service, which AWS does not take", principals(false, "Service", "*"), UNKNOWN),
          Arguments.of(
              "CloudWatch in other letters",
              principals(false, "Service", "CloudWatch.amazonaws.com"),
              UNKNOWN),
          Arguments.of(
              "a Regional name",
              principals(false, "Service", "cloudwatch.us-east-1.amazonaws.com"),
              UNKNOWN),
          Arguments.of("another service", principals(false, "Service", "s3.amazonaws.com"), NO),
          Arguments.of("the account", principals(false, "AWS", "111122223333"), NO),
          Arguments.of(
              "the account's own users",
              principals(false, "AWS", "arn:aws:iam::111122223333:root"),
              NO),
          Arguments.of("a federation", principals(false, "Federated", "*"), NO),
          Arguments.of("what IAM does not know", principals(false, "Robot", "*"), UNKNOWN),
          Arguments.of("nobody", new Principals(false, Map.of()), NO));

  @ParameterizedTest(name = "{0}: {2}")
  @FieldSource("PRINCIPALS")
  void theStatementMustNameCloudWatch(String what, Principals principals, Answer applies) {
    assertSays(applies, it -> it.principals = Optional.of(principals));
  }

  /** IAM User Guide, "NotPrincipal": a Deny of it shuts out services that it does not name. */
  @Test
  void everybodyButIsClearInADenyAlone() {
    Statements others = new Statements();
    others.principals = Optional.of(principals(true, "AWS", "arn:aws:iam::111122223333:role/x"));
    assertThat(grant(others.allow()).allowed()).isEqualTo(UNKNOWN);
    assertThat(grant(others.deny()).denied()).containsExactly("Sid");
    assertSays(
        NO, it -> it.principals = Optional.of(principals(true, "Service", Publishing.CLOUDWATCH)));
    assertSays(NO, it -> it.principals = Optional.of(principals(true, "AWS", "*")));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "SNS:Publish, YES",
    "sns:publish, YES",
    "SNS:Pub*, YES",
    "sns:*, YES",
    "sns:Publis?, YES",
    "*, YES",
    "SNS:Subscribe, NO",
    "SNS:PublishBatch, NO",
    "s3:*, NO",
    "*:Publish, UNKNOWN",
    "sns*, UNKNOWN",
    "${x}, UNKNOWN",
  })
  void theStatementMustNamePublish(String action, Answer applies) {
    assertSays(applies, it -> it.actions = Optional.of(new Element(false, List.of(action))));
    assertSays(not(applies), it -> it.actions = Optional.of(new Element(true, List.of(action))));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "arn:aws:sns:us-east-1:111122223333:alarmkeeper-alarms, YES",
    "arn:aws:sns:us-east-1:111122223333:*, YES",
    "arn:aws:sns:*:*:alarmkeeper-????ms, YES",
    "*, YES",
    "arn:aws:sns:us-east-1:111122223333:alarmkeeper, NO",
    "arn:aws:sns:us-east-1:999988887777:alarmkeeper-alarms, NO",
    // Read in more than one way: across colons, in other letters, with components left out.
    "arn:aws:sns:*, UNKNOWN",
    "arn:aws:sns:us-east-1:1*:a:larms, NO",
    "arn:aws:*:alarmkeeper-alarms, UNKNOWN",
    "arn:aws:SNS:us-east-1:111122223333:alarmkeeper-alarms, UNKNOWN",
    "arn:aws:sns:us-east-1:${aws:PrincipalAccount}:alarmkeeper-alarms, UNKNOWN",
  })
  void theStatementMustNameTheTopic(String resource, Answer applies) {
    assertSays(applies, it -> it.resources = Optional.of(new Element(false, List.of(resource))));
    assertSays(
        not(applies), it -> it.resources = Optional.of(new Element(true, List.of(resource))));
  }

  @Test
  void aStatementWithoutOneOfItsElementsIsNotUnderstood() {
    assertSays(UNKNOWN, it -> it.principals = Optional.empty());
    assertSays(UNKNOWN, it -> it.actions = Optional.empty());
    assertSays(UNKNOWN, it -> it.resources = Optional.empty());
    assertSays(UNKNOWN, it -> it.actions = Optional.of(new Element(true, List.of())));
  }

  @ParameterizedTest(name = "{0} {1} {2}: {3}")
  @CsvSource({
    "StringEquals, aws:SourceAccount, 111122223333, YES",
    "StringEquals, AWS:SourceAccount, 111122223333, YES",
    "StringEquals, aws:SourceAccount, 999988887777, NO",
    "StringEquals, aws:SourceAccount, 1111*, NO",
    "StringLike, aws:SourceAccount, 1111*, YES",
    "StringLike, aws:SourceAccount, 1111${*}, NO",
    "StringNotEquals, aws:SourceAccount, 111122223333, NO",
    "StringNotEquals, aws:SourceAccount, 999988887777, YES",
    "StringNotLike, aws:SourceAccount, 1111*, NO",
    "StringEqualsIgnoreCase, aws:PrincipalServiceName, CloudWatch.amazonaws.com, YES",
    "StringNotEqualsIgnoreCase, aws:PrincipalServiceName, CloudWatch.amazonaws.com, NO",
    "StringEquals, AWS:SourceOwner, 111122223333, YES",
    "StringEquals, AWS:SourceOwner, 999988887777, NO",
    "StringEquals, aws:RequestedRegion, us-east-1, YES",
    // Each of six components apart.
    "ArnLike, aws:SourceArn, arn:aws:cloudwatch:us-east-1:111122223333:alarm:*, YES",
    "ArnLike, aws:SourceArn, arn:aws:cloudwatch:*:*:*, YES",
    "ArnEquals, aws:SourceArn, arn:aws:cloudwatch:*:111122223333:alarm:root_usage_alarm, YES",
    "ArnLike, aws:SourceArn, arn:aws:cloudwatch:us-east-1:999988887777:alarm:*, NO",
    "ArnLike, aws:SourceArn, arn:aws:cloudwatch:us-east-1:1*:root_usage_alarm, NO",
    "ArnLike, aws:SourceArn, arn:aws:s3:*:*:bucket, NO",
    "ArnNotLike, aws:SourceArn, arn:aws:s3:*:*:bucket, YES",
    "ArnNotEquals, aws:SourceArn, arn:aws:cloudwatch:*:111122223333:alarm:*, NO",
    "ArnLike, aws:SourceArn, *, UNKNOWN",
    "ArnNotLike, aws:SourceArn, *, UNKNOWN",
    "ArnLike, aws:SourceArn, arn:aws:cloudwatch:*, UNKNOWN",
    "ArnNotLike, aws:SourceArn, arn:aws:cloudwatch:*, UNKNOWN",
    "ArnEquals, aws:SourceArn, arn:aws:cloudwatch:*:alarm:*, NO",
    "ArnLike, aws:SourceArn, arn:aws:cloudwatch:*:*:alarm:*, YES",
    "StringLike, aws:SourceArn, arn:aws:cloudwatch:*, YES",
    "ArnLike, aws:SourceAccount, arn:aws:cloudwatch:*:*:alarm:*, UNKNOWN",
    // Truths.
    "Bool, aws:SecureTransport, true, YES",
    "Bool, aws:SecureTransport, True, YES",
    "Bool, aws:SecureTransport, false, NO",
    "Bool, aws:PrincipalIsAWSService, true, YES",
    "BoolIfExists, aws:PrincipalIsAWSService, false, NO",
    "Bool, aws:PrincipalIsAWSService, 1, UNKNOWN",
    "Bool, aws:SourceAccount, true, UNKNOWN",
    "Bool, aws:ViaAWSService, false, UNKNOWN",
    "StringEquals, aws:SecureTransport, true, UNKNOWN",
    // Times: near ones are in doubt, for two clocks tell them.
    "DateGreaterThan, aws:CurrentTime, 2020-01-01T00:00:00Z, YES",
    "DateGreaterThan, aws:CurrentTime, 2030-01-01, NO",
    "DateLessThan, aws:CurrentTime, 2030-01-01T00:00:00+01:00, YES",
    "DateLessThanEquals, aws:EpochTime, 1900000000, YES",
    "DateGreaterThanEquals, aws:CurrentTime, 2020-01-01, YES",
    "DateEquals, aws:CurrentTime, 2020-01-01, NO",
    "DateNotEquals, aws:CurrentTime, 2020-01-01, YES",
    "DateLessThan, aws:CurrentTime, 2026-11-25T10:10:00Z, UNKNOWN",
    "DateLessThan, aws:CurrentTime, tomorrow, UNKNOWN",
    "DateGreaterThan, aws:CurrentTime, 2020, UNKNOWN",
    "DateGreaterThan, aws:CurrentTime, ${x}, UNKNOWN",
    // Keys of people and networks: a service's request does not carry them.
    "StringEquals, aws:PrincipalOrgID, o-1, NO",
    "StringEqualsIfExists, aws:PrincipalOrgID, o-1, YES",
    "StringNotEquals, aws:PrincipalOrgID, o-1, YES",
    "StringNotEqualsIfExists, aws:SourceVpce, vpce-1, YES",
    "StringEquals, aws:PrincipalTag/team, x, NO",
    "DateLessThan, aws:TokenIssueTime, 2030-01-01, NO",
    "NumericLessThan, aws:MultiFactorAuthAge, 10, NO",
    "NumericNotEquals, aws:MultiFactorAuthAge, 10, YES",
    "StringNotEquals, sns:Protocol, https, YES",
    // Keys of which nobody says whether a service's request carries them.
    "StringLike, aws:PrincipalArn, *, UNKNOWN",
    "IpAddress, aws:SourceIp, 10.0.0.0/8, UNKNOWN",
    "NotIpAddressIfExists, aws:SourceIp, 10.0.0.0/8, UNKNOWN",
    "StringEquals, aws:SourceOrgID, o-1, UNKNOWN",
    "StringNotEqualsIfExists, aws:SourceOrgID, o-1, UNKNOWN",
    "StringEqualsIfExists, aws:SomethingNew, x, UNKNOWN",
    "BinaryEquals, aws:SomethingNew, QQ==, UNKNOWN",
    "NumericEquals, aws:EpochTime, 1, UNKNOWN",
    // Whether a key is there.
    "Null, aws:SourceArn, false, YES",
    "Null, aws:SourceArn, true, NO",
    "Null, aws:PrincipalOrgID, true, YES",
    "Null, aws:SourceOrgID, false, UNKNOWN",
    "Null, aws:SourceArn, maybe, UNKNOWN",
    "NullIfExists, aws:SourceArn, true, UNKNOWN",
    // Lists.
    "ForAnyValue:StringEquals, aws:SourceAccount, 111122223333, YES",
    "ForAllValues:StringEquals, aws:SourceAccount, 111122223333, YES",
    "ForAllValues:StringEquals, aws:SourceAccount, 999988887777, NO",
    "ForAllValues:StringEquals, aws:PrincipalOrgPaths, x, YES",
    "ForAnyValue:StringLike, aws:PrincipalOrgPaths, x, NO",
    "ForAnyValue:StringNotLike, aws:PrincipalOrgPaths, x, UNKNOWN",
    "ForAnyValue:StringLikeIfExists, aws:PrincipalOrgPaths, x, UNKNOWN",
    "ForAnyValue:StringEquals, aws:PrincipalServiceNamesList, cloudwatch.amazonaws.com, YES",
    "ForAllValues:StringEquals, aws:PrincipalServiceNamesList, cloudwatch.amazonaws.com, UNKNOWN",
    "ForAnyValue:StringNotEquals, aws:PrincipalServiceNamesList, x, UNKNOWN",
    // Variables, and what is no operator.
    "StringEquals, aws:SourceAccount, ${aws:PrincipalAccount}, UNKNOWN",
    "StringNotLike, aws:SourceAccount, ${aws:PrincipalAccount}, UNKNOWN",
    "ArnLike, aws:SourceArn, arn:aws:cloudwatch:*:${aws:SourceAccount}:alarm:*, UNKNOWN",
    "StringEquals, aws:SourceAccount, ${, UNKNOWN",
    "SomethingNew, aws:SourceAccount, 111122223333, UNKNOWN",
    "stringequals, aws:SourceAccount, 111122223333, UNKNOWN",
    "BoolNotEquals, aws:SecureTransport, false, UNKNOWN",
    "StringEqualsIfExistsIfExists, aws:SourceAccount, 111122223333, UNKNOWN",
  })
  void theConditionMustHoldForAnAlarmOfTheAccount(
      String operator, String key, String value, Answer applies) {
    assertSays(applies, it -> it.conditions = Map.of(operator, Map.of(key, List.of(value))));
  }

  /** A star that stands for itself is one, wherever stars mean more. */
  @Test
  void anEscapedWildcardIsTheCharacter() {
    ServiceRequest starred =
        Publishing.toTopic(
                TOPIC_ARN, ACCOUNT, List.of(ACCOUNT.arn("cloudwatch", "alarm:a*b?$")), NOW)
            .getFirst();
    for (String operator : List.of("StringEquals", "StringLike", "ArnLike")) {
      Statements said = new Statements();
      String alarm = ACCOUNT.arn("cloudwatch", "alarm:a${*}b${?}${$}").toString();
      said.conditions = Map.of(operator, Map.of("aws:SourceArn", List.of(alarm)));
      assertThat(new ResourcePolicy(List.of(said.allow())).grant(List.of(starred)).allowed())
          .isEqualTo(YES);
    }
  }

  @Test
  void aConditionWithoutValuesIsNotUnderstood() {
    assertSays(
        UNKNOWN,
        it -> it.conditions = Map.of("StringEquals", Map.of("aws:SourceAccount", List.of())));
    assertSays(YES, it -> it.conditions = Map.of());
  }

  @Test
  void allConditionsHaveToHold() {
    assertSays(
        YES,
        it ->
            it.conditions =
                Map.of(
                    "StringEquals", Map.of("aws:SourceAccount", List.of("111122223333")),
                    "ArnLike", Map.of("aws:SourceArn", List.of(OWN_ALARMS))));
    assertSays(
        NO,
        it ->
            it.conditions =
                Map.of(
                    "StringEquals", Map.of("aws:SourceAccount", List.of("999988887777")),
                    "ArnLike", Map.of("aws:SourceArn", List.of(OWN_ALARMS))));
  }

  @Test
  void aConditionThatSurelyFailsOutweighsOneThatNobodyKnows() {
    SequencedMap<String, Map<String, List<String>>> conditions = new LinkedHashMap<>();
    conditions.put("StringEquals", Map.of("aws:SourceAccount", List.of("999988887777")));
    conditions.put("SomethingNew", Map.of("aws:SourceArn", List.of("x")));
    assertSays(NO, it -> it.conditions = conditions);
    assertSays(NO, it -> it.conditions = conditions.reversed());
  }

  @Test
  void oneOfSeveralValuesIsEnoughUnlessNoneMayBe() {
    List<String> accounts = List.of("999988887777", "111122223333");
    assertSays(
        YES, it -> it.conditions = Map.of("StringEquals", Map.of("aws:SourceAccount", accounts)));
    assertSays(
        NO, it -> it.conditions = Map.of("StringNotEquals", Map.of("aws:SourceAccount", accounts)));
    List<String> oneUnknown = List.of("${x}", "111122223333");
    assertSays(
        YES, it -> it.conditions = Map.of("StringEquals", Map.of("aws:SourceAccount", oneUnknown)));
  }

  @Test
  void everyAlarmHasToBeAllowedByOneStatementOrAnother() {
    Statement first = onlyFrom(ALARM).allow();
    Statement second = onlyFrom(OTHER_ALARM).allow();
    List<Arn> both = List.of(ALARM, OTHER_ALARM);
    assertThat(grant(both, first).allowed()).isEqualTo(NO);
    assertThat(grant(both, first, second).allowed()).isEqualTo(YES);
  }

  @Test
  void aDenyOfOneAlarmIsADeny() {
    assertThat(grant(List.of(ALARM, OTHER_ALARM), onlyFrom(OTHER_ALARM).deny()).denied())
        .containsExactly("Sid");
  }

  @Test
  void theUsualDenyOfUnencryptedTransportHitsNobody() {
    assertSays(
        NO, it -> it.conditions = Map.of("Bool", Map.of("aws:SecureTransport", List.of("false"))));
  }

  @Test
  void theUsualDenyOfOtherOrganizationsHitsCloudWatchUnlessServicesAreExcepted() {
    assertSays(
        YES,
        it ->
            it.conditions =
                Map.of("StringNotEquals", Map.of("aws:PrincipalOrgID", List.of("o-1"))));
    assertSays(
        NO,
        it ->
            it.conditions =
                Map.of(
                    "StringNotEquals", Map.of("aws:PrincipalOrgID", List.of("o-1")),
                    "BoolIfExists", Map.of("aws:PrincipalIsAWSService", List.of("false"))));
  }

  /** IAM User Guide, "aws:SourceOrgID": the organization of an account is not read here. */
  @Test
  void theUsualPerimeterAroundServicesMayHitAndIsNotSaidToHit() {
    Statements perimeter = new Statements();
    perimeter.principals = Optional.of(ANYBODY);
    perimeter.conditions =
        Map.of(
            "StringNotEqualsIfExists", Map.of("aws:SourceOrgID", List.of("o-1")),
            "Bool", Map.of("aws:PrincipalIsAWSService", List.of("true")));
    assertThat(grant(perimeter.deny()))
        .isEqualTo(
            new Grant(
                NO,
                List.of(),
                List.of("Sid (StringNotEqualsIfExists aws:SourceOrgID; statement 0123abcd)")));
  }

  @Test
  void aDenyWithoutSidIsNamedSo() {
    Statements nameless = new Statements();
    nameless.sid = Optional.empty();
    assertThat(grant(nameless.deny()).denied()).containsExactly("a statement without Sid");
  }

  @Test
  void anEmptyPolicyLetsNobodyPublish() {
    assertThat(grant()).isEqualTo(new Grant(NO, List.of(), List.of()));
  }

  private static Answer not(Answer answer) {
    return answer.not();
  }

  /** The same statement as an Allow and as a Deny applies alike. */
  private static void assertSays(Answer applies, Consumer<Statements> change) {
    Statements said = new Statements();
    change.accept(said);
    assertThat(grant(said.allow()).allowed()).as("as an Allow").isEqualTo(applies);
    Grant denied = grant(said.deny());
    assertThat(denied.denied()).as("as a Deny").hasSize(applies == YES ? 1 : 0);
    assertThat(denied.mayDeny()).as("as a Deny").hasSize(applies == UNKNOWN ? 1 : 0);
  }

  private static Grant grant(Statement... statements) {
    return grant(List.of(ALARM), statements);
  }

  private static Grant grant(List<Arn> alarms, Statement... statements) {
    return new ResourcePolicy(List.of(statements))
        .grant(Publishing.toTopic(TOPIC_ARN, ACCOUNT, alarms, NOW));
  }

  private static Statements onlyFrom(Arn alarm) {
    Statements said = new Statements();
    said.conditions = Map.of("ArnEquals", Map.of("aws:SourceArn", List.of(alarm.toString())));
    return said;
  }

  private static Principals principals(boolean inverted, String kind, String... names) {
    return new Principals(inverted, Map.of(kind, List.of(names)));
  }

  /** A statement that applies to CloudWatch's alarms, of which a test changes one thing. */
  private static final class Statements {
    private Optional<String> sid = Optional.of("Sid");
    private Optional<Principals> principals = Optional.of(CLOUDWATCH);
    private Optional<Element> actions = Optional.of(new Element(false, List.of("SNS:Publish")));
    private Optional<Element> resources =
        Optional.of(new Element(false, List.of(TOPIC_ARN.toString())));
    private Map<String, Map<String, List<String>>> conditions = Map.of();

    Statement allow() {
      return statement(true);
    }

    Statement deny() {
      return statement(false);
    }

    private Statement statement(boolean allow) {
      return new Statement(sid, "0123abcd", allow, principals, actions, resources, conditions);
    }
  }
}
