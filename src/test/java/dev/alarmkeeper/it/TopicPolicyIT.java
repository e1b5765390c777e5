package dev.alarmkeeper.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alarmkeeper.reconcile.Report;
import dev.alarmkeeper.reconcile.Verdict;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Policies of a topic that let alarms through: what is harmless is neither reported nor written.
 */
class TopicPolicyIT {
  private static final String OURS =
      "{\"Effect\": \"Allow\", \"Principal\": {\"Service\": \"cloudwatch.amazonaws.com\"},"
          + " \"Action\": \"sns:Publish\", \"Resource\": \"*\"}";

  private static Scene scene;

  @BeforeAll
  static void open() {
    scene = new Scene();
  }

  @AfterAll
  static void close() {
    scene.close();
  }

  @BeforeEach
  void makeWhole() {
    scene.makeWhole();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // SNS's own, which CreateTopic leaves behind.
        """
        {"Sid": "__default_statement_ID", "Effect": "Allow", "Principal": {"AWS": "*"},
         "Action": ["SNS:GetTopicAttributes", "SNS:Publish"],
         "Resource": "arn:aws:sns:us-east-1:111122223333:alarmkeeper-alarms",
         "Condition": {"StringEquals": {"AWS:SourceOwner": "111122223333"}}}""",
        """
        {"Effect": "Allow", "Principal": "*", "Action": "SNS:Publish", "Resource": "*",
         "Condition": {"ArnLike": {"aws:SourceArn": "arn:aws:cloudwatch:*:*:alarm:*"}}}""",
        """
        {"Effect": "Allow", "Principal": {"Service": "cloudwatch.amazonaws.com"},
         "Action": "SNS:Publish", "Resource": "*",
         "Condition": {"ForAllValues:StringEquals": {"aws:SourceAccount": ["111122223333"]},
                       "Null": {"aws:SourceArn": "false"},
                       "DateGreaterThan": {"aws:CurrentTime": "2020-01-01T00:00:00Z"}}}""",
        OURS
            + """
            , {"Effect": "Deny", "Principal": "*", "Action": "SNS:*", "Resource": "*",
               "Condition": {"Bool": {"aws:SecureTransport": "false"}}}""",
        OURS
            + """
            , {"Effect": "Deny", "Principal": "*", "Action": "SNS:*", "Resource": "*",
               "Condition": {"StringNotEqualsIfExists": {"aws:PrincipalOrgID": "o-1"},
                             "BoolIfExists": {"aws:PrincipalIsAWSService": "false"}}}""",
        OURS
            + """
            , {"Effect": "Deny", "Principal": "*", "NotAction": "SNS:Publish", "Resource": "*"}""",
        OURS
            + """
            , {"Effect": "Deny", "Action": "SNS:Publish", "Resource": "*",
               "NotPrincipal": {"Service": ["cloudwatch.amazonaws.com"]}}""",
      })
  void whatLetsAlarmsThroughIsLeftAlone(String statements) {
    scene.attacker().putTopicPolicy(statements);
    scene.aws().journal().clear();
    Report report = scene.keeper(Tampering.Audience.NAMED).repair();
    assertThat(report.verdict())
        .as(report.after().findings().toString())
        .isEqualTo(Verdict.COMPLIANT);
    assertThat(scene.aws().journal().writes()).isEmpty();
  }
}
