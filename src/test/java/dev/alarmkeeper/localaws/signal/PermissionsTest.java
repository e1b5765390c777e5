package dev.alarmkeeper.localaws.signal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.alarmkeeper.localaws.signal.Permissions.Asked;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Condition operators as "IAM JSON policy elements: Condition operators" has them. */
class PermissionsTest {
  private static final Asked ASKED =
      new Asked(
          "Service",
          "cloudwatch.amazonaws.com",
          "sns:Publish",
          "arn:aws:sns:us-east-1:111122223333:alarms",
          Map.of(
              "aws:sourcearn", List.of("arn:aws:cloudwatch:us-east-1:111122223333:alarm:root"),
              "aws:sourceaccount", List.of("111122223333"),
              "aws:principalisawsservice", List.of("true"),
              "aws:currenttime", List.of("2026-11-25T00:00:00Z"),
              "aws:sourceip", List.of("203.0.113.9"),
              "aws:many", List.of("a", "b")));

  @ParameterizedTest(name = "{0} {1} {2}: {3}")
  @CsvSource({
    "StringEquals, aws:SourceAccount, 111122223333, true",
    "StringEquals, aws:SourceAccount, 1111*, false",
    "StringLike, aws:SourceAccount, 1111*, true",
    "StringNotEquals, aws:SourceAccount, 111122223333, false",
    "StringNotEquals, aws:Absent, x, true",
    "StringEqualsIfExists, aws:Absent, x, true",
    "StringEquals, aws:Absent, x, false",
    "StringEquals, aws:SourceAccount, ${aws:SourceAccount}, true",
    "StringEquals, aws:SourceAccount, ${aws:Absent}, false",
    "'StringEquals', aws:SourceAccount, '${aws:Absent, ''111122223333''}', true",
    // Six components, each compared apart.
    "ArnLike, aws:SourceArn, arn:aws:cloudwatch:*:*:alarm:*, true",
    "ArnEquals, aws:SourceArn, arn:aws:cloudwatch:us-east-1:111122223333:alarm:ro?t, true",
    "ArnLike, aws:SourceArn, *, false",
    "ArnLike, aws:SourceArn, arn:aws:cloudwatch:*, false",
    "ArnLike, aws:SourceArn, arn:aws:cloudwatch:*:alarm:*, false",
    "StringLike, aws:SourceArn, arn:aws:cloudwatch:*:alarm:*, true",
    "ArnNotLike, aws:SourceArn, *, true",
    "Bool, aws:PrincipalIsAWSService, true, true",
    "Null, aws:Absent, true, true",
    "Null, aws:SourceAccount, true, false",
    "DateLessThan, aws:CurrentTime, 2020-01-01T00:00:00Z, false",
    "DateGreaterThan, aws:CurrentTime, 2020-01-01T00:00:00Z, true",
    "IpAddress, aws:SourceIp, 203.0.113.0/24, true",
    "NotIpAddress, aws:SourceIp, 203.0.113.0/24, false",
    "ForAllValues:StringEquals, aws:Absent, x, true",
    "ForAllValues:StringEquals, aws:Many, a, false",
    "ForAnyValue:StringEquals, aws:Many, a, true",
    "ForAnyValue:StringNotEquals, aws:Many, a, true",
    "ForAllValues:StringNotEquals, aws:Many, a, false"
  })
  void conditions(String operator, String key, String value, boolean allowed) throws Exception {
    String statement =
        """
        {"Version": "2012-10-17", "Statement": {"Effect": "Allow",
         "Principal": {"Service": "cloudwatch.amazonaws.com"}, "Action": "SNS:Publish",
         "Resource": "*", "Condition": {"%s": {"%s": "%s"}}}}"""
            .formatted(operator, key, value);
    assertThat(Permissions.allows(new ObjectMapper().readTree(statement), ASKED))
        .isEqualTo(allowed);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "\"Principal\": \"*\" | true",
        "\"Principal\": {\"AWS\": \"*\"} | true",
        "\"Principal\": {\"AWS\": \"arn:aws:iam::111122223333:root\"} | false",
        "\"Principal\": {\"Service\": [\"s3.amazonaws.com\", \"cloudwatch.amazonaws.com\"]} | true",
        "\"Principal\": {\"Service\": \"cloudwatch\"} | false",
        "\"NotPrincipal\": {\"AWS\": \"arn:aws:iam::111122223333:root\"} | true",
        "\"NotPrincipal\": {\"Service\": \"cloudwatch.amazonaws.com\"} | false"
      })
  void principals(String principal, boolean allowed) throws Exception {
    String statement =
        "{\"Statement\": [{\"Effect\": \"Allow\", %s, \"Action\": \"*\", \"Resource\": \"*\"}]}"
            .formatted(principal);
    assertThat(Permissions.allows(new ObjectMapper().readTree(statement), ASKED))
        .isEqualTo(allowed);
  }
}
