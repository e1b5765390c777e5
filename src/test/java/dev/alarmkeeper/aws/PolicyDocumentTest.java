package dev.alarmkeeper.aws;

import static dev.alarmkeeper.Fixtures.ACCOUNT;
import static dev.alarmkeeper.Fixtures.TOPIC_ARN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.alarmkeeper.chain.Publishing;
import dev.alarmkeeper.policy.Answer;
import dev.alarmkeeper.policy.Grant;
import dev.alarmkeeper.policy.ServiceRequest;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The topic's policy: ours is merged in, everybody else's stays to the letter. */
class PolicyDocumentTest {
  private static final List<ServiceRequest> PUBLISHING =
      Publishing.toTopic(
          TOPIC_ARN,
          ACCOUNT,
          List.of(ACCOUNT.arn("cloudwatch", "alarm:root_usage_alarm")),
          Instant.parse("2026-11-25T10:00:00Z"));
  private static final String OURS =
      "{\"Sid\":\"AlarmkeeperLetsCloudWatchAlarmsPublish\",\"Effect\":\"Allow\","
          + "\"Principal\":{\"Service\":\"cloudwatch.amazonaws.com\"},\"Action\":\"SNS:Publish\","
          + "\"Resource\":\"arn:aws:sns:us-east-1:111122223333:alarmkeeper-alarms\","
          + "\"Condition\":{\"StringEquals\":{\"aws:SourceAccount\":\"111122223333\"},"
          + "\"ArnLike\":{\"aws:SourceArn\":"
          + "\"arn:aws:cloudwatch:us-east-1:111122223333:alarm:*\"}}}";

  /** What CreateTopic leaves behind. */
  private static final String DEFAULT =
      "{\"Sid\":\"__default_statement_ID\",\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"*\"},"
          + "\"Action\":[\"SNS:GetTopicAttributes\",\"SNS:Publish\"],"
          + "\"Resource\":\"arn:aws:sns:us-east-1:111122223333:alarmkeeper-alarms\","
          + "\"Condition\":{\"StringEquals\":{\"AWS:SourceOwner\":\"111122223333\"}}}";

  private static final String OTHERS =
      DEFAULT.replace("AWS:SourceOwner\":\"111122223333", "AWS:SourceOwner\":\"999988887777");

  private static final String ODD =
      "{\"Effect\":\"Deny\",\"NotPrincipal\":{\"AWS\":[\"a\",\"b\"]},\"Unknown\":[1,null,{}]}";

  @Test
  void ourStatementComesAfterEverybodyElses() {
    String others = DEFAULT + "," + ODD + "," + ODD;
    assertThat(merged(document(others))).isEqualTo(document(others + "," + OURS));
  }

  @Test
  void ourStatementLetsOurAlarmsPublish() {
    String merged = merged(document(OTHERS));
    assertThat(grant(OTHERS)).isEqualTo(new Grant(Answer.NO, List.of(), List.of()));
    assertThat(PolicyDocument.parse(merged).policy().grant(PUBLISHING)).isEqualTo(Grant.FULL);
  }

  @Test
  void anOlderStatementOfOursIsReplacedWhereItStands() {
    String weakened = OURS.replace("111122223333:alarm:*", "999988887777:alarm:*");
    assertThat(merged(document(weakened + "," + DEFAULT)))
        .isEqualTo(document(OURS + "," + DEFAULT));
    assertThat(merged(document(weakened + "," + DEFAULT + "," + weakened)))
        .isEqualTo(document(OURS + "," + DEFAULT));
  }

  @ParameterizedTest
  @ValueSource(strings = {OURS, OURS + "," + DEFAULT, DEFAULT + "," + OURS})
  void whereOurStatementIsThereAlreadyNothingChanges(String statements) {
    PolicyDocument document = PolicyDocument.parse(document(statements));
    assertThat(document.letAlarmsPublish(TOPIC_ARN)).isEqualTo(document);
  }

  @Test
  void aSingleStatementMayStandWithoutBrackets() {
    assertThat(merged("{\"Statement\":" + DEFAULT + "}"))
        .isEqualTo("{\"Statement\":[" + DEFAULT + "," + OURS + "],\"Version\":\"2012-10-17\"}");
  }

  @Test
  void anEmptyPolicyGetsOurStatement() {
    assertThat(merged("{}")).isEqualTo("{\"Version\":\"2012-10-17\",\"Statement\":[" + OURS + "]}");
  }

  @Test
  void anOlderVersionOfThePolicyLanguageStays() {
    assertThat(merged("{\"Version\":\"2008-10-17\",\"Id\":\"x\",\"Statement\":[]}"))
        .isEqualTo("{\"Version\":\"2008-10-17\",\"Id\":\"x\",\"Statement\":[" + OURS + "]}");
  }

  @Test
  void anybodyIsAnybodyHoweverItIsWritten() {
    for (String principal : List.of("\"*\"", "{\"AWS\":\"*\"}", "{\"AWS\":[\"x\",\"*\"]}")) {
      String open =
          "{\"Effect\":\"Allow\",\"Principal\":%s,\"Action\":\"sns:*\",\"Resource\":\"*\"}"
              .formatted(principal);
      assertThat(grant(open)).isEqualTo(Grant.FULL);
    }
  }

  @Test
  void aDenyIsNamedByItsSid() {
    assertThat(
            grant(
                "{\"Sid\":\"No\",\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"*\","
                    + "\"Resource\":\"*\"},"
                    + OURS))
        .isEqualTo(new Grant(Answer.YES, List.of("No"), List.of()));
  }

  @Test
  void aDenyThatNobodyUnderstandsMayHit() {
    Grant odd = grant(ODD + "," + OURS);
    assertThat(odd.allowed()).isEqualTo(Answer.YES);
    assertThat(odd.denied()).isEmpty();
    assertThat(odd.mayDeny())
        .singleElement()
        .asString()
        .startsWith("a statement without Sid (action, resource; statement ");
  }

  /** Who accepts a doubt accepts this statement, and no later one of the same Sid. */
  @Test
  void aDoubtTellsStatementsOfOneSidApart() {
    assertThat(grant(perimeter("o-1") + "," + OURS).mayDeny())
        .isNotEqualTo(grant(perimeter("o-2") + "," + OURS).mayDeny())
        .isEqualTo(grant(perimeter("o-1") + "," + OURS).mayDeny());
  }

  private static String perimeter(String organization) {
    return "{\"Sid\":\"Perimeter\",\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"sns:*\","
        + "\"Resource\":\"*\",\"Condition\":{\"StringNotEquals\":{\"aws:SourceOrgID\":\"%s\"}}}"
            .formatted(organization);
  }

  /** SNS Developer Guide, access policy use cases: it lets the owner's account publish. */
  @Test
  void theDefaultPolicyOfSnsLetsAlarmsOfTheAccountPublish() {
    assertThat(grant(DEFAULT)).isEqualTo(Grant.FULL);
    assertThat(grant(DEFAULT.replace("111122223333\"}", "999988887777\"}")).allowed())
        .isEqualTo(Answer.NO);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{",
        "{\"Statement\":[1]}",
        "{\"Statement\":\"x\"}",
        // A condition that we cannot read is no reason to believe in an Allow.
        "{\"Statement\":{\"Effect\":\"allow\"}}",
        "{\"Statement\":{\"Effect\":\"Allow\",\"Condition\":7}}",
        "{\"Statement\":{\"Effect\":\"Allow\",\"Condition\":{\"StringEquals\":7}}}",
      })
  void whatIsNoPolicyIsAMalformedAnswer(String text) {
    assertThatExceptionOfType(MalformedAnswerException.class)
        .isThrownBy(() -> PolicyDocument.parse(text).policy())
        .withMessageContaining("policy");
  }

  private static Grant grant(String statements) {
    return PolicyDocument.parse(document(statements)).policy().grant(PUBLISHING);
  }

  private static String merged(String text) {
    return PolicyDocument.parse(text).letAlarmsPublish(TOPIC_ARN).text();
  }

  private static String document(String statements) {
    return "{\"Version\":\"2012-10-17\",\"Statement\":[" + statements + "]}";
  }
}
