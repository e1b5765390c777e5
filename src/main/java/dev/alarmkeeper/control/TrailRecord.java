package dev.alarmkeeper.control;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A CloudTrail record: that of an IAM user's successful call, with some fields changed. Fields and
 * their order as in the CloudTrail User Guide, "CloudTrail record contents".
 */
final class TrailRecord {
  private static final String ACCOUNT = "123456789012";
  private static final Object REMOVED = new Object();

  private final Map<String, Object> changes;

  private TrailRecord(Map<String, Object> changes) {
    this.changes = changes;
  }

  static TrailRecord call(String service, String name) {
    return new TrailRecord(Map.of("eventSource", service + ".amazonaws.com", "eventName", name));
  }

  /** A sign-in at the console; the answer is Success or Failure. */
  static TrailRecord consoleLogin(String answer, String mfaUsed) {
    return call("signin", "ConsoleLogin")
        .with("eventType", "AwsConsoleSignIn")
        .with("responseElements", Map.of("ConsoleLogin", answer))
        .with("additionalEventData", Map.of("MobileVersion", "No", "MFAUsed", mfaUsed));
  }

  TrailRecord byRoot() {
    return by(
        Map.of(
            "type",
            "Root",
            "principalId",
            ACCOUNT,
            "arn",
            "arn:aws:iam::" + ACCOUNT + ":root",
            "accountId",
            ACCOUNT));
  }

  TrailRecord byRole() {
    return by(
        Map.of(
            "type",
            "AssumedRole",
            "principalId",
            "AROAEXAMPLEEXAMPLE000:alice",
            "arn",
            "arn:aws:sts::" + ACCOUNT + ":assumed-role/Admin/alice",
            "accountId",
            ACCOUNT));
  }

  TrailRecord by(Map<String, String> userIdentity) {
    return with("userIdentity", userIdentity);
  }

  TrailRecord invokedBy(String service) {
    Map<String, Object> identity = new LinkedHashMap<>();
    if (fields().get("userIdentity") instanceof Map<?, ?> before) {
      before.forEach((key, value) -> identity.put(String.valueOf(key), value));
    }
    identity.put("invokedBy", service);
    return with("userIdentity", identity);
  }

  TrailRecord failed(String errorCode) {
    return with("errorCode", errorCode).with("errorMessage", "User is not authorized.");
  }

  TrailRecord with(String field, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(changes);
    more.put(field, value);
    return new TrailRecord(more);
  }

  TrailRecord without(String field) {
    return with(field, REMOVED);
  }

  Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("eventVersion", "1.11");
    fields.put(
        "userIdentity",
        Map.of(
            "type", "IAMUser",
            "principalId", "AIDAEXAMPLEEXAMPLE000",
            "arn", "arn:aws:iam::" + ACCOUNT + ":user/alice",
            "accountId", ACCOUNT,
            "userName", "alice"));
    fields.put("eventTime", "2026-11-23T12:00:00Z");
    fields.put("eventSource", "ec2.amazonaws.com");
    fields.put("eventName", "DescribeInstances");
    fields.put("awsRegion", "us-east-1");
    fields.put("sourceIPAddress", "198.51.100.7");
    fields.put("userAgent", "aws-cli/2.31.0");
    fields.put("requestID", "11111111-2222-3333-4444-555555555555");
    fields.put("eventID", "66666666-7777-8888-9999-000000000000");
    fields.put("readOnly", false);
    fields.put("eventType", "AwsApiCall");
    fields.put("managementEvent", true);
    fields.put("recipientAccountId", ACCOUNT);
    fields.put("eventCategory", "Management");
    fields.putAll(changes);
    fields.values().remove(REMOVED);
    return fields;
  }
}
