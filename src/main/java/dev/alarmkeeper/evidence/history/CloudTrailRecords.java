package dev.alarmkeeper.evidence.history;

import dev.alarmkeeper.reconcile.Actor;
import dev.alarmkeeper.reconcile.ApiCall;
import dev.alarmkeeper.text.JsonFields;
import java.util.Optional;

/**
 * Reads calls from CloudTrail's records; absent fields stay unknown. Source: CloudTrail User Guide,
 * "CloudTrail record contents" and "CloudTrail userIdentity element".
 */
public final class CloudTrailRecords {
  private CloudTrailRecords() {}

  /** The call that a record is about. */
  public static ApiCall of(JsonFields record) {
    return new ApiCall(
        record.shown("eventSource"),
        record.shown("eventName"),
        record.shown("eventID"),
        record.instant("eventTime"),
        record.shown("awsRegion"),
        record.shown("recipientAccountId"),
        actor(record),
        record.shown("errorCode"),
        record.object("requestParameters"));
  }

  private static Actor actor(JsonFields record) {
    return new Actor(
        record
            .shown("userIdentity", "arn")
            .or(() -> record.shown("userIdentity", "invokedBy"))
            .or(() -> record.shown("userIdentity", "principalId")),
        record.shown("userIdentity", "type"),
        record.shown("userIdentity", "sessionContext", "sessionIssuer", "arn"),
        mfa(record),
        record.shown("sourceIPAddress"),
        record.shown("userIdentity", "invokedBy"),
        record.shown("userIdentity", "sessionContext", "sourceIdentity"));
  }

  /** A console sign-in says it elsewhere than a call that was made with a session. */
  private static Optional<Boolean> mfa(JsonFields record) {
    return record
        .text("userIdentity", "sessionContext", "attributes", "mfaAuthenticated")
        .map(Boolean::parseBoolean)
        .or(() -> record.text("additionalEventData", "MFAUsed").map("Yes"::equals));
  }
}
