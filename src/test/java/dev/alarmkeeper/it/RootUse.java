package dev.alarmkeeper.it;

import dev.alarmkeeper.localaws.LocalAws;

/**
 * What a root user does, as CloudTrail records it. <a
 * href="https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-aws-console-sign-in-events.html">
 * AWS Management Console sign-in events</a> and <a
 * href="https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html">
 * record contents</a>. Written without the samples of the product.
 */
enum RootUse {
  SIGNS_IN("signin.amazonaws.com", "ConsoleLogin", "AwsConsoleSignIn", false, "us-east-1"),
  WRITES("iam.amazonaws.com", "CreateAccessKey", "AwsApiCall", false, "us-east-1"),
  READS("s3.amazonaws.com", "ListBuckets", "AwsApiCall", true, "us-east-1"),
  WRITES_ELSEWHERE("ec2.amazonaws.com", "RunInstances", "AwsApiCall", false, "eu-west-1"),
  USES_A_KEY("kms.amazonaws.com", "ScheduleKeyDeletion", "AwsApiCall", false, "us-east-1"),
  QUERIES_DATA("rdsdata.amazonaws.com", "ExecuteStatement", "AwsApiCall", false, "us-east-1");

  private final String source;
  private final String name;
  private final String type;
  private final boolean readOnly;
  private final String region;

  RootUse(String source, String name, String type, boolean readOnly, String region) {
    this.source = source;
    this.name = name;
    this.type = type;
    this.readOnly = readOnly;
    this.region = region;
  }

  /** The event. */
  String event() {
    return """
        {"eventVersion": "1.11",
         "userIdentity": {"type": "Root", "principalId": "%1$s",
          "arn": "arn:aws:iam::%1$s:root", "accountId": "%1$s", "accessKeyId": ""},
         "eventTime": "2026-11-25T00:00:00Z", "eventSource": "%2$s", "eventName": "%3$s",
         "awsRegion": "%4$s", "sourceIPAddress": "203.0.113.9", "userAgent": "Mozilla/5.0",
         "requestParameters": null, "responseElements": {"ConsoleLogin": "Success"},
         "additionalEventData": {"MobileVersion": "No", "MFAUsed": "Yes"},
         "eventID": "00000000-0000-4000-8000-000000000000", "readOnly": %5$s,
         "eventType": "%6$s", "managementEvent": true, "recipientAccountId": "%1$s",
         "eventCategory": "Management"}"""
        .formatted(LocalAws.ACCOUNT, source, name, region, readOnly, type);
  }
}
