package dev.alarmkeeper.aws;

import static dev.alarmkeeper.Fixtures.ACCOUNT;
import static dev.alarmkeeper.Fixtures.TOPIC_ARN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.alarmkeeper.chain.Arn;
import dev.alarmkeeper.chain.Topic.Grant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The topic's policy: ours is merged in, everybody else's stays to the letter. */
class PolicyDocumentTest {
  private static final List<Arn> ALARMS =
      List.of(ACCOUNT.arn("cloudwatch", "alarm:root_usage_alarm"));
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

  private static final String ODD =
      "{\"Effect\":\"Deny\",\"NotPrincipal\":{\"AWS\":[\"a\",\"b\"]},\"Unknown\":[1,null,{}]}";

  @Test
  void ourStatementComesAfterEverybodyElses() {
    String others = DEFAULT + "," + ODD + "," + ODD;
    assertThat(merged(document(others))).isEqualTo(document(others + "," + OURS));
  }

  @Test
  void ourStatementLetsOurAlarmsPublish() {
    String merged = merged(document(DEFAULT));
    assertThat(PolicyDocument.parse(document(DEFAULT)).policy().grant(TOPIC_ARN, ACCOUNT, ALARMS))
        .isEqualTo(new Grant(false, List.of()));
    assertThat(PolicyDocument.parse(merged).policy().grant(TOPIC_ARN, ACCOUNT, ALARMS))
        .isEqualTo(Grant.FULL);
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
        .isEqualTo(new Grant(true, List.of("No")));
    assertThat(grant(ODD + "," + OURS))
        .isEqualTo(new Grant(true, List.of("a statement without Sid")));
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
        "{\"Statement\":{\"Effect\":\"Allow\",\"Condition\":7}}",
        "{\"Statement\":{\"Effect\":\"Allow\",\"Condition\":{\"StringEquals\":7}}}",
      })
  void whatIsNoPolicyIsAMalformedAnswer(String text) {
    assertThatExceptionOfType(MalformedAnswerException.class)
        .isThrownBy(() -> PolicyDocument.parse(text).policy())
        .withMessageContaining("policy");
  }

  private static Grant grant(String statements) {
    return PolicyDocument.parse(document(statements)).policy().grant(TOPIC_ARN, ACCOUNT, ALARMS);
  }

  private static String merged(String text) {
    return PolicyDocument.parse(text).letAlarmsPublish(TOPIC_ARN).text();
  }

  private static String document(String statements) {
    return "{\"Version\":\"2012-10-17\",\"Statement\":[" + statements + "]}";
  }
}
